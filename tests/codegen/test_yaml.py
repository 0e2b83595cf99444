# SPDX-License-Identifier: MIT
"""YAML as 1.2 reads it, and where everything in it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.diagnostic import Place, SpecError
from codegen.yaml_loc import MapNode, find, load, parse, plain


def test_only_true_and_false_are_booleans_and_numbers_are_those_of_1_2() -> None:
    text = "a: on\nb: 0b101\nc: 1:30\nd: 0x1F\ne: yes\nf: 010\ng: true\nh: ~\ni: 0o17\nj: 1_0\nk: 1.5\n"
    assert plain(parse(text, "x.yaml")) == {
        "a": "on", "b": 5, "c": "1:30", "d": 31, "e": "yes", "f": 10, "g": True, "h": None,
        "i": 15, "j": "1_0", "k": 1.5,
    }  # fmt: skip


def test_every_key_and_value_has_its_place() -> None:
    tree = parse("top:\n  - {id: 'a', size: 4}\n", "x.yaml")
    assert find(tree, ["top", 0, "size"]).at == Place("x.yaml", 2, 21)
    assert find(tree, ["top", 0, "nothing"]).at == Place("x.yaml", 2, 5)
    assert isinstance(tree, MapNode) and tree.entries[0].key_at == Place("x.yaml", 1, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: {c: 2, c: 3}", "x:2:11: key 'c' occurs twice; it is first given in line 2"),
        ("a: [1,2\n", "x:2:1: not YAML: expected ',' or ']', but got '<stream end>'"),
        ("", "x:1:1: the file is empty; a map was expected"),
        ("a: &x [*x]", "x:1:4: an alias stands inside what it names"),
        ("? [1]\n: 2", "x:1:3: a list cannot be a key; a name or a number was expected"),
        ("a: !!int foo", "x:1:4: 'foo' is not a number"),
        (
            "a: !!python/object:os.x {}",
            "x:1:4: tag 'tag:yaml.org,2002:python/object:os.x' is not supported; plain values were expected",
        ),
    ],
)
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse(text, "x")
    assert str(caught.value) == message


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as caught:
        load(tmp_path / "none.yaml")
    assert caught.value.message == "cannot be read: No such file or directory"
    (tmp_path / "latin.yaml").write_bytes(b"a: \xff")
    with pytest.raises(SpecError) as caught:
        load(tmp_path / "latin.yaml")
    assert caught.value.message == "not UTF-8 text"

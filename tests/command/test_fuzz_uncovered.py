# SPDX-License-Identifier: MIT
"""Which lines of our headers count, which of them a program took, and what fuzz/uncovered.txt is
held against.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tools import fuzz_source
from tools.fuzz_lines import Condition, Covered, Reach, counts, headers, reach, together
from tools.fuzz_source import Place, Source, read
from tools.fuzz_uncovered import UNCOVERED, complaints, listed, uncovered
from tools.shell import Failure

HEADER = """\
enum limit { MOST = 4 };

static inline __attribute__((noinline)) int
first(int a)
{
    /* a word */
    if (a > MOST) { /* row 1 */
        return 1;
    }
    if (MOST > 3) {
        return 1;
    }
    return 0;
}
"""
AT = "generated/{}/a.h"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two profiles print the same function, one of them with a line more above it."""
    for module in ("fuzz_lines", "fuzz_source"):
        monkeypatch.setattr(f"tools.{module}.ROOT", tmp_path)
    for profile, text in (("tiny", HEADER), ("full", f"/* full */\n{HEADER}")):
        path = tmp_path / AT.format(profile)
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "core").mkdir()
    Source.of.cache_clear()
    fuzz_source._constants.cache_clear()
    return tmp_path


def said(tree: Path, profile: str, taken: bool, asked: tuple[int, int], down: int = 0) -> Any:
    """What llvm-cov says after a program that came to the first return, or did not."""
    name = str(tree / AT.format(profile))
    inner = int(taken)
    segments = [
        [5 + down, 1, 3, True, True, False],
        [7 + down, 19, inner, True, True, False],
        [9 + down, 6, 3 - inner, True, False, False],
        [14 + down, 2, 0, False, False, False],
    ]
    branches = [[7 + down, 9, 7 + down, 17, *asked, 0, 0, 4], [10 + down, 9, 10 + down, 17, 0, 0]]
    function = {
        "filenames": [name],
        "regions": [[5 + down, 1, 14 + down, 2, 3], [7 + down, 19, 9 + down, 6, inner]],
        "branches": branches,
    }
    files = [
        {"filename": name, "segments": segments, "branches": branches},
        {"filename": "/usr/include/d.h", "segments": segments, "branches": branches},
    ]
    return {"data": [{"files": files, "functions": [function]}]}


def not_called(tree: Path, profile: str) -> Any:
    name = str(tree / AT.format(profile))
    segments = [[5, 1, 0, True, True, False], [14, 2, 0, False, False, False]]
    function = {"filenames": [name], "regions": [[5, 1, 14, 2, 0]], "branches": []}
    file = {"filename": name, "segments": segments, "branches": []}
    return {"data": [{"files": [file], "functions": [function]}]}


def test_a_line_counts_once_for_all_profiles_and_one_that_runs_it_is_enough(tree: Path) -> None:
    tiny, full = said(tree, "tiny", False, (0, 3)), said(tree, "full", True, (1, 2), down=1)
    assert headers(reach([tiny])) == [Covered("generated/a.h", 5, 4, 2, 1)]
    assert headers(reach([full])) == [Covered("generated/a.h", 5, 5, 2, 2)]
    assert headers(reach([tiny, full])) == headers(reach([full]))
    assert set(reach([tiny]).lines) == set(reach([full]).lines)


def test_a_function_that_only_one_program_calls_counts_by_that_one(tree: Path) -> None:
    alone = not_called(tree, "tiny")
    assert headers(reach([alone])) == [Covered("generated/a.h", 5, 0, 0, 0)]
    both = reach([alone, said(tree, "tiny", True, (1, 2))])
    assert headers(both) == [Covered("generated/a.h", 5, 5, 2, 2)]


def test_lines_have_names_of_their_own(tree: Path) -> None:
    places = read("core/a.h", HEADER).places
    assert {place.function for place in places.values()} == {"first"}
    assert sorted(places) == [7, 8, 10, 11, 13]  # no comment, no brace
    assert places[8] != places[11]
    assert places[8].within == ("if (a > MOST) { /* row 1 */",)


def test_the_compiler_s_own_rule_of_lines() -> None:
    skipped = [[1, 1, 2, True, True, False], [2, 1, 0, False, True, False],
               [2, 9, 2, True, False, False], [3, 5, 0, True, True, True],
               [3, 7, 7, True, True, False], [4, 1, 0, False, False, False]]  # fmt: skip
    assert counts(skipped) == {1: 2, 3: 7, 4: 7}
    assert counts([]) == {}


LINE = Place("core/a.h", "f", (), "return 1;", 1)
TEXT = "why: so it is\nline core/a.h f: return 1;\n"


def test_what_is_not_taken_is_listed_and_nothing_else() -> None:
    assert complaints(Reach({LINE: 0}), TEXT) == []
    assert complaints(Reach({LINE: 0}), "") == [
        "no test takes it, and uncovered.txt does not say why: line core/a.h f: return 1;"
    ]
    needless = "uncovered.txt explains what a test takes, or what is gone: line core/a.h f: return 1;"
    assert complaints(Reach({LINE: 3}), TEXT) == [needless]
    assert complaints(Reach(), TEXT) == [needless]


def test_two_alike_are_two_entries() -> None:
    found = Reach({LINE: 0, Place("core/a.h", "f", ("if (x) {",), "return 1;", 1): 0})
    assert len(complaints(found, TEXT)) == 1
    assert complaints(found, f"{TEXT}{TEXT}") == []


def test_each_side_of_a_condition_is_asked_for() -> None:
    found = Reach({LINE: 1}, {Condition(LINE, 8, "x"): (0, 4), Condition(LINE, 13, "y"): (1, 1)})
    assert dict(uncovered(found)) == {"true core/a.h f: x": 1}
    assert complaints(found, "why: it is so\ntrue core/a.h f: x\n") == []
    assert len(complaints(found, "why: it is so\nfalse core/a.h f: x\n")) == 2
    found.lines[LINE] = 0  # its line says it already
    assert dict(uncovered(found)) == {"line core/a.h f: return 1;": 1}


@pytest.mark.parametrize("text", ["why: x\nlines core/a.h f: y\n", "line core/a.h f: no reason yet\n"])
def test_what_means_nothing(text: str) -> None:
    with pytest.raises(Failure, match=re.escape("which means nothing here")):
        listed(text)


def test_the_list_names_headers_that_are_there() -> None:
    for entry in listed(UNCOVERED.read_text(encoding="utf-8")):
        name, function = re.findall(r"^\w+ (\S+) (\w+): ", entry)[0]
        folder, header = name.split("/")
        found = (UNCOVERED.parent.parent / folder).glob(header if folder == "core" else f"*/{header}")
        texts = [path.read_text(encoding="utf-8") for path in found]
        assert any(re.search(rf"\b{function}\(", text) for text in texts), entry


def test_together() -> None:
    a, b = Covered("a", 4, 1, 2, 2), Covered("b", 4, 4, 2, 0)
    assert together([a, b]) == Covered("together", 8, 5, 4, 2)
    assert together([a, b]).line_percent == 62.5

# SPDX-License-Identifier: MIT
"""memory.yaml and drops.yaml: each mistake with its message."""

from __future__ import annotations

from pathlib import Path

import pytest
from profile_text import SPEC

from codegen.diagnostic import SpecError
from codegen.load.drops import load_drops
from codegen.load.memory import load_memory

MEMORY = """\
structs:
  old:
    record: true
    why: what is over
    fields:
      - {name: ip, type: u32, owner: old}
  stack:
    why: what one stack keeps
    fields:
      - {name: ring, type: u8, count: RING_BYTES, owner: rings, when: ring}
      - {name: turn, type: u16, owner: poll}
  slip_link:
    driver: slip
    why: the link
    fields:
      - {name: out, type: u8, count: 8, owner: link, volatile: true}
"""

DROPS = """\
drops:
  - {name: too_short, why: not enough}
  - {name: too_long, why: too much, rfc: "791 3.1"}
"""

MEMORY_MISTAKES = {
    "unknown type": (
        ("type: u16", "type: u64"),
        "memory.yaml:11:28: type 'u64' is not known; one of: old, tcp_connection, u16, u32, u8",
    ),
    "unknown count": (
        ("RING_BYTES", "RINGS"),
        "memory.yaml:10:39: count 'RINGS' is not known; a number or one of: RING_BYTES",
    ),
    "count that is no number": (
        ("count: 8", "count: 0"),
        "memory.yaml:16:38: count is '0', which is not a number from 1 to 16384, or the name of a"
        " number that the profile computes",
    ),
    "field twice": (
        ("name: turn", "name: ring"),
        "memory.yaml:11:16: field 'ring' is in struct 'stack' already",
    ),
    "unknown key": (
        ("owner: poll", "ower: poll"),
        "memory.yaml:11:33: key 'ower' is not known here;"
        " known: name, type, count, owner, when, why, volatile",
    ),
    "unknown feature": (
        ("when: ring", "when: rings"),
        "memory.yaml:10:71: feature 'rings' is not known; one of: ring",
    ),
    "a record that comes later": (
        ("type: u32, owner: old", "type: stack, owner: old"),
        "memory.yaml:6:26: type 'stack' is not known; one of: tcp_connection, u16, u32, u8",
    ),
    "a struct that is no record": (
        ("name: out, type: u8", "name: out, type: stack"),
        "memory.yaml:16:27: type 'stack' is not known; one of: old, tcp_connection, u16, u32, u8",
    ),
    "unknown driver": (
        ("driver: slip", "driver: spi"),
        "memory.yaml:13:13: driver is 'spi'; it must be one of: slip",
    ),
}

DROP_MISTAKES = {
    "name twice": (
        ("too_long", "too_short"),
        "drops.yaml:3:12: drop reason 'too_short' is there already; one name a cause",
    ),
    "no reason": (
        ("{name: too_short, why: not enough}", "{name: too_short}"),
        "drops.yaml:2:6: key 'why' is missing here; needed: name, why",
    ),
    "no name": (
        ("name: too_short", "name: Too-Short"),
        "drops.yaml:2:12: name is 'Too-Short', which is not a name of small letters, digits"
        " and _, beginning with a letter",
    ),
}


def put(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / f"{name}.schema.json").write_bytes((SPEC / f"{name}.schema.json").read_bytes())


@pytest.mark.parametrize("mistake", MEMORY_MISTAKES)
def test_memory(mistake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (old, new), message = MEMORY_MISTAKES[mistake]
    assert MEMORY.count(old) == 1
    put(tmp_path, "memory", MEMORY.replace(old, new))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SpecError) as caught:
        load_memory(Path(), "slip", ["RING_BYTES"], ["tcp_connection"], {"ring": True})
    assert str(caught.value) == message


@pytest.mark.parametrize("mistake", DROP_MISTAKES)
def test_drops(mistake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (old, new), message = DROP_MISTAKES[mistake]
    assert DROPS.count(old) == 1
    put(tmp_path, "drops", DROPS.replace(old, new))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SpecError) as caught:
        load_drops(Path())
    assert str(caught.value) == message


def test_a_struct_of_another_driver_is_left_out(tmp_path: Path) -> None:
    put(tmp_path, "memory", MEMORY)
    for driver, names in (("slip", ["old", "stack", "slip_link"]), ("none", ["old", "stack"])):
        structs = load_memory(tmp_path, driver, ["RING_BYTES"], [], {"ring": True})
        assert [struct.name for struct in structs] == names


def test_our_own_files_are_accepted() -> None:
    reasons = load_drops(SPEC)
    assert len(reasons) > 20 and reasons[0].name == "link_overrun"

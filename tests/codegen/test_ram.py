# SPDX-License-Identifier: MIT
"""The RAM sum: what it adds up, and that too much of it stops the generator."""

from __future__ import annotations

from pathlib import Path

import pytest
from profile_text import DEMO, SPEC, changed

from codegen.bound.ram import RamSum, ram_sum
from codegen.diagnostic import SpecError
from codegen.ir.profile import Profile
from codegen.load.memory import load_memory
from codegen.load.profile import ProfileFile, load_profile
from codegen.lower.features import features
from codegen.lower.profile import counts
from codegen.profiles import ram_suffices

RECORD = {"tcp_connection": 50}
DROPS = 20

MEMORY = """\
structs:
  old:
    record: true
    why: what is over
    fields:
      - {name: ip, type: u32, owner: old}
      - {name: left, type: u16, owner: old}
  stack:
    why: what one stack keeps
    fields:
      - {name: connection, type: tcp_connection, count: TCP_CONNECTIONS, owner: connections}
      - {name: ring, type: u8, count: RING_BYTES, owner: rings}
      - {name: turn, type: u16, owner: poll}
      - {name: old, type: old, count: TIME_WAIT_RECORDS, owner: old, when: time_wait}
  slip_link:
    driver: slip
    why: the link
    fields:
      - {name: in, type: u8, count: SLIP_IN_BYTES, owner: link}
      - {name: spare, type: u32, count: 3, owner: link}
"""


def loaded(folder: Path, text: str = DEMO) -> tuple[Profile, ProfileFile]:
    (folder / "demo.yaml").write_text(text, encoding="utf-8")
    return load_profile(folder / "demo.yaml", SPEC, "demo.yaml")


def summed(profile: Profile, folder: Path) -> RamSum:
    (folder / "memory.yaml").write_text(MEMORY, encoding="utf-8")
    (folder / "memory.schema.json").write_bytes((SPEC / "memory.schema.json").read_bytes())
    names = counts(profile, DROPS)
    structs = load_memory(folder, profile.link.driver, names, RECORD, features(profile))
    return ram_sum(profile, structs, names, RECORD)


def test_every_field_is_in_the_sum(tmp_path: Path) -> None:
    """Four slots: two for echo, one each for caller and discard; daytime has none of its own."""
    profile, _ = loaded(tmp_path)
    ram = summed(profile, tmp_path)
    assert [row.bytes for row in ram.rows] == [4 * 50, 216 + 216 + 128, 2, 600, 12]
    assert (ram.struct_bytes("stack"), ram.struct_bytes("slip_link")) == (762, 612)
    assert (ram.static, ram.total, ram.left) == (1374, 1374 + 48, 2048 - 1374 - 48)


def test_records_cost_what_the_profile_has_of_them(tmp_path: Path) -> None:
    profile, _ = loaded(tmp_path, changed("msl_s: 30", "msl_s: 30, time_wait: 5"))
    ram = summed(profile, tmp_path)
    assert [row.bytes for row in ram.rows] == [4 * 50, 216 + 216 + 128, 2, 5 * 6, 600, 12]
    assert (ram.static, ram.record_bytes) == (1374 + 30, {"tcp_connection": 50, "old": 6})
    assert "old" not in summed(loaded(tmp_path)[0], tmp_path).record_bytes


def test_a_link_that_the_product_brings_costs_nothing(tmp_path: Path) -> None:
    text = changed("driver: slip", "driver: none").replace(", baud: 115200, in: 600", "")
    assert [row.bytes for row in summed(loaded(tmp_path, text)[0], tmp_path).rows] == [200, 560, 2]


def test_owners_come_with_the_biggest_first(tmp_path: Path) -> None:
    ram = summed(loaded(tmp_path)[0], tmp_path)
    assert ram.by_owner() == (
        ("link", 612),
        ("rings", 560),
        ("connections", 200),
        ("application", 48),
        ("poll", 2),
    )


def test_a_profile_without_tcp_keeps_one_element_of_each_array(tmp_path: Path) -> None:
    sockets = "sockets:\n  pong: {protocol: udp, port: 7}\n"
    profile, _ = loaded(tmp_path, DEMO[: DEMO.index("sockets:")] + sockets)
    assert [row.bytes for row in summed(profile, tmp_path).rows] == [50, 1, 2, 600, 12]


def test_a_full_chip_is_accepted_and_one_byte_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    profile, file = loaded(tmp_path, changed("application: 48", f"application: {2048 - 1374}"))
    ram_suffices(profile, file, summed(profile, tmp_path))
    profile, file = loaded(tmp_path, changed("application: 48", f"application: {2048 - 1373}"))
    with pytest.raises(SpecError) as caught:
        ram_suffices(profile, file, summed(profile, tmp_path))
    assert str(caught.value) == (
        "demo.yaml:3:29: static RAM is 2049 bytes, 1 more than the 2048 of atmega328p that this"
        " profile may use; biggest: application 675, link 612, rings 560; use smaller or shared"
        " rings, fewer connections or a smaller mtu"
    )


def test_a_budget_below_the_part_counts(tmp_path: Path) -> None:
    profile, file = loaded(tmp_path, changed("ram: 2048", "ram: 1421"))
    with pytest.raises(SpecError, match="static RAM is 1422 bytes, 1 more than the 1421"):
        ram_suffices(profile, file, summed(profile, tmp_path))

# SPDX-License-Identifier: MIT
"""Sizes: what is read from the tools, and that a target that is missed says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tools import bench, bench_build, bench_size, bench_table
from tools.bench_size import Row, Size

LISTING = """\
00000100 00000040 T thimble::tcp_receive(thimble::stack*, unsigned char*)
00000140 00000010 t thimble::udp_receive(thimble::stack*)
00000150 00000004 T main
00000160 00000010 t thimble::udp_receive(thimble::stack*) [clone .part.1]
00800100 00000020 b thimble::core
00000170 T __vectors
"""
ROW = Row("udp", "TCP + UDP + ICMP", 4582, "uIP 1.0", 4800, 4582, 348)
GOOD = Size(ROW, "full", 4900, 4600, 4581, 340, 48, {"tcp_receive": 64})


def test_functions_are_counted_once_and_the_largest_comes_first() -> None:
    found = bench_size.functions(LISTING)
    assert list(found.items()) == [("tcp_receive", 64), ("udp_receive", 32), ("main", 4)]


def test_what_lies_in_ram_is_no_function() -> None:
    assert "core" not in bench_size.functions(LISTING)


def test_features_add_up_to_the_functions() -> None:
    sizes = bench_size.functions(LISTING)
    assert bench_size.features(sizes) == {"TCP": 64, "UDP": 32, "application": 4}
    assert bench_size.features({"surprise": 8}) == {"other": 8}


def test_a_target_is_met_below_it_and_missed_at_it() -> None:
    assert GOOD.met and GOOD.targets == [True, True]
    missed = replace(GOOD, ours=4582)
    assert not missed.met and missed.targets == [False, True]
    line = bench_table.size_table(204, [missed])[-1]
    assert "**missed by 1**" in line
    assert "met" in bench_table.size_table(204, [GOOD])[-1]


def test_a_connection_that_is_too_large_is_missed_at_level_full_only() -> None:
    large = replace(GOOD, connection=49)
    assert large.targets == [True, False]
    assert bench_table.connection(large) == "49; at most 48: **missed by 1**"
    assert replace(large, level="minimal").targets == [True]


def test_without_tcp_there_is_no_connection() -> None:
    assert bench_table.connection(replace(GOOD, connection=0)) == ""
    stated = {"members": [{"owner": "TCP connections", "each": 40}]}
    assert bench_size.connection_bytes(stated, "datagram") == 0
    assert bench_size.connection_bytes(stated, "udp") == 40


EVERYTHING = (
    "passive active ring receive_ring pipeline congestion delayed_ack nagle keepalive "
    "challenge_limit keyed_iss urgent reuse time_wait unreachable drop_counters"
).split()


@pytest.mark.parametrize(
    ("written", "instead", "gone"),
    [
        ("", "", set()),
        ("send: 320", "send: 200", {"congestion"}),  # two segments: nothing to be congested
        (", receive: 200", "", {"receive_ring"}),
        ("  keepalive_s: 7200\n", "", {"keepalive"}),
        ("delayed_ack: true", "delayed_ack: false", {"delayed_ack"}),
        (", unreachable", "", {"unreachable"}),
    ],
)
def test_the_row_at_level_full_has_what_it_claims(
    tmp_path: Path, written: str, instead: str, gone: set[str]
) -> None:
    text = bench_size.text_of("full")
    assert written in text
    if gone:  # what is asked for by its name and cannot be is refused
        text = text.replace("  congestion: true\n", "").replace(written, instead)
    profile = tmp_path / "full.yaml"
    profile.write_text(text)
    has = bench_size.switched(profile)
    assert {name for name in EVERYTHING if not has[name]} == gone


def test_readme_says_what_the_row_at_level_full_has_and_what_not() -> None:
    row = replace(GOOD, switches={"ring": True, "nagle": True, "source": False})
    said = "TCP + UDP + ICMP: `ring`, `nagle`. Not in it: `source`."
    assert bench_table.features([row, replace(row, level="minimal")]) == said
    assert bench.Found([["a"], ["b"]], [], [], note=said).markdown().endswith(f"\n\n{said}")
    assert "\n\n" not in bench.Found([["a"], ["b"]], [], []).markdown()


@pytest.mark.parametrize("row", bench_size.ROWS)
def test_every_row_has_its_profile(row: Row) -> None:
    assert bench_size.level(row.profile) in ("minimal", "full")

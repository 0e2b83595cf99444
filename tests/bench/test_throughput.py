# SPDX-License-Identifier: MIT
"""Throughput: what the line carries, which runs count, and that every byte is compared."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from tools import bench_table, bench_throughput
from tools.bench_throughput import Throughput
from tools.shell import Failure


def test_the_line_carries_its_bytes_less_headers_ends_and_escapes() -> None:
    assert bench_throughput.ceiling(256) == pytest.approx(100_000 * 256 / (258 + 40 + 2))


def test_ninety_percent_is_met_and_a_little_less_is_missed() -> None:
    assert Throughput("ring", 90_000, 100_000, 1.0).met
    slow = Throughput("ring", 89_900, 100_000, 1.0)
    assert not slow.met
    line = bench_table.throughput_table([slow])[1]
    assert line == ["ring", "89,900", "100,000", "89.9", "90 wanted: **missed**"]


def test_pace_is_the_chips_clock_by_the_walls() -> None:
    assert bench_throughput.pace_of({"cycles": 8_000_000}, 1.0) == 0.5


def runs(monkeypatch: pytest.MonkeyPatch, *found: Throughput) -> list[Throughput]:
    """These transfers, one after the other; what is left of them."""
    left = list(found)
    monkeypatch.setattr(bench_throughput, "transfer", lambda _what, _program: left.pop(0))
    return left


def test_a_run_that_did_not_keep_pace_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    lame = Throughput("ring", 99_000, 100_000, 0.9)
    good = Throughput("ring", 91_000, 100_000, 1.0)
    left = runs(monkeypatch, lame, good, good)
    assert bench_throughput.best("ring", Path("x")) == good
    assert len(left) == 1  # it ended with the first that was good enough


def test_a_machine_that_is_too_busy_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    runs(monkeypatch, *[Throughput("ring", 99_000, 100_000, 0.5)] * bench_throughput.RUNS)
    with pytest.raises(Failure, match="too busy .*50 %, 50 %, 50 %"):
        bench_throughput.best("ring", Path("x"))


def stream(data: bytes) -> socket.socket:
    """An end from which this comes, and then the end."""
    ours, theirs = socket.socketpair()

    def send() -> None:
        with theirs:
            theirs.sendall(data)

    threading.Thread(target=send, daemon=True).start()
    return ours


def test_another_byte_or_an_early_end_is_a_failure() -> None:
    good = bytes(range(256)) * 4
    for wrong in (good, good[:300] + b"!" + good[301:]):  # the first ends too early
        with stream(wrong) as link, pytest.raises(Failure, match="not the one meant, or ended"):
            bench_throughput.receive(link)

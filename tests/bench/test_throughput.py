# SPDX-License-Identifier: MIT
"""Throughput: what the line carries, which runs count, and that every byte is compared."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tools import bench_table, bench_throughput
from tools.bench_throughput import CASES, SPEEDS, Throughput
from tools.shell import Failure

GOOD = Throughput(CASES[0], 90_000, 100_000, 1.0, 1, 1.04)
NETSTAT = "TcpExt: SyncookiesSent DelayedACKs Other\nTcpExt: 0 {} 7\nIpExt: InNoRoutes\nIpExt: 3\n"
STREAM = bytes(range(256)) * 4


def test_the_line_carries_its_bytes_less_headers_ends_and_escapes() -> None:
    assert bench_throughput.ceiling(256) == pytest.approx(100_000 * 256 / (258 + 40 + 2))


def test_ring_and_source_each_with_early_and_late_acknowledgments() -> None:
    assert [(case.firmware, case.delayed) for case in CASES] == [
        (f"throughput_{name}", delayed) for name in ("ring", "source") for delayed in (False, True)
    ]


def test_ninety_percent_is_met_and_a_little_less_is_missed() -> None:
    assert GOOD.met
    slow = replace(GOOD, rate=89_900, slower=4, case=CASES[1])
    assert not slow.met
    line = bench_table.throughput_table([slow])[1]
    assert line[:2] == ["a ring of five segments", "as late as it may"]
    assert line[2:6] == ["1.0", "89,900", "100,000", "89.9"]
    assert line[6:] == ["90 wanted: **missed**", "1/4 of real time"]
    assert bench_table.throughput_table([GOOD])[1][6:] == ["90 wanted: met", "real time"]


def test_pace_is_the_chips_clock_by_the_walls() -> None:
    assert bench_throughput.pace_of({"cycles": 8_000_000}, 1.0) == 0.5


def runs(monkeypatch: pytest.MonkeyPatch, *found: Throughput) -> list[Throughput]:
    """These transfers, one after the other; what is left of them."""
    left = list(found)
    monkeypatch.setattr(
        bench_throughput, "transfer", lambda _case, slower: replace(left.pop(0), slower=slower)
    )
    return left


def test_a_run_that_did_not_keep_pace_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    lame = replace(GOOD, rate=99_000, pace=0.9)
    left = runs(monkeypatch, lame, lame, GOOD, GOOD)
    assert bench_throughput.best(CASES[0]) == replace(GOOD, slower=4)
    assert len(left) == 1  # it ended with the first that was good enough


def test_a_run_that_kept_pace_and_was_too_slow_is_what_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = replace(GOOD, rate=50_000)
    runs(monkeypatch, slow, *[replace(GOOD, pace=0.5)] * (len(SPEEDS) - 1))
    assert bench_throughput.best(CASES[0]) == slow


def test_a_machine_that_is_too_busy_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    runs(monkeypatch, *[replace(GOOD, pace=0.5)] * len(SPEEDS))
    with pytest.raises(Failure, match="too busy .*50 % of 1/1, .* 50 % of 1/4"):
        bench_throughput.best(CASES[0])


def end(send: Callable[[socket.socket], None]) -> socket.socket:
    """An end from which that comes, and then the end."""
    ours = socket.create_server(("127.0.0.1", 0))
    far = socket.create_connection(ours.getsockname())
    near, _ = ours.accept()
    ours.close()

    def run() -> None:
        with far:
            send(far)

    threading.Thread(target=run, daemon=True).start()
    return near


def test_another_byte_or_an_early_end_is_a_failure() -> None:
    for wrong in (STREAM, STREAM[:300] + b"!" + STREAM[301:]):  # the first ends too early

        def send(far: socket.socket, data: bytes = wrong) -> None:
            far.sendall(data)

        with end(send) as link, pytest.raises(Failure, match="not the one meant, or ended"):
            bench_throughput.receive(link, 1, False)


def test_a_stream_that_stops_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_throughput, "SILENCE", 0.1)
    with end(lambda far: time.sleep(1)) as link, pytest.raises(Failure, match="nothing more has"):
        bench_throughput.receive(link, 1, False)


def dripping(far: socket.socket) -> None:
    """256 bytes each millisecond, until nobody listens."""
    try:
        while True:
            far.sendall(STREAM[:256])
            time.sleep(0.001)
    except OSError:
        pass


def rate(monkeypatch: pytest.MonkeyPatch, slower: int, acks: Iterator[int]) -> float:
    """Of that stream, while the kernel says that so many acknowledgments waited for the timer."""
    monkeypatch.setattr(bench_throughput, "WARM_UP", 0.05)
    monkeypatch.setattr(bench_throughput, "SECONDS", 0.2)
    monkeypatch.setattr(bench_throughput, "delayed_acks", lambda _text: next(acks))
    with end(dripping) as link:
        return bench_throughput.receive(link, slower, True)


def test_in_slow_motion_a_delayed_acknowledgment_costs_what_it_would_in_real_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = rate(monkeypatch, 1, iter([3, 13]))
    slow = rate(monkeypatch, 4, iter([3, 3]))
    assert slow > 2 * real  # the same stream, in seconds that last four
    waited = rate(monkeypatch, 4, iter([3, 13]))
    assert waited == pytest.approx(slow * 0.2 / (0.2 + 10 * 0.04 * 0.75), rel=0.3)


def test_the_kernels_count_is_read_by_its_name() -> None:
    assert bench_throughput.delayed_acks(NETSTAT.format(12)) == 12
    with pytest.raises(ValueError, match="DelayedACKs"):
        bench_throughput.delayed_acks(NETSTAT.replace("DelayedACKs", "Others").format(12))

# SPDX-License-Identifier: MIT
"""Cycles: every answer is looked at, and a wrong one ends the bench."""

from __future__ import annotations

from typing import Any

import pytest

from tools import bench_cycles, bench_table, frames
from tools.bench_cycles import Case, Cycles, Step, judged, wrong_answer
from tools.frames import ACK, PSH, SYN
from tools.shell import Failure


def from_chip(packet: bytes) -> bytes:
    """A datagram to the chip, turned around: the sums stay what they are."""
    return packet[:12] + packet[16:20] + packet[12:16] + packet[20:]


ECHO = from_chip(frames.tcp(7, 4007, 5, 1100, ACK | PSH, b"hello"))
STEP = Step(b"", bench_cycles.text(1100, b"hello"), Case("echo", 100, ""))


def damaged(packet: bytes, at: int) -> bytes:
    """One bit changed."""
    return packet[:at] + bytes([packet[at] ^ 1]) + packet[at + 1 :]


def test_the_right_answer_passes() -> None:
    assert wrong_answer(STEP, [ECHO]) == ""


@pytest.mark.parametrize("at", range(len(ECHO)))
def test_no_byte_of_an_answer_may_change(at: int) -> None:
    assert wrong_answer(STEP, [damaged(ECHO, at)]) != ""


@pytest.mark.parametrize(
    ("got", "what"),
    [
        ([], "0 answers in place of one"),
        ([ECHO, ECHO], "2 answers in place of one"),
        ([from_chip(frames.tcp(7, 4007, 5, 1100, ACK, b"hellO"))], "expected flags"),
        ([from_chip(frames.tcp(7, 4007, 5, 1101, ACK, b"hello"))], "acknowledges 1101"),
        ([from_chip(frames.tcp(7, 4007, 5, 1100, SYN | ACK, b"hello"))], "flags 0x12"),
        ([frames.tcp(7, 4007, 5, 1100, ACK, b"hello")], "from or to somebody else"),
        ([from_chip(frames.udp(7, 4000, b"hello"))], "not TCP"),
        ([b"\x45"], "not a datagram"),
    ],
)
def test_a_wrong_answer_is_named(got: list[bytes], what: str) -> None:
    assert what in wrong_answer(STEP, got)


def test_where_nothing_is_owed_only_a_window_may_come() -> None:
    quiet = Step(b"", None)
    assert wrong_answer(quiet, []) == ""
    assert wrong_answer(quiet, [from_chip(frames.tcp(7, 4007, 5, 1100, ACK))]) == ""
    assert wrong_answer(quiet, [ECHO]) == "1 answers where none was due"


def test_udp_and_ping_are_compared_byte_for_byte() -> None:
    udp = Step(b"", bench_cycles.datagram(b"abc"))
    assert wrong_answer(udp, [from_chip(frames.udp(7, 4000, b"abc"))]) == ""
    assert wrong_answer(udp, [from_chip(frames.udp(7, 4000, b"abd"))]) != ""
    ping = Step(b"", bench_cycles.pong(b"abc"))
    assert wrong_answer(ping, [from_chip(frames.ping(b"abc"))]) != ""  # a request is no reply


def run_of(*answers: bytes) -> dict[str, Any]:
    """What the simulator would say: one frame to the chip, 700 and then 200 cycles."""
    passed = [{"to": "chip", "hex": "45"}, *({"to": "peer", "hex": a.hex()} for a in answers)]
    return {"frames": passed, "markers": {"2": {"max": 700}, "3": {"max": 200}}}


def test_receive_and_poll_are_added() -> None:
    (found,) = judged([STEP], run_of(ECHO), "minimal")
    assert (found.receive, found.poll, found.total) == (700, 200, 900)


def test_a_poll_that_owed_nothing_is_not_counted() -> None:
    (found,) = judged([Step(b"", None, Case("ack", 900, ""))], run_of(), "minimal")
    assert found.total == 700


def test_a_wrong_run_is_refused() -> None:
    with pytest.raises(Failure, match="echo at level full: 0 answers in place of one"):
        judged([STEP], run_of(), "full")
    with pytest.raises(Failure, match="1 of 2 frames reached the chip"):
        judged([STEP, STEP], run_of(ECHO), "full")


def test_a_target_that_is_missed_is_shown() -> None:
    case = Case("echo", 100, "uIP 300")
    both = [Cycles("minimal", case, 90, 11), Cycles("full", case, 125, 0)]
    assert [each.met for each in both] == [False, True]
    line = bench_table.cycles_table(both)[1]
    assert line == ["echo", "101", "100", "**missed by 1**", "125", "125", "met", "uIP 300"]

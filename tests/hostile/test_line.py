# SPDX-License-Identifier: MIT
"""A bad serial line, on the simulated chip: what is spoilt is dropped, and the next frame is whole.

core/avr/slip_uart.cpp at 115,200 baud, where a byte lasts 87 us. The chip looks for a secret first:
for 65 ms, since the simulated watchdog does not wander; bytes that come meanwhile may make it look
as if it did, and then for 2 s.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ALL, play
from scapy.layers.inet import ICMP, IP
from scapy.packet import Raw

PING = ALL["ping"]


def ping(data: bytes) -> bytes:
    return bytes(IP(src="192.168.7.1", dst="192.168.7.2", id=0) / ICMP(id=1, seq=1) / Raw(data))


def answers(lines: list[str], folder: Path) -> list[bytes]:
    """The data of every echo reply; nothing else may come."""
    heard = [frame for _, frame in play(lines, folder)]
    assert all(frame[20] == 0 for frame in heard)
    return [frame[28:] for frame in heard]


@pytest.mark.parametrize("noise", [
    "c0 c0 c0 c0",                    # empty frames
    "45 00 00 1c",                    # half a frame, no END before the next one begins
    "c0 45 db 01 02 c0",              # ESC before a byte that may not follow it
    "c0 45 00 db c0",                 # ESC, END
    "ff 00 ff 00 c0",                 # no frame at all
    "55 " * 700 + "c0",               # longer than the arena
])
def test_noise_costs_no_frame_but_itself(built: None, tmp_path: Path, noise: str) -> None:
    lines = [f"at 120 raw {noise}", f"at 200 send {PING.hex()}", "at 300 quit"]
    assert answers(lines, tmp_path) == [PING[28:]]


def test_bytes_that_stand_for_others_come_back_as_they_were(built: None, tmp_path: Path) -> None:
    data = bytes([0xC0, 0xDB, 0xDC, 0xDD]) * 20
    assert answers([f"at 120 send {ping(data).hex()}", "at 300 quit"], tmp_path) == [data]


def test_frames_that_arrive_while_one_is_answered_wait_their_turn(
        built: None, tmp_path: Path) -> None:
    data = [bytes([n]) * (20 + 30 * n) for n in range(5)]
    lines = [f"at 120 send {ping(d).hex()}" for d in data]
    assert answers([*lines, "at 500 quit"], tmp_path) == data


def test_the_longest_ping_that_fits_the_mtu(built: None, tmp_path: Path) -> None:
    data = bytes(range(256)) * 2 + bytes(36)
    assert answers([f"at 120 send {ping(data).hex()}", "at 500 quit"], tmp_path) == [data]


def test_more_frames_at_once_than_there_is_room_for(built: None, tmp_path: Path) -> None:
    """Some are lost, none is spoilt, and the line is alive behind them."""
    lines = [f"at 120 send {ping(bytes([n]) * 300).hex()}" for n in range(6)]
    heard = answers([*lines, f"at 1000 send {PING.hex()}", "at 1100 quit"], tmp_path)
    assert heard[-1] == PING[28:]
    assert 3 <= len(heard) <= 7
    assert all(data == data[:1] * 300 for data in heard[:-1])


@pytest.mark.parametrize("at", [1, 3, 8, 20, 40])
def test_a_frame_that_comes_while_the_chip_starts_waits(
        built: None, tmp_path: Path, at: int) -> None:
    data = bytes(range(256)) * 2 + bytes(36)
    assert answers([f"at {at} send {ping(data).hex()}", "at 2500 quit"], tmp_path) == [data]

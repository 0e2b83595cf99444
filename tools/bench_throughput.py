# SPDX-License-Identifier: MIT
"""Bulk from the simulated chip to the Linux kernel over SLIP at 1 Mbit/s, in a network namespace.

The stream is the low bytes of 0, 1, 2 ..., and each one is compared. Linux acknowledges as it sees
fit (pushed text at once), and then, asked by TCP_QUICKACK, as late as it may: each second segment,
or after 40 ms.

Chip and kernel share the clock on the wall, so a run in which the simulator could not keep up does
not count. On a host too busy for 16 MHz, chip and line go at a quarter of their speed. Linux seems
four times as fast then; that helps where the chip waits for an acknowledgment that waits for its
timer, so each of those is counted, and what it would have cost more is added to the time.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tools import bench_build, build, namespace, peer
from tools.bench_build import firmware
from tools.chip import ADDRESS, NETWORK, Device
from tools.shell import Failure

WANTED_PERCENT = 90
LINE_BYTES = 100_000  # a second: 1 Mbit/s, ten bits a byte
TEXT_BYTES = 216  # of a full segment, bench/profiles/throughput_*.yaml
HEADER_BYTES = 40
ENDS = 2  # of a SLIP frame
ESCAPED = 2 / 256  # of the stream's bytes; headers are taken as without
PORT = 19
SECONDS = 2.5  # of each transfer, of the chip's time, after a start of
WARM_UP = 0.5
SILENCE = 10.0  # on the wall: longer than this nothing is waited for
SPEEDS = (1, 1, 4, 4)  # a second of the chip lasts so many; the first run that counts and is good
DELAYED_ACK = 0.040  # seconds: TCP_DELACK_MIN of Linux
F_CPU = 16_000_000
KEEPS_PACE = 0.97
DEVICE = "thimble0"
STREAM = bytes(range(256)) * 260
NETSTAT = Path("/proc/net/netstat")


@dataclass(frozen=True)
class Case:
    """A firmware, and when Linux acknowledges."""

    what: str
    firmware: str
    delayed: bool


CASES = tuple(
    Case(what, f"throughput_{name}", delayed)
    for what, name in (
        ("a ring of five segments", "ring"),
        ("a source that keeps no buffer", "source"),
    )
    for delayed in (False, True)
)


@dataclass(frozen=True)
class Throughput:
    """One transfer. `ceiling` is the text the line can carry: all its bytes, less headers. Seconds
    are the chip's, which last `slower` seconds each."""

    case: Case
    rate: float
    ceiling: float
    pace: float  # of the chip's clock against what it was to be
    slower: int
    segments_an_ack: float

    @property
    def percent(self) -> float:
        return 100 * self.rate / self.ceiling

    @property
    def met(self) -> bool:
        return self.percent >= WANTED_PERCENT

    @property
    def counts(self) -> bool:
        return self.pace >= KEEPS_PACE

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {**asdict(self), "percent": self.percent, "met": self.met}


def ceiling(text: int) -> float:
    """Bytes of text a second when the line is never idle."""
    return LINE_BYTES * text / (text * (1 + ESCAPED) + HEADER_BYTES + ENDS)


def collect() -> list[Throughput]:
    """Ring and source, early and late acknowledgments. Inside a namespace."""
    bench_build.make()
    build.need("sim", build.AVRSIM, "avrsim")
    return [best(case) for case in CASES]


def best(case: Case) -> Throughput:
    """Of the runs that kept pace; the first that is good enough ends it."""
    found: list[Throughput] = []
    for slower in SPEEDS:
        found.append(transfer(case, slower))
        if found[-1].met and found[-1].counts:
            break
    counting = [each for each in found if each.counts]
    if not counting:
        paces = ", ".join(f"{100 * each.pace:.0f} % of 1/{each.slower}" for each in found)
        raise Failure(
            f"this machine is too busy to simulate the chip, even in slow motion (pace {paces}); "
            "repeat ./thimble bench throughput when it is quieter"
        )
    return max(counting, key=lambda each: each.rate)


def transfer(case: Case, slower: int) -> Throughput:
    """One run on a chip that has just started."""
    namespace.bring_up(DEVICE, NETWORK)
    device = Device(
        "chip",
        DEVICE,
        log=case.firmware,
        seconds=60,
        firmware=firmware(case.firmware),
        prefix=["nice", "-n", "-15"] if os.geteuid() == 0 else [],
        clock=f"real:{slower}",
    )
    with device:
        start = time.monotonic()
        if not peer.wait_for(ADDRESS, 10, device.alive):
            raise Failure(f"the chip does not answer a ping; {device.where()}")
        with peer.connect(ADDRESS, PORT) as link:
            rate = receive(link, slower, case.delayed)
        took = time.monotonic() - start
        measured = device.stop()
    return Throughput(
        case,
        rate,
        ceiling(TEXT_BYTES),
        pace_of(measured, took / slower),
        slower,
        int(str(measured["frames_out"])) / int(str(measured["frames_in"])),
    )


def pace_of(measured: Mapping[str, Any], seconds: float) -> float:
    """How fast the chip's clock went; it starts and ends a little outside of `seconds`."""
    return int(measured["cycles"]) / F_CPU / seconds


def receive(link: socket.socket, slower: int, delayed: bool) -> float:
    """Bytes a second once the transfer has found its pace; every byte is compared."""
    link.settimeout(SILENCE)
    start = time.monotonic()
    at, from_byte, from_time, from_acks = 0, 0, 0.0, 0
    while (now := (time.monotonic() - start) / slower) < WARM_UP + SECONDS:
        if from_byte == 0 and now > WARM_UP:
            from_byte, from_time, from_acks = at, now, delayed_acks(NETSTAT.read_text())
        if delayed:  # it lasts until Linux thinks otherwise
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 0)
        got = take(link, at)
        at += got
    waited = delayed_acks(NETSTAT.read_text()) - from_acks
    return (at - from_byte) / (now - from_time + waited * DELAYED_ACK * (1 - 1 / slower))


def take(link: socket.socket, at: int) -> int:
    """How many bytes came; `at` of the stream are there already."""
    try:
        got = link.recv(65536)
    except TimeoutError:
        raise Failure(f"nothing more has come for {SILENCE:.0f} s, after {at} bytes") from None
    if not got or got != STREAM[at % 256 : at % 256 + len(got)]:
        raise Failure(f"the stream is not the one meant, or ended, after {at} bytes")
    return len(got)


def delayed_acks(netstat: str) -> int:
    """Acknowledgments this namespace has sent because their timer ended."""
    names, values = (line.split() for line in netstat.splitlines()[:2])
    return int(values[names.index("DelayedACKs")])

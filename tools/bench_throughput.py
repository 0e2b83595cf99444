# SPDX-License-Identifier: MIT
"""Bulk from the simulated chip to the Linux kernel over SLIP at 1 Mbit/s, in a network namespace.

The stream is the low bytes of 0, 1, 2 ..., and each one is compared. Linux delays its
acknowledgments as it always does. Both live in real time: a run in which the simulator could not
keep up with the clock on the wall does not count.
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
SECONDS = 2.5  # of each transfer, after a start of
WARM_UP = 0.5
RUNS = 3
F_CPU = 16_000_000
KEEPS_PACE = 0.97
DEVICE = "thimble0"
STREAM = bytes(range(256)) * 260


@dataclass(frozen=True)
class Throughput:
    """One transfer. `ceiling` is the text the line can carry: all its bytes, less headers."""

    what: str
    rate: float
    ceiling: float
    pace: float  # of the chip's clock against the one on the wall

    @property
    def percent(self) -> float:
        return 100 * self.rate / self.ceiling

    @property
    def met(self) -> bool:
        return self.percent >= WANTED_PERCENT

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {**asdict(self), "percent": self.percent, "met": self.met}


def ceiling(text: int) -> float:
    """Bytes of text a second when the line is never idle."""
    return LINE_BYTES * text / (text * (1 + ESCAPED) + HEADER_BYTES + ENDS)


def collect() -> list[Throughput]:
    """Ring and source. Inside a namespace."""
    bench_build.make()
    build.need("sim", build.AVRSIM, "avrsim")
    return [
        best("from a ring of five segments", firmware("throughput_ring")),
        best("from a source that keeps no buffer", firmware("throughput_source")),
    ]


def best(what: str, program: Path) -> Throughput:
    """Of the runs that kept pace; the first that is good enough ends it."""
    found: list[Throughput] = []
    for _ in range(RUNS):
        found.append(transfer(what, program))
        if found[-1].met and found[-1].pace >= KEEPS_PACE:
            break
    counting = [each for each in found if each.pace >= KEEPS_PACE]
    if not counting:
        paces = ", ".join(f"{100 * each.pace:.0f} %" for each in found)
        raise Failure(
            f"this machine is too busy to simulate the chip in real time (pace {paces}); "
            "repeat ./thimble bench throughput when it is quieter"
        )
    return max(counting, key=lambda each: each.rate)


def transfer(what: str, program: Path) -> Throughput:
    """One run on a chip that has just started."""
    namespace.bring_up(DEVICE, NETWORK)
    first = ["nice", "-n", "-15"] if os.geteuid() == 0 else []
    device = Device("chip", DEVICE, log=program.stem, seconds=60, firmware=program, prefix=first)
    with device:
        start = time.monotonic()
        if not peer.wait_for(ADDRESS, 10, device.alive):
            raise Failure(f"the chip does not answer a ping; {device.where()}")
        with peer.connect(ADDRESS, PORT) as link:
            rate = receive(link)
        took = time.monotonic() - start
        measured = device.stop()
    return Throughput(what, rate, ceiling(TEXT_BYTES), pace_of(measured, took))


def pace_of(measured: Mapping[str, Any], seconds: float) -> float:
    """How fast the chip's clock went; it starts and ends a little outside of `seconds`."""
    return int(measured["cycles"]) / F_CPU / seconds


def receive(link: socket.socket) -> float:
    """Bytes a second once the transfer has found its pace; every byte is compared."""
    start = time.monotonic()
    at, from_byte, from_time = 0, 0, 0.0
    while (now := time.monotonic() - start) < WARM_UP + SECONDS:
        if from_byte == 0 and now > WARM_UP:
            from_byte, from_time = at, now
        got = link.recv(65536)
        if not got or got != STREAM[at % 256 : at % 256 + len(got)]:
            raise Failure(f"the stream is not the one meant, or ended, after {at} bytes")
        at += len(got)
    return (at - from_byte) / (now - from_time)

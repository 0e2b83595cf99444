# SPDX-License-Identifier: MIT
"""A bad line: python3 lossy.py OUTER INNER SEED lose=0.05 repeat=0.05 late=0.05 spoil=0.05 -- DEVICE...

OUTER is a TUN device of the namespace we start in, where the kernel's TCP is. The device's command
runs in a new network namespace, on the TUN device INNER there, and we carry frames between the two.
Each way, of all frames so many are lost, come twice, are overtaken by later ones, or have one bit
flipped, by a seed. (tc netem would do, but many kernels come without it.) SIGUSR1 mends the line.
"""

from __future__ import annotations

import ctypes
import fcntl
import heapq
import os
import random
import select
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN_NO_PI = 0x1001
ETH_P_IP = 0x0800
LATE = (0.01, 0.2)  # seconds: enough for others to overtake


@dataclass(frozen=True)
class Rates:
    """How much of everything: 0 to 1."""

    lose: float = 0.0
    repeat: float = 0.0
    late: float = 0.0
    spoil: float = 0.0

    @staticmethod
    def of(words: Sequence[str]) -> Rates:
        """From lose=0.05 and so on."""
        pairs = [word.partition("=") for word in words]
        return Rates(**{name: float(value) for name, _, value in pairs})

    def words(self) -> list[str]:
        """What `of` reads."""
        return [f"{part.name}={getattr(self, part.name)}" for part in fields(self)]


@dataclass
class Luck:
    """What happens to the next frame of one direction. The same number of draws for each frame, so
    that a seed means the same whatever the rates.
    """

    rates: Rates
    seed: int
    clean: bool = False
    counted: dict[str, int] = field(default_factory=lambda: dict.fromkeys(
        ("frames", "lost", "repeated", "late", "spoilt"), 0))

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def copies(self, frame: bytes) -> Iterator[tuple[float, bytes]]:
        """What is to be delivered, and in how many seconds."""
        lost, repeated, late, spoilt, where, first, second = (
            self.random.random() for _ in range(7)
        )
        self.counted["frames"] += 1
        if self.clean:
            yield 0.0, frame
            return
        delay = 0.0
        if late < self.rates.late:
            self.counted["late"] += 1
            delay = LATE[0] + first * (LATE[1] - LATE[0])
        if repeated < self.rates.repeat:
            self.counted["repeated"] += 1
            yield second * LATE[1], frame
        if spoilt < self.rates.spoil:
            self.counted["spoilt"] += 1
            frame = flipped(frame, int(where * len(frame) * 8))
        if lost < self.rates.lose:
            self.counted["lost"] += 1
        else:
            yield delay, frame


def flipped(frame: bytes, bit: int) -> bytes:
    """One bit the other way: no Internet checksum misses that (two it may)."""
    out = bytearray(frame)
    out[bit // 8] ^= 1 << bit % 8
    return bytes(out)


def attach(name: str) -> int:
    """The far end of a TUN device."""
    end = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN_NO_PI))
    return end


def inner_end(name: str) -> socket.socket:
    """A new network namespace for us and what we start; the kernel's end of a TUN device in it,
    raw.
    """
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    subprocess.run(["ip", "tuntap", "add", "dev", name, "mode", "tun"], check=True)
    subprocess.run(["ip", "link", "set", name, "up"], check=True)
    end = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_IP))
    end.bind((name, ETH_P_IP))
    return end


class Line:
    """Both directions, and what is still on its way."""

    def __init__(self, outer: int, inner: socket.socket, name: str, luck: list[Luck]) -> None:
        self.outer, self.inner, self.name = outer, inner, name
        self.luck = luck  # each direction has its own, so that timing does not mix them
        self.waiting: list[tuple[float, int, int, bytes]] = []
        self.order = 0

    def put(self, way: int, frame: bytes) -> None:
        """A frame has come: way 0 goes to the device, way 1 to the kernel."""
        for delay, copy in self.luck[way].copies(frame):
            self.order += 1
            heapq.heappush(self.waiting, (time.monotonic() + delay, self.order, way, copy))

    def deliver(self) -> float:
        """What is due; the seconds until the next."""
        while self.waiting and self.waiting[0][0] <= time.monotonic():
            _, _, way, frame = heapq.heappop(self.waiting)
            try:
                if way == 0:
                    self.inner.sendto(frame, (self.name, ETH_P_IP))
                else:
                    os.write(self.outer, frame)
            except OSError:
                pass  # an end that is not open yet, or no longer; or a first byte that says no IP
        return max(self.waiting[0][0] - time.monotonic(), 0.0) if self.waiting else 0.2

    def carry(self, device: subprocess.Popen[bytes]) -> None:
        """Until the device ends."""
        while device.poll() is None:
            ready, _, _ = select.select([self.outer, self.inner], [], [], self.deliver())
            if self.outer in ready:
                frame = os.read(self.outer, 2048)
                if frame[0] >> 4 == 4:
                    self.put(0, frame)
            if self.inner in ready:
                frame, address = self.inner.recvfrom(2048)
                if address[2] != socket.PACKET_OUTGOING:
                    self.put(1, frame)


def main() -> int:
    at = sys.argv.index("--")
    outer_name, inner_name, seed, *rates = sys.argv[1:at]
    outer = attach(outer_name)
    inner = inner_end(inner_name)
    luck = [Luck(Rates.of(rates), int(seed) * 2 + way) for way in (0, 1)]

    def mend(*_: object) -> None:
        for way in luck:
            way.clean = True

    signal.signal(signal.SIGUSR1, mend)
    device = subprocess.Popen(sys.argv[at + 1 :])
    signal.signal(signal.SIGTERM, lambda *_: device.terminate())
    Line(outer, inner, inner_name, luck).carry(device)
    for name, way in zip(("to the device", "to the kernel"), luck, strict=True):
        print(name, *[f"{count} {what}" for what, count in way.counted.items()], flush=True)
    return device.wait()


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: MIT
"""A bad line: python3 lossy.py OUTER INNER LOSS DUPLICATE SEED -- DEVICE COMMAND...

OUTER is a TUN device of the namespace we start in, where the kernel's TCP is. The device's command
runs in a new network namespace, on the TUN device INNER there, and we carry frames between the two:
some are lost, some come twice, by a seed. (tc netem would do, but many kernels come without it.)
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import random
import select
import signal
import socket
import struct
import subprocess
import sys

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN_NO_PI = 0x1001
ETH_P_IP = 0x0800


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


class Luck:
    """What happens to the next frame: how often it is carried (0, 1 or 2 times)."""

    def __init__(self, loss: float, duplicate: float, seed: int) -> None:
        self.random = random.Random(seed)
        self.loss, self.duplicate = loss, duplicate

    def copies(self) -> int:
        drawn = self.random.random()
        if drawn < self.loss:
            return 0
        return 2 if drawn < self.loss + self.duplicate else 1


def carry(
    outer: int,
    inner: socket.socket,
    name: str,
    luck: tuple[Luck, Luck],
    device: subprocess.Popen[bytes],
) -> None:
    """Until the device ends. Each direction has luck of its own, so that timing does not mix them.
    """
    counted = [0, 0, 0]
    while device.poll() is None:
        ready, _, _ = select.select([outer, inner], [], [], 0.2)
        if outer in ready:
            frame = os.read(outer, 2048)
            copies = luck[0].copies() if frame[0] >> 4 == 4 else 0
            for _ in range(copies):
                try:
                    inner.sendto(frame, (name, ETH_P_IP))
                except OSError:
                    pass  # the device has not opened its end yet: lost
            counted[copies] += 1
        if inner in ready:
            frame, address = inner.recvfrom(2048)
            if address[2] != socket.PACKET_OUTGOING:
                copies = luck[1].copies()
                for _ in range(copies):
                    os.write(outer, frame)
                counted[copies] += 1
    print(f"lost {counted[0]}, carried once {counted[1]}, twice {counted[2]}", flush=True)


def main() -> int:
    outer_name, inner_name, loss, duplicate, seed, _, *command = sys.argv[1:]
    outer = attach(outer_name)
    inner = inner_end(inner_name)
    device = subprocess.Popen(command)
    signal.signal(signal.SIGTERM, lambda *_: device.terminate())
    luck = [Luck(float(loss), float(duplicate), int(seed) + way) for way in (0, 1)]
    carry(outer, inner, inner_name, (luck[0], luck[1]), device)
    return device.wait()


if __name__ == "__main__":
    sys.exit(main())

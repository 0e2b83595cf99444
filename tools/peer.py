# SPDX-License-Identifier: MIT
"""The Linux side of a conversation: the kernel's own ping, UDP and TCP. Every wait is bounded."""

from __future__ import annotations

import hashlib
import random
import re
import select
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tools.shell import Failure, run


@dataclass(frozen=True)
class Ping:
    """What ping(8) counted; times in ms."""

    sent: int
    received: int
    shortest: float
    average: float


def ping(address: str, size: int, count: int = 4, wait: int = 2) -> Ping:
    """`count` echo requests with `size` bytes of payload, one after the other."""
    ran = run(
        ["ping", "-n", "-c", str(count), "-i", "0.3", "-s", str(size), "-W", str(wait), address],
        seconds=count * (wait + 1) + 10,
    )
    counted = re.search(r"(\d+) packets transmitted, (\d+) received", ran.output)
    if counted is None:
        raise Failure(f"ping {address}: {ran.output.strip()}")
    times = re.search(r"= ([\d.]+)/([\d.]+)/", ran.output)
    shortest, average = (float(times[1]), float(times[2])) if times else (0.0, 0.0)
    return Ping(int(counted[1]), int(counted[2]), shortest, average)


def wait_for(address: str, seconds: float, alive: Callable[[], bool]) -> bool:
    """Whether the device answers a ping before the time is over (or it ends)."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and alive():
        if run(["ping", "-n", "-c", "1", "-W", "1", address], seconds=5).code == 0:
            return True
    return False


def udp_exchange(address: str, port: int, data: bytes, wait: float = 3.0) -> tuple[bytes, float]:
    """Sends a datagram; what came back and how long it took, in ms."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.settimeout(wait)
        end.connect((address, port))
        start = time.monotonic()
        end.send(data)
        try:
            answer = end.recv(2048)
        except OSError as error:
            raise Failure(
                f"UDP port {port} of {address} did not answer {len(data)} bytes in "
                f"{wait:.0f} s ({error})"
            ) from error
        return answer, (time.monotonic() - start) * 1000


def connect(address: str, port: int, wait: float = 10.0) -> socket.socket:
    """An open connection, or a Failure that names the port. A device all of whose connections are
    taken may refuse: then it is asked again until `wait` is over.
    """
    end = time.monotonic() + wait
    while True:
        try:
            return socket.create_connection((address, port), timeout=wait)
        except OSError as error:
            if isinstance(error, ConnectionRefusedError) and time.monotonic() < end:
                time.sleep(0.1)
                continue
            raise Failure(f"TCP port {port} of {address}: no connection ({error})") from error


def pattern(seed: int, size: int) -> bytes:
    """Bytes that look random and are the same every time."""
    return random.Random(seed).randbytes(size)


def digest(data: bytes) -> str:
    """Enough of a hash to compare by eye."""
    return hashlib.sha256(data).hexdigest()[:16]


@dataclass
class Echo:
    """One connection that sends `data` and expects it back, byte for byte."""

    link: socket.socket
    data: bytes
    name: str
    sent: int = 0
    back: bytearray = field(default_factory=bytearray)
    done: bool = False

    def send_more(self) -> None:
        """As much as the kernel takes; our FIN after the last byte."""
        self.sent += self.link.send(self.data[self.sent : self.sent + 4096])
        if self.sent == len(self.data):
            self.link.shutdown(socket.SHUT_WR)

    def take(self) -> None:
        """What came back, compared at once."""
        got = self.link.recv(65536)
        if not got:
            self.done = True
            if len(self.back) != len(self.data):
                raise Failure(
                    f"{self.name}: closed after {len(self.back)} of {len(self.data)} bytes"
                )
            return
        at = len(self.back)
        self.back += got
        if self.back[at:] != self.data[at : len(self.back)]:
            raise Failure(
                f"{self.name}: what came back differs from what was sent, after {at} bytes"
            )


def echo_all(
    echoes: Sequence[Echo], seconds: float, progress: Callable[[], None] = lambda: None
) -> float:
    """Drives all conversations at once until each got everything and the device's FIN; seconds
    taken.
    """
    start = time.monotonic()
    for one in echoes:
        one.link.setblocking(False)
    while not all(one.done for one in echoes):
        left = start + seconds - time.monotonic()
        if left <= 0:
            state = ", ".join(
                f"{one.name} {len(one.back)} of {len(one.data)} bytes" for one in echoes
            )
            raise Failure(f"not finished after {seconds:.0f} s: {state} came back")
        readers = [one for one in echoes if not one.done]
        writers = [one for one in readers if one.sent < len(one.data)]
        by_link = {one.link: one for one in readers}
        ready, open_, _ = select.select(
            list(by_link), [one.link for one in writers], [], min(left, 1.0)
        )
        try:
            for link in open_:
                by_link[link].send_more()
            for link in ready:
                by_link[link].take()
        except OSError as error:
            raise Failure(f"the connection broke: {error}") from error
        progress()
    return time.monotonic() - start


def ask_to_call(address: str, control: int, host: str, port: int) -> None:
    """Tells the control port to open a TCP connection to host:port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.sendto(b"CONN" + socket.inet_aton(host) + port.to_bytes(2, "big"), (address, control))

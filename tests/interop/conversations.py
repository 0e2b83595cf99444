# SPDX-License-Identifier: MIT
"""What the kernel says to the device's services, and how it ends: one function for each kind.

Every byte is compared as it comes. A conversation ends `complete`, or with the name of the error the
kernel gave (`ETIMEDOUT`), or is still `going` when the time is over.
"""

from __future__ import annotations

import errno
import select
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tools import chip, peer
from tools.shell import Failure

ASK_AGAIN = 4.0  # seconds: the datagram that asks for a call may be lost, or its call


@dataclass
class Talk:
    """One conversation: `kind` echo, discard, chargen or call; `size` bytes."""

    kind: str
    port: int
    size: int
    end: str = "going"
    taken: int = 0
    seconds: float = 0.0

    @property
    def name(self) -> str:
        return f"{self.kind} {self.port}"


def chargen(count: int) -> bytes:
    """RFC 864's pattern."""
    ring = bytes(range(32, 127))
    lines = (bytes(ring[(row + column) % 95] for column in range(72)) + b"\r\n"
             for row in range(count // 74 + 1))
    return b"".join(lines)[:count]


def exchange(link: socket.socket, talk: Talk, out: bytes, wanted: bytes, until: float) -> None:
    """Sends `out` and its FIN while `wanted` comes, up to the device's FIN. What comes beyond
    `wanted` is an error, and so is a FIN before its end.
    """
    link.setblocking(False)
    sent = 0
    while time.monotonic() < until:
        writers = [link] if sent < len(out) else []
        ready, open_, _ = select.select([link], writers, [], 0.5)
        if open_:
            sent += link.send(out[sent : sent + 4096])
            if sent == len(out):
                link.shutdown(socket.SHUT_WR)
        if ready:
            got = link.recv(65536)
            if not got:
                whole = talk.taken == len(wanted) and sent == len(out)
                talk.end = "complete" if whole else "early FIN"
                return
            if wanted[talk.taken : talk.taken + len(got)] != got:
                talk.end = "wrong bytes"
                return
            talk.taken += len(got)


def read_some(link: socket.socket, talk: Talk, until: float) -> None:
    """Reads chargen, which never ends, says FIN after `size` bytes, and reads on to the device's."""
    wanted = chargen(talk.size + 70_000)
    link.setblocking(False)
    closed = False
    while time.monotonic() < until:
        if talk.taken >= talk.size and not closed:
            link.shutdown(socket.SHUT_WR)
            closed = True
        if not select.select([link], [], [], 0.5)[0]:
            continue
        got = link.recv(4096)
        if not got:
            talk.end = "complete" if closed else "early FIN"
            return
        if wanted[talk.taken : talk.taken + len(got)] != got:
            talk.end = "wrong bytes"
            return
        talk.taken += len(got)


def connected(talk: Talk, until: float) -> socket.socket:
    """To the device. It may refuse while a connection that never was holds its slot: an old SYN that
    came twice. Then later.
    """
    while True:
        try:
            return socket.create_connection(
                (chip.ADDRESS, talk.port), timeout=max(until - time.monotonic(), 0.1))
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(ASK_AGAIN)


def called(talk: Talk, until: float) -> socket.socket:
    """From the device, which is asked until it calls."""
    with socket.create_server((chip.LINUX, talk.port)) as ear:
        ear.settimeout(ASK_AGAIN)
        while time.monotonic() < until:
            peer.ask_to_call(chip.ADDRESS, 9999, chip.LINUX, talk.port)
            try:
                return ear.accept()[0]
            except TimeoutError:
                continue
    raise TimeoutError


def hold(talk: Talk, until: float) -> None:
    """One conversation from its SYN to its last FIN."""
    start = time.monotonic()
    data = peer.pattern(talk.port * 7 + talk.size, talk.size)
    opener: Callable[[Talk, float], socket.socket] = called if talk.kind == "call" else connected
    try:
        with opener(talk, until) as link:
            if talk.kind == "chargen":
                read_some(link, talk, until)
            else:
                exchange(link, talk, data, b"" if talk.kind == "discard" else data, until)
            if talk.end == "going":  # nobody else will: a reset
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    except TimeoutError as error:
        talk.end = "ETIMEDOUT" if error.errno == errno.ETIMEDOUT else "going"
    except (OSError, Failure) as error:
        code = getattr(error, "errno", None)
        talk.end = errno.errorcode.get(code, str(error)) if code else str(error)
    talk.seconds = time.monotonic() - start


def hold_all(talks: list[Talk], seconds: float, meanwhile: Callable[[], None]) -> None:
    """All of them at once; `meanwhile` is called now and then."""
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=hold, args=(talk, until), daemon=True) for talk in talks]
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():
            thread.join(0.5)
            meanwhile()

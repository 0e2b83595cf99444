# SPDX-License-Identifier: MIT
"""The demo's conversations notice every way in which an echo can be wrong. Peers are threads on the
loopback.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from tools.peer import Echo, connect, echo_all, pattern, udp_exchange
from tools.shell import Failure

DATA = pattern(7, 5000)


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A TCP listener on the loopback that gives each connection to `answer`; its port."""
    with socket.create_server(("127.0.0.1", 0)) as ear:
        ear.settimeout(5)

        def serve() -> None:
            try:
                while True:
                    link, _ = ear.accept()
                    threading.Thread(target=answer, args=(link,), daemon=True).start()
            except OSError:
                return

        threading.Thread(target=serve, daemon=True).start()
        yield ear.getsockname()[1]


def echo_as(
    change: Callable[[bytes], bytes], most: int = 10**9
) -> Callable[[socket.socket], None]:
    """An echo that changes what it returns, and closes after `most` bytes."""

    def answer(link: socket.socket) -> None:
        with link, suppress(OSError):  # the other side may be gone already: that is what it tests
            done = 0
            while done < most and (got := link.recv(1000)):
                link.sendall(change(got[: most - done]))
                done += len(got)

    return answer


def talk(port: int, seconds: float = 5) -> Echo:
    """One conversation on the loopback."""
    echo = Echo(connect("127.0.0.1", port), DATA, "sample")
    try:
        echo_all([echo], seconds)
    finally:
        echo.link.close()
    return echo


def test_an_honest_echo_passes() -> None:
    with server(echo_as(lambda data: data)) as port:
        assert bytes(talk(port).back) == DATA


def test_two_at_once_both_pass() -> None:
    with server(echo_as(lambda data: data)) as port:
        both = [Echo(connect("127.0.0.1", port), pattern(seed, 9000), f"{seed}") for seed in (1, 2)]
        echo_all(both, 5)
        assert [bytes(one.back) for one in both] == [pattern(1, 9000), pattern(2, 9000)]
        for one in both:
            one.link.close()


def test_one_wrong_byte_is_noticed() -> None:
    with server(echo_as(lambda data: data[:-1] + bytes([data[-1] ^ 1]))) as port:
        with pytest.raises(Failure, match="differs from what was sent"):
            talk(port)


def test_an_early_close_is_noticed() -> None:
    with server(echo_as(lambda data: data, most=1000)) as port:
        with pytest.raises(Failure, match="closed after 1000 of 5000|the connection broke"):
            talk(port)


def test_silence_ends_in_time() -> None:
    with server(lambda link: None) as port:
        with pytest.raises(Failure, match="sample 0 of 5000 bytes came back|closed after 0|broke"):
            talk(port, seconds=0.5)


def test_a_closed_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as ear:
        port = ear.getsockname()[1]
    with pytest.raises(Failure, match=f"TCP port {port} of 127.0.0.1: no connection"):
        connect("127.0.0.1", port, wait=0.5)


def test_udp_silence_is_named() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.bind(("127.0.0.1", 0))
        with pytest.raises(Failure, match="did not answer 4 bytes"):
            udp_exchange("127.0.0.1", end.getsockname()[1], b"ping", wait=0.3)

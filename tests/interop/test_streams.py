# SPDX-License-Identifier: MIT
"""TCP with the kernel: echo, both directions of close, refusal, the small services, the connection
the device opens.
"""

from __future__ import annotations

import socket
import struct
import time

import pytest
from conftest import Under

from tools import chip, peer
from tools.peer import Echo
from tools.shell import Failure

CALL_PORT = 5000


def echo(device: Under, port: int, size: int, seconds: float = 40) -> None:
    """One whole conversation: connect, echo, half-close from here, the device's FIN."""
    one = Echo(peer.connect(device.address, port), peer.pattern(size, size), f"port {port}")
    try:
        peer.echo_all([one], seconds)
    finally:
        one.link.close()


def opened(device: Under, level: int, option: int, value: int) -> socket.socket:
    """A connection to port 7 with an option set before its SYN. While the connection of the test
    before has a FIN to acknowledge, the port refuses.
    """
    for _ in range(50):
        link = socket.socket()
        link.setsockopt(level, option, value)
        link.settimeout(20)
        try:
            link.connect((device.address, 7))
            return link
        except ConnectionRefusedError:
            link.close()
            time.sleep(0.1)
    raise AssertionError("port 7 refuses for five seconds")


def read_all(link: socket.socket) -> bytes:
    """Up to the peer's FIN."""
    parts = []
    while part := link.recv(4096):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("size", [1, 2, 215, 216, 217, 432, 536, 1000])
def test_an_echo_of_any_size_is_complete(device: Under, size: int) -> None:
    echo(device, 7, size)


def test_a_long_echo_is_complete(device: Under) -> None:
    echo(device, 7, device.bulk)


def test_two_connections_at_the_same_time(device: Under) -> None:
    both = [
        Echo(peer.connect(device.address, port), peer.pattern(port, device.bulk), f"port {port}")
        for port in (7, 8)
    ]
    try:
        peer.echo_all(both, 60)
    finally:
        for one in both:
            one.link.close()


def test_a_fin_at_once_is_answered_with_a_fin(device: Under) -> None:
    with peer.connect(device.address, 7) as link:
        link.settimeout(5)
        link.shutdown(socket.SHUT_WR)
        assert link.recv(10) == b""


def test_twenty_connections_one_after_the_other(device: Under) -> None:
    for number in range(20):
        echo(device, 7, 10 + number, seconds=10)


def test_a_slow_reader_stops_the_device_and_loses_nothing(device: Under) -> None:
    data = peer.pattern(3, 2000)
    with opened(device, socket.SOL_SOCKET, socket.SO_RCVBUF, 1) as link:  # made the kernel's minimum
        link.sendall(data)
        time.sleep(1.5)
        got = b""
        while len(got) < len(data):
            part = link.recv(100)
            assert part
            got += part
        assert got == data


@pytest.mark.parametrize("mss", [88, 100, 216, 536])
def test_any_mss_of_the_peer(device: Under, mss: int) -> None:
    with opened(device, socket.IPPROTO_TCP, socket.TCP_MAXSEG, mss) as link:
        one = Echo(link, peer.pattern(mss, 1500), f"mss {mss}")
        peer.echo_all([one], 30)


def test_a_reset_frees_the_connection_at_once(device: Under) -> None:
    for _ in range(3):
        link = peer.connect(device.address, 7)
        link.sendall(b"x" * 500)
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        link.close()
    echo(device, 7, 100, seconds=10)


def test_a_second_caller_waits_until_the_first_has_gone(device: Under) -> None:
    with peer.connect(device.address, 7) as first:
        with pytest.raises(Failure):
            peer.connect(device.address, 7, wait=0.7)
        first.sendall(b"still mine")
        first.settimeout(5)
        assert first.recv(100) == b"still mine"
    echo(device, 7, 100)


@pytest.mark.parametrize("port", [1, 80, 9999, 65535])
def test_a_closed_port_refuses(device: Under, port: int) -> None:
    with socket.socket() as link:
        link.settimeout(5)
        with pytest.raises(ConnectionRefusedError):
            link.connect((device.address, port))


def test_discard_takes_everything_and_says_nothing(device: Under) -> None:
    with peer.connect(device.address, 9) as link:
        link.settimeout(30)
        link.sendall(peer.pattern(9, device.bulk))
        link.shutdown(socket.SHUT_WR)
        assert read_all(link) == b""


def test_daytime_says_a_line_and_closes_first(device: Under) -> None:
    for _ in range(3):  # each leaves a TIME-WAIT behind, on the device's side
        with peer.connect(device.address, 13) as link:
            link.settimeout(10)
            line = read_all(link)
        assert line.endswith(b"\r\n") and 8 <= len(line) <= 80, line


def test_chargen_is_the_pattern_of_rfc_864(device: Under) -> None:
    size = 1000 if device.is_chip else 20_000
    with peer.connect(device.address, 19) as link:
        link.settimeout(10)
        got = b""
        while len(got) < size:
            part = link.recv(4096)
            assert part
            got += part
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    ring = bytes(range(32, 127))
    lines = [
        bytes(ring[(row + column) % 95] for column in range(72)) + b"\r\n" for row in range(400)
    ]
    assert got[:size] == b"".join(lines)[:size]


def test_the_device_opens_a_connection_when_told_to(device: Under) -> None:
    for number in range(3):
        with socket.create_server((chip.LINUX, CALL_PORT + number)) as ear:
            ear.settimeout(10)
            peer.ask_to_call(device.address, 9999, chip.LINUX, CALL_PORT + number)
            link, (address, _) = ear.accept()
            assert address == device.address
            one = Echo(link, peer.pattern(number, 700), "the device's connection")
            peer.echo_all([one], 20)
            link.close()


def test_a_refused_call_leaves_the_device_ready_for_the_next(device: Under) -> None:
    peer.ask_to_call(device.address, 9999, chip.LINUX, 4999)  # nobody listens: the kernel resets it
    time.sleep(0.3)
    test_the_device_opens_a_connection_when_told_to(device)

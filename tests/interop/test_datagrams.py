# SPDX-License-Identifier: MIT
"""ICMP and UDP with the kernel: every size that fits one frame."""

from __future__ import annotations

import socket
import struct
import time

import pytest
from conftest import Under

from tools import peer

LARGEST = 548  # 576 - IP header - ICMP or UDP header
EDGES = [0, 1, 2, 3, 7, 8, 9, 55, 56, 63, 64, 127, 128, 215, 216, 217, 255, 256, 500, 547, LARGEST]


def internet_sum(data: bytes) -> int:
    """RFC 1071, written here a second time on purpose: it must not be the device's own."""
    padded = data + b"\0" * (len(data) % 2)
    total: int = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def echo(end: socket.socket, address: str, size: int, number: int) -> bytes:
    """One echo request; the payload of its reply, checksum verified by us."""
    payload = peer.pattern(size, size)
    bare = struct.pack("!BBHHH", 8, 0, 0, 77, number) + payload
    message = bare[:2] + struct.pack("!H", internet_sum(bare)) + bare[4:]
    end.sendto(message, (address, 0))
    limit = time.monotonic() + 3
    while time.monotonic() < limit:
        packet = end.recv(2048)
        reply = packet[(packet[0] & 15) * 4 :]
        if reply[0] == 0 and reply[4:8] == struct.pack("!HH", 77, number):
            assert internet_sum(reply) == 0
            assert reply[8:] == payload
            return reply[8:]
    raise AssertionError(f"no reply to {size} bytes")


# RFC 1122 3.3.1.1: there is no gateway on this net, and none is needed.
def test_every_ping_size_comes_back_unchanged(device: Under) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as end:
        end.settimeout(3)
        for size in EDGES if device.is_chip else range(LARGEST + 1):
            echo(end, device.address, size, size)


def test_a_fragmented_ping_is_not_answered_and_harms_nothing(device: Under) -> None:
    assert peer.ping(device.address, 1000, count=1, wait=1).received == 0
    assert peer.ping(device.address, 56, count=1).received == 1


def test_every_udp_size_comes_back_unchanged(device: Under) -> None:
    for size in EDGES[1:] if device.is_chip else range(1, LARGEST + 1):
        data = peer.pattern(size, size)
        assert peer.udp_exchange(device.address, 7, data)[0] == data


def test_udp_without_a_checksum_is_echoed(device: Under) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.setsockopt(socket.SOL_SOCKET, 11, 1)  # SO_NO_CHECK
        end.settimeout(3)
        end.sendto(b"no checksum", (device.address, 7))
        assert end.recv(100) == b"no checksum"


@pytest.mark.parametrize("port", [6, 9, 80, 65535])
def test_udp_to_a_port_nobody_has_is_not_echoed(device: Under, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.settimeout(0.4)
        end.connect((device.address, port))
        end.send(b"hello")
        with pytest.raises(OSError):
            end.recv(100)
    assert peer.udp_exchange(device.address, 7, b"still there")[0] == b"still there"


def test_ten_datagrams_in_a_row_each_come_back(device: Under) -> None:
    for number in range(10):
        data = peer.pattern(number, 20)
        assert peer.udp_exchange(device.address, 7, data)[0] == data

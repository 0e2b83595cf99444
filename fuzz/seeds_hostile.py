# SPDX-License-Identifier: MIT
"""Single datagrams that other stacks did not survive, or believed: for fuzz/seeds.py."""

from __future__ import annotations

from scapy.layers.inet import ICMP, IP, TCP, UDP
from scapy.packet import Raw

PEER, DEVICE = "192.168.7.1", "192.168.7.2"
ROUTER_ALERT = b"\x94\x04\x00\x00"


def datagram(payload: object, **fields: object) -> bytes:
    return bytes(IP(src=PEER, dst=DEVICE, id=1, **fields) / payload)


def syn(port: int, **fields: object) -> TCP:
    return TCP(sport=40000, dport=port, flags="S", seq=1000, window=4096, **fields)


def with_options(options: bytes) -> bytes:
    """A SYN that says exactly these bytes."""
    return datagram(syn(7, dataofs=5 + len(options) // 4) / Raw(options))


def spoilt(frame: bytes, at: int) -> bytes:
    """One bit turned on the way."""
    return frame[:at] + bytes([frame[at] ^ 1]) + frame[at + 1 :]


def frames() -> dict[str, list[bytes]]:
    """Name -> datagrams that arrive one after another."""
    ping = ICMP(id=1, seq=1) / Raw(b"0123456789abcdef")
    long = UDP(sport=40000, dport=9999, len=200, chksum=0)
    hello = UDP(sport=40000, dport=7) / Raw(b"hello")
    return {
        "option_beyond": [with_options(b"\x01\x01\x05\xfe")],
        "option_of_length_0": [with_options(b"\x63\x00\x01\x01")],
        "offset_beyond": [datagram(syn(7, dataofs=15))],
        "offset_inside": [datagram(syn(7, dataofs=2))],
        "udp_length_beyond": [datagram(long / Raw(b"x" * 21))],
        "bad_ip_checksum": [spoilt(datagram(ping), 8)],
        "bad_icmp_checksum": [spoilt(datagram(ping), 30)],
        "bad_udp_checksum": [spoilt(datagram(hello), 30)],
        "bad_tcp_checksum": [spoilt(datagram(syn(7)), 25)],
        "ping_with_options": [datagram(ping, options=ROUTER_ALERT)],
        "reset_for_nobody": [datagram(TCP(sport=40000, dport=81, flags="R", seq=1000))],
        "two_in_one_tick": [datagram(syn(7)), datagram(syn(8))],
    }  # fmt: skip


def programs() -> dict[str, bytes]:
    """The same for the stack's target: op 0 is a frame."""
    return {
        name: b"".join(bytes([0, len(frame)]) + frame for frame in several)
        for name, several in frames().items()
    }

# SPDX-License-Identifier: MIT
"""Packets to ask two parsers about: good ones as scapy builds them, and every way of lying we know.

The mutations come from a generator with a fixed seed, so that two runs ask the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from scapy.all import ICMP, IP, TCP, UDP, Raw  # type: ignore[attr-defined]  # scapy has no types

SEED = 9293
MUTANTS = 1500  # of each protocol, about
CUT = 7  # every such packet is cut off at every length

HOSTS = {"src": "192.168.7.1", "dst": "192.168.7.2"}

# Options that once stopped or crashed other stacks, and their neighbours.
OPTIONS = (
    "",
    "00",
    "01010101",
    "02040218",
    "0204021800000000",
    "010105fe",
    "0200",
    "0201",
    "0202ffff",
    "0203ff00",
    "02050102ff",
    "0206010203040000",
    "1e00",
    "1e01",
    "1e02",
    "fe0400000101",
    "0101080a0000000100000002",
    "020402180402080a00000001000000000103030a",
    "00ffffff",
    "01020400",
    "ff",
    "fffe",
    "0204",
    "020401",
    "0101010102",
)


def packets(name: str) -> list[str]:
    """The corpus of one protocol, in hex, without repeats."""
    good = [bytes(each) for each in _good(name)]
    listed = dict.fromkeys(packet.hex() for packet in [*good, *_cut(good), *_mutants(good)])
    return list(listed)


def _good(name: str) -> Iterator[object]:
    for size in (0, 1, 11, 200):
        data = Raw(bytes(range(size)))
        if name == "udp":
            yield _above(UDP(sport=5000, dport=7) / data, 17)
            yield bytes(_above(UDP(sport=1, dport=65535, len=200) / data, 17))
        if name == "icmp":
            yield bytes(ICMP(type=8, id=0x1234, seq=size) / data)
        if name == "ipv4":
            yield bytes(IP(**HOSTS, proto=17) / data)
            yield from _with_options_ipv4(data)
        if name == "tcp":
            yield from _with_options_tcp(data)


def _above(packet: object, protocol: int) -> bytes:
    """A datagram as its IP packet carries it: with its checksum computed."""
    return bytes(IP(**HOSTS, proto=protocol) / packet)[20:]


def _padded(options: bytes, fill: int) -> bytes:
    return options + bytes([fill]) * (-len(options) % 4)


def _with_options_ipv4(data: object) -> Iterator[bytes]:
    header = bytes(IP(**HOSTS, proto=6))
    for text in OPTIONS:
        for fill in (0, 1):
            options = _padded(bytes.fromhex(text), fill)
            body = options + bytes(data)  # type: ignore[call-overload]  # scapy's objects know how
            total = (20 + len(body)).to_bytes(2, "big")
            yield bytes([0x45 + len(options) // 4, 0]) + total + header[4:] + body


def _with_options_tcp(data: object) -> Iterator[bytes]:
    header = _above(TCP(sport=49152, dport=7, seq=0xDEADBEEF, ack=1, flags="SA", window=4096), 6)
    for text in OPTIONS:
        for fill in (0, 1):
            options = _padded(bytes.fromhex(text), fill)
            first = bytes([0x50 + 0x10 * (len(options) // 4)])
            yield header[:12] + first + header[13:] + options + bytes(data)  # type: ignore[call-overload]  # as above
    yield header[:12] + b"\xf0" + header[13:]  # data offset 60 on 20 bytes


def _cut(good: list[bytes]) -> Iterator[bytes]:
    """Packets cut off at every length, and with a byte behind them."""
    for packet in good[::CUT]:
        for size in range(min(len(packet), 64)):
            yield packet[:size]
        yield packet + b"\xa5"


def _mutants(good: list[bytes]) -> Iterator[bytes]:
    """One to three bytes changed, mostly in the header."""
    chance = random.Random(SEED)
    for packet in good:
        for _ in range(MUTANTS // len(good) + 1):
            changed = bytearray(packet)
            for _ in range(chance.randint(1, 3)):
                if changed:
                    at = chance.randrange(min(len(changed), 60))
                    changed[at] = chance.choice(
                        (0, 1, 2, 4, 5, 0x45, 0x4F, 0xFF, chance.randrange(256))
                    )
            yield bytes(changed)

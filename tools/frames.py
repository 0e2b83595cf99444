# SPDX-License-Identifier: MIT
"""IPv4 datagrams from Linux's address to the chip's, written by hand: a peer for runs in virtual
time.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass

from tools.chip import ADDRESS, LINUX

SOURCE = socket.inet_aton(LINUX)
CHIP = socket.inet_aton(ADDRESS)
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16


def internet_sum(data: bytes) -> int:
    """RFC 1071."""
    padded = data + b"\0" * (len(data) % 2)
    total: int = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def sealed(data: bytes, at: int, prefix: bytes = b"") -> bytes:
    """`data` with its checksum, whose two bytes at `at` are zero."""
    return data[:at] + struct.pack("!H", internet_sum(prefix + data)) + data[at + 2 :]


def ipv4(protocol: int, payload: bytes) -> bytes:
    """RFC 791, no options."""
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(payload), 1, 0, 64, protocol, 0)
    return sealed(head + SOURCE + CHIP, 10) + payload


def pseudo(protocol: int, size: int) -> bytes:
    """What UDP and TCP checksums cover beside the datagram."""
    return SOURCE + CHIP + struct.pack("!BBH", 0, protocol, size)


def ping(payload: bytes) -> bytes:
    """An ICMP echo request."""
    return ipv4(1, sealed(struct.pack("!BBHHH", 8, 0, 0, 1, 1) + payload, 2))


def udp(src_port: int, dst_port: int, payload: bytes) -> bytes:
    """A UDP datagram."""
    size = 8 + len(payload)
    return ipv4(
        17, sealed(struct.pack("!HHHH", src_port, dst_port, size, 0) + payload, 6, pseudo(17, size))
    )


def tcp(
    src_port: int,
    dst_port: int,
    seqno: int,
    ackno: int,
    flags: int,
    text: bytes = b"",
    options: bytes | None = None,
) -> bytes:
    """A TCP segment; a SYN says that our MSS is 1,460 unless it has other options."""
    if options is None:
        options = b"\x02\x04\x05\xb4" if flags & SYN else b""
    head = struct.pack(
        "!HHIIBBHHH", src_port, dst_port, seqno, ackno, (20 + len(options)) << 2, flags, 4096, 0, 0
    )
    segment = head + options + text
    return ipv4(6, sealed(segment, 16, pseudo(6, len(segment))))


@dataclass(frozen=True)
class Segment:
    """What we look at in a segment from the chip."""

    src_port: int
    dst_port: int
    seqno: int
    flags: int
    text: bytes


def read_tcp(packet: bytes) -> Segment | None:
    """A segment, or nothing when it is another protocol."""
    if packet[9] != 6:
        return None
    at = (packet[0] & 15) * 4
    src, dst, seqno, _, offset, flags = struct.unpack("!HHIIBB", packet[at : at + 14])
    return Segment(src, dst, seqno, flags, packet[at + (offset >> 4) * 4 :])

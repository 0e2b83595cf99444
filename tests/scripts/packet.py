# SPDX-License-Identifier: MIT
"""IPv4, TCP, UDP and ICMP in bytes, as a reader of the RFCs writes them down: nothing here comes
from spec/packets or what is generated from it.

`parse` refuses whatever no correct host sends: a wrong checksum, a length that does not fit, a
reserved bit.
"""

from __future__ import annotations

import ipaddress
import struct
from dataclasses import dataclass, field

FIN, SYN, RST, PSH, ACK, URG, ECE, CWR = (1 << bit for bit in range(8))
FLAGS = {"syn": SYN, "fin": FIN, "rst": RST, "psh": PSH, "ack": ACK, "urg": URG,
         "ece": ECE, "cwr": CWR}
ICMP, TCP, UDP = 1, 6, 17
WORD = 1 << 32


class Malformed(Exception):
    """What the device sent is no packet; the text says why."""


@dataclass(frozen=True)
class Ip:
    """The part of an IPv4 header that matters here, and what is behind it."""

    src: str
    dst: str
    protocol: int
    body: bytes
    ttl: int = 64
    identification: int = 0
    fragment: int = 0x4000  # flags and offset
    options: bytes = b""
    tos: int = 0


@dataclass(frozen=True)
class Tcp:
    """A segment. `options` is raw; `mss` is what it says, if it does."""

    src: int
    dst: int
    seq: int
    ack: int
    flags: int
    win: int
    urgent: int = 0
    options: bytes = b""
    text: bytes = field(default=b"", repr=False)

    @property
    def mss(self) -> int | None:
        """The value of a maximum segment size option (RFC 9293 3.7.1)."""
        rest = self.options
        while rest and rest[0] != 0:
            size = 1 if rest[0] == 1 else rest[1] if len(rest) > 1 else 0
            if rest[0] == 2 and size == 4:
                return int.from_bytes(rest[2:4], "big")
            if size == 0:
                return None
            rest = rest[size:]
        return None

    @property
    def length(self) -> int:
        """SEG.LEN."""
        return len(self.text) + bool(self.flags & SYN) + bool(self.flags & FIN)


def pattern(offset: int, count: int) -> bytes:
    """Text that shows where in a stream it was: application.hpp has the same."""
    return bytes(
        (at + (at >> 8) * 31 + (at >> 16) * 17) & 0xFF for at in range(offset, offset + count)
    )


def checksum(data: bytes) -> int:
    """RFC 1071."""
    total: int = sum(struct.unpack(f"!{(len(data) + 1) // 2}H", data + b"\0" * (len(data) % 2)))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF


def address(text: str) -> bytes:
    return ipaddress.IPv4Address(text).packed


def pseudo(ip_src: str, ip_dst: str, protocol: int, body: bytes) -> bytes:
    """What a transport checksum covers before its own bytes (RFC 9293 3.1)."""
    return address(ip_src) + address(ip_dst) + struct.pack("!HH", protocol, len(body))


def build_ip(ip: Ip, spoil: int = 0) -> bytes:
    """A datagram; its header checksum is off by `spoil`."""
    size = 20 + len(ip.options)
    header = struct.pack("!BBHHHBBH", 0x40 | size // 4, ip.tos, size + len(ip.body),
                         ip.identification, ip.fragment, ip.ttl, ip.protocol, 0)
    header += address(ip.src) + address(ip.dst) + ip.options
    total = checksum(header) ^ spoil
    return header[:10] + total.to_bytes(2, "big") + header[12:] + ip.body


def build_tcp(src: str, dst: str, tcp: Tcp, spoil: int = 0, offset: int | None = None) -> bytes:
    """A segment; `offset` is a data offset to claim in place of the true one."""
    size = 5 + len(tcp.options) // 4 if offset is None else offset
    body = struct.pack("!HHIIBBHHH", tcp.src, tcp.dst, tcp.seq % WORD, tcp.ack % WORD,
                       size << 4, tcp.flags, tcp.win, 0, tcp.urgent) + tcp.options + tcp.text
    total = checksum(pseudo(src, dst, TCP, body) + body) ^ spoil
    return body[:16] + total.to_bytes(2, "big") + body[18:]


def need(good: bool, why: str) -> None:
    if not good:
        raise Malformed(why)


def parse_ip(frame: bytes) -> Ip:
    """What the device sends has no options, is whole, and may be fragmented by nobody."""
    need(len(frame) >= 20, f"{len(frame)} bytes are no IPv4 header")
    first, tos, total, identification, fragment, ttl, protocol = struct.unpack("!BBHHHBB",
                                                                               frame[:10])
    need(first == 0x45, f"version and header length are {first:#04x}, not 0x45")
    need(total == len(frame), f"total length is {total}, the datagram has {len(frame)} bytes")
    need(checksum(frame[:20]) == 0, "the IPv4 header checksum is wrong")
    need(fragment & 0xBFFF == 0, "it is a fragment")
    src, dst = (str(ipaddress.IPv4Address(frame[at : at + 4])) for at in (12, 16))
    return Ip(src, dst, protocol, frame[20:], ttl, identification, fragment, tos=tos)


def parse_tcp(ip: Ip) -> Tcp:
    body = ip.body
    need(len(body) >= 20, f"{len(body)} bytes are no TCP header")
    src, dst, seq, ack, offset, flags, win, _, urgent = struct.unpack("!HHIIBBHHH", body[:20])
    size = (offset >> 4) * 4
    need(20 <= size <= len(body), f"the data offset is {size}, the segment has {len(body)} bytes")
    need(offset & 0x0F == 0, "a reserved bit is set")
    need(checksum(pseudo(ip.src, ip.dst, TCP, body) + body) == 0, "the TCP checksum is wrong")
    options = body[20:size]
    check_options(options)
    return Tcp(src, dst, seq, ack, flags, win, urgent, options, body[size:])


def check_options(options: bytes) -> None:
    """Lengths that fit, and nothing but zeros behind the end."""
    while options:
        if options[0] == 0:
            need(not any(options), "an option list ends and goes on")
            return
        size = 1 if options[0] == 1 else options[1] if len(options) > 1 else 0
        need(options[0] == 1 or 2 <= size <= len(options), "an option does not fit")
        options = options[size:]


def parse_udp(ip: Ip) -> tuple[int, int, bytes]:
    """Source port, destination port, data."""
    body = ip.body
    need(len(body) >= 8, f"{len(body)} bytes are no UDP header")
    src, dst, size, total = struct.unpack("!HHHH", body[:8])
    need(size == len(body), f"the UDP length is {size}, there are {len(body)} bytes")
    need(total == 0 or checksum(pseudo(ip.src, ip.dst, UDP, body) + body) == 0,
         "the UDP checksum is wrong")
    return src, dst, body[8:]


def build_udp(src: str, dst: str, from_port: int, to_port: int, data: bytes,
              total: str = "good", length: int = 0) -> bytes:
    """`total` is good, bad or none; `length` is one to claim in place of the true one."""
    size = length or 8 + len(data)
    body = struct.pack("!HHHH", from_port, to_port, size, 0) + data
    if total == "none":
        return body
    found = checksum(pseudo(src, dst, UDP, body) + body) or 0xFFFF
    if total == "bad":
        found ^= 1
    return body[:6] + found.to_bytes(2, "big") + body[8:]


def parse_icmp(ip: Ip) -> tuple[int, int, bytes]:
    """Type, code, and what follows the checksum."""
    need(len(ip.body) >= 8, f"{len(ip.body)} bytes are no ICMP header")
    need(checksum(ip.body) == 0, "the ICMP checksum is wrong")
    return ip.body[0], ip.body[1], ip.body[4:]


def build_icmp(kind: int, code: int, rest: bytes) -> bytes:
    body = bytes([kind, code, 0, 0]) + rest
    return body[:2] + checksum(body).to_bytes(2, "big") + rest

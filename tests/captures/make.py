# SPDX-License-Identifier: MIT
"""Writes captures.hpp: datagrams as scapy builds them, checksums by scapy.

Run it with a Python that has scapy, from any directory: /usr/bin/python3 tests/captures/make.py
The output is committed; tests read it, so that expected bytes never come from the code they test.
"""

import pathlib
import textwrap

from scapy.all import ICMP, IP, TCP, UDP, IPOption_RR, Raw

PEER, DEVICE = "192.168.7.1", "192.168.7.2"
PING = bytes(range(56))


def to_device(**changes: object) -> IP:
    return IP(src=PEER, dst=DEVICE, id=0x3039, **changes)


def from_device(**changes: object) -> IP:
    return IP(src=DEVICE, dst=PEER, id=0, flags="DF", ttl=64, **changes)


def without_checksum(datagram: IP) -> bytes:
    datagram[UDP].chksum = 0
    return bytes(datagram)


LINUX_SYN_OPTIONS = [("MSS", 1460), ("SAckOK", b""), ("Timestamp", (305419896, 0)),
                     ("NOP", None), ("WScale", 7)]

CAPTURES = {
    "echo_request": to_device() / ICMP(id=0xBEEF, seq=7) / Raw(PING),
    "echo_reply": from_device() / ICMP(type=0, id=0xBEEF, seq=7) / Raw(PING),
    "echo_request_odd": to_device() / ICMP(id=1, seq=0xFFFF) / Raw(b"abc"),
    "echo_reply_odd": from_device() / ICMP(type=0, id=1, seq=0xFFFF) / Raw(b"abc"),
    "echo_request_empty": to_device() / ICMP(id=2, seq=3),
    "echo_reply_empty": from_device() / ICMP(type=0, id=2, seq=3),
    "echo_request_record_route": to_device(
        options=[IPOption_RR(length=11, routers=["10.1.1.1", "10.2.2.2"])])
    / ICMP(id=4, seq=5) / Raw(b"options"),
    "echo_reply_record_route": from_device() / ICMP(type=0, id=4, seq=5) / Raw(b"options"),
    "echo_request_broadcast": IP(src=PEER, dst="192.168.7.255") / ICMP(id=4, seq=5),
    "unreachable": to_device() / ICMP(type=3, code=3)
    / from_device() / UDP(sport=7, dport=9) / Raw(b"01234567"),
    "fragment_first": to_device(flags="MF") / ICMP(id=4, seq=5) / Raw(bytes(8)),
    "fragment_last": to_device(frag=2, proto=1) / Raw(bytes(16)),
    "igmp": to_device(proto=2) / Raw(bytes(8)),
    "udp_request": to_device() / UDP(sport=5000, dport=7) / Raw(b"hello, world"),
    "udp_answer": from_device() / UDP(sport=7, dport=5000) / Raw(b"HELLO"),
    "udp_request_unchecked": without_checksum(
        to_device() / UDP(sport=5000, dport=7) / Raw(b"hello, world")),
    # The payload is chosen so that the sum is zero, which is sent as 0xffff: RFC 768.
    "udp_request_sum_zero": to_device() / UDP(sport=5000, dport=7) / Raw(bytes.fromhex("5cf7")),
    "udp_answer_sum_zero": from_device() / UDP(sport=7, dport=5000) / Raw(bytes.fromhex("5cf7")),
    "udp_closed_port": to_device() / UDP(sport=5000, dport=4) / Raw(b"x"),
    "syn_linux": to_device(flags="DF")
    / TCP(sport=40000, dport=7, seq=1000, flags="S", window=64240, options=LINUX_SYN_OPTIONS),
    "syn_closed_port": to_device(flags="DF")
    / TCP(sport=40000, dport=4, seq=1000, flags="S", window=64240, options=LINUX_SYN_OPTIONS),
    "reset_of_syn": from_device()
    / TCP(sport=4, dport=40000, seq=0, ack=1001, flags="RA", window=0),
    "ack_closed_port": to_device()
    / TCP(sport=40000, dport=4, seq=1000, ack=77777, flags="A") / Raw(b"text"),
    "reset_of_ack": from_device()
    / TCP(sport=4, dport=40000, seq=77777, ack=0, flags="R", window=0),
}


def line_of(name: str, datagram: bytes) -> str:
    pieces = textwrap.wrap(datagram.hex(), 88)
    quoted = "\n    ".join(f'"{piece}"' for piece in pieces)
    return f"inline const char {name}[] =\n    {quoted};\n"


def main() -> None:
    head = (
        "// SPDX-License-Identifier: MIT\n"
        "// Written by make.py beside it: datagrams as scapy builds them, in hex.\n"
        "#ifndef THIMBLE_TESTS_CAPTURES_HPP\n#define THIMBLE_TESTS_CAPTURES_HPP\n\n"
        "namespace capture {\n\n"
    )
    body = "\n".join(line_of(name, bytes(datagram)) for name, datagram in CAPTURES.items())
    target = pathlib.Path(__file__).with_name("captures.hpp")
    target.write_text(head + body + "\n} // namespace capture\n\n#endif\n")


if __name__ == "__main__":
    main()

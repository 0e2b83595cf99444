# SPDX-License-Identifier: MIT
"""Writes fuzz/corpus/<target>/: packets made by scapy, small programs for the stack and the line.

    python3 fuzz/seeds.py

A seed is named for what it is. Run it again after a change; the corpus is committed.
"""

from __future__ import annotations

from pathlib import Path

from scapy.layers.inet import ICMP, IP, TCP, UDP
from scapy.packet import Packet, Raw

CORPUS = Path(__file__).with_name("corpus")
PEER, DEVICE = "192.168.7.1", "192.168.7.2"


def ip(payload: Packet, **fields: object) -> bytes:
    return bytes(IP(src=PEER, dst=DEVICE, id=1, **fields) / payload)


def linux_syn() -> Packet:
    options = [("MSS", 1460), ("SAckOK", b""), ("Timestamp", (1, 0)), ("NOP", None), ("WScale", 7)]
    return TCP(sport=40000, dport=7, flags="S", seq=1000, window=64240, options=options)


def whole() -> dict[str, bytes]:
    """Datagrams, as they arrive."""
    timestamp = [("NOP", None), ("NOP", None), ("Timestamp", (1, 2))]
    return {
        "ping": ip(ICMP(id=1, seq=1) / Raw(b"0123456789abcdef")),
        "unreachable": ip(ICMP(type=3, code=3) / Raw(bytes(28))),
        "udp": ip(UDP(sport=40000, dport=7) / Raw(b"hello")),
        "udp_odd_no_checksum": ip(UDP(sport=40000, dport=9999, chksum=0) / Raw(b"abc")),
        "syn": ip(linux_syn()),
        "syn_bare": ip(TCP(sport=40000, dport=8, flags="S", seq=1000)),
        "data": ip(TCP(sport=40000, dport=7, flags="PA", seq=1001, ack=1, options=timestamp)
                   / Raw(b"GET")),
        "fin": ip(TCP(sport=40000, dport=7, flags="FA", seq=1001, ack=1)),
        "ip_options": ip(UDP(sport=1, dport=7) / Raw(b"x"),
                         options=b"\x07\x07\x04\x00\x00\x00\x00\x01"),
        "fragment": ip(UDP(sport=1, dport=7) / Raw(b"x" * 16), flags="MF"),
    }


# The ops of stack.cpp: 1 segment (slot, flags and what differs, shape), 2 SYN (port, ports, seq,
# window, options), 3 time, 4 poll, 5 user call, 6 application, 7 datagram.
SYN = bytes([2, 0, 1, 0x12, 0x34, 16, 0, 1])
POLL = bytes([4])
ACK, DATA, FIN = bytes([1, 0, 0x10, 0]), bytes([1, 0, 0x18, 40]), bytes([1, 0, 0x11, 0])
WRITE, LATER = bytes([6, 0, 3, 60]), bytes([3, 140])
OPENED = SYN + POLL + ACK

PROGRAMS = {
    "echo": OPENED + bytes([6, 0, 1, 16]) + DATA + POLL + ACK + DATA + POLL,
    "peer_closes": OPENED + DATA + FIN + POLL + bytes([5, 1, 0]) + POLL + ACK,
    "we_close": (OPENED + WRITE + bytes([5, 1, 0]) + POLL + ACK + POLL + FIN + POLL
                 + bytes([3, 255]) * 4),
    "resend": OPENED + WRITE + POLL + (LATER + POLL) * 4,
    "zero_window": OPENED + bytes([1, 0, 0x90, 0, 0, 0]) + WRITE + (LATER + POLL) * 3 + ACK + POLL,
    "caller": bytes([5, 0, 0, 80]) + POLL + bytes([1, 2, 0x12, 0x80, 1]) + POLL + WRITE + POLL,
    "source": (bytes([2, 4, 1, 1, 1, 16, 0, 1]) + POLL
               + bytes([1, 3, 0x10, 0, 6, 3, 3, 200]) + POLL * 2),
    "datagrams": bytes([7, 1, 20, 7, 2, 30, 7, 4, 9]),
    "damaged": OPENED + bytes([8, 0, 0x18, 30, 0, 25, 3]),
    "overlap": OPENED + DATA + bytes([1, 0, 0x38, 40, 0x68]) + POLL,
    "near_misses": (OPENED + bytes([1, 0, 0x38, 20, 0x74, 1, 0, 0x58, 20, 0x90])
                    + bytes([1, 0, 0x24, 0, 0x72]) + POLL),
}

LINE = {
    "two_frames": bytes.fromhex("c0010203c0040506c0fe00fe01fe01"),
    "escapes": bytes.fromhex("c0dbdcdbdd01c0fe02dbdbc0db03c0"),
    "full": b"\xfe\x05" * 7 + bytes.fromhex("c0fe00fe01c0fe05c0"),
    "hole_in_arriving": bytes.fromhex("0102c00304c0050607fe00fe01fe0108c0fe01fe00fe01"),
    "damaged": bytes.fromhex("0102fe0303c00405fe04"),
}


def seeds() -> dict[str, bytes]:
    """Path below corpus/ -> content."""
    found: dict[str, bytes] = {}
    for name, frame in whole().items():
        packet = IP(frame)
        found[f"ipv4_packet/{name}"] = frame
        for layer, target in ((ICMP, "icmp_packet"), (UDP, "udp_packet"), (TCP, "tcp_packet")):
            if layer in packet:
                found[f"{target}/{name}"] = frame[packet.ihl * 4 :]
        found[f"stack/{name}"] = bytes([0, len(frame)]) + frame
    found.update({f"stack/{name}": program for name, program in PROGRAMS.items()})
    found.update({f"slip/{name}": line for name, line in LINE.items()})
    return found


def main() -> None:
    for name, content in seeds().items():
        path = CORPUS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()

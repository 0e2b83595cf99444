# SPDX-License-Identifier: MIT
"""The frames of "What one packet does to them", made by scapy: nothing of ours computed a byte.

    python3 tests/hostile/frames.py > tests/hostile/frames.hpp

The doctest reads them from frames.hpp; the test of the simulated chip imports this module. A frame
that acknowledges carries ackno 0 here: only the device knows its initial sequence number. Whoever
sends the frame calls acknowledging().
"""

from __future__ import annotations

from scapy.layers.inet import ICMP, IP, TCP, UDP, in4_chksum
from scapy.packet import Packet, Raw

DEVICE = "192.168.7.2"
PEER = "192.168.7.1"
PORT = 40000
RECORD_ROUTE = b"\x07\x07\x04\x00\x00\x00\x00\x01"  # RFC 791 3.1: one address, then a no-operation
SEQ = 1000  # of the peer's SYN; its text starts at SEQ + 1


def ip(payload: Packet, **fields: object) -> Packet:
    fields.setdefault("src", PEER)
    return IP(dst=DEVICE, id=0, **fields) / payload


def syn_from(peer: str, port: int) -> Packet:
    return ip(TCP(sport=PORT, dport=port, flags="S", seq=SEQ, window=4096), src=peer)


def segment(flags: str, seq: int, text: bytes = b"", port: int = 7, **fields: object) -> Packet:
    fields.setdefault("window", 4096)
    return ip(TCP(sport=PORT, dport=port, flags=flags, seq=seq, **fields) / Raw(text))


def with_raw_options(packet: Packet, options: bytes) -> bytes:
    """scapy builds no broken options: they go in as bytes, and its checksum runs over them."""
    raw = bytearray(bytes(packet[TCP])[:20] + options)
    raw[12] = (5 + len(options) // 4) << 4
    raw[16:18] = bytes(2)
    raw[16:18] = in4_chksum(6, IP(src=PEER, dst=DEVICE), bytes(raw)).to_bytes(2, "big")
    return bytes(ip(Raw(bytes(raw)), proto=6))


def with_data_offset(packet: Packet, words: int) -> bytes:
    packet[TCP].dataofs = words
    return bytes(packet)


def spoilt(packet: Packet, at: int) -> bytes:
    """One bit wrong, as a bad line leaves it."""
    whole = bytearray(bytes(packet))
    whole[at] ^= 0x10
    return bytes(whole)


def acknowledging(frame: bytes, ackno: int) -> bytes:
    packet = IP(frame)
    packet[TCP].ack = ackno
    del packet[TCP].chksum
    return bytes(packet)


def frames() -> dict[str, bytes]:
    mss = [("MSS", 1460)]
    far = (SEQ + 1 + 1_000_000) & 0xFFFFFFFF
    all_of_them = {
        "ping": ip(ICMP(id=0x1234, seq=1) / Raw(b"still here?")),
        "syn": segment("S", SEQ, options=mss),
        "syn_to_echo_too": segment("S", SEQ, port=8, options=mss),
        "syn_from_10_1_0_1": syn_from("10.1.0.1", 7),
        "syn_from_10_0_0_1_to_echo_too": syn_from("10.0.0.1", 8),
        "syn_without_mss": segment("S", SEQ),
        "syn_broken_options": with_raw_options(segment("S", SEQ), bytes([1, 1, 5, 254])),
        "ack": segment("A", SEQ + 1),
        "first": segment("PA", SEQ + 1, b"abcd"),
        "second": segment("PA", SEQ + 5, b"efgh"),
        "full": segment("PA", SEQ + 1, bytes(range(216))),
        "urgent": segment("PAU", SEQ + 1, b"abcd", urgptr=0x4000),
        "offset_60": with_data_offset(segment("PA", SEQ + 1), 15),
        "rst_far": segment("R", far),
        "rst_near": segment("R", SEQ + 11),
        "rst_exact": segment("R", SEQ + 1),
        "without_ack": segment("P", SEQ + 1, b"abcd"),
        "bad_tcp_checksum": spoilt(segment("PA", SEQ + 1, b"abcd"), 40),
        "udp": ip(UDP(sport=PORT, dport=7) / Raw(b"hello")),
        "udp_ip_options": ip(UDP(sport=PORT, dport=7) / Raw(b"hello"), options=RECORD_ROUTE),
        "udp_length_200": ip(
            UDP(sport=PORT, dport=7, len=200, chksum=0) / Raw(b"twenty bytes of text")
        ),
        "bad_udp_checksum": spoilt(ip(UDP(sport=PORT, dport=7) / Raw(b"hello")), 28),
        "bad_ip_checksum": spoilt(ip(UDP(sport=PORT, dport=7) / Raw(b"hello")), 8),
    }
    return {name: bytes(frame) for name, frame in all_of_them.items()}


def header() -> str:
    lines = [
        "// SPDX-License-Identifier: MIT",
        "// Made by tests/hostile/frames.py with scapy. Change it there.",
        "#ifndef THIMBLE_HOSTILE_FRAMES_HPP",
        "#define THIMBLE_HOSTILE_FRAMES_HPP",
        "",
        "#include <cstdint>",
        "#include <vector>",
        "",
        "namespace frames {",
        "",
        "using bytes = std::vector<std::uint8_t>;",
    ]
    for name, frame in frames().items():
        lines += ["", f"const bytes {name}{{"]
        for at in range(0, len(frame), 16):
            lines.append("    " + ", ".join(f"0x{byte:02x}" for byte in frame[at : at + 16]) + ",")
        lines.append("};")
    lines += ["", "}", "", "#endif", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    print(header(), end="")

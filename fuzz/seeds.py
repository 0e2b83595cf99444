# SPDX-License-Identifier: MIT
"""Writes fuzz/corpus/<target>/: packets made by scapy, small programs for the stack and the line.

    python3 fuzz/seeds.py

A seed is named for what it is. Run it again after a change; the corpus is committed.
"""

from __future__ import annotations

from pathlib import Path

from scapy.layers.inet import ICMP, IP, TCP, UDP
from scapy.packet import Packet, Raw
from seeds_hostile import programs

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
# window, options), 3 time, 4 poll, 5 user call, 6 application, 7 datagram, 9 ICMP error.
SYN = bytes([2, 0, 1, 0x12, 0x34, 16, 0, 1])
POLL = bytes([4])
ACK, DATA, FIN = bytes([1, 0, 0x10, 0]), bytes([1, 0, 0x18, 40]), bytes([1, 0, 0x11, 0])
WRITE, LATER = bytes([6, 0, 3, 60]), bytes([3, 192])
OPENED = SYN + POLL + ACK
CLOSE, ABORT, ASK, ONCE = bytes([5, 1, 0]), bytes([5, 2, 0]), bytes([5, 3, 0]), bytes([5, 4, 0, 0])
UNREACHABLE = bytes([9, 0, 3])
WAITING = OPENED + CLOSE + POLL + ACK + FIN
WAITED = WAITING + bytes([2, 0, 1, 0x23, 0x45, 16, 0, 1])  # a newer SYN

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
    "odd_datagrams": bytes([7, 10, 20, 0, 9, 7, 12, 30, 0, 9, 7, 9, 4]),
    "unsummed_datagrams": bytes([7, 18, 20, 0, 9, 7, 20, 30, 0, 9]),
    "narrow_path": OPENED + WRITE + POLL + bytes([9, 0, 12, 0, 50]) + POLL * 2 + ACK + POLL,
    "guessed_error": OPENED + WRITE + POLL + bytes([9, 0, 0x8C, 0x40, 0, 80]) + POLL,
    "damaged": OPENED + bytes([8, 0, 0x18, 30, 0, 25, 3]),
    "overlap": OPENED + DATA + bytes([1, 0, 0x38, 40, 0x68]) + POLL,
    "fin_again": WAITING + bytes([1, 0, 0x31, 0, 0x6F]) + POLL,
    "waited_reset": WAITED + bytes([1, 0, 4, 0]) + ASK + CLOSE + POLL,
    "waited_syn": WAITED + bytes([1, 0, 2, 0]) + POLL,
    "waited_in_vain": WAITED + POLL + ONCE + LATER + POLL,
    "waited_refused": WAITED + POLL + UNREACHABLE + POLL,
    "given_up": OPENED + WRITE + POLL + ONCE + LATER + POLL,
    "given_up_opening": SYN + POLL + ONCE + LATER + POLL + ASK + ABORT,
    "both_open": bytes([5, 0, 0, 80]) + POLL + bytes([1, 2, 2, 0x80, 1]) + POLL + bytes([9, 2, 3]),
    "refused_late": OPENED + FIN + WRITE + POLL + UNREACHABLE + POLL,
    "urgent": (OPENED + bytes([5, 6, 0, 20]) + POLL + bytes([0x01, 0x80, 0x18, 20, 9]) + ASK
               + POLL),
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


# The ops of pair.cpp: what, bit 7 with whom, bits 4 to 6 a small number. CALL, TURNS: device 0 calls
# port 7 of device 1 in its slot 1, and the line is good for some turns.
CALL, TURNS = b"\x06", b"\x71"
SAY, ANSWER, SECONDS = b"\x17\x40", b"\x87\x40", b"\x0b\x9a"
BEGUN = CALL + TURNS

PAIRS = {
    "echo": BEGUN + SAY + TURNS + b"\x18" + TURNS,
    "server_closes": BEGUN + ANSWER + TURNS + b"\x88" + TURNS + SAY + TURNS,
    "client_aborts": BEGUN + SAY + b"\x0b\x00\x19\x0b\x00" + TURNS,
    "both_call": b"\x36\x0b\x00" + TURNS + SAY + b"\x97\x20" + TURNS + b"\x18\x98" + TURNS,
    "nobody_there": b"\x26" + TURNS,
    "source": b"\x16" + TURNS + b"\xa7\xff\xa7\xff" + TURNS * 3 + b"\xa8" + TURNS,
    "syn_lost": CALL + b"\x0b\x00\x83" + SECONDS + TURNS,
    "overtaken": BEGUN + SAY + b"\x0b\x00" + SAY + b"\x0b\x00\x92\x82" + TURNS,
    "twice": BEGUN + SAY + b"\x0b\x00\x84\x84\x82\x82" + TURNS,
    "spoilt": BEGUN + SAY + b"\x0b\x00\x85\x10\x22\x82" + SECONDS + TURNS,
    "cut_off": BEGUN + SAY + b"\x0b\x00\x85\x01\x1e\x82" + SECONDS + TURNS,
    "padded": BEGUN + SAY + b"\x0b\x00\x85\x00\x05\x82" + TURNS,
    "full_link": BEGUN + b"\x9c" + SAY + SAY + SECONDS + b"\xfc" + SECONDS + TURNS,
    "unread": BEGUN + b"\x8e\x41\x00" + SAY * 3 + TURNS * 2 + SECONDS + b"\x8a\x20" + TURNS,
    "text_lost": BEGUN + b"\x8e\x41\xff" + (SAY + b"\x0b\x00\x83") * 2 + SECONDS + TURNS,
    "last_ack_lost": BEGUN + b"\x18" + TURNS + b"\x88\x0b\x00\x02\x83" + SECONDS + TURNS,
}

LWIP = {  # bit 7: lwIP does it
    "lwip_calls": b"\x86" + TURNS + b"\x87\x40" + TURNS + b"\x88" + TURNS,
    "lwip_stalls": BEGUN + b"\x8e\x01" + SAY * 4 + TURNS * 2 + SECONDS + b"\x8e\x06" + TURNS,
    "lwip_splits": bytes.fromhex("06174ad1d1180100d1"),  # its FIN comes too early
    "lwip_is_gone": BEGUN + b"\x89" + SAY + TURNS,
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
    found.update({f"pair/{name}": program for name, program in PAIRS.items()})
    found.update({f"lwip/{name}": program for name, program in {**PAIRS, **LWIP}.items()})
    found.update({f"stack/{name}": program for name, program in programs().items()})
    found.update({f"slip/{name}": line for name, line in LINE.items()})
    return found


def main() -> None:
    for name, content in seeds().items():
        path = CORPUS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()

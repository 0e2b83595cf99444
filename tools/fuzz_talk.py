# SPDX-License-Identifier: MIT
"""The conversation behind an input of the stack's fuzz target: packets, user calls and times, as
fuzz/recorded/stack.cpp says them, for a person and as a capture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.shell import run

RAW_IP = 101  # a capture's link type: datagrams with nothing in front


@dataclass
class Talk:
    """`frames`: (milliseconds since the start, datagram) in both directions; `lines`: one each for
    packets, calls and what passed between.
    """

    lines: list[str] = field(default_factory=list)
    frames: list[tuple[int, bytes]] = field(default_factory=list)
    now: int = 0

    def say(self, text: str) -> None:
        self.lines.append(f"{self.now / 1000:10.3f} s  {text}")

    def frame(self, arrow: str, datagram: bytes) -> None:
        self.frames.append((self.now, datagram))
        self.say(f"{arrow} {shown(datagram)}")

    def save(self, path: Path) -> None:
        """As pcap, raw IP."""
        from scapy.utils import RawPcapWriter

        with RawPcapWriter(str(path), linktype=RAW_IP) as writer:
            writer.write_header(None)
            for ms, datagram in self.frames:
                writer.write_packet(datagram, sec=ms // 1000, usec=ms % 1000 * 1000)


def conversation(recorder: Path, entry: Path) -> Talk:
    """What the recorder says of an input, up to where it ends, or crashes."""
    talk = Talk()
    for line in run([recorder, entry], seconds=60).output.splitlines():
        answer = line.startswith("=")
        try:
            said = bytes.fromhex(line.removeprefix("="))
        except ValueError:
            break  # a sanitizer's report
        if answer:
            talk.frame("->", said)
        elif said:
            told(talk, said[:1], said[1:])
    return talk


def told(talk: Talk, command: bytes, rest: bytes) -> None:
    """A command of the scripted device's line (tests/scripts/README.md)."""
    if command == b"F":
        talk.frame("<-", rest)
    elif command == b"T":
        talk.now += int.from_bytes(rest[:4], "big")
    elif command == b"O":
        address = ".".join(str(byte) for byte in rest[1:5])
        port = int.from_bytes(rest[5:7], "big")
        talk.say(f"tcp_open: socket {rest[0]}, {address}:{port}")
    elif command == b"W":
        talk.say(f"tcp_write: connection {rest[0]}, {len(rest) - 1} bytes")
    else:
        name = {b"C": "tcp_close", b"A": "tcp_abort"}.get(command, repr(command))
        talk.say(f"{name}: connection {rest[0]}")


def shown(datagram: bytes) -> str:
    """One line about a datagram; bytes, where it is none."""
    from scapy.layers.inet import ICMP, IP, TCP, UDP

    packet: Any = IP(datagram) if len(datagram) >= 20 and datagram[0] >> 4 == 4 else None
    if packet is None:
        return f"{len(datagram)} bytes, no datagram: {datagram[:40].hex(' ')}"
    head = f"{packet.src} > {packet.dst}"
    if TCP in packet:
        tcp = packet[TCP]
        text = len(tcp.payload)
        return (
            f"{head} TCP {tcp.sport} > {tcp.dport} {tcp.flags or '-'} seq {tcp.seq} ack {tcp.ack}"
            f" win {tcp.window}" + (f" data {text}" if text else "")
        )
    if UDP in packet:
        return f"{head} UDP {packet[UDP].sport} > {packet[UDP].dport} data {len(packet[UDP].payload)}"
    if ICMP in packet:
        return f"{head} ICMP type {packet[ICMP].type} code {packet[ICMP].code}"
    return f"{head} protocol {packet.proto}, {len(datagram)} bytes"

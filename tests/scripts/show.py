# SPDX-License-Identifier: MIT
"""Packets and events in the notation of the scripts, for messages and the transcript."""

from __future__ import annotations

from packet import ACK, FLAGS, SYN, Tcp, pattern

ORDER = ("syn", "fin", "rst", "psh", "ack", "urg", "ece", "cwr")


def text(data: bytes, offset: int) -> str:
    """As many bytes of the pattern, or what they are."""
    if data == pattern(offset, len(data)):
        return str(len(data))
    if len(data) <= 40 and all(32 <= byte < 127 for byte in data):
        return '"' + data.decode().replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "hex:" + (data.hex() if len(data) <= 24 else data[:24].hex() + f"...({len(data)} bytes)")


def segment(tcp: Tcp, seq: int, ack: int) -> str:
    """`seq` and `ack` are relative already."""
    words = []
    for name in ORDER:
        if tcp.flags & FLAGS[name] and name != "ack":
            words.append(name)
    words.append(f"seq {seq}")
    if tcp.flags & ACK:
        words.append(f"ack {ack}")
    words.append(f"win {tcp.win}")
    if tcp.urgent:
        words.append(f"urgent {tcp.urgent}")
    if tcp.mss is not None:
        words.append(f"mss {tcp.mss}")
    elif tcp.options:
        words.append(f"opt {tcp.options.hex()}")
    if tcp.text:
        words.append(f"data {text(tcp.text, seq - 1 + bool(tcp.flags & SYN))}")
    return " ".join(words)

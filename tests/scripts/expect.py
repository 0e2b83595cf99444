# SPDX-License-Identifier: MIT
"""From a written packet to bytes, and what of a packet is not as written.

What a script leaves out has a usual value: the next sequence number, everything acknowledged, no
text. A window and a PSH that are not written can be anything.
"""

from __future__ import annotations

from collections.abc import Mapping

import packet
from notation import Written, quoted, value
from packet import ACK, FLAGS, PSH, SYN, Ip, Tcp
from peer import Peer
from show import text as shown_text


class Mismatch(Exception):
    """Expected and got differ; the text says in what."""


def text_of(word: str, offset: int, names: Mapping[str, int]) -> bytes:
    """"quoted", hex:00ff, or so many bytes of the pattern."""
    if word.startswith('"'):
        return quoted(word)
    if word.startswith("hex:"):
        return bytes.fromhex(word[4:])
    return packet.pattern(offset, value(word, names))


def segment_of(written: Written, peer: Peer, names: Mapping[str, int]) -> tuple[Tcp, bytes]:
    """The peer's segment and its datagram; the peer has said it."""
    given = written.values
    seq = number(given, "seq", peer.next, names)
    ack = number(given, "ack", peer.device_next, names) if written.flags & ACK else 0
    peer.win = number(given, "win", peer.win, names)
    options = bytes.fromhex(given.get("opt", ""))
    if written.flags & SYN and "nomss" not in given:
        mss = number(given, "mss", 1460, names)
        options = bytes([2, 4]) + mss.to_bytes(2, "big") + options
    options += bytes(-len(options) % 4)
    begins = seq - 1 + bool(written.flags & SYN)
    text = text_of(given["data"], begins, names) if "data" in given else b""
    tcp = Tcp(peer.port, number(given, "to", peer.device_port or 0, names),
              peer.iss + seq, ack + (peer.device_iss or 0) if written.flags & ACK else 0,
              written.flags, peer.win, number(given, "urg", 0, names), options, text)
    offset = number(given, "off", 0, names) // 4 if "off" in given else None
    body = packet.build_tcp(given.get("from", peer.ip), peer.device_ip, tcp,
                            1 if given.get("sum") == "bad" else 0, offset)
    ip = Ip(given.get("from", peer.ip), peer.device_ip, packet.TCP, body,
            number(given, "ttl", 64, names))
    if "sum" not in given and "ipsum" not in given and "off" not in given:
        peer.says(tcp, seq, ack)
    return tcp, packet.build_ip(ip, 1 if given.get("ipsum") == "bad" else 0)


def number(given: Mapping[str, str], key: str, usual: int, names: Mapping[str, int]) -> int:
    return value(given[key], names) if key in given else usual


def flags_text(flags: int) -> str:
    return " ".join(name for name, bit in FLAGS.items() if flags & bit) or "no flags"


def differs(written: Written, tcp: Tcp, peer: Peer, names: Mapping[str, int]) -> str:
    """What is not as written, "" when nothing."""
    given = written.values
    seq, ack = peer.relative(tcp)
    wanted, got = written.flags & ~PSH, tcp.flags & ~PSH
    if wanted != got:
        return f"flags are {flags_text(got)}, {flags_text(wanted)} was expected"
    if written.psh is not None and written.psh != bool(tcp.flags & PSH):
        return "PSH is " + ("not set" if written.psh else "set")
    begins = seq - 1 + bool(tcp.flags & SYN)
    checks: list[tuple[str, int | None, int | None]] = [("seq", seq, peer.device_next)]
    if tcp.flags & ACK:
        checks.append(("ack", ack, peer.next))
    checks += [("win", tcp.win, None), ("mss", tcp.mss, None), ("len", len(tcp.text), None),
               ("urg", tcp.urgent, None), ("edge", ack + tcp.win, None)]
    for key, is_now, usual in checks:
        if given.get(key) == "any":
            continue
        expected = value(given[key], names) if key in given else usual
        if expected is not None and is_now != expected:
            return f"{key} is {is_now}, {expected} was expected"
    if "nomss" in given and tcp.mss is not None:
        return "there is an MSS option"
    text = text_of(given["data"], begins, names) if "data" in given else b""
    if "len" not in given and tcp.text != text:
        return (f"data is {shown_text(tcp.text, begins)}, {shown_text(text, begins)} "
                "was expected")
    return ""

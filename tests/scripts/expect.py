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
from peer import Peer, Sent
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


def segment_of(written: Written, peer: Peer, names: Mapping[str, int]) -> bytes:
    """A segment of the peer's, which has then said it."""
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
    body = packet.build_tcp(given.get("from", peer.ip), given.get("dst", peer.device_ip), tcp,
                            1 if given.get("sum") == "bad" else 0, offset)
    spoilt = {"sum", "ipsum", "off", "dst", "frag", "ignored"} & set(given)
    if not spoilt:
        peer.says(tcp, seq, ack)
    return datagram(given, peer, packet.TCP, body, names)


def datagram(given: Mapping[str, str], peer: Peer, protocol: int, body: bytes,
             names: Mapping[str, int]) -> bytes:
    """What a packet's line says of IP: from, dst, ttl, tos, ident, ipopt, frag, part (of the body),
    proto, ipsum, size."""
    options = bytes.fromhex(given.get("ipopt", ""))
    fragment = int(given.get("frag", "4000"), 16)
    if "part" in given:
        low, high = (value(word, names) for word in given["part"].split(".."))
        fragment = low // 8 | (0x2000 if high < len(body) else 0)
        body = body[low:high]
    ip = Ip(given.get("from", peer.ip), given.get("dst", peer.device_ip),
            number(given, "proto", protocol, names), body, number(given, "ttl", 64, names),
            number(given, "ident", 0, names), fragment,
            options + bytes(-len(options) % 4), number(given, "tos", 0, names))
    frame = packet.build_ip(ip, 1 if given.get("ipsum") == "bad" else 0)
    size = number(given, "size", len(frame), names)
    return frame[:size] + bytes(max(0, size - len(frame)))


def other_of(written: Written, peer: Peer, names: Mapping[str, int], last: bytes) -> bytes:
    """A datagram of UDP or ICMP; `last` is what the device sent last."""
    given = written.values
    first, second = (value(word, names) for word in written.rest)
    data = text_of(given.get("data", '""'), 0, names)
    if written.kind == "udp":
        body = packet.build_udp(given.get("from", peer.ip), peer.device_ip, first, second, data,
                                given.get("sum", "good"), number(given, "len", 0, names))
        return datagram(given, peer, packet.UDP, body, names)
    if "about" in given:
        data = last[:28]
        if given["about"] != "last":
            data = quoted_segment(peer, number(given, "about", 0, names))
    head = number(given, "id", 0, names) << 16 | number(given, "mtu", 0, names)
    body = packet.build_icmp(first, second, head.to_bytes(4, "big") + data)
    if given.get("sum") == "bad":
        body = body[:2] + bytes([body[2] ^ 1]) + body[3:]
    return datagram(given, peer, packet.ICMP, body, names)


def quoted_segment(peer: Peer, seq: int) -> bytes:
    """What a router quotes of a segment the device sent: its IPv4 header and 8 bytes of it."""
    tcp = Tcp(peer.device_port or 0, peer.port, (peer.device_iss or 0) + seq, 0, ACK, 0)
    body = packet.build_tcp(peer.device_ip, peer.ip, tcp)
    return packet.build_ip(Ip(peer.device_ip, peer.ip, packet.TCP, body))[:28]


def differs_other(written: Written, ip: Ip, sent: bytes, names: Mapping[str, int]) -> str:
    """As `differs`, of UDP and ICMP. An ICMP error quotes what was sent to the device."""
    first, second = (value(word, names) for word in written.rest)
    given = written.values
    if ip.protocol != {"udp": packet.UDP, "icmp": packet.ICMP}[written.kind]:
        return f"its protocol is {ip.protocol}"
    if written.kind == "udp":
        one, two, data = packet.parse_udp(ip)
    else:
        one, two, rest = packet.parse_icmp(ip)
        data = rest[4:]
        if one in (3, 11, 12):
            return "" if (one, two) == (first, second) and len(data) >= 28 and (
                sent.startswith(data)) else f"it is {one} {two} about {data.hex()}"
        if int.from_bytes(rest[:2], "big") != number(given, "id", 0, names):
            return f"id is {rest[:2].hex()}"
    if (one, two) != (first, second):
        return f"it is {one} {two}, {first} {second} was expected"
    wanted = text_of(given.get("data", '""'), 0, names)
    if data != wanted:
        return f"data is {shown_text(data, 0)}, {shown_text(wanted, 0)} was expected"
    return ""


def number(given: Mapping[str, str], key: str, usual: int, names: Mapping[str, int]) -> int:
    return value(given[key], names) if key in given else usual


def flags_text(flags: int) -> str:
    return " ".join(name for name, bit in FLAGS.items() if flags & bit) or "no flags"


def differs(written: Written, sent: Sent, peer: Peer, names: Mapping[str, int]) -> str:
    """What is not as written, "" when nothing."""
    tcp = sent.tcp
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
               ("urg", tcp.urgent, None), ("edge", ack + tcp.win, None),
               ("ttl", sent.ip.ttl, None), ("tos", sent.ip.tos, None)]
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

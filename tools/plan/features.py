# SPDX-License-Identifier: MIT
"""What a proposed profile could have beyond what it has: the change of its map, one for each name.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

from codegen.ir.profile import FRAME_LENGTH_BYTES
from tools.plan.candidates import Raw
from tools.plan.sizes import Limits
from tools.plan.weigh import Scales, Weighed

FRAGMENTS = 576  # RFC 1122 3.3.2
KEEPALIVE_S = 600


@dataclass(frozen=True)
class Further:
    """One feature more: its cost in bytes, and whether it still fits."""

    name: str
    what: str
    flash: int
    ram: int
    stack: int
    fits: bool


def further(taken: Weighed, limits: Limits, scales: Scales) -> list[Further]:
    """Each by itself, those that fit first, in the order of the table below."""
    found = []
    for name, what, change in CHANGES:
        raw = copy.deepcopy(taken.raw)
        if change(raw) and raw != taken.raw:
            more = scales.weigh(raw, limits)
            found.append(
                Further(
                    name,
                    what,
                    more.guess.flash - taken.guess.flash,
                    more.protocol_ram - taken.protocol_ram,
                    more.guess.stack - taken.guess.stack,
                    more.fits,
                )
            )
    return sorted(found, key=lambda each: not each.fits)


def _tcp(raw: Raw) -> list[Raw]:
    return [socket for socket in raw["sockets"].values() if socket["protocol"] == "tcp"]


def _udp(raw: Raw) -> list[Raw]:
    return [socket for socket in raw["sockets"].values() if socket["protocol"] == "udp"]


def switched(key: str, value: object) -> Callable[[Raw], bool]:
    """A key under `tcp` that the level leaves off."""

    def change(raw: Raw) -> bool:
        off: bool = key in ("keepalive_s", "time_wait", "syn_flood") or raw["level"] == "minimal"
        if _tcp(raw) and off:
            raw["tcp"][key] = value
            return True
        return False

    return change


def connection(role: str) -> Callable[[Raw], bool]:
    """One socket more, like the others."""

    def change(raw: Raw) -> bool:
        if not _tcp(raw) or (role == "server" and raw["level"] == "client"):
            return False
        number = 1 + sum(socket["role"] == role for socket in _tcp(raw))
        socket = {**_tcp(raw)[0], "role": role}
        socket.pop("port", None)
        if role == "server":
            socket["port"] = 7000 + number
        raw["sockets"][f"{role}{number}"] = socket
        return True

    return change


def datagrams(raw: Raw) -> bool:
    number = 1 + len(_udp(raw))
    raw["sockets"][f"datagram{number}"] = {"protocol": "udp", "port": 8000 + number}
    return True


def answers(kind: str) -> Callable[[Raw], bool]:
    def change(raw: Raw) -> bool:
        raw["net"]["icmp"] = sorted({*raw["net"]["icmp"], kind})
        return True

    return change


def two_segments(raw: Raw) -> bool:
    """At level minimal, where one is on its way."""
    if raw["level"] != "minimal" or not _tcp(raw):
        return False
    raw["tcp"]["pipeline"] = True
    return _on_their_way(raw, 2)


def four_segments(raw: Raw) -> bool:
    return bool(raw["level"] != "minimal") and _on_their_way(raw, 4)


def _on_their_way(raw: Raw, segments: int) -> bool:
    """So many segments: a ring has to hold them, a source is asked for them."""
    for socket in _tcp(raw):
        bytes_ = segments * raw["tcp"]["mss"]
        if socket["send"] == "source":
            socket["in_flight"] = bytes_
        else:
            socket["send"] = max(socket["send"], bytes_)
    return bool(_tcp(raw))


def send_ring(raw: Raw) -> bool:
    """In place of a source."""
    for socket in _tcp(raw):
        if socket["send"] == "source":
            socket["send"] = _segments(raw) * raw["tcp"]["mss"]
    return bool(_tcp(raw))


def sorted_text(raw: Raw) -> bool:
    for socket in _tcp(raw):
        socket.setdefault("receive", _segments(raw) * raw["tcp"]["mss"])
    return bool(_tcp(raw))


def _segments(raw: Raw) -> int:
    """As many as a level keeps on their way by itself."""
    return 1 if raw["level"] == "minimal" else 2


def fragments(raw: Raw) -> bool:
    raw["net"]["fragments"] = FRAGMENTS
    return True


def second_frame(raw: Raw) -> bool:
    """Room in the driver's receive buffer for the frame behind the one that is being answered."""
    raw["link"]["in"] = 2 * (raw["link"]["mtu"] + FRAME_LENGTH_BYTES)
    return bool(raw["link"]["driver"] == "slip")


def errors(raw: Raw) -> bool:
    for socket in _udp(raw):
        socket["errors"] = True
    return bool(_udp(raw))


def counters(raw: Raw) -> bool:
    raw["drop_counters"] = True
    return bool(raw["level"] == "minimal")


CHANGES: tuple[tuple[str, str, Callable[[Raw], bool]], ...] = (
    ("ping", "icmp: [echo]", answers("echo")),
    ("udp", "one more UDP socket", datagrams),
    ("tcp server", "one more connection that waits", connection("server")),
    ("tcp client", "one more connection that opens", connection("client")),
    ("unreachable", "datagrams to nobody are answered", answers("unreachable")),
    ("udp errors", "the application hears of ICMP errors", errors),
    ("drop counters", "a counter for each reason to drop", counters),
    ("delayed ACK", "an ACK waits for company", switched("delayed_ack", True)),
    ("nagle", "small segments wait", switched("nagle", True)),
    ("challenge limit", "RFC 5961 7", switched("challenge_limit", True)),
    ("keyed iss", "numbers nobody can guess, RFC 6528", switched("iss", "keyed")),
    ("keep-alive", "RFC 9293 3.8.4", switched("keepalive_s", KEEPALIVE_S)),
    ("syn recycle", "a SYN takes the oldest half-open slot", switched("syn_flood", "recycle")),
    ("time wait", "one record for TIME-WAIT", switched("time_wait", 1)),
    ("pipeline", "two segments on their way", two_segments),
    ("congestion", "four segments on their way, RFC 5681", four_segments),
    ("send ring", "text is kept until it is acknowledged", send_ring),
    ("receive ring", "sorts what comes out of order", sorted_text),
    ("second frame", "received while one is answered", second_frame),
    ("fragments", f"datagrams of {FRAGMENTS} bytes are put together", fragments),
)

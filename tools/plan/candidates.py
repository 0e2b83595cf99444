# SPDX-License-Identifier: MIT
"""The profiles that a planner may propose for a need: level, way to send and receive, sizes.

A profile here is the map that a YAML file would hold, so what is proposed can be written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from codegen.check.profile import BAUD_TOLERANCE, nearest_baud
from tools.plan.need import Need
from tools.plan.sizes import Limits

Raw = dict[str, Any]  # a profile, as its YAML holds it
TCP_HEADERS = 40  # with IPv4's
BAUDS = (115200, 57600, 38400, 19200, 9600, 4800, 2400, 1200, 300)


@dataclass(frozen=True)
class Rung:
    """Sizes of a link in bytes. The link's buffers hold `mtu` and `mss` + 40."""

    mtu: int
    mss: int


RUNGS = tuple(  # the largest first
    Rung(mtu, mss)
    for mtu, mss in (
        (1500, 1460),
        (1006, 966),
        (576, 536),
        (576, 216),
        (296, 256),
        (256, 216),
        (208, 168),
        (168, 128),
        (128, 88),
        (96, 56),
        (68, 28),
    )
)


@dataclass(frozen=True)
class Way:
    """How text is sent and received. Rings are counted in segments of mss; 0 of them: no ring.

    `good_from` is the mss from which this way is better than the next one with larger segments.
    """

    name: str
    level: str  # full, or minimal; client in place of full where nobody listens
    send: int
    receive: int
    good_from: int


WAYS = (  # the best first
    Way("rings of 4 segments, both ways", "full", 4, 4, 536),
    Way("rings of 2 segments, both ways", "full", 2, 2, 216),
    Way("send ring of 2 segments", "full", 2, 0, 128),
    Way("source, no ring", "full", 0, 0, 128),
    Way("send ring of 1 segment", "minimal", 1, 0, 128),
    Way("source, no ring", "minimal", 0, 0, 28),
)
DATAGRAM_WAYS = (Way("datagrams", "full", 0, 0, 128), Way("datagrams", "minimal", 0, 0, 28))


def ways(need: Need) -> tuple[Way, ...]:
    return WAYS if need.tcp else DATAGRAM_WAYS


def level_of(way: Way, need: Need) -> str:
    """A machine without LISTEN where nobody listens."""
    return "client" if way.level == "full" and need.clients and not need.servers else way.level


def profile_map(name: str, need: Need, limits: Limits, way: Way, rung: Rung) -> Raw:
    """One profile."""
    part = limits.in_profile()
    link: Raw = {"driver": "none", "mtu": rung.mtu}
    if "slip" in part.drivers:
        link = {"driver": "slip", "mtu": rung.mtu, "baud": baud_for(part.clock_hz)}
    raw: Raw = {
        "profile": name,
        "part": part.name,
        "budget": {
            "flash": limits.flash - limits.bootloader,
            "ram": limits.ram,
            "application": limits.application_ram + own_driver_bytes(need, limits, rung),
        },
        "level": level_of(way, need),
        "link": link,
        "net": {"address": "192.168.7.2/24", "icmp": ["echo"] if need.ping else []},
        "tick_ms": 100,
    }
    if need.tcp:
        raw["tcp"] = {"mss": rung.mss}
    raw["sockets"] = dict(_sockets(need, way, rung))
    return raw


def baud_for(clock_hz: int) -> int:
    """The fastest usual rate that the clock can make; the slowest when it makes none."""
    good = (
        rate for rate in BAUDS if abs(nearest_baud(clock_hz, rate) / rate - 1) <= BAUD_TOLERANCE
    )
    return next(good, BAUDS[-1])


def own_driver_bytes(need: Need, limits: Limits, rung: Rung) -> int:
    """RAM for the frames of a driver that is not ours: a buffer each way, as ours has them."""
    if "slip" in limits.in_profile().drivers:
        return 0
    return rung.mtu + (rung.mss + TCP_HEADERS if need.tcp else 0)


def _sockets(need: Need, way: Way, rung: Rung) -> Iterator[tuple[str, Raw]]:
    for number in range(1, need.servers + 1):
        yield f"server{number}", tcp_socket("server", 7000 + number, way, rung)
    for number in range(1, need.clients + 1):
        yield f"client{number}", tcp_socket("client", 0, way, rung)
    for number in range(1, need.udp + 1):
        yield f"datagram{number}", {"protocol": "udp", "port": 8000 + number}


def tcp_socket(role: str, port: int, way: Way, rung: Rung) -> Raw:
    socket: Raw = {"protocol": "tcp", "role": role}
    if port:
        socket["port"] = port
    socket["send"] = way.send * rung.mss if way.send else "source"
    if way.receive:
        socket["receive"] = way.receive * rung.mss
    return socket

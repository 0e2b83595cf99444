# SPDX-License-Identifier: MIT
"""Reads a profile and its part: YAML and schema in, ir/profile.py out.

check/profile.py has the rules that cross fields.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen.diagnostic import Place, SpecError, one_of
from codegen.ir.profile import (
    FRAME_LENGTH_BYTES,
    LINK_DRIVERS,
    Budget,
    Link,
    Net,
    Part,
    Profile,
    Protocol,
    Role,
    Sending,
    Socket,
    Tcp,
)
from codegen.yaml_loc import MapNode, Node, ScalarNode, find, plain
from codegen.load.levels import icmp_answers, in_flight_bytes, tcp_values
from codegen.load.schema import load_checked


@dataclass(frozen=True)
class ProfileFile:
    """Where things stand, for messages. A key that is not there has the place of what it is for."""

    root: MapNode

    def node(self, *path: str) -> Node | None:
        """The value at a path, or None."""
        node: Node | None = self.root
        for step in path:
            node = node.get(step) if isinstance(node, MapNode) else None
        return node

    def has(self, *path: str) -> bool:
        return self.node(*path) is not None

    def at(self, *path: str) -> Place:
        """Where the value begins."""
        return find(self.root, list(path)).at

    def key_at(self, *path: str) -> Place:
        """Where the key itself begins."""
        above = find(self.root, list(path[:-1]))
        entry = above.entry(path[-1]) if isinstance(above, MapNode) else None
        return entry.key_at if entry else above.at


def load_profile(path: Path, spec: Path, source: str) -> tuple[Profile, ProfileFile]:
    """One profile. Its part is looked for beside it, then in Thimble's own spec folder."""
    root = load_checked(path, spec / "profiles" / "profile.schema.json")
    file = ProfileFile(root)
    raw: Any = plain(root)
    part = _part(path, spec, file, str(raw["part"]))
    try:
        return profile_of(raw, part, source), file
    except ipaddress.AddressValueError as error:
        raise SpecError(file.at("net", "address"), str(error)) from error


def profile_of(raw: Any, part: Part, source: str) -> Profile:
    """What a profile's map means, once its schema accepts it.

    Raises ipaddress.AddressValueError when its address is none.
    """
    budget = raw["budget"]
    tcp = tcp_values(raw["level"], raw.get("tcp", {}))
    return Profile(
        name=raw["profile"],
        source=source,
        part=part,
        budget=Budget(int(budget["flash"]), int(budget["ram"]), int(budget.get("application", 0))),
        level=raw["level"],
        link=_link(raw["link"]),
        net=_net(raw["level"], raw["net"]),
        tick_ms=int(raw.get("tick_ms", 100)),
        drop_counters=bool(raw.get("drop_counters", raw["level"] != "minimal")),
        tcp=Tcp(**tcp),
        sockets=_sockets(raw["sockets"], tcp),
    )


def _part(path: Path, spec: Path, file: ProfileFile, name: str) -> Part:
    folders = (path.parent / "parts", spec / "profiles" / "parts")
    for folder in folders:
        if (folder / f"{name}.yaml").is_file():
            return load_part(folder / f"{name}.yaml", spec)
    known = {found.stem for folder in folders for found in folder.glob("*.yaml")}
    raise SpecError(file.at("part"), f"part '{name}' has no file in parts/; {one_of(known)}")


def load_part(path: Path, spec: Path) -> Part:
    """What is known of one chip."""
    root = load_checked(path, spec / "profiles" / "part.schema.json")
    raw: Any = plain(root)
    name = root.get("part")
    if raw["part"] != path.stem:
        at = name.at if isinstance(name, ScalarNode) else root.at
        raise SpecError(at, f"part is '{raw['part']}', but the file is called {path.name}")
    sizes = {key: int(raw[key]) for key in raw if key not in ("part", "drivers")}
    return Part(name=raw["part"], **sizes, drivers=tuple(raw.get("drivers", LINK_DRIVERS)))


def _link(raw: Any) -> Link:
    in_bytes = 0 if raw["driver"] == "none" else int(raw.get("in", raw["mtu"] + FRAME_LENGTH_BYTES))
    rate, out = int(raw.get("baud", 0)), int(raw.get("out", 0))
    return Link(raw["driver"], int(raw["mtu"]), rate, in_bytes, out)


def _net(level: str, raw: Any) -> Net:
    try:
        interface = ipaddress.IPv4Interface(raw["address"])
    except ValueError as error:
        raise ipaddress.AddressValueError(
            f"address is '{raw['address']}', which is not an IPv4 address with a prefix of 0 to 32"
        ) from error
    answers = icmp_answers(level, raw)
    return Net(
        int(interface.ip),
        int(interface.netmask),
        icmp_echo="echo" in answers,
        icmp_unreachable="unreachable" in answers,
        fragment_bytes=int(raw.get("fragments", 0)),
        ttl=int(raw.get("ttl", 64)),
    )


def _sockets(raw: Any, tcp: dict[str, Any]) -> tuple[Socket, ...]:
    sockets = [_socket(name, value, tcp) for name, value in raw.items()]
    return tuple(sorted(sockets, key=lambda socket: socket.protocol is Protocol.UDP))


def _socket(name: str, raw: Any, tcp: dict[str, Any]) -> Socket:
    send = raw.get("send")
    sending = Sending.NONE if send is None else Sending.SOURCE if send == "source" else Sending.RING
    takes_slots = raw["protocol"] == "tcp" and "shares" not in raw
    return Socket(
        name=name,
        protocol=Protocol(raw["protocol"]),
        role=Role(raw.get("role", "server")),
        port=int(raw.get("port", 0)),
        sending=sending,
        ring_bytes=int(send) if sending is Sending.RING else 0,
        receive_bytes=int(raw.get("receive", 0)),
        in_flight=in_flight_bytes(tcp, raw) if sending is Sending.SOURCE else 0,
        nagle=bool(raw.get("nagle", True)),
        diffserv=int(raw.get("diffserv", 0)),
        errors=bool(raw.get("errors", False)),
        connections=int(raw.get("connections", 1)) if takes_slots else 0,
        shares=raw.get("shares", ""),
    )

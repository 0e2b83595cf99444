# SPDX-License-Identifier: MIT
"""Prints what belongs to one profile alone: numbers, the application's handlers, drop reasons."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address
from typing import Any

from codegen.ir.profile import Drop, Profile, Protocol, Role, Sending, Socket
from codegen.lower.profile import Constant, constants, enumerator, size_type, tables
from codegen.print.columns import beside
from codegen.print.env import environment


def profile_files(profile: Profile, drops: Sequence[Drop]) -> dict[str, str]:
    """File name to text."""
    env = environment()
    common = {"source": profile.source, "name": profile.name, "part": profile.part.name}
    return {
        "profile.h": env.get_template("profile.h.j2").render(**common, **_profile_view(profile)),
        "application.h": env.get_template("application.h.j2").render(
            **common, **_application_view(profile)
        ),
        "drop.h": env.get_template("drop.h.j2").render(reasons=_reasons(drops)),
        "drop_name.h": env.get_template("drop_name.h.j2").render(drops=drops),
    }


def enumerators(rows: Sequence[Constant], prefix: str) -> list[str]:
    """`NAME = value, /* why */` for each constant that an int can hold."""
    fitting = [row for row in rows if row.is_enumerator]
    commas = [","] * (len(fitting) - 1) + [""]
    return beside(
        [
            (f"{prefix}{row.name} = {row.value}{comma}", row.why)
            for row, comma in zip(fitting, commas)
        ]
    )


def wide_constants(rows: Sequence[Constant], prefix: str) -> list[str]:
    """The others, under the same kind of name."""
    return [
        f"static const uint32_t {prefix}{row.name} = {row.value}ul;"
        + (f" /* {row.why} */" if row.why else "")
        for row in rows
        if not row.is_enumerator
    ]


def handlers(profile: Profile) -> list[str]:
    """The functions that the application has to supply."""
    names = []
    for socket in profile.tcp_sockets:
        parts = ["arrived"] if socket.receive_bytes else ["room", "received"]
        parts += ["signalled"] + ["fill"] * (socket.sending is Sending.SOURCE)
        names.append(", ".join(f"{socket.name}_{part}" for part in parts))
    for socket in profile.udp_sockets:
        names.append(f"{socket.name}_received" + f", {socket.name}_unreachable" * socket.errors)
    return names


def _profile_view(profile: Profile) -> dict[str, Any]:
    rows = constants(profile)
    named = [
        (f"{enumerator(socket)} = {number},", summary(socket))
        for number, socket in enumerate(profile.sockets)
    ]
    wide, baud = wide_constants(rows, "PROFILE_"), profile.link.baud
    return {
        "enumerators": enumerators(rows, "PROFILE_"),
        "constants": [
            *wide,
            _address("profile_address", profile.net.address),
            _address("profile_netmask", profile.net.netmask),
            *([f"static const uint32_t profile_baud = {baud}ul;"] if baud else []),
        ],
        "size_type": size_type(profile),
        "sockets": beside(named),
        "tables": tables(profile),
    }


def _address(name: str, value: int) -> str:
    return f"static const uint32_t {name} = {value}ul; /* {IPv4Address(value)} */"


def _application_view(profile: Profile) -> dict[str, Any]:
    tcp = [_socket_view(socket) for socket in profile.tcp_sockets]
    udp = [_socket_view(socket) for socket in profile.udp_sockets]
    return {
        "tcp_sockets": tcp,
        "udp_sockets": udp,
        "hearers": [view for view in udp if view["hears_errors"]],
        "sources": [view for view in tcp if view["has_source"]],
        "takers": [view for view in tcp if not view["has_ring"]],
        "readers": [view for view in tcp if view["has_ring"]],
    }


def _socket_view(socket: Socket) -> dict[str, Any]:
    return {
        "name": socket.name,
        "case": f"{enumerator(socket)}:",
        "summary": summary(socket),
        "indent": " " * len(socket.name),
        "has_source": socket.sending is Sending.SOURCE,
        "hears_errors": socket.errors,
        "has_ring": socket.receive_bytes > 0,
    }


def summary(socket: Socket) -> str:
    """One socket in words."""
    if socket.protocol is Protocol.UDP:
        return f"UDP port {socket.port}"
    where = f"TCP port {socket.port}" if socket.role is Role.SERVER else "TCP client"
    sends = {
        Sending.NONE: "sends nothing",
        Sending.SOURCE: "sends from a source",
        Sending.RING: f"sends from a ring of {socket.ring_bytes} bytes",
    }[socket.sending]
    sorts = f", receives into a ring of {socket.receive_bytes} bytes" * (socket.receive_bytes > 0)
    many = f", {socket.connections} connections" if socket.connections > 1 else ""
    shared = f", on the connections of {socket.shares}" if socket.shares else ""
    return f"{where}, {sends}{sorts}{many}{shared}"


def _reasons(drops: Sequence[Drop]) -> list[str]:
    rows = []
    for number, drop in enumerate(drops):
        rfc = f" (RFC {drop.rfc})" if drop.rfc else ""
        rows.append((f"DROP_{drop.name.upper()}{' = 0' if number == 0 else ''},", drop.why + rfc))
    return beside(rows)

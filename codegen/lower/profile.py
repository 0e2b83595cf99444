# SPDX-License-Identifier: MIT
"""From a profile to what its headers print: numbers in order, each little function as its cases.

chain.py has the form of those functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codegen.ir.profile import Profile, Role, Sending, Socket
from codegen.lower.chain import INT16_MAX, Case, chain, number, truths

IPV4_AND_TCP_HEADER_BYTES = 40


@dataclass(frozen=True)
class Constant:
    name: str
    value: int
    why: str

    @property
    def is_enumerator(self) -> bool:
        """An enumerator is an int, and the smallest int has 16 bits."""
        return self.value <= INT16_MAX


@dataclass(frozen=True)
class PortCase:
    port: int
    socket: str

    @property
    def port_in_c(self) -> str:
        return number(self.port)


@dataclass(frozen=True)
class ProfileTables:
    """Everything profile.h prints that is not a plain constant."""

    listeners: tuple[PortCase, ...]
    udp_sockets: tuple[PortCase, ...]
    udp_ports: tuple[Case, ...]
    slot_first: tuple[Case, ...]
    slot_count: tuple[Case, ...]
    from_source: tuple[Case, ...]
    ring_offset: tuple[Case, ...]
    ring_bytes: tuple[Case, ...]


@dataclass(frozen=True)
class Slot:
    """One connection: whose it is, and where its ring lies."""

    owner: Socket
    ring_offset: int

    @property
    def ring_bytes(self) -> int:
        return self.owner.ring_bytes


def slots(profile: Profile) -> tuple[Slot, ...]:
    """The connection table, in the order of the sockets that own its slots, rings too."""
    table: list[Slot] = []
    offset = 0
    for socket in profile.tcp_sockets:
        for _ in range(socket.connections):
            table.append(Slot(socket, offset if socket.ring_bytes else 0))
            offset += socket.ring_bytes
    return tuple(table)


def ticks(profile: Profile, ms: int) -> int:
    return ms // profile.tick_ms


def machine_params(profile: Profile) -> dict[str, int]:
    """The values of the `param`s of spec/machines/tcp.fsm."""
    tcp = profile.tcp
    return {
        "MSS": tcp.mss,
        "RTO_INIT": ticks(profile, tcp.rto_init_ms),
        "RTO_MAX": ticks(profile, tcp.rto_max_ms),
        "MAX_RETRIES": tcp.max_retries,
        "MSL2": ticks(profile, 2 * 1000 * tcp.msl_s),
        "USER_TIMEOUT": ticks(profile, 1000 * tcp.user_timeout_s),
    }


def counts(profile: Profile, drop_reasons: int) -> dict[str, int]:
    """The names that `count` in spec/memory.yaml may use.

    Without TCP the connection table still has one element that nobody uses: C has no empty array,
    and in core no loop over none of them.
    """
    table = slots(profile)
    tcp = bool(profile.tcp_sockets)
    return {
        "TCP_CONNECTIONS": max(len(table), 1),
        "RING_BYTES": sum(slot.ring_bytes for slot in table),
        "SLIP_IN_BYTES": profile.link.in_bytes,
        "SLIP_OUT_BYTES": IPV4_AND_TCP_HEADER_BYTES + profile.tcp.mss if tcp else 0,
        "DROP_REASONS": drop_reasons,
    }


def constants(profile: Profile) -> tuple[Constant, ...]:
    """The numbers of profile.h, in print order."""
    params = machine_params(profile)
    sizes = counts(profile, 0)
    servers = any(s.role is Role.SERVER for s in profile.tcp_sockets)
    clients = any(s.role is Role.CLIENT for s in profile.tcp_sockets)
    slots_why = "slots altogether" if profile.tcp_sockets else "none is used; C has no empty array"
    return (
        Constant("MTU", profile.link.mtu, "largest datagram"),
        Constant("TCP_MSS", params["MSS"], "most text in one segment"),
        Constant("TICK_MS", profile.tick_ms, "timers count ticks"),
        Constant("RTO_INIT", params["RTO_INIT"], "ticks; RFC 6298 2.1"),
        Constant("RTO_MAX", params["RTO_MAX"], "ticks; RFC 6298 2.5"),
        Constant("MAX_RETRIES", params["MAX_RETRIES"], "of one segment; RFC 9293 3.8.3"),
        Constant("MSL2", params["MSL2"], "ticks in TIME-WAIT"),
        Constant("USER_TIMEOUT", params["USER_TIMEOUT"], "ticks"),
        Constant("TCP_CONNECTIONS", sizes["TCP_CONNECTIONS"], slots_why),
        Constant("RING_BYTES", sizes["RING_BYTES"], "of all send rings"),
        Constant("SLIP_IN_BYTES", sizes["SLIP_IN_BYTES"], "whole frames behind each other"),
        Constant("SLIP_OUT_BYTES", sizes["SLIP_OUT_BYTES"], "the largest TCP segment we send"),
        Constant("HAS_TCP", int(bool(profile.tcp_sockets)), ""),
        Constant("HAS_UDP", int(bool(profile.udp_sockets)), ""),
        Constant("LISTENS", int(servers), "some TCP socket is a server"),
        Constant("CONNECTS", int(clients), "some TCP socket is a client"),
        Constant("ICMP_ECHO", int(profile.net.icmp_echo), "ping is answered"),
    )


def tables(profile: Profile) -> ProfileTables:
    """Each function of profile.h as the cases it distinguishes."""
    tcp = profile.tcp_sockets
    names = [enumerator(s) for s in profile.sockets]
    table = slots(profile)
    first = {s.name: _first_slot(s, table) for s in tcp}
    own = {s.name: s.connections for s in tcp}
    slot_names = [str(n) for n in range(len(table))]
    tcp_names = names[: len(tcp)]
    return ProfileTables(
        listeners=_ports(s for s in tcp if s.role is Role.SERVER),
        udp_sockets=_ports(profile.udp_sockets),
        udp_ports=chain("socket", names, [0 if s in tcp else s.port for s in profile.sockets]),
        slot_first=chain("socket", tcp_names, [first[s.shares or s.name] for s in tcp]),
        slot_count=chain("socket", tcp_names, [own[s.shares or s.name] for s in tcp]),
        from_source=truths(tcp_names, [s.sending is Sending.SOURCE for s in tcp]),
        ring_offset=chain("slot", slot_names, [slot.ring_offset for slot in table]),
        ring_bytes=chain("slot", slot_names, [slot.ring_bytes for slot in table]),
    )


def enumerator(socket: Socket) -> str:
    return f"SOCKET_{socket.name.upper()}"


def _first_slot(socket: Socket, table: Sequence[Slot]) -> int:
    owners = [slot.owner.name for slot in table]
    return owners.index(socket.name) if socket.name in owners else 0


def _ports(sockets: Iterable[Socket]) -> tuple[PortCase, ...]:
    return tuple(PortCase(s.port, enumerator(s)) for s in sockets)

# SPDX-License-Identifier: MIT
"""From a profile to what its headers print: numbers in order, each little function as its cases.

chain.py has the form of those functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codegen.ir.profile import Profile, Role, Sending, Socket
from codegen.lower.chain import INT16_MAX, Lookup, lookup, number, truth
from codegen.lower.features import features, in_flight, machine_params

IPV4_HEADER_BYTES = 20
IPV4_AND_TCP_HEADER_BYTES = 40
UINT8_MAX = 255
ICMP_ERROR_BYTES = 56  # two IPv4 headers, and 8 bytes behind each

CONSTANTS = {  # of profile.h, in print order
    "MTU": "largest datagram",
    "TCP_MSS": "most text in one segment",
    "SEND_MAX": "most text on its way, of any connection",
    "TTL": "of every datagram we send",
    "TICK_MS": "timers count ticks",
    "RTO_INIT": "ticks; RFC 6298 2.1",
    "RTO_MIN": "ticks; RFC 6298 2.4",
    "RTO_MAX": "ticks; RFC 6298 2.5",
    "RTO_AFTER_SYN": "ticks; RFC 6298 5.7",
    "MAX_RETRIES": "of one segment; RFC 9293 3.8.3",
    "MSL2": "ticks in TIME-WAIT; one more than the time has, as those below",
    "FIN_WAIT": "ticks in FIN-WAIT-2",
    "KEEPALIVE": "quiet ticks before a keep-alive; 0: there is none",
    "KEEP_AGAIN": "ticks from one without an answer to the next",
    "LIFE_MAX": "the longest of MSL2, FIN_WAIT and those two, as far as there are any",
    "TCP_SOCKETS": "their numbers are below this",
    "TCP_CONNECTIONS": "slots altogether",
    "SOURCE_SLOTS": "of them may have a socket that sends from a source",
    "TIME_WAIT_RECORDS": "connections that are over and hold no slot",
    "RING_BYTES": "of all send rings",
    "RING_MAX": "the largest of them",
    "RECEIVE_RING_BYTES": "of all receive rings",
    "RECEIVE_MAX": "the largest of them",
    "FRAGMENT_BYTES": "largest datagram put together; 0: fragments are dropped",
    "FRAGMENT_MAP_BYTES": "one bit for 8 bytes of it that are there",
    "SLIP_IN_BYTES": "whole frames behind each other",
    "SLIP_OUT_BYTES": "the largest frame we begin ourselves",
}

FEATURES = {
    "passive": "some TCP socket is a server",
    "active": "some TCP socket is a client",
    "ring": "some socket sends from a ring",
    "source": "some socket sends from a source",
    "receive_ring": "some socket sorts what arrives in a ring",
    "pipeline": "more than one segment may be on its way",
    "congestion": "more than two may; RFC 5681",
    "delayed_ack": "RFC 9293 3.8.6.3",
    "nagle": "RFC 9293 3.7.4",
    "keepalive": "",
    "challenge_limit": "RFC 5961 7",
    "keyed_iss": "RFC 6528",
    "urgent": "RFC 9293 3.8.5",
    "shares": "some connections are used by several sockets",
    "syn_recycle": "a SYN may take the oldest half-open slot",
    "full_reset": "no slot: a SYN is refused, not passed over",
    "reuse": "a newer SYN takes the place of a connection in TIME-WAIT",
    "time_wait": "TIME-WAIT needs no slot",
    "unreachable": "datagrams to no socket are answered; RFC 1122 3.2.2.1",
    "udp_errors": "some UDP socket hears of ICMP errors; RFC 1122 4.1.3.3",
    "drop_counters": "each reason to drop a frame is counted",
    "fragments": "they are put together",
}


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
    udp_ports: Lookup
    slot_socket: Lookup
    slot_first: Lookup
    slot_count: Lookup
    from_source: Lookup
    nodelay: Lookup
    diffserv: Lookup
    ring_offset: Lookup
    ring_bytes: Lookup
    receive_offset: Lookup
    receive_bytes: Lookup
    in_flight: Lookup


@dataclass(frozen=True)
class Slot:
    """One connection: whose it is, and where its rings lie."""

    owner: Socket
    ring_offset: int
    receive_offset: int
    in_flight: int

    @property
    def ring_bytes(self) -> int:
        return self.owner.ring_bytes

    @property
    def receive_bytes(self) -> int:
        return self.owner.receive_bytes


def slots(profile: Profile) -> tuple[Slot, ...]:
    """The connection table, in the order of the sockets that own its slots, rings too."""
    table: list[Slot] = []
    sent = received = 0
    for socket in profile.tcp_sockets:
        users = [s for s in profile.tcp_sockets if socket.name in (s.name, s.shares)]
        most = max(1, *(in_flight(profile, user) for user in users))  # a FIN at least
        for _ in range(socket.connections):
            at = sent if socket.ring_bytes else 0, received if socket.receive_bytes else 0
            table.append(Slot(socket, *at, most))
            sent += socket.ring_bytes
            received += socket.receive_bytes
    return tuple(table)


def counts(profile: Profile, drop_reasons: int) -> dict[str, int]:
    """The names that `count` in spec/memory.yaml may use.

    Without TCP the connection table still has one element that nobody uses: C has no empty array,
    and in core no loop over none of them.
    """
    table = slots(profile)
    params = machine_params(profile)
    return {
        "TCP_CONNECTIONS": max(len(table), 1),
        "RING_BYTES": sum(slot.ring_bytes for slot in table),
        **{name: params[name] for name in ("RECEIVE_RING_BYTES", "TIME_WAIT_RECORDS")},
        "FRAGMENT_BYTES": params["FRAGMENT_BYTES"],
        "FRAGMENT_MAP_BYTES": fragment_map_bytes(params["FRAGMENT_BYTES"]),
        "SLIP_IN_BYTES": profile.link.in_bytes,
        "SLIP_OUT_BYTES": max(own_frame_bytes(profile), profile.link.out_bytes),
        "DROP_REASONS": drop_reasons,
    }


def own_frame_bytes(profile: Profile) -> int:
    """The largest frame that is not an answer in the frame it answers."""
    segment = IPV4_AND_TCP_HEADER_BYTES + profile.tcp.mss if profile.tcp_sockets else 0
    return max(segment, ICMP_ERROR_BYTES if profile.net.fragment_bytes else 0)


def fragment_map_bytes(datagram: int) -> int:
    """One bit for 8 bytes behind the shortest header; a header of 60 bytes leaves some unused."""
    return -(-max(datagram - IPV4_HEADER_BYTES, 0) // 64)


def size_type(profile: Profile) -> str:
    """Of what counts bytes in rings and on their way: one byte if a FIN and one byte more fit too."""
    given = machine_params(profile)
    widest = max(given[name] for name in ("SEND_MAX", "RING_MAX", "RECEIVE_MAX", "MSS"))
    return "uint8_t" if widest + 2 <= UINT8_MAX else "uint16_t"


def constants(profile: Profile) -> tuple[Constant, ...]:
    """The numbers of profile.h, in print order."""
    given = {**machine_params(profile), **counts(profile, 0)}
    given |= {"MTU": profile.link.mtu, "TCP_MSS": given["MSS"], "TICK_MS": profile.tick_ms}
    given["TTL"] = profile.net.ttl
    given["TCP_SOCKETS"] = len(profile.tcp_sockets)
    given["SOURCE_SLOTS"] = _source_slots(profile)
    why = dict(CONSTANTS)
    if not profile.tcp_sockets:
        why["TCP_CONNECTIONS"] = "none is used; C has no empty array"
    if profile.link.driver != "slip":
        why = {name: text for name, text in why.items() if not name.startswith("SLIP_")}
    switches = [
        Constant(name, int(on), text)
        for name, on, text in (
            ("HAS_TCP", bool(profile.tcp_sockets), ""),
            ("HAS_UDP", bool(profile.udp_sockets), ""),
            ("ICMP_ECHO", profile.net.icmp_echo, "ping is answered"),
            *((name.upper(), on, FEATURES[name]) for name, on in features(profile).items()),
        )
        if name not in why  # KEEPALIVE is there already, in ticks
    ]
    numbers = [Constant(name, given[name], text) for name, text in why.items()]
    return (*numbers, *switches)


def tables(profile: Profile) -> ProfileTables:
    """Each function of profile.h as the cases it distinguishes."""
    tcp, udp = profile.tcp_sockets, profile.udp_sockets
    table = slots(profile)
    first = {s.name: _first_slot(s, table) for s in tcp}
    own = {s.name: s.connections for s in tcp}
    by_socket = [enumerator(s) for s in tcp]
    by_slot = [str(n) for n in range(len(table))]
    nodelay = [not (profile.tcp.nagle and s.nagle) for s in tcp]
    return ProfileTables(
        listeners=_ports(s for s in tcp if s.role is Role.SERVER),
        udp_sockets=_ports(udp),
        udp_ports=lookup("", [enumerator(s) for s in udp], [s.port for s in udp]),
        slot_socket=lookup("slot", by_slot, [tcp.index(slot.owner) for slot in table]),
        slot_first=lookup("socket", by_socket, [first[s.shares or s.name] for s in tcp]),
        slot_count=lookup("socket", by_socket, [own[s.shares or s.name] for s in tcp]),
        from_source=truth(by_socket, [s.sending is Sending.SOURCE for s in tcp]),
        diffserv=lookup(
            "", [enumerator(s) for s in profile.sockets], [s.diffserv << 2 for s in profile.sockets]
        ),
        nodelay=truth(by_socket, nodelay),
        ring_offset=lookup("slot", by_slot, [slot.ring_offset for slot in table]),
        ring_bytes=lookup("slot", by_slot, [slot.ring_bytes for slot in table]),
        receive_offset=lookup("slot", by_slot, [slot.receive_offset for slot in table]),
        receive_bytes=lookup("slot", by_slot, [slot.receive_bytes for slot in table]),
        in_flight=lookup("slot", by_slot, [slot.in_flight for slot in table]),
    )


def enumerator(socket: Socket) -> str:
    return f"SOCKET_{socket.name.upper()}"


def _first_slot(socket: Socket, table: Sequence[Slot]) -> int:
    owners = [slot.owner.name for slot in table]
    return owners.index(socket.name) if socket.name in owners else 0


def _source_slots(profile: Profile) -> int:
    """Slots of sockets that send from a source, or share with one that does."""
    sources = [s for s in profile.tcp_sockets if s.sending is Sending.SOURCE]
    owners = {s.shares or s.name for s in sources}
    return sum(slot.owner.name in owners for slot in slots(profile))


def _ports(sockets: Iterable[Socket]) -> tuple[PortCase, ...]:
    return tuple(PortCase(s.port, enumerator(s)) for s in sockets)

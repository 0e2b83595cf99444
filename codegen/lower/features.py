# SPDX-License-Identifier: MIT
"""What a profile switches on, and its numbers: what a machine spec may ask of a profile.

`feature NAME` in a .fsm is looked up in features(), `param NAME` in machine_params(); profile.h has
both, as PROFILE_<NAME>.
"""

from __future__ import annotations

from dataclasses import replace

from codegen.ir.profile import LEVELLED, Profile, Role, Sending, Socket

RTO_MIN_MS = 1000  # RFC 6298 2.4
RTO_AFTER_SYN_MS = 3000  # RFC 6298 5.7
KEEP_AGAIN_MS = 75_000  # between keep-alives without an answer

RULINGS = ("syn_recycle", "full_reset", "unreachable")  # a spec may also take these as 0 or 1


def features(profile: Profile) -> dict[str, bool]:
    """By their names in a machine spec."""
    tcp, sockets = profile.tcp, profile.tcp_sockets
    here = bool(sockets)
    return {
        "passive": any(s.role is Role.SERVER for s in sockets),
        "active": any(s.role is Role.CLIENT for s in sockets),
        "ring": any(s.sending is Sending.RING for s in sockets),
        "source": any(s.sending is Sending.SOURCE for s in sockets),
        "receive_ring": any(s.receive_bytes for s in sockets),
        "pipeline": tcp.pipeline and widest_sender(profile) > tcp.mss,
        "congestion": tcp.pipeline and tcp.congestion and widest_sender(profile) > 2 * tcp.mss,
        "delayed_ack": here and tcp.delayed_ack,
        "nagle": here and tcp.nagle and any(sends(s) and s.nagle for s in sockets),
        "keepalive": here and tcp.keepalive_s > 0,
        "challenge_limit": here and tcp.challenge_limit,
        "keyed_iss": here and tcp.keyed_iss,
        "urgent": here,
        "shares": any(s.shares for s in sockets),
        "syn_recycle": here and tcp.syn_recycle,
        "full_reset": tcp.full_reset,
        "reuse": any(s.role is Role.SERVER for s in sockets) and tcp.pipeline,
        "time_wait": here and tcp.time_wait > 0,
        "unreachable": profile.net.icmp_unreachable,
        "udp_errors": any(s.errors for s in profile.udp_sockets),
        "drop_counters": profile.drop_counters,
        "fragments": profile.net.fragment_bytes > 0,
    }


def machine_features(profile: Profile) -> dict[str, bool]:
    """For the state machine. One that no socket uses is a whole one all the same: as if somebody
    listened.
    """
    found = features(profile)
    return found if profile.tcp_sockets else {**found, "passive": True}


def machine_params(profile: Profile) -> dict[str, int]:
    """The values that `param`s of spec/machines/tcp.fsm may ask for. Times are in ticks."""
    tcp, sockets = profile.tcp, profile.tcp_sockets
    return {
        "MSS": tcp.mss,
        "RTO_INIT": wait(profile, tcp.rto_init_ms),
        "RTO_MIN": wait(profile, RTO_MIN_MS),
        "RTO_MAX": wait(profile, tcp.rto_max_ms),
        "RTO_AFTER_SYN": wait(profile, RTO_AFTER_SYN_MS),
        "MAX_RETRIES": tcp.max_retries,
        "MSL2": wait(profile, 2 * 1000 * tcp.msl_s),
        "FIN_WAIT": wait(profile, 1000 * tcp.fin_wait_s),
        "KEEPALIVE": wait(profile, 1000 * tcp.keepalive_s) if sockets and tcp.keepalive_s else 0,
        "KEEP_AGAIN": wait(profile, KEEP_AGAIN_MS),
        "LIFE_MAX": life_max(profile),
        "SEND_MAX": max((in_flight(profile, s) for s in sockets), default=1),  # a SYN has one number
        "RING_MAX": max((s.ring_bytes for s in sockets), default=0),
        "RECEIVE_MAX": max((s.receive_bytes for s in sockets), default=0),
        "RECEIVE_RING_BYTES": sum(s.receive_bytes * s.connections for s in sockets),
        "TIME_WAIT_RECORDS": tcp.time_wait if sockets else 0,
        "FRAGMENT_BYTES": profile.net.fragment_bytes,
        **{name.upper(): int(features(profile)[name]) for name in RULINGS},
    }


def full(profile: Profile) -> Profile:
    """The same sockets at level full with nothing switched off, for docs/level.md to compare."""
    two = 2 * profile.tcp.mss
    sockets = tuple(
        replace(s, in_flight=max(s.in_flight, two)) if s.sending is Sending.SOURCE else s
        for s in profile.sockets
    )
    levelled = dict.fromkeys(LEVELLED, True)
    return replace(
        profile,
        level="full",
        drop_counters=True,
        sockets=sockets,
        tcp=replace(profile.tcp, keyed_iss=True, **levelled),
        net=replace(profile.net, icmp_echo=True, icmp_unreachable=True),
    )


def wait(profile: Profile, ms: int) -> int:
    """So many ticks last at least that long. A timer is set somewhere between two ticks, so its
    first one comes early: one more than the time has. Twice as many last at least twice as long.
    """
    return -(-ms // profile.tick_ms) + 1


def life_max(profile: Profile) -> int:
    """The longest that the one timer for quiet connections runs."""
    tcp = profile.tcp
    times = [2 * 1000 * tcp.msl_s, 1000 * tcp.fin_wait_s]
    if profile.tcp_sockets and tcp.keepalive_s:
        times += [KEEP_AGAIN_MS, 1000 * tcp.keepalive_s]
    return wait(profile, max(times))


def sends(socket: Socket) -> bool:
    return socket.sending is not Sending.NONE


def widest_sender(profile: Profile) -> int:
    """Most bytes that some socket could have on their way, were there no other limit."""
    return max((max(s.ring_bytes, s.in_flight) for s in profile.tcp_sockets), default=0)


def in_flight(profile: Profile, socket: Socket) -> int:
    """Most text of this socket on its way: what it has, and as many segments as TCP may send."""
    tcp = profile.tcp
    most = max(socket.ring_bytes, socket.in_flight)
    if not tcp.pipeline:
        return min(most, tcp.mss)
    return most if tcp.congestion else min(most, 2 * tcp.mss)

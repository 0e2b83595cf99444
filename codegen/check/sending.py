# SPDX-License-Identifier: MIT
"""The rules about how much may be on its way, and what the level makes of that."""

from __future__ import annotations

from collections.abc import Callable

from codegen.diagnostic import SpecError
from codegen.ir.profile import Profile, Sending
from codegen.load.profile import ProfileFile
from codegen.lower.features import features, widest_sender


def in_flight_is_for_sources(profile: Profile, file: ProfileFile) -> None:
    """What a ring has on its way is what is in the ring."""
    for socket in profile.tcp_sockets:
        if file.has("sockets", socket.name, "in_flight") and socket.sending is not Sending.SOURCE:
            at = file.key_at("sockets", socket.name, "in_flight")
            raise SpecError(
                at, "in_flight goes with send: source; a ring has as much on its way as it holds"
            )


def in_flight_holds_a_segment(profile: Profile, file: ProfileFile) -> None:
    for socket in profile.tcp_sockets:
        if socket.sending is Sending.SOURCE and socket.in_flight < profile.tcp.mss:
            at = file.at("sockets", socket.name, "in_flight")
            message = f"in_flight is {socket.in_flight}, less than one segment of {profile.tcp.mss}"
            raise SpecError(at, f"{message}; use that, or a smaller mss")


def in_flight_is_allowed(profile: Profile, file: ProfileFile) -> None:
    """RFC 9293 MUST-19: more than two segments on their way need RFC 5681."""
    mss, tcp = profile.tcp.mss, profile.tcp
    for socket in profile.tcp_sockets:
        for segments, on, key in (
            (1, tcp.pipeline, "pipeline"),
            (2, tcp.congestion, "congestion"),
        ):
            if socket.in_flight > segments * mss and not on:
                at = file.at("sockets", socket.name, "in_flight")
                message = f"in_flight is {socket.in_flight}, more than {segments} times mss"
                raise SpecError(at, f"{message} ({mss}); that needs tcp: {{{key}: true}}")


def shared_flights_agree(profile: Profile, file: ProfileFile) -> None:
    """What may be on its way belongs to the slot."""
    sources = {s.name: s for s in profile.tcp_sockets if s.sending is Sending.SOURCE}
    first: dict[str, str] = {}
    for socket in sources.values():
        slot = socket.shares or socket.name
        other = sources[first.setdefault(slot, socket.name)]
        if other.in_flight != socket.in_flight:
            keys = [key for key in ("in_flight",) if file.has("sockets", socket.name, key)]
            raise SpecError(
                file.at("sockets", socket.name, *keys),
                f"'{socket.name}' uses the same connections as '{other.name}', whose in_flight is"
                f" {other.in_flight}; give the same to both",
            )


def switched_on_has_a_use(profile: Profile, file: ProfileFile) -> None:
    """A feature that is asked for by name and cannot be there is a mistake."""
    got = features(profile)
    for key, segments in (("pipeline", 1), ("congestion", 2)):
        if file.has("tcp", key) and getattr(profile.tcp, key) and not got[key]:
            raise SpecError(
                file.key_at("tcp", key),
                f"{key} needs a socket with more than {segments * profile.tcp.mss} bytes"
                f" ({segments} times mss) to send; the widest here has {widest_sender(profile)}"
                + ("" if profile.tcp.pipeline else ", and pipeline is off"),
            )


def nagle_is_for_senders(profile: Profile, file: ProfileFile) -> None:
    for socket in profile.tcp_sockets:
        if file.has("sockets", socket.name, "nagle") and socket.sending is Sending.NONE:
            at = file.key_at("sockets", socket.name, "nagle")
            raise SpecError(at, f"'{socket.name}' sends nothing; remove 'nagle', or give it a send")


SENDING_RULES: tuple[Callable[[Profile, ProfileFile], None], ...] = (
    in_flight_is_for_sources,
    in_flight_holds_a_segment,
    in_flight_is_allowed,
    shared_flights_agree,
    switched_on_has_a_use,
    nagle_is_for_senders,
)

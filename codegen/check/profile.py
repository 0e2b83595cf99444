# SPDX-License-Identifier: MIT
"""What the schema cannot say about a profile: one function a rule, each with its own message.

check/sockets.py has the rules about sockets.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

from codegen.diagnostic import SpecError
from codegen.ir.profile import FRAME_LENGTH_BYTES, Profile
from codegen.load.profile import ProfileFile
from codegen.lower.features import RTO_MIN_MS
from codegen.lower.profile import own_frame_bytes
from codegen.check.sending import SENDING_RULES
from codegen.check.sockets import SOCKET_RULES

IPV4_AND_TCP_HEADER_BYTES = 40
# An 8N1 receiver samples its last bit after 9.5 bit times and may be off by half a bit, both ends
# together; half of that is for each.
BAUD_TOLERANCE = 0.025
U16_MAX = 65535
MOST_AVR_FLASH = 131072  # bytes that a program counter of 16 bits reaches, in words of two
# RFC 9293 3.8.3: a SYN is tried for 3 minutes or more (MUST-23), text for 100 seconds or more
# (SHLD-11). Both count by the same max_retries.
LEAST_SYN_PATIENCE_MS = 180_000
LEAST_TEXT_PATIENCE_MS = 100_000
MOST_ACK_DELAY_MS = 500
MOST_TIMED_TICKS = 254
LEAST_TIMED_MS = 10_000


def check_profile(profile: Profile, file: ProfileFile, file_stem: str) -> None:
    """Refuses with the first rule that is broken."""
    name_is_file_name(profile, file, file_stem)
    for rule in (*RULES, *SOCKET_RULES, *SENDING_RULES):
        rule(profile, file)


def name_is_file_name(profile: Profile, file: ProfileFile, file_stem: str) -> None:
    """A profile is found by its name."""
    if profile.name != file_stem:
        message = f"profile is '{profile.name}', but the file is called {file_stem}.yaml"
        raise SpecError(file.at("profile"), message)


def budget_fits_part(profile: Profile, file: ProfileFile) -> None:
    for key, wanted, there in (
        ("flash", profile.budget.flash, profile.part.flash),
        ("ram", profile.budget.ram, profile.part.ram),
    ):
        if wanted > there:
            message = f"{key} is {wanted}, but {profile.part.name} has {there}"
            raise SpecError(file.at("budget", key), message)


def calls_take_two_bytes(profile: Profile, file: ProfileFile) -> None:
    """An AVR with more than 64 K words of flash pushes three bytes a call; our stack figures and our
    assembler know two.
    """
    part = profile.part
    if part.int_bits == 16 and part.flash > MOST_AVR_FLASH:
        message = (
            f"{part.name} has {part.flash} bytes of flash: above {MOST_AVR_FLASH} the program"
            " counter of an AVR has 3 bytes, and stack bounds here are for 2; use a smaller part"
        )
        raise SpecError(file.at("part"), message)


def driver_knows_part(profile: Profile, file: ProfileFile) -> None:
    part, driver = profile.part, profile.link.driver
    if driver != "none" and driver not in part.drivers:
        message = (
            f"driver {driver} does not know {part.name}: it has another UART or timer; use driver:"
            " none and bring your own"
        )
        raise SpecError(file.at("link", "driver"), message)


def driver_has_its_keys(profile: Profile, file: ProfileFile) -> None:
    """Only a driver of ours has a rate and a buffer."""
    if profile.link.driver == "slip" and not file.has("link", "baud"):
        raise SpecError(file.at("link"), "key 'baud' is missing here; driver slip needs it")
    for key in ("baud", "in", "out"):
        if profile.link.driver == "none" and file.has("link", key):
            message = f"key '{key}' is for driver slip; with none the product has its own"
            raise SpecError(file.key_at("link", key), message)


def buffer_holds_datagram(profile: Profile, file: ProfileFile) -> None:
    needed = profile.link.mtu + FRAME_LENGTH_BYTES
    if profile.link.driver == "slip" and profile.link.in_bytes < needed:
        message = (
            f"in is {profile.link.in_bytes}; one datagram of mtu {profile.link.mtu}, behind its"
            f" length, must fit: {needed}"
        )
        raise SpecError(file.at("link", "in"), message)


def buffer_holds_our_frames(profile: Profile, file: ProfileFile) -> None:
    needed = own_frame_bytes(profile)
    if profile.link.out_bytes and profile.link.out_bytes < needed:
        message = f"out is {profile.link.out_bytes}; what we send needs {needed}"
        raise SpecError(file.at("link", "out"), message)


def nearest_baud(clock_hz: int, baud: int) -> float:
    """The UART divides the clock by 8 times a whole number of at most 4096 (double-speed mode)."""
    return clock_hz / (8 * min(max(round(clock_hz / (8 * baud)), 1), 4096))


def baud_is_reachable(profile: Profile, file: ProfileFile) -> None:
    clock, baud = profile.part.clock_hz, profile.link.baud
    if profile.link.driver == "none":
        return
    actual = nearest_baud(clock, baud)
    error = actual / baud - 1
    if abs(error) > BAUD_TOLERANCE:
        message = (
            f"baud {baud} is not reachable from {clock} Hz: {actual:.0f} is {error * 100:+.1f} %,"
            f" and 2.5 % is the most a receiver can follow"
        )
        raise SpecError(file.at("link", "baud"), message)


def address_is_a_hosts(profile: Profile, file: ProfileFile) -> None:
    """RFC 1122 3.2.1.3: what may never be a source address."""
    address = IPv4Address(profile.net.address)
    network = IPv4Network(
        (profile.net.address, str(IPv4Address(profile.net.netmask))), strict=False
    )
    kind = ""
    if address.is_multicast or address.is_reserved:
        kind = "a multicast or reserved address"
    elif address.is_loopback or address in IPv4Network("0.0.0.0/8"):
        kind = "a loopback or unspecified address"
    elif network.prefixlen < 31 and address == network.network_address:
        kind = f"the address of the network {network}"
    elif network.prefixlen < 31 and address == network.broadcast_address:
        kind = f"the broadcast address of {network}"
    if kind:
        message = f"address {address} is {kind}; a host's own address was expected"
        raise SpecError(file.at("net", "address"), message)


def segment_fits_link(profile: Profile, file: ProfileFile) -> None:
    """Nothing of ours is ever fragmented."""
    most = profile.link.mtu - IPV4_AND_TCP_HEADER_BYTES
    if profile.tcp_sockets and profile.tcp.mss > most:
        message = (
            f"mss is {profile.tcp.mss}; the mtu of {profile.link.mtu} holds {most} and headers"
        )
        raise SpecError(file.at("tcp", "mss"), message)


def times_are_whole_ticks(profile: Profile, file: ProfileFile) -> None:
    """Timers count ticks in 16 bits."""
    tcp, tick = profile.tcp, profile.tick_ms
    for key, value, ms in (
        ("rto_init_ms", tcp.rto_init_ms, tcp.rto_init_ms),
        ("rto_max_ms", tcp.rto_max_ms, tcp.rto_max_ms),
        ("msl_s", tcp.msl_s, 2 * 1000 * tcp.msl_s),
        ("fin_wait_s", tcp.fin_wait_s, 1000 * tcp.fin_wait_s),
        ("keepalive_s", tcp.keepalive_s, 1000 * tcp.keepalive_s),
    ):
        at = file.at("tcp", key) if file.has("tcp", key) else file.at("tick_ms")
        if ms % tick:
            raise SpecError(at, f"{key} is {value}: {ms} ms is not a multiple of tick_ms ({tick})")
        if ms // tick >= U16_MAX:  # and one more: lower/features.py
            message = (
                f"{key} is {value}: {ms // tick} ticks of {tick} ms do not fit in 16 bits;"
                f" use tick_ms: {fitting_tick(ms)}, or less time"
            )
            raise SpecError(at, message)


def fitting_tick(ms: int) -> int:
    """The shortest tick that counts so long a time in 16 bits."""
    tick = -(-ms // (U16_MAX - 1))
    while ms % tick:
        tick += 1
    return tick


def acks_leave_in_time(profile: Profile, file: ProfileFile) -> None:
    """A delayed ACK waits for the end of the tick, and less than 500 ms (RFC 9293 MUST-40)."""
    if profile.tcp_sockets and profile.tcp.delayed_ack and profile.tick_ms >= MOST_ACK_DELAY_MS:
        message = (
            f"tick_ms is {profile.tick_ms}: a delayed ACK leaves when the tick ends, and RFC 9293"
            f" 3.8.6.3 asks for less than {MOST_ACK_DELAY_MS} ms; use tick_ms: 250, or"
            " delayed_ack: false under tcp"
        )
        raise SpecError(file.at("tick_ms"), message)


def round_trips_can_be_timed(profile: Profile, file: ProfileFile) -> None:
    """A byte counts the ticks of a round trip (core/tcp_timer.h)."""
    longest = MOST_TIMED_TICKS * profile.tick_ms
    if profile.tcp_sockets and longest < LEAST_TIMED_MS:
        message = (
            f"tick_ms is {profile.tick_ms}: round trips are timed up to {MOST_TIMED_TICKS} ticks,"
            f" here {longest / 1000:g} s, and RFC 6298 3 wants long ones timed too; use tick_ms:"
            f" {-(-LEAST_TIMED_MS // MOST_TIMED_TICKS)} or more"
        )
        raise SpecError(file.at("tick_ms"), message)


def peer_gets_its_time(profile: Profile, file: ProfileFile) -> None:
    """Whether the last of all retransmissions is late enough (R2 of RFC 9293 3.8.3)."""
    tcp = profile.tcp
    for what, first_ms, least_ms in (
        ("a SYN", tcp.rto_init_ms, LEAST_SYN_PATIENCE_MS),
        ("text", RTO_MIN_MS, LEAST_TEXT_PATIENCE_MS),  # once a short round trip is measured
    ):
        given = patience_ms(first_ms, tcp.rto_max_ms, tcp.max_retries)
        if not profile.tcp_sockets or given >= least_ms:
            continue
        enough = tcp.max_retries + 1
        while patience_ms(first_ms, tcp.rto_max_ms, enough) < least_ms:
            enough += 1
        message = (
            f"max_retries is {tcp.max_retries}: {what} without an answer is given up after"
            f" {given / 1000:g} s, and RFC 9293 3.8.3 asks for at least {least_ms // 1000} s;"
            f" use max_retries: {enough}"
        )
        keys = [key for key in ("max_retries", "rto_init_ms") if file.has("tcp", key)]
        raise SpecError(file.at("tcp", *keys[:1]), message)


def patience_ms(first_ms: int, most_ms: int, retries: int) -> int:
    """From sending something to giving it up: each wait is twice the one before, up to a limit."""
    return sum(min(first_ms << wait, most_ms) for wait in range(retries + 1))


def records_have_connections(profile: Profile, file: ProfileFile) -> None:
    """Only a TCP connection waits."""
    if profile.tcp.time_wait and not profile.tcp_sockets:
        message = f"time_wait is {profile.tcp.time_wait}, and no socket is tcp; remove the key"
        raise SpecError(file.key_at("tcp", "time_wait"), message)


RULES = (
    budget_fits_part,
    calls_take_two_bytes,
    driver_knows_part,
    driver_has_its_keys,
    baud_is_reachable,
    buffer_holds_datagram,
    buffer_holds_our_frames,
    address_is_a_hosts,
    segment_fits_link,
    times_are_whole_ticks,
    acks_leave_in_time,
    round_trips_can_be_timed,
    peer_gets_its_time,
    records_have_connections,
)

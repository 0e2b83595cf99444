# SPDX-License-Identifier: MIT
"""A false contract, a false call and a false function are found, with their place and the values."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Planted = Callable[[str, str, str, str], str]

# Header, what is replaced by what, a program, and what it must say; nothing changed says nothing.
TWINS: dict[str, tuple[str, str, str, str, str]] = {
    "a promise that is not kept": (
        "wire.h",
        "ensures  \\result == at[0] * 256 + at[1];",
        "ensures  \\result == at[1] * 256 + at[0];",
        "const uint8_t b[2] = {1, 2}; return wire_get_u16(b) == 0;",
        "generated/tiny/wire.h:28: wire_get_u16: contract broken: ensures \\result == at[1] * 256 + at[0];\n"
        "    \\result = 258\n    at[1] = 2\n    at[0] = 1",
    ),
    "a requirement that callers do not meet": (
        "wire.h",
        "requires \\valid_read(at + (0 .. 3));",
        "requires \\valid_read(at + (0 .. 3)) && at[0] < 7;",
        "const uint8_t b[20] = {0, 0, 0, 0, 7}; return tcp_seqno(b) == 0;",
        "generated/tiny/wire.h:35: wire_get_u32: contract broken: requires "
        "\\valid_read(at + (0 .. 3)) && at[0] < 7;",
    ),
    "a write that assigns does not name": (
        "udp_packet.h",
        "assigns  at[4 .. 5];",
        "assigns  at[4 .. 4];",
        "uint8_t b[8] = {}; udp_set_length(b, 258); return 0;",
        "udp_set_length: contract broken: assigns at[4 .. 4];\n"
        "    what at points to, byte 5  was 0 and is 2",
    ),
    "a member that assigns does not name": (
        "tcp_packet.h",
        "assigns  found->mss;",
        "assigns  \\nothing;",
        "uint8_t b[20] = {}; b[12] = 0x50; tcp_options o = {}; return tcp_options_check(b, &o);",
        "tcp_options_check: contract broken: assigns \\nothing;\n"
        "    *found, byte 0 (mss) was 0 and is 24",
    ),
    "a predicate that says too much": (
        "tcp_machine.h",
        "c->state < TCP_STATES &&",
        "c->state < 2 &&",
        "tcp_connection c = {}; c.state = TCP_ESTAB; return tcp_last_try(&c);",
        "tcp_last_try: contract broken: requires tcp_ok(c);",
    ),
    "an inductive predicate without a case": (
        "tcp_packet.h",
        "i < end && at[i] == 0 ==>",
        "i < end && at[i] == 9 ==>",
        "uint8_t b[24] = {}; b[12] = 0x60; tcp_options o; return tcp_options_check(b, &o);",
        "contract broken: ensures \\result == WIRE_OK ==> tcp_options_read{Pre}(",
    ),
    "a carry that is lost": (
        "wire.h",
        "        sum++;",
        "        ;",
        "return wire_sum_add(65535, 1) == 0;",
        "wire_sum_add: contract broken: ensures \\result == (sum + word > 65535 ?",
    ),
    "a copy of the wrong bytes": (
        "copy.h",
        "to[i] = from[i];",
        "to[i] = from[0];",
        "const uint8_t a[3] = {1, 2, 3}; uint8_t b[3]; copy_bytes(b, a, 3); return 0;",
        "copy_bytes_portable: contract broken: ensures \\forall integer i; 0 <= i < bytes ==> "
        "to[i] == \\old(from[i]);\n    bytes = 3",
    ),
}

CALLS: dict[str, tuple[str, str, str]] = {
    "memory that is not there": (
        "wire.h",
        "const uint8_t b[1] = {1}; return wire_get_u16(b);",
        "wire_get_u16: contract broken: requires \\valid_read(at + (0 .. 1));",
    ),
    "no memory at all": (
        "tcp_machine.h",
        "return tcp_last_try(nullptr);",
        "tcp_last_try: contract broken: requires \\valid_read(c);\n    c = (nil)",
    ),
    "two places that are one": (
        "tcp_packet.h",
        "alignas(tcp_options) uint8_t b[60] = {}; b[12] = 0x50; "
        "return tcp_options_check(b, (tcp_options *)(b + 40));",
        "contract broken: requires \\separated(found, at + (0 .. 59));",
    ),
    "a header nobody has checked": (
        "udp_packet.h",
        "const uint8_t b[8] = {0, 0, 0, 0, 0, 7}; return udp_payload_bytes(b);",
        "udp_payload_bytes: contract broken: requires udp_is_sound(at);",
    ),
}


@pytest.mark.parametrize("name", TWINS)
def test_a_plant_is_found(name: str, planted: Planted) -> None:
    header, before, after, program, message = TWINS[name]
    assert message in planted(header, before, after, program)


@pytest.mark.parametrize("name", CALLS)
def test_a_false_call_is_found(name: str, planted: Planted) -> None:
    header, program, message = CALLS[name]
    assert message in planted(header, "", "", program)


def test_what_is_true_passes(planted: Planted) -> None:
    programs = [program for _, _, _, program, _ in TWINS.values()]
    every = " ".join(f"[]() -> int {{ {each} }}();" for each in programs)
    assert planted("copy.h", "", "", f"{every} return 0;") == ""

# SPDX-License-Identifier: MIT
"""The proofs bite: a generated header with one fault in it does not pass, and the same function without it does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Bench, once

Change = Callable[[str], str]

# A header, the functions to prove, and the fault.
MUTANTS: dict[str, tuple[str, str, Change]] = {
    "bytes swapped": ("wire", "wire_get_u16", once("at[0] << 8 | at[1]", "at[1] << 8 | at[0]", "wire_get_u16")),
    "carry lost": ("wire", "wire_sum_add", once("sum++;", ";", "wire_sum_add")),
    "short frame accepted": (
        "udp_packet",
        "udp_check",
        once("room < UDP_HEADER_BYTES", "room < 4", "udp_check"),
    ),
    "length below its header": ("udp_packet", "udp_check", once("length < 8", "length < 7", "udp_check")),
    "length beyond the frame": ("udp_packet", "udp_check", once(" || length > room", "", "udp_check")),
    "length refused that is right": (
        "udp_packet",
        "udp_check",
        once("length > room", "length >= room", "udp_check"),
    ),
    "checksum may be absent by chance": (
        "udp_packet",
        "udp_checksum_seal",
        once("sum != 0xffffu", "sum != 0xfffeu", "udp_checksum_seal"),
    ),
    "a timeout that leads nowhere": (
        "tcp_machine",
        "tcp_life_timeout",
        once("c->state = TCP_CLOSED;", "c->state = TCP_ESTAB;", "tcp_life_timeout"),
    ),
    "a row that leads nowhere, as others of the event do": (
        "tcp_machine",
        "tcp_close_call",
        once("c->state = TCP_FIN_WAIT_1;", ";", "tcp_close_call"),
    ),
    "a wait without its timer": (
        "tcp_machine",
        "tcp_segment_our_fin",
        once("c->life = TCP_FIN_WAIT;", ";", "tcp_segment_our_fin"),
    ),
    "timer beyond its range": (
        "tcp_machine",
        "tcp_wait_again",
        once("c->life = TCP_MSL2;", "c->life = TCP_MSL2 + 1;", "tcp_wait_again"),
    ),
    "a timeout without an end": (
        "tcp_machine",
        "tcp_again",
        once("tcp_min_u16((uint16_t)(c->rto * 2), TCP_RTO_MAX)", "(uint16_t)(c->rto * 2)", "tcp_again"),
    ),
    "a setter that stores something else": (
        "tcp_machine",
        "tcp_set_mss",
        once("(uint8_t)mss", "(uint8_t)(mss / 2)", "tcp_set_mss"),
    ),
    "a variable nobody mentioned": (
        "tcp_machine",
        "tcp_status_call",
        once("(void)s;", "c->snd_una = 0;", "tcp_status_call"),
    ),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_fault_is_found(name: str, bench: Bench) -> None:
    stem, function, change = MUTANTS[name]
    bench.copy(stem, change)
    result = bench.prove(stem, function)
    assert 0 < result.proved < result.total, f"{name}: every goal of {function} is proved"


@pytest.mark.parametrize(
    ("stem", "function"), sorted({(stem, function) for stem, function, _ in MUTANTS.values()})
)
def test_without_the_fault_it_proves(stem: str, function: str, bench: Bench) -> None:
    bench.copy(stem)
    result = bench.prove(stem, function)
    assert result.good, "\n".join(map(str, result.complaints))


def test_a_wrong_edge_with_a_contract_to_match_is_found(bench: Bench) -> None:
    """What a wrong row in tcp.fsm would print: code and contract agree, but the RFC's relation does not."""

    def wrong_row(text: str) -> str:
        text = once("c->state = TCP_FIN_WAIT_1;", "c->state = TCP_LAST_ACK;", "tcp_close_call")(text)
        head, tail = text.split("/* RFC 9293 3.10.4 */", 1)
        contract, code = tail.split("static inline", 1)
        assert contract.count("c->state == TCP_FIN_WAIT_1") == 2
        contract = contract.replace("c->state == TCP_FIN_WAIT_1", "c->state == TCP_LAST_ACK")
        return f"{head}/* RFC 9293 3.10.4 */{contract}static inline{code}"

    bench.copy("tcp_machine", wrong_row)
    assert bench.prove("tcp_machine", "tcp_close_call").good
    result = bench.prove("tcp_machine", "tcp_moves_of_close")
    assert "tcp_moves_of_close: not proved: postcondition: rfc_close" in "\n".join(map(str, result.complaints))


def test_a_wrong_condition_with_a_contract_to_match_is_found(bench: Bench) -> None:
    """A FIN with a byte missing before it: the same states, under another condition than the RFC's."""

    def wrong_guard(text: str) -> str:
        assert text.count("seg->end == 1") > 2
        return text.replace("seg->end == 1", "seg->end == 2")

    bench.copy("tcp_machine", wrong_guard)
    result = bench.prove("tcp_machine", "tcp_moves_of_fin")
    assert "not proved: postcondition: rfc_fin" in "\n".join(map(str, result.complaints))


def test_a_window_narrower_than_the_table_is_found(bench: Bench) -> None:
    """The last number of the window, in code and contract alike: the RFC's table still has it."""
    bench.copy("tcp_machine", lambda text: text.replace("seg->end <= c->rcv_wnd", "seg->end < c->rcv_wnd"))
    result = bench.prove("tcp_machine", "tcp_accepts_as_the_table")
    assert "not proved: postcondition" in "\n".join(map(str, result.complaints))

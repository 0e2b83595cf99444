# SPDX-License-Identifier: MIT
"""The proofs of core/ bite: a header with one fault in it does not pass, and without it the same functions do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import GENERATED, Bench, once

# A header, the function to prove, and the fault.
FAULTS: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "a timeout without its ceiling": (
        "tcp_rto",
        "tcp_estimate_rto",
        once("rto > PROFILE_RTO_MAX", "rto > PROFILE_RTO_MAX + 1"),
    ),
    "one byte behind the end of a ring": (
        "tcp_ring",
        "tcp_ring_place",
        once("(profile_size)ahead < before_end", "(profile_size)ahead <= before_end"),
    ),
    "a FIN taken for a byte of the ring": (
        "tcp_ring",
        "tcp_ring_release",
        once("acked > tcp_ring_used_of(c)", "acked > tcp_ring_used_of(c) + 1u"),
    ),
    "a rotation by one place too many": (
        "iss",
        "iss_round",
        once("*y << 3", "*y << 4"),
    ),
    "a window that is not the peer's": (
        "tcp_ack",
        "tcp_take_window",
        once("c->snd_wnd = seg->window;", "c->snd_wnd = half;"),
    ),
    "one byte behind the arena": (
        "slip_receive",
        "slip_receive",
        once("at >= PROFILE_SLIP_IN_BYTES", "at > PROFILE_SLIP_IN_BYTES"),
    ),
    "a frame that is longer than its length says": (
        "slip_receive",
        "slip_frame_ends",
        once("first = (uint16_t)(first + l->hole_bytes);", "first = (uint16_t)(first + l->hole_at);"),
    ),
    "an escape that is not undone": (
        "slip_send",
        "slip_send_next",
        once("l->out_next = SLIP_ESC_ESC;", "l->out_next = SLIP_ESC_END;"),
    ),
    "a new connection that is of no socket": (
        "connection_take",
        "connection_reset",
        once("    c->socket = socket;\n", ""),
    ),
    "a record that is overlooked": (
        "tcp_time_wait",
        "tcp_time_wait_at",
        once("while (n-- != 0) {", "while (--n != 0) {", within="tcp_time_wait_at"),
    ),
}
# Where it is not services, which is without the feature.
PROFILES = {"tcp_time_wait": "everything"}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, bench: Bench) -> None:
    stem, function, change = FAULTS[name]
    bench.core(stem, change, PROFILES.get(stem, GENERATED.name))
    result = bench.prove(stem, function)
    assert f"{function}: not proved" in "\n".join(map(str, result.complaints)), f"{name}: {function} is proved"


@pytest.mark.parametrize(("stem", "function"), [(stem, function) for stem, function, _ in FAULTS.values()])
def test_without_the_fault_it_proves(stem: str, function: str, bench: Bench) -> None:
    bench.core(stem, profile=PROFILES.get(stem, GENERATED.name))
    result = bench.prove(stem, function)
    assert result.good, "\n".join(map(str, result.complaints))

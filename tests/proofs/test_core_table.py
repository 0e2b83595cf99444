# SPDX-License-Identifier: MIT
"""The proofs of the connection table, the clock and the machine's small calls bite: with a fault they do not pass."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Bench, once

# A header, the function to prove, and the fault.
FAULTS: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "somebody else's connection": (
        "connection",
        "connection_find",
        once("c->local_port == local_port && c->remote_ip == remote_ip) {", "c->local_port == local_port) {"),
    ),
    "a connection that is overlooked": (
        "connection",
        "connection_find",
        once("for (n = 0; n < PROFILE_TCP_CONNECTIONS; n++) {", "for (n = 1; n < PROFILE_TCP_CONNECTIONS; n++) {"),
    ),
    "a slot that still owes a signal is free": (
        "connection",
        "connection_is_free",
        once("!c->rst_due && c->signals == 0 &&", "!c->rst_due &&"),
    ),
    "a number behind the table": (
        "connection",
        "connection_at",
        once("number >= PROFILE_TCP_CONNECTIONS) {", "number > PROFILE_TCP_CONNECTIONS) {"),
    ),
    "a reset for a reset": (
        "tcp_notes",
        "tcp_reset",
        once("if (!(seg->flags & TCP_SEG_RST))", "if (!(seg->flags & TCP_SEG_FIN))"),
    ),
    "a tick that no connection hears of": (
        "tcp_timer",
        "tcp_elapse_tick",
        once("    tcp_tick_slots(s);\n", ""),
    ),
    "segments of no byte": ("tcp_notes", "tcp_take_syn", once("    if (mss == 0) {\n        mss = 1;\n    }\n", "")),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, bench: Bench) -> None:
    stem, function, change = FAULTS[name]
    bench.core(stem, change)
    result = bench.prove(stem, function)
    assert f"{function}: not proved" in "\n".join(map(str, result.complaints)), f"{name}: {function} is proved"


@pytest.mark.parametrize(("stem", "function"), sorted({(stem, function) for stem, function, _ in FAULTS.values()}))
def test_without_the_fault_it_proves(stem: str, function: str, bench: Bench) -> None:
    bench.core(stem)
    result = bench.prove(stem, function)
    assert result.good, "\n".join(map(str, result.complaints))

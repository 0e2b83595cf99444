# SPDX-License-Identifier: MIT
"""What the machine calls in core/: a fault in a call out, or in what the machine passes on to one, is found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import Bench, once
from test_left import job

from tools.proof_elsewhere import believed
from tools.proof_result import Result
from tools.proof_setup import PROOFS
from tools.shell import ROOT

# A header, the proof file and the function to prove, and the fault.
FAULTS: dict[str, tuple[str, str, str, Callable[[str], str]]] = {
    "a first number not far enough behind the last": (
        "tcp_iss",
        "tcp_iss",
        "tcp_new_iss",
        once("c->snd_una + 0x10000ul", "c->snd_una + 0x1000ul"),
    ),
    "the machine passes on no stack": (
        "tcp_machine",
        "tcp_calls",
        "tcp_begin",
        once("tcp_new_iss(s, c);", "tcp_new_iss(0, c);", within="tcp_begin"),
    ),
    "what was acknowledged is taken out of no stack's ring": (
        "tcp_machine",
        "tcp_calls",
        "tcp_connect",
        once("tcp_take_acked(s, c, seg);", "tcp_take_acked(0, c, seg);", within="tcp_connect"),
    ),
    "a window that stays as wide as it was": (
        "tcp_text",
        "tcp_text",
        "tcp_advance",
        once("c->rcv_wnd = (uint16_t)(c->rcv_wnd - taken);", ";"),
    ),
}

# The same where a socket has a receive ring.
RING_FAULTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "two early stretches become the shorter one": (
        "tcp_order_merge",
        once("if (early_end > end)", "if (early_end < end)"),
    ),
}


def ring_bench(bench: Bench, change: Callable[[str], str] = lambda text: text) -> Bench:
    bench.core("tcp_order", change)
    for header in (ROOT / "generated" / "everything").glob("*.h"):
        shutil.copy(header, bench.root)
    return bench


@pytest.mark.parametrize("name", RING_FAULTS)
def test_a_fault_in_a_receive_ring_is_found(name: str, bench: Bench) -> None:
    function, change = RING_FAULTS[name]
    result = ring_bench(bench, change).prove("tcp_order", function)
    assert f"{function}: not proved" in "\n".join(map(str, result.complaints)), f"{name}: {function} is proved"


@pytest.mark.parametrize("function", [fault[0] for fault in RING_FAULTS.values()])
def test_without_it_the_receive_ring_proves(function: str, bench: Bench) -> None:
    result = ring_bench(bench).prove("tcp_order", function)
    assert result.good, "\n".join(map(str, result.complaints))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, bench: Bench) -> None:
    header, stem, function, change = FAULTS[name]
    bench.core(header, change)
    shutil.copy(PROOFS / f"{stem}.c", bench.root)
    result = bench.prove(stem, function)
    assert f"{function}: not proved" in "\n".join(map(str, result.complaints)), f"{name}: {function} is proved"


@pytest.mark.parametrize(("header", "stem", "function"), [fault[:3] for fault in FAULTS.values()])
def test_without_the_fault_it_proves(header: str, stem: str, function: str, bench: Bench) -> None:
    bench.core(header)
    shutil.copy(PROOFS / f"{stem}.c", bench.root)
    result = bench.prove(stem, function)
    assert result.good, "\n".join(map(str, result.complaints))


def test_a_handler_is_the_applications_and_nobody_else_is(bench: Bench) -> None:
    (bench.root / "application.h").write_text("void lamp_told(struct stack *s);\nstatic inline int told(void)\n{\n")
    result = Result("case", "avr8", rests_on={("assumed", "lamp_told"), ("assumed", "told")})
    (said,) = believed("tiny", [(replace(job("case"), tree=bench.tree), result)])
    assert str(said).startswith("proofs/case.c: told: a function without body")

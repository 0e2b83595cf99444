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
from tools.proof_setup import PROOFS
from tools.proof_wp import Result

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
}


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

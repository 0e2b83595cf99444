# SPDX-License-Identifier: MIT
"""The proofs of the serial line bite: framing with one fault in it does not pass."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Bench, once

# A header, the function to prove, and the fault.
FAULTS: dict[str, tuple[str, str, Callable[[str], str]]] = {
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
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, bench: Bench) -> None:
    stem, function, change = FAULTS[name]
    bench.core(stem, change)
    result = bench.prove(stem, function)
    assert f"{function}: not proved" in "\n".join(map(str, result.complaints)), f"{name}: {function} is proved"


@pytest.mark.parametrize(("stem", "function"), [(stem, function) for stem, function, _ in FAULTS.values()])
def test_without_the_fault_it_proves(stem: str, function: str, bench: Bench) -> None:
    bench.core(stem)
    result = bench.prove(stem, function)
    assert result.good, "\n".join(map(str, result.complaints))

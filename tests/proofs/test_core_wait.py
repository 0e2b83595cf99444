# SPDX-License-Identifier: MIT
"""The proofs of what waits bite: a record of TIME-WAIT with one fault in its header does not pass."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Bench, once

PROFILE = "everything"  # has records
# A header, the function to prove, and the fault.
FAULTS: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "a record that is overlooked": (
        "tcp_time_wait",
        "tcp_time_wait_at",
        once("while (n-- != 0) {", "while (--n != 0) {", within="tcp_time_wait_at"),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, bench: Bench) -> None:
    stem, function, change = FAULTS[name]
    bench.core(stem, change, PROFILE)
    result = bench.prove(stem, function)
    assert f"{function}: not proved" in "\n".join(map(str, result.complaints)), f"{name}: {function} is proved"


@pytest.mark.parametrize(("stem", "function"), [(stem, function) for stem, function, _ in FAULTS.values()])
def test_without_the_fault_it_proves(stem: str, function: str, bench: Bench) -> None:
    bench.core(stem, profile=PROFILE)
    result = bench.prove(stem, function)
    assert result.good, "\n".join(map(str, result.complaints))

# SPDX-License-Identifier: MIT
"""Interrupts that are let in as no compiler does it, and the one instruction that runs before the
first of them.
"""

from __future__ import annotations

import pytest
from conftest import Build, Measure

from proofs.stack import bound
from proofs.stack.state import at_entry, join

SOURCE = "lets_in.S"


@pytest.mark.parametrize("way", [
    "BY_RETI", "RETI_OFF", "IN_HANDLER", "TWICE=sei", "TWICE=out 0x3f, r25"])
def test_lets_in(build: Build, measure: Measure, way: str) -> None:
    firmware = build(SOURCE, f"-D{way}")
    assert bound(firmware).total == measure(firmware)


def test_what_was_interrupted_goes_on_first(build: Build) -> None:
    """So none of two interrupts that end with reti comes within the other."""
    found = bound(build(SOURCE, "-DBY_RETI"))
    assert [(one.bytes, one.nests) for one in found.interrupts] == [(23, False), (12, False)]
    assert found.interrupt == 23


@pytest.mark.parametrize("begins", ["", "-DOFF_FIRST"])
def test_vectors_made_by_hand(build: Build, measure: Measure, begins: str) -> None:
    """main's call, an interrupt and what it pushes; 4 where only __vector_1 is taken for one."""
    flags = ["-nostartfiles", "-Wl,--defsym=__stack=0x8ff", *begins.split()]
    firmware = build("vectors.S", *flags)
    assert bound(firmware).total == measure(firmware) == 2 + 2 + 50


def test_guarded_on_one_way_only() -> None:
    """Where two ways meet, an interrupt can come when it can on one of them."""
    one, other = at_entry(True, False), at_entry(True, False)
    one.guarded = True
    assert join(one, other).can_be_interrupted and join(other, one).can_be_interrupted
    other.guarded = True
    assert not join(one, other).can_be_interrupted

# SPDX-License-Identifier: MIT
"""The bound is never below what the simulated chip measures, and on these firmwares, which reach
their deepest place, it is the same to the byte: one byte more or less for a call, a push, an
interrupt or a frame, and a row here differs.
"""

from __future__ import annotations

import pytest
from conftest import Build, Measure

from proofs.stack import bound

HARD = [
    "-O0",
    "-O1",
    "-O2",
    "-O3",
    "-Os",
    "-Os -flto",
    "-Os -mrelax",
    "-Os -mcall-prologues",
    "-Os -maccumulate-args",
    "-Os -fno-jump-tables",
    "-O2 -flto -mrelax -mcall-prologues",
    "-Os -fno-omit-frame-pointer -fno-inline",
    "-Os -DNESTING",
    "-Os -mcall-prologues -mrelax -DNESTING",
]


@pytest.mark.parametrize("flags", HARD)
def test_compiled(build: Build, measure: Measure, flags: str) -> None:
    firmware = build("hard.cpp", *flags.split())
    assert bound(firmware).total == measure(firmware, "--check")


@pytest.mark.parametrize("flags", ["-O0", "-Os", "-O3 -mcall-prologues"])
def test_deepest_with_interrupts_off(build: Build, measure: Measure, flags: str) -> None:
    firmware = build("quiet.cpp", *flags.split())
    found = bound(firmware)
    assert found.total == measure(firmware, "--check")
    assert found.total < found.main + found.interrupt


def test_assembler(build: Build, measure: Measure) -> None:
    """avrsim's --check has no name for a ret that calls."""
    firmware = build("made.S")
    assert bound(firmware).total == measure(firmware)


def test_an_interrupt_within_itself_is_assumed_not_to_come(build: Build, measure: Measure) -> None:
    """It does here, and no bound holds: the assumption that the bound states is needed."""
    firmware = build("hard.cpp", "-Os", "-DNESTING", "-DREENTERS")
    found = bound(firmware)
    assert measure(firmware) > found.total
    assert ("__vector_14 lets interrupts in, but does not come again before it has returned"
            in found.assumptions)

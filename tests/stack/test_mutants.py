# SPDX-License-Identifier: MIT
"""Firmwares with one instruction missing, and the analysis with one mistake: each is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Build, Measure
from elftools.elf.elffile import ELFFile

from proofs.avr.flow import Flow
from proofs.avr.image import load
from proofs.avr.instruction import Instruction
from proofs.refused import Refused
from proofs.stack import bound, calls, sums

NOP = b"\0\0"


def without(firmware: Path, one: Instruction, to: Path) -> Path:
    """A copy with NOP in that place."""
    data = bytearray(firmware.read_bytes())
    with firmware.open("rb") as file:
        at = ELFFile(file).get_section_by_name(".text")["sh_offset"] + one.address
    data[at : at + 2 * one.words] = NOP * one.words
    to.write_bytes(bytes(data))
    return to


def moves_the_stack(one: Instruction) -> bool:
    if one.mnemonic in ("push", "pop", "sbiw", "adiw"):
        return True
    return one.mnemonic in ("in", "out") and bool({"0x3d", "0x3e"} & set(one.operands))


def of_function(firmware: Path, name: str) -> list[Instruction]:
    image = load(firmware)
    (function,) = [one for one in image.functions if one.name == name]
    inside = range(function.address, function.address + function.size)
    return [one for at, one in sorted(image.instructions.items()) if at in inside]


@pytest.mark.parametrize("name", ["middle", "__vector_11"])
def test_a_corrupted_prologue_is_refused(build: Build, tmp_path: Path, name: str) -> None:
    """Each instruction of the prologue and the epilogue that moves SP, one after the other; of the
    long ones each third.
    """
    firmware = build("hard.cpp", "-Os")
    moving = [one for one in of_function(firmware, name) if moves_the_stack(one)]
    moving = moving if len(moving) < 20 else moving[::3]
    assert len(moving) >= 12
    for one in moving:
        if one.mnemonic == "adiw" and one.operands[0] != "r28":
            continue  # the address of an array
        with pytest.raises(Refused) as refused:
            bound(without(firmware, one, tmp_path / "mutant.elf"))
        assert f"mutant.elf: {name}" in str(refused.value), one


def test_the_message_of_a_lost_push(build: Build, tmp_path: Path) -> None:
    firmware = build("hard.cpp", "-Os")
    push = next(one for one in of_function(firmware, "large") if one.mnemonic == "push")
    last = [one for one in of_function(firmware, "large") if one.mnemonic == "pop"][-1]
    mutant = without(firmware, push, tmp_path / "mutant.elf")
    with pytest.raises(Refused) as refused:
        bound(mutant)
    beyond = last.address - push.address
    assert str(refused.value) == (f"{mutant}: large+0x{beyond:x} (0x{last.address:x}): pops more"
                                  " than was pushed since its function was entered")


TARGETS = Flow.switch_targets
# A mistake in the analysis: what of it is replaced, by what, and a firmware that measures more than
# it says then.
MISTAKES: dict[str, tuple[object, str, object, str]] = {
    "a call takes no room": (calls, "CALL_BYTES", 0, "hard.cpp -Os"),
    "an interrupt takes no room": (sums, "CALL_BYTES", 0, "hard.cpp -Os"),
    "no handler is found": (calls, "_handled", lambda flow, at: False, "hard.cpp -Os"),
    "interrupts do not nest": (
        sums, "_worst_chain", lambda listed: listed[:1], "hard.cpp -Os -DNESTING"),
    "a switch has one case": (
        Flow, "switch_targets", lambda flow, at: TARGETS(flow, at)[:1], "hard.cpp -Os"),
    "constructors are not called": (
        Flow, "constructors_called_at", lambda flow, at: [], "quiet.cpp -Os -DNO_MAIN"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_analysis_is_measured(
        build: Build, measure: Measure, monkeypatch: pytest.MonkeyPatch, mistake: str) -> None:
    where, name, wrong, firmware = MISTAKES[mistake]
    source, *flags = firmware.split()
    elf = build(source, *flags)
    measured = measure(elf)
    assert bound(elf).total == measured
    monkeypatch.setattr(where, name, wrong)
    assert bound(elf).total < measured

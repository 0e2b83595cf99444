# SPDX-License-Identifier: MIT
"""SP, SREG and registers that are written through a pointer whose value is known: it is followed,
however it is calculated.
"""

from __future__ import annotations

import pytest
from conftest import Build, Measure

from proofs.avr.instruction import Instruction
from proofs.refused import Refused
from proofs.stack import bound
from proofs.stack.pointer import Rules
from proofs.stack.state import Value, at_entry
from proofs.stack.step import execute


@pytest.mark.parametrize("way", ["POINTER", "BORROW", "STEPS"])
def test_sreg(build: Build, measure: Measure, way: str) -> None:
    firmware = build("lets_in.S", f"-D{way}")
    assert bound(firmware).total == measure(firmware) == 25


def test_sp(build: Build, measure: Measure) -> None:
    firmware = build("by_pointer.S", "-DSP_STEPS")
    assert bound(firmware).total == measure(firmware) == 57


@pytest.mark.parametrize("way", ["REGISTER", "NULL_STORE"])
def test_a_register(build: Build, measure: Measure, way: str) -> None:
    """SP is taken from it: 57 bytes, and 7 would be said if it held what it did before."""
    firmware = build("by_pointer.S", f"-D{way}")
    assert measure(firmware) == 57
    with pytest.raises(Refused, match=r"deep\+0x\w+ .*: sets SP to a value that is not known"):
        bound(firmware)


CALCULATED = {
    "ldi r24, 0x9c": 0x9C,
    "subi r24, 0x21": 0x9C - 0x21,
    "add r24, r16": 0x9C + 0x35,
    "sub r24, r16": 0x9C - 0x35,
    "and r24, r16": 0x14,
    "andi r24, 0x1e": 0x1C,
    "or r24, r16": 0xBD,
    "ori r24, 0x03": 0x9F,
    "eor r24, r16": 0xA9,
    "eor r24, r24": 0,
    "com r24": 0x63,
    "neg r24": 0x64,
    "inc r24": 0x9D,
    "dec r24": 0x9B,
    "lsr r24": 0x4E,
    "swap r24": 0xC9,
    "adiw r24, 0x3f": 0xDB,
    "sbiw r24, 0x3f": 0x5D,
    "adc r24, r16": None,  # the carry is not known
    "mul r24, r16": 0x9C,  # to r1:r0
    "asr r24": None,
    "bld r24, 3": None,
}


@pytest.mark.parametrize("text", CALCULATED)
def test_a_constant(text: str) -> None:
    """r24 is 0x9c, r25 0, r16 0x35."""
    state = at_entry(False, True)
    for register, number in ((24, 0x9C), (25, 0), (16, 0x35)):
        state.registers[register] = Value("const", number)
    name, operands = text.split(" ", 1)
    execute(state, Instruction(0, name, tuple(operands.split(", ")), 1), Rules())
    number = CALCULATED[text]
    assert state.registers[24] == (None if number is None else Value("const", number))


@pytest.mark.parametrize(("low", "high", "start", "by", "end"), [
    ("subi", "sbci", 0x150, 0x51, 0xFF),
    ("sub", "sbc", 0x150, 0x1F2, 0xFF5E),
    ("add", "adc", 0x1F0, 0x6F, 0x25F),
    ("add", "adc", 0xFFFF, 0x60, 0x5F),
])
def test_a_constant_of_two_bytes(low: str, high: str, start: int, by: int, end: int) -> None:
    state = at_entry(False, True)
    for register, number in ((30, start), (16, by)):
        state.registers[register] = Value("const", number & 0xFF)
        state.registers[register + 1] = Value("const", number >> 8)
    of = (f"0x{by & 255:x}", f"0x{by >> 8:x}") if low == "subi" else ("r16", "r17")
    for name, to, other in ((low, "r30", of[0]), (high, "r31", of[1])):
        execute(state, Instruction(0, name, (to, other), 1), Rules())
    assert state.constant_pair(30) == end

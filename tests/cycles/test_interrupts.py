# SPDX-License-Identifier: MIT
"""How long interrupts are off, in code short enough to count."""

from __future__ import annotations

import pytest
from conftest import Compile

from proofs.cycles import Firmware, Refused, interrupts

FRAME = """\
#include <avr/io.h>
    .global work
    .type work, @function
work:
{code}
    ret
    .size work, . - work
    .global __vector_3
    .type __vector_3, @function
__vector_3:
    nop
    reti
    .size __vector_3, . - __vector_3
    .global main
    .type main, @function
main:
    call work
    rjmp main
"""
SREG = "_SFR_IO_ADDR(SREG)"

REGIONS = {
    "cli to sei": ("cli\nnop\nnop\nsei", 3),
    "the longer way": ("cli\nsbrc r24, 0\nnop\nsei", 3),
    "a copy that is put back": (f"in r24, {SREG}\ncli\nnop\nout {SREG}, r24", 2),
    "a copy put back as data": ("lds r24, 0x5f\ncli\nnop\nsts 0x5f, r24", 3),
    "a copy put back through a pointer": (
        "ldi r30, 0x5f\nldi r31, 0\nld r24, Z\ncli\nnop\nst Z, r24", 3),
    "a region within a region": (
        f"in r24, {SREG}\ncli\nin r25, {SREG}\ncli\nout {SREG}, r25\nnop\nout {SREG}, r24", 5),
    "SREG = 0": (f"in r24, {SREG}\nout {SREG}, r1\nnop\nout {SREG}, r24", 2),
    "SREG &= ~_BV(SREG_I)": (
        f"in r24, {SREG}\nandi r24, 0x7f\nout {SREG}, r24\nnop\nnop\nsei", 3),
    "SREG |= _BV(SREG_I)": (
        f"cli\nin r24, {SREG}\nori r24, 0x80\nout {SREG}, r24", 3),
    "a number with I": (f"cli\nldi r24, 0x80\nout {SREG}, r24", 2),
    "a number without I": (f"cli\nldi r24, 0x7f\nout {SREG}, r24\nnop\nsei", 4),
    "bclr": ("bclr 7\nnop\nsei", 2),
    "a function called meanwhile": ("cli\nrcall quiet\nsei\nret\nquiet: nop", 3 + 1 + 4 + 1),
}


@pytest.mark.parametrize("case", REGIONS)
def test_a_region_to_the_cycle(case: str, compile: Compile) -> None:
    code, cycles = REGIONS[case]
    found = interrupts.silence(Firmware(compile(FRAME.format(code=code), suffix=".S")))
    assert max(found.regions.values()) == cycles
    assert found.handlers == {"__vector_3": 4 + 3 + 1 + 4}
    assert found.cycles == 12 and found.where == "__vector_3" and found.wait == 12 + 4 + 4


REFUSED = {
    "a copy that was on the stack": (
        f"in r24, {SREG}\ncli\npush r24\npop r25\nout {SREG}, r25",
        "source.S:9: 0x88 in work+0x8: SREG is put back from r25, and nobody can tell what it "
        "holds"),
    "SREG = 0 for ever": (
        f"out {SREG}, r1",
        "source.S:5: 0x80 in work: interrupts are switched off here and not on again before "
        "source.S:6: 0x82 in work+0x2 returns"),
    "no sei on one way": (
        "cli\nsbrc r24, 0\nrjmp 1f\nsei\n1:",
        "source.S:5: 0x80 in work: interrupts are switched off here and not on again before "
        "source.S:10: 0x88 in work+0x8 returns"),
    "a function that sets I": (
        "cli\nrcall loud\nsei\nret\nloud: sei",
        "source.S:5: 0x80 in work: interrupts are switched off here, and work+0x8 is called, "
        "which sets I"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_stays_off(case: str, compile: Compile) -> None:
    code, message = REFUSED[case]
    with pytest.raises(Refused) as refused:
        interrupts.silence(Firmware(compile(FRAME.format(code=code), suffix=".S")))
    assert refused.value.problems[0] == message


SLEEPS = "cli\nnop\nsei\nret\n1: cli\n2: sleep\nnop\nrjmp 2b"


def test_the_end_of_a_program_may_sleep(compile: Compile) -> None:
    """Interrupts that stay off for ever are late for nobody; what wakes takes longer to begin."""
    found = interrupts.silence(Firmware(compile(FRAME.format(code=SLEEPS), suffix=".S")))
    assert list(found.regions.values()) == [2]
    assert found.handlers == {"__vector_3": 4 + 4 + 3 + 1 + 4}
    assert found.wait == 16 + 4 + 4 + 4


def test_a_program_may_not_go_on_without(compile: Compile) -> None:
    code = SLEEPS.replace("nop\nrjmp 2b", "sbrc r24, 0\nrjmp 2b")
    with pytest.raises(Refused, match="switched off here and not on again before"):
        interrupts.silence(Firmware(compile(FRAME.format(code=code), suffix=".S")))

# SPDX-License-Identifier: MIT
"""A shift by a variable turns less than the type has bits; what only looks like one is refused."""

from __future__ import annotations

import pytest
from conftest import Compile

from proofs.cycles import Refused, bound

SHIFT = """\
#include <stdint.h>
volatile {type} port;
volatile uint8_t by;
extern "C" __attribute__((noinline)) void work()
{{
    port = port << by;
}}
int main() {{ for (;;) work(); }}
"""


@pytest.mark.parametrize("type,turns", [("uint8_t", 15), ("uint16_t", 15), ("uint32_t", 31)])
def test_a_shift(type: str, turns: int, compile: Compile) -> None:
    found = bound(compile(SHIFT.format(type=type)), "work")
    assert [each.turns for each in found.loops] == [turns]


COUNTED = """\
    .global work
    .type work, @function
work:
    lds r24, 0x100
{begin}
1:  lsl r22
    rol r23
2:  dec r24
    brpl 1b
    ret
    .size work, . - work
    .global main
    .type main, @function
main:
    call work
    rjmp main
"""


@pytest.mark.parametrize("begin,line", [("", 9), ("rjmp 2f", 7)])
def test_in_assembler_the_counter_may_hold_anything(
    begin: str, line: int, compile: Compile
) -> None:
    with pytest.raises(Refused) as refused:
        bound(compile(COUNTED.format(begin=begin), suffix=".S"), "work")
    assert refused.value.problems == [
        f"source.S:{line}: work: this loop has no bound; write on its line `at most N turns`"]

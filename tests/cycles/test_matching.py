# SPDX-License-Identifier: MIT
"""A comment bounds the loop on whose line it stands, and no other."""

from __future__ import annotations

import pytest
from conftest import Compile

from proofs.cycles import Refused, bound
from proofs.cycles.statements import Statement, loops_of

FRAME = """\
#include <util/atomic.h>
enum {{ ONE = 1, MOST = 4 }};
volatile uint8_t port, turns;
{before}extern "C" __attribute__((noinline)) void work()
{{
{loop}
}}
int main() {{ for (;;) work(); }}
"""
OUTER = "    for (uint8_t n = turns; n != 0; n--) {{{said}\n{body}\n    }}"
ATOMIC = "ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {\nport = n;\n}"
VANISHED = "for (uint8_t c = 0; c < ONE; c++) { // at most ONE turns\nport = c + n;\n}"
STEP = f"static inline void step(uint8_t n)\n{{\n{VANISHED}\n}}\n"
NO_LOOP = "// at most 3 turns\nif (port == 3) {\nport = 5;\n}\nport = n;"

BODIES = {
    "an atomic block": ("", ATOMIC, 6),
    "an inner loop that is gone": ("", VANISHED, 6),
    "a loop that is gone, of a function that is inlined": (STEP, "step(n);", 12),
    "a comment above what is no loop": ("", NO_LOOP, 6),
}


@pytest.mark.parametrize("case", BODIES)
def test_what_is_said_inside_bounds_no_loop_around_it(case: str, compile: Compile) -> None:
    before, body, line = BODIES[case]
    text = FRAME.format(before=before, loop=OUTER.format(said="", body=body))
    with pytest.raises(Refused) as refused:
        bound(compile(text), "work")
    assert refused.value.problems == [
        f"source.cpp:{line}: work: this loop has no bound; write on its line `at most N turns`"]


@pytest.mark.parametrize("case", BODIES)
def test_the_loop_around_it_has_its_own(case: str, compile: Compile) -> None:
    before, body, line = BODIES[case]
    loop = OUTER.format(said=" // at most MOST turns", body=body)
    found = bound(compile(FRAME.format(before=before, loop=loop)), "work")
    assert [(each.where, each.turns) for each in found.loops] == [(f"source.cpp:{line}", 4)]


def test_two_loops_on_one_line(compile: Compile) -> None:
    """Nobody can tell whose the comment is."""
    text = FRAME.format(
        before="", loop="for (uint8_t n = turns; n != 0; n--) for (uint8_t c = 0; c < ONE; c++) "
        "{ // at most ONE turns\nport = n;\n}")
    with pytest.raises(Refused, match="source.cpp:6: work: this loop has no bound"):
        bound(compile(text), "work")


def test_a_line_that_each_turn_passes(compile: Compile) -> None:
    """It counts from the loop's beginning, so it may say what the loop's own line cannot."""
    restarts = ("uint8_t n = 0;\nwhile (n < MOST) { // at most MOST turns\nn++;\n"
                "if (port == n) {\n// from the start: at most 2 * MOST turns\nport = 0;\n"
                "n = 0;\n}\n}")
    found = bound(compile(FRAME.format(before="", loop=restarts)), "work")
    assert [(each.where, each.turns) for each in found.loops] == [
        ("source.cpp:11", 8), ("source.cpp:7", 4)]


SOURCE = """\
/* while (comment) { */ const char *text = "for (;;) {";
do {
    x++;
} while (x < 3);
for (;;)
    if (x) {
        y();
    } else
        z();
while (a(b) &&
       c) {
    ATOMIC_BLOCK(ATOMIC_FORCEON) {
        for (x = 0; x < 2; x++)
            y();
    }
}
"""


def test_where_loops_end() -> None:
    assert list(loops_of(SOURCE)) == [
        Statement(2, 2, 4, tail=4), Statement(5, 5, 9), Statement(10, 11, 16),
        Statement(12, 12, 15, atomic=True), Statement(13, 13, 14)]


def test_brackets_that_do_not_close() -> None:
    assert loops_of("while (x {\n    y();\n}\ndo { x(); }\nfor (;;) }\n") == ()


def test_what_the_compiler_makes_in_a_loop_that_is_gone(compile: Compile) -> None:
    """A loop of its own has nobody's comment: this copies 600 bytes."""
    loop = ("for (uint8_t c = 0; c < ONE; c++) { // at most ONE turns\nto = from;\n}")
    before = "struct block { uint8_t bytes[600]; } to, from;\n"
    with pytest.raises(Refused, match="source.cpp:8: work: this loop has no bound"):
        bound(compile(FRAME.format(before=before, loop=loop)), "work")


def test_the_call_on_the_outer_loops_line(compile: Compile) -> None:
    """What is inlined there has that line too, but only among the calls around it."""
    loop = "for (uint8_t n = turns; n != 0; n--) step(n);"
    with pytest.raises(Refused, match="source.cpp:12: work: this loop has no bound"):
        bound(compile(FRAME.format(before=STEP, loop=loop)), "work")

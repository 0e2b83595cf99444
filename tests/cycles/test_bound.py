# SPDX-License-Identifier: MIT
"""Bounds that can be counted by hand, and code that has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Compile

from proofs.avr.image import load
from proofs.cycles import Refused, bound, places
from proofs.cycles.__main__ import main

SUM = """\
    .global work
    .type work, @function
work:
    ldi r24, 10
again:
    subi r25, 3
    dec r24
    brne again
    ret
    .size work, . - work
    .global main
    .type main, @function
main:
    call work
    rjmp main
"""


def test_a_counted_loop_to_the_cycle(compile: Compile) -> None:
    found = bound(compile(SUM, suffix=".S"), "work")
    assert found.cycles == 1 + 10 * 2 + 9 * 2 + 1 + 4
    assert [(each.function, each.runs) for each in found.path] == [("work", 1)]


@pytest.mark.parametrize("counter,turns", [(1, 1), (2, 2), (0, 256)])
def test_a_counter_of_one_byte(counter: int, turns: int, compile: Compile) -> None:
    """It counts down before it is looked at: from 0 it goes round."""
    found = bound(compile(SUM.replace("r24, 10", f"r24, {counter}"), suffix=".S"), "work")
    assert found.cycles == 1 + turns * 2 + (turns - 1) * 2 + 1 + 4


ENTERED = {
    "from two places": SUM.replace("again:", """\
    sbrc r25, 0
    rjmp more
again:""").replace("    ret\n", "    ret\nmore:\n    ldi r24, 200\n    rjmp again\n"),
    "from another function": SUM.replace("again:", """\
    rjmp shared
    .size work, . - work
    .type other, @function
other:
    ldi r24, 3
shared:
    nop
again:""").replace("r24, 10", "r24, 200").replace(".size work, . - work\n    .global main",
                                                ".size other, . - other\n    .global main"),
}


@pytest.mark.parametrize("case", ENTERED)
def test_a_constant_on_one_way_only(case: str, compile: Compile) -> None:
    with pytest.raises(Refused, match=r"source.S:\d+: work: this loop has no bound"):
        bound(compile(ENTERED[case], suffix=".S"), "work")


LOOP = """\
#include <stdint.h>
enum {{ MOST = 4 }};
volatile uint8_t port, turns;
extern "C" __attribute__((noinline)) void work()
{{
    for (uint8_t n = turns; n != 0; n--) {{{comment}
        port = n;
    }}
}}
int main() {{ for (;;) work(); }}
"""


def test_a_bound_beside_the_loop(compile: Compile) -> None:
    few = bound(compile(LOOP.format(comment=" // at most MOST turns")), "work")
    more = bound(compile(LOOP.format(comment=" // at most 2 * MOST turns")), "work")
    assert [(each.where, each.text, each.turns) for each in few.loops] == [
        ("source.cpp:6", "MOST", 4)]
    assert more.cycles > few.cycles and (more.cycles - few.cycles) % 4 == 0


REFUSED = {
    "a loop that nobody bounds": (
        LOOP.format(comment=""), ".cpp",
        "source.cpp:6: work: this loop has no bound; write on its line `at most N turns`"),
    "a bound of unknown names": (
        LOOP.format(comment=" // at most MANY turns"), ".cpp",
        "source.cpp:6: work: `MANY` is no number that the sources or the profile name"),
    "a bound that is no expression": (
        LOOP.format(comment=" // at most MOST ** 2 turns"), ".cpp",
        "source.cpp:6: work: `MOST ** 2`: + - * / min max bits, names and numbers are known"),
    "a bound of two numbers with one name": (
        LOOP.format(comment=" // at most MOST turns").replace(
            "enum", "namespace other { enum { MOST = 200 }; }\nenum"), ".cpp",
        "source.cpp:7: work: `MOST` is the name of several numbers: 200 (source.cpp) and 4 "
        "(source.cpp); give it one of its own"),
    "a loop with two entries": (
        SUM.replace("again:", "    sbrc r25, 0\n    rjmp middle\nagain:").replace(
            "    dec r24", "middle:\n    dec r24"), ".S",
        "source.S:8: work: this loop is entered at several places (irreducible), so its turns "
        "cannot be counted; write it as one loop with one entry"),
    "recursion": (
        SUM.replace("    dec r24", "    rcall work\n    dec r24"), ".S",
        "made.elf: work -> work: recursion has no bound"),
    "a call through a pointer": (
        SUM.replace("    dec r24", "    icall\n    dec r24"), ".S",
        "source.S:7: 0x84 in work+0x4: icall goes where Z says: its time has no bound"),
    "no such function": (
        SUM.replace("work", "rest"), ".S", 
        "made.elf: no function work, and no lines to find it by; compile with -gdwarf-2 -g1 "
        "-fno-var-tracking-assignments"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_has_no_bound(case: str, compile: Compile) -> None:
    text, suffix, message = REFUSED[case]
    with pytest.raises(Refused) as refused:
        bound(compile(text, suffix=suffix), "work")
    assert refused.value.problems[0] == message


USERS = "void each()\n{\n    for (uint8_t n = 0; n != 10; n++) {\n        take();\n"
WAITS = """\
    .global work
    .type work, @function
work:
again:
# 3 "users.h"
    sbic 0x1e, 0
# 4 "users.h"
    subi r25, 3
# 70 "behind.h"
    sbic 0x1e, 1
    rjmp again
    ret
    .size work, . - work
    .global main
    .type main, @function
main:
    call work
    rjmp main
"""


def test_a_loop_stands_where_it_says_for(compile: Compile, tmp_path: Path) -> None:
    """What jumps back has the line behind the loop, as ld's relaxation leaves it."""
    made = compile(WAITS, suffix=".S")
    for text, place in ((USERS, "users.h:3"), ("\n" * 9, "behind.h:71")):
        (tmp_path / "users.h").write_text(text)
        places._file.cache_clear()
        with pytest.raises(Refused) as refused:
            bound(made, "work")
        assert refused.value.problems == [
            f"{place}: work: this loop has no bound; write on its line `at most N turns`"
        ]


def test_a_line_within_an_instruction_is_displaced(compile: Compile) -> None:
    image = load(compile(SUM, suffix=".S"))
    at = next(f.address for f in image.functions if f.name == "main")
    assert image.instructions[at].words == 2
    image.__dict__["_lines"] = [(at, "users.h", 3), (at + 2, "behind.h", 70)]
    assert image.line_of(at + 4) == "users.h:3" and image.file_of(at + 4) == "behind.h"


STRING = """\
#include <string.h>
const char *volatile text, *volatile other;
volatile int order;
extern "C" __attribute__((noinline)) void work() { order = strcmp(text, other); }
int main() { for (;;) work(); }
"""


def test_a_library_without_lines(compile: Compile, tmp_path: Path) -> None:
    made = compile(STRING)
    with pytest.raises(Refused) as refused:
        bound(made, "work")
    (problem,) = refused.value.problems
    assert problem.startswith("made.elf: strcmp, 0x") and problem.endswith(
        ": this loop has no bound, and no line to write it on; give its function's in a file with "
        "--loops")
    more = tmp_path / "more.yaml"
    more.write_text("loops: {strcmp: [10]}\n", encoding="utf-8")
    ten = bound(made, "work", loops=more).cycles
    more.write_text("loops: {strcmp: [11]}\n", encoding="utf-8")
    assert bound(made, "work", loops=more).cycles == ten + 2 + 2 + 1 + 1 + 2


def test_a_file_of_loops_that_is_none(compile: Compile, tmp_path: Path) -> None:
    made, more = compile(STRING), tmp_path / "more.yaml"
    more.write_text("loops: [1, 2]\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        bound(made, "work", loops=more)
    assert refused.value.problems == [
        f"{more}: not of the form of loops.yaml: `loops: {{FUNCTION: [TURNS]}}` was expected, or "
        "`sizes`"]


def test_what_it_rests_on_is_told(
    compile: Compile, capsys: pytest.CaptureFixture[str]
) -> None:
    made = compile(LOOP.format(comment=" // at most MOST turns"))
    assert main([str(made), "--function", "work"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "it is assumed that each comment `at most N turns` or `times in` is true, and loops.yaml, "
        "where no run under avrsim's --limits tried them")


def test_an_end_behind_a_row_of_other_code_is_none() -> None:
    """Relaxation makes code shorter than its lines say: there the end of one function's lies in the
    next function.
    """
    loop, behind = places.Place("loop.cpp", 29), places.Place("loop.cpp", 31)
    rows = {0x10: places.Place("before.cpp", 7), 0x16: loop, 0x20: behind}
    assert places.ended(rows, [(0x10, 0x18), (0x20, 0x24)]) == {**rows, 0x24: None}
    assert places.ended(rows, [(0x10, 0x14)]) == {**rows, 0x14: None}
    assert places.ended({}, [(0, 0x10)]) == {}

# SPDX-License-Identifier: MIT
"""A wrong bound is caught by the simulator, and a right one is reached to the cycle."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from conftest import Compile

from proofs.cycles import Firmware, check
from proofs.cycles.check import Tried

TURNS = 6
SOURCE = """\
#include <avr/interrupt.h>
#include <avr/sleep.h>
volatile uint8_t port, turns = {turns};
extern "C" __attribute__((noinline)) void step() {{ port++; }}
extern "C" __attribute__((noinline)) void work()
{{
    uint8_t n = turns;
    while (n != 0) {{ // at most {said} turns
        n--;
        step();{often}
    }}
}}
ISR(TIMER0_COMPA_vect) {{ port = 7; }}
int main()
{{
    TCCR0A = 1 << WGM01;
    OCR0A = 70;
    TIMSK0 = 1 << OCIE0A;
    TCCR0B = 1 << CS00; // an interrupt every 71 cycles: no part of what work() takes
    sei();
    for (uint8_t i = 0; i < 20; i++) {{
        work();
    }}
    cli();
    SMCR = 1 << SE;
    sleep_cpu();
}}
"""


def trial(firmware: Path, avrsim: Path) -> tuple[int, dict[str, Any], list[Tried]]:
    """avrsim's exit status, its report, and `work`'s bound beside what was measured."""
    bounds = check.write(Path("limits"), Firmware(firmware), ["work"])
    ran = subprocess.run(
        [avrsim, firmware, "--link", "none", "--expect-exit", "--limits", "limits", "--json",
         "report.json"], capture_output=True, text=True, check=False)
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    return ran.returncode, report, check.tried(bounds, report)


def test_a_bound_that_is_reached(compile: Compile, avrsim: Path) -> None:
    code, report, (found,) = trial(compile(SOURCE.format(turns=TURNS, said=TURNS, often="")),
                                   avrsim)
    assert code == 0 and not found.problem
    assert found.runs == 20 and found.measured == found.bound
    limits = report["regions"]["work"]["limits"]
    assert [(each["met"], each["reached"]) for each in limits] == [(True, True)]


def test_too_few_turns_are_noticed(compile: Compile, avrsim: Path) -> None:
    code, report, (found,) = trial(compile(SOURCE.format(turns=TURNS, said=4, often="")), avrsim)
    assert code == 1
    assert report["failures"] == [
        "work: source.cpp:8: at most 4 turns: that was exceeded by 2"]
    assert found.problem == (f"work: {found.measured} cycles were measured, at most {found.bound} "
                             "are possible by the bound")


def test_too_few_times_are_noticed(compile: Compile, avrsim: Path) -> None:
    often = " // at most 2 times in work"
    code, report, (found,) = trial(
        compile(SOURCE.format(turns=TURNS, said=TURNS, often=often)), avrsim)
    assert code == 1 and found.problem
    assert report["failures"] == [
        "work: source.cpp:10: at most 2 times in work: that was exceeded by 4"]


def test_a_line_that_runs_once_may_call_often(compile: Compile, avrsim: Path) -> None:
    """`times` counts what the line does, not what the loop in it repeats."""
    text = SOURCE.format(turns=TURNS, said=TURNS, often="")
    text = text.replace('extern "C" __attribute__((noinline)) void work()\n',
                        "static inline __attribute__((always_inline)) void many()\n")
    text = text.replace("ISR(", """extern "C" __attribute__((noinline)) void work()
{
    many(); // at most 1 time in work
}
ISR(""")
    code, report, (found,) = trial(compile(text), avrsim)
    assert code == 0, report["failures"]
    assert found.measured == found.bound
    assert any("1 time" in each["what"] and each["reached"]
               for each in report["regions"]["work"]["limits"])


def test_the_tightness_is_told() -> None:
    assert str(Tried("work", 1500, 1000, 3)) == (
        "work: bound 1,500, highest of 3 runs 1,000, 1.50 times")

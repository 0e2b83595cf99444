# SPDX-License-Identifier: MIT
"""The comparison of the printed steps with their C: each mistake in the Promela alone is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Change
from proofs.model.steps import compare, sides
from proofs.model.steps_print import files

# What is wrong, the text and what stands there instead in the model's spec, what is said.
TWINS: dict[str, tuple[str, str, str]] = {
    "a guard": (
        "| if snd_wnd == 0         : retries = 0 ",
        "| if snd_wnd == 1         : retries = 0 ",
        r"event segment: C takes row {line}, the model takes row \d+",
    ),
    "a successor": (
        "| FIN_WAIT_2              : forget(); signal(TIMED_OUT) -> CLOSED",
        "| FIN_WAIT_2              : forget(); signal(TIMED_OUT) -> LISTEN",
        "event life_timeout: state is 0 in C, 1 in the model",
    ),
    "a number": (
        "action wait_2msl    = forget(); start life = MSL2;",
        "action wait_2msl    = forget(); start life = FIN_WAIT;",
        "event segment: c.life is 15 in C, 18 in the model",
    ),
    "an argument": (
        "| FIN_WAIT_2              : forget(); signal(TIMED_OUT) -> CLOSED",
        "| FIN_WAIT_2              : forget(); signal(RESET) -> CLOSED",
        r"event life_timeout: C calls signal\(32\), the model calls signal\(16\)",
    ),
    "an answer": (
        "| LISTEN                  : error UNSPECIFIED_PEER",
        "| LISTEN                  : error CLOSING_ALREADY",
        "event send_call: answer is 3 in C, 4 in the model",
    ),
    "a verdict": (
        "| TIME_WAIT if fin_again  : ack_due = 1; start life = MSL2; drop ",
        "| TIME_WAIT if fin_again  : ack_due = 1; start life = MSL2 ",
        r"event segment: C takes nothing more, the model takes row \d+",
    ),
}  # fmt: skip


@pytest.mark.parametrize("twin", TWINS)
def test_a_model_that_differs_is_found(twin: str, changed: Change, tmp_path: Path) -> None:
    before, after, said = TWINS[twin]
    path = changed(before, after)
    found = compare(sides("tiny", of_model=path), tmp_path / "steps", optimize="-O0")
    text = path.read_text(encoding="utf-8")
    line = text[: text.index(after)].count("\n") + 1
    assert re.fullmatch(said.format(line=line), found.wrong), found.wrong


def test_other_arithmetic_is_found(tmp_path: Path) -> None:
    both = sides("tiny")
    texts = files(both)
    right = "#define NOT_AFTER(a, b) (((b - a) & CIRCLE) < 8)"
    assert texts["numbers.pml"].count(right) == 1
    texts["numbers.pml"] = texts["numbers.pml"].replace(right, right.replace("8", "7"))
    found = compare(both, tmp_path / "steps", texts, optimize="-O0")
    assert found.wrong.startswith("event segment: C takes row ")


def test_a_row_that_no_case_takes_is_found(changed: Change, tmp_path: Path) -> None:
    """On both sides: nothing differs, and nothing was seen."""
    before = "| FIN_WAIT_1              : take_fin() -> CLOSING\n"
    path = changed(before, f"| FIN_WAIT_1 if retries == 77 : wait\n{before}")
    line = path.read_text(encoding="utf-8").partition("if retries == 77")[0].count("\n") + 1
    found = compare(sides("tiny", path), tmp_path / "steps")
    assert found.wrong == f"no case takes the rows in line {line}"

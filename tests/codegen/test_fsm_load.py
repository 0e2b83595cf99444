# SPDX-License-Identifier: MIT
"""Lines that are no .fsm lines: one message each, at the place where reading had to stop."""

from __future__ import annotations

from pathlib import Path

import pytest
from fsm_text import DOOR, changed, refusal

from codegen.diagnostic import SpecError
from codegen.load.fsm import load, parse

WORDS = (
    "machine, feature, states, initial, set, signals, errors, param, input, var, timer, let, prim, "
    "requires, ensures, needs, mends, invariant, action, event, step or '|'"
)

MISTAKES = {
    "no such keyword": (
        "event pull",
        "evnt pull",
        f"door.fsm:20:6: 'evnt' does not begin a line; expected {WORDS}",
    ),
    "a line begins with a sign": (
        "initial SHUT",
        "= SHUT",
        f"door.fsm:3:1: '=' does not begin a line; expected {WORDS}",
    ),
    "no colon in a row": (
        "| OPEN : where",
        "| OPEN where",
        "door.fsm:22:14: '=' is not expected here; expected ':' or 'if'",
    ),
    "a row without an end": (
        "| SHUT : wait",
        "| SHUT",
        "door.fsm:25:7: the line ends too early; expected ':' or 'if'",
    ),
    "a strange character": (
        "let pushed = man.push",
        "let pushed = $man.push",
        "door.fsm:15:14: '$' has no meaning here",
    ),
    "an open parenthesis": (
        "ring(BELL)",
        "ring(BELL",
        "door.fsm:34:19: ';' is not expected here; expected ')' or ','",
    ),
    "a timer without an event": (
        "max 50 fires swung",
        "max 50",
        "door.fsm:14:25: the line ends too early; expected 'fires'",
    ),
    "a step behind rows": (
        '| else : error LOCKED\n',
        '| else : error LOCKED\nstep late\n',
        "door.fsm:24:6: event 'pull' has rows already; a step cannot follow them",
    ),
    "a row that says nothing": (
        "| SHUT : wait",
        "| : wait",
        "door.fsm:25:1: a row names states, or 'if', or 'else'",
    ),
    "a field without an input": (
        "input man\n",
        "",
        "door.fsm:8:3: 'at' begins neither a declaration nor a field; no 'input' stands above it",
    ),
    "two initial lines": (
        "initial SHUT",
        "initial SHUT\ninitial OPEN",
        "door.fsm:4:9: 'initial' occurs twice; once was expected",
    ),
    "no states": (
        "states SHUT OPEN AJAR\n",
        "",
        "door.fsm:1:1: no 'states' line; every machine has one",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_with_its_place(mistake: str) -> None:
    old, new, message = MISTAKES[mistake]
    assert refusal(changed(old, new, DOOR)) == message


def test_row_outside_an_event() -> None:
    with pytest.raises(SpecError) as caught:
        parse("machine m\nstates A\ninitial A\n| A : wait\n", "m.fsm")
    assert str(caught.value) == "m.fsm:4:1: a row belongs to an event; no 'event' stands above it"


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="cannot be read: No such file or directory"):
        load(tmp_path / "none.fsm")


def test_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "bytes.fsm"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SpecError, match="not UTF-8 text"):
        load(path)


def test_comments_and_spaces_do_not_matter() -> None:
    spaced = DOOR.replace(" : ", "  :   ").replace("\n", "   # why\n\n")
    plain, wide = parse(DOOR, "a.fsm"), parse(spaced, "a.fsm")
    assert [event.name for event in plain.events] == [event.name for event in wide.events]
    assert plain.actions == wide.actions

# SPDX-License-Identifier: MIT
"""Rows that are missing, dead or out of place; states and timers that nobody reaches or handles."""

from __future__ import annotations

import pytest
from fsm_text import DOOR, changed, check, refusal

MISTAKES = {
    "missing row": (
        "| else : error LOCKED\n",
        "",
        "door.fsm:20:7: event 'pull' has no row for AJAR; a row of states or 'else' was "
        "expected",
    ),
    "missing row behind a guard": (
        "| else : close_up()",
        "| if held : close_up()",
        "door.fsm:24:7: event 'swung' has no row for OPEN AJAR when no guard holds; an 'else' "
        "row closes it",
    ),
    "row never taken": (
        "| SHUT : start swing = 50 -> OPEN\n",
        "| SHUT MOVING : start swing = 50 -> OPEN\n",
        "door.fsm:22:1: this row is never taken: the rows above take every case",
    ),
    "row written twice": (
        "| OPEN : where = look() -> AJAR\n",
        "| OPEN : where = look() -> AJAR\n| OPEN : wait\n",
        "door.fsm:23:1: this row is never taken: the rows above take every case",
    ),
    "state a row names in vain": (
        "| AJAR : ring(BELL)",
        "| AJAR OPEN : ring(BELL)",
        "door.fsm:34:8: this row is never taken in OPEN; leave the state out",
    ),
    "step never entered": (
        "| if man.push : goto last\n",
        "| else : goto last\nstep never in SHUT\n| else : drop\n",
        "door.fsm:31:6: step 'never' is never entered: no state arrives here",
    ),
    "else first": (
        "| SHUT : wait\n",
        "| else : wait\n",
        "door.fsm:26:1: this row is never taken: the rows above take every case",
    ),
    "unreachable state": (
        "look() -> AJAR",
        "look() -> SHUT",
        "door.fsm:2:18: state AJAR cannot be reached from SHUT",
    ),
    "timer nobody handles": (
        "fires swung",
        "fires swinging",
        "door.fsm:14:32: nobody handles timer 'swing': 'swinging' is not an event without an "
        "input; expected one of: pull, swung",
    ),
    "timer never started": (
        "start swing = 50 -> OPEN",
        "held = 0 -> OPEN",
        "door.fsm:14:7: timer 'swing' is never started",
    ),
    "timer that runs where nobody handles it": (
        "| SHUT : wait",
        "| SHUT OPEN : wait",
        "door.fsm:14:7: timer 'swing' can still run in OPEN, where 'swung' only waits; stop it "
        "on the way there or give OPEN a row",
    ),
    "goto backwards": (
        "| AJAR : ring(BELL); drop",
        "| AJAR : goto first",
        "door.fsm:34:15: 'first' is not a later step, and goto only leads forward; expected one"
        " of: last",
    ),
    "goto itself": (
        "| AJAR : ring(BELL); drop",
        "| AJAR : goto second",
        "door.fsm:34:15: 'second' is not a later step, and goto only leads forward; expected "
        "one of: last",
    ),
    "a state of the step's set without a row": (
        "step second if pushed\n| OPEN if count == MOST : count = 0\n| OPEN : count = count + 1\n",
        "step second in MOVING if pushed\n",
        "door.fsm:31:6: step 'second' has no row for OPEN; add one, or 'else', or take it out of "
        "the set",
    ),
    "two states of the step without a row": (
        "step second if pushed\n| OPEN if count == MOST : count = 0\n| OPEN : count = count + 1\n"
        "| AJAR : ring(BELL); drop\nstep last\n",
        "step last in SHUT MOVING\n| SHUT : wait\nstep end\n",
        "door.fsm:31:6: step 'last' has no row for OPEN AJAR; add one, or 'else', or take them "
        "out of the set",
    ),
    "event without rows": (
        "event swung \"2\"",
        "event empty\nevent swung \"2\"",
        "door.fsm:24:7: event 'empty' has no rows",
    ),
    "step without rows": (
        "step last\n",
        "step idle\nstep last\n",
        "door.fsm:35:6: step 'idle' has no rows",
    ),
    "event with steps but no input": (
        "event comes(man)",
        "event comes",
        "door.fsm:27:7: event 'comes' has steps; expected an input, as 'comes(seg)'",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_with_its_place(mistake: str) -> None:
    old, new, message = MISTAKES[mistake]
    assert refusal(changed(old, new, DOOR)) == message


@pytest.mark.parametrize("row", ["| OPEN if held : wait", "| else : wait", "| if held : wait"])
def test_a_row_that_covers_the_rest_of_the_set(row: str) -> None:
    text = changed("| OPEN if count == MOST : count = 0\n| OPEN : count = count + 1\n", "", DOOR)
    text = changed("ring(BELL); drop", f"ring(BELL); drop\n{row}", text)
    assert check(changed("step second if pushed", "step second in MOVING if pushed", text))


def test_a_step_that_does_not_say_where_it_applies_may_leave_states_out() -> None:
    assert check(changed("| AJAR : ring(BELL); drop\n", "", DOOR))

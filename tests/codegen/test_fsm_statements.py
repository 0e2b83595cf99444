# SPDX-License-Identifier: MIT
"""What a row or an action may do, and what it may not."""

from __future__ import annotations

import pytest
from fsm_text import DOOR, changed, refusal

MISTAKES = {
    "too few arguments": (
        "greet(man);",
        "greet();",
        "door.fsm:29:18: prim 'greet' takes 1 argument, 0 given",
    ),
    "too many arguments": (
        "look() ->",
        "look(1) ->",
        "door.fsm:22:18: prim 'look' takes 0 arguments, 1 given",
    ),
    "wrong argument": (
        "greet(man);",
        "greet(1);",
        "door.fsm:29:24: prim 'greet' gets the number 1; 'man' was expected",
    ),
    "argument that does not fit": (
        "ring(BELL)",
        "ring(256)",
        "door.fsm:34:15: prim 'ring' gets the number 256, which does not fit u8",
    ),
    "action with an argument": (
        "close_up()",
        "close_up(1)",
        "door.fsm:26:10: action 'close_up' takes no arguments, 1 given",
    ),
    "result lost": (
        "where = look()",
        "look()",
        "door.fsm:22:10: the result of prim 'look' is lost; expected 'variable = look(...)'",
    ),
    "result that is not there": (
        "where = look()",
        "where = ring(BELL)",
        "door.fsm:22:18: prim 'ring' has no result; it stands alone",
    ),
    "prim inside an expression": (
        "where = look()",
        "where = look() + 1",
        "door.fsm:22:18: prim 'look' is called as a statement, or alone right of '='",
    ),
    "drop in an event of rows": (
        "| else : error LOCKED",
        "| else : drop",
        "door.fsm:23:10: 'drop' leaves a segment; it has no meaning in an event of rows",
    ),
    "goto in an event of rows": (
        "| else : error LOCKED",
        "| else : goto last",
        "door.fsm:23:15: 'goto' leads to a later step; it has no meaning in an event of rows",
    ),
    "error in a step": (
        "ring(BELL); drop",
        "error LOCKED",
        "door.fsm:34:16: 'error' answers a user call; it has no meaning in a step",
    ),
    "drop in an action": (
        "held = 0\n",
        "drop\n",
        "door.fsm:19:31: 'drop' leaves a segment; it has no meaning in an action",
    ),
    "state changed in an action": (
        "held = 0\n",
        "held = 0 -> SHUT\n",
        "door.fsm:19:43: an action cannot change the state; its row says '-> STATE'",
    ),
    "statement behind drop": (
        "ring(BELL); drop",
        "drop; ring(BELL)",
        "door.fsm:34:10: nothing can follow a statement that leaves the row",
    ),
    "wait with company": (
        "| SHUT : wait",
        "| SHUT : wait; close_up()",
        "door.fsm:25:10: 'wait' means that nothing is done; it stands alone",
    ),
    "two states at once": (
        "look() -> AJAR",
        "look() -> AJAR -> SHUT",
        "door.fsm:22:36: a row goes to one state; this is the second",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_with_its_place(mistake: str) -> None:
    old, new, message = MISTAKES[mistake]
    assert refusal(changed(old, new, DOOR)) == message

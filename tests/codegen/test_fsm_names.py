# SPDX-License-Identifier: MIT
"""Every unknown or doubled name of a machine, with its place."""

from __future__ import annotations

import pytest
from fsm_text import DOOR, changed, refusal

MISTAKES = {
    "unknown state": (
        "-> AJAR",
        "-> AJARR",
        "door.fsm:22:28: 'AJARR' is not a state; expected one of: AJAR, OPEN, SHUT",
    ),
    "unknown state in a set": (
        "set MOVING = OPEN AJAR",
        "set MOVING = OPEN AJR",
        "door.fsm:4:19: 'AJR' is not a state or a set; expected one of: AJAR, OPEN, SHUT",
    ),
    "unknown state in a row": (
        "| OPEN : where",
        "| OPN : where",
        "door.fsm:22:3: 'OPN' is not a state or a set; expected one of: AJAR, MOVING, OPEN, "
        "SHUT",
    ),
    "unknown state after in": (
        "step first in SHUT",
        "step first in SHUTT",
        "door.fsm:28:15: 'SHUTT' is not a state or a set; expected one of: AJAR, MOVING, OPEN, "
        "SHUT",
    ),
    "unknown initial state": (
        "initial SHUT",
        "initial SHUTT",
        "door.fsm:3:9: 'SHUTT' is not a state; expected one of: AJAR, OPEN, SHUT",
    ),
    "unknown variable": (
        "held = 0",
        "hold = 0",
        "door.fsm:19:31: 'hold' is not a variable; expected one of: count, held, where",
    ),
    "timer assigned": (
        "held = 0",
        "swing = 0",
        "door.fsm:19:31: 'swing' is not a variable; a timer is changed by start and stop; "
        "expected one of: count, held, where",
    ),
    "unknown name in a guard": (
        "if count == MOST",
        "if cuont == MOST",
        "door.fsm:32:11: 'cuont' is not known here; expected one of: BELL, MOST, count, held, "
        "man, pushed, swing, where",
    ),
    "unknown let in a guard": (
        "step second if pushed",
        "step second if pulled",
        "door.fsm:31:16: 'pulled' is not known here; expected one of: BELL, MOST, count, held, "
        "man, pushed, swing, where",
    ),
    "unknown field": (
        "if man.knock",
        "if man.knok",
        "door.fsm:29:10: 'man' has no 'knok'; expected one of: at, flags, knock, push",
    ),
    "input where there is none": (
        "| SHUT : start swing = 50",
        "| SHUT if man.push : start swing = 50",
        "door.fsm:21:11: 'man' is not known here; this event has no (man)",
    ),
    "unknown prim or action": (
        "ring(BELL)",
        "rang(BELL)",
        "door.fsm:34:10: 'rang' is not a prim or an action; expected one of: close_up, greet, "
        "look, ring",
    ),
    "unknown signal": (
        "ring(BELL)",
        "ring(BEL)",
        "door.fsm:34:15: 'BEL' is not known here; expected one of: BELL, MOST, count, held, "
        "man, pushed, swing, where",
    ),
    "unknown error": (
        "error LOCKED",
        "error CLOSED",
        "door.fsm:23:16: 'CLOSED' is not an error; expected one of: LOCKED",
    ),
    "unknown step": (
        "goto last",
        "goto lost",
        "door.fsm:30:22: 'lost' is not a later step, and goto only leads forward; expected one "
        "of: last, second",
    ),
    "unknown timer": (
        "stop swing",
        "stop swang",
        "door.fsm:19:24: 'swang' is not a timer; expected one of: swing",
    ),
    "unknown input of an event": (
        "event comes(man)",
        "event comes(woman)",
        "door.fsm:27:13: 'woman' is not an input; expected one of: man",
    ),
    "unknown type": (
        "var where : seq32",
        "var where : seq64",
        "door.fsm:12:13: 'seq64' is not a type of a variable; expected one of: seq16, seq32, u1, "
        "u16, u32, u8",
    ),
    "unknown type of a field": (
        "at    : seq32",
        "at    : sq32",
        "door.fsm:9:11: 'sq32' is not a type; expected one of: bytes, seq16, seq32, u1, u16, "
        "u32, u8",
    ),
    "declared twice": (
        "var held  : u1",
        "var count : u1",
        "door.fsm:13:5: 'count' is declared twice; first in line 11",
    ),
    "state and parameter of one name": (
        "param MOST : u8",
        "param OPEN : u8",
        "door.fsm:7:7: 'OPEN' is declared twice; first in line 2",
    ),
    "steps of one name": (
        "step second if",
        "step first if",
        "door.fsm:31:6: 'first' is declared twice; first in line 28",
    ),
    "a state called like a verdict": (
        "states SHUT OPEN AJAR",
        "states SHUT OPEN AJAR DROP",
        "door.fsm:2:23: 'DROP' is taken: the generated code calls a verdict so",
    ),
    "let that uses itself": (
        "let pushed = man.push",
        "let pushed = pushed",
        "door.fsm:15:14: 'pushed' uses itself: pushed -> pushed",
    ),
    "action that uses itself": (
        "close_up = stop swing",
        "close_up = close_up()",
        "door.fsm:19:19: 'close_up' uses itself: close_up -> close_up",
    ),
    "prim that writes an unknown variable": (
        "ring(u8) writes held",
        "ring(u8) writes hold",
        "door.fsm:17:22: prim 'ring' writes 'hold', which is not a variable; expected 'nothing'"
        " or one of: count, held, swing, where",
    ),
    "prim that writes a field it does not get": (
        "ring(u8) writes held",
        "ring(u8) writes man.flags",
        "door.fsm:17:22: prim 'ring' writes 'man.flags', which is not a variable; expected "
        "'nothing' or one of: count, held, swing, where",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_with_its_place(mistake: str) -> None:
    old, new, message = MISTAKES[mistake]
    assert refusal(changed(old, new, DOOR)) == message

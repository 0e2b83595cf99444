# SPDX-License-Identifier: MIT
"""Types and ranges: no variable ever leaves what it declares."""

from __future__ import annotations

import pytest
from fsm_text import DOOR, changed, refusal

MISTAKES = {
    "variable leaves its range": (
        "| OPEN if count == MOST : count = 0\n",
        "",
        "door.fsm:32:18: 'count' can leave its range 0 .. 3 here: it gets 1 .. 4",
    ),
    "variable below zero": (
        "count = count + 1",
        "count = count - 1",
        "door.fsm:33:18: 'count' can leave its range 0 .. 3 here: it gets -1 .. 1",
    ),
    "timer beyond its range": (
        "start swing = 50",
        "start swing = 51",
        "door.fsm:21:24: 'swing' can leave its range 0 .. 50 here: it gets 51 .. 51",
    ),
    "timer started with nothing": (
        "start swing = 50",
        "start swing = 0",
        "door.fsm:21:24: timer 'swing' can be started with 0, which means stopped; at least 1 "
        "was expected",
    ),
    "number as guard": (
        "if count == MOST",
        "if count",
        "door.fsm:32:11: a guard is a number in 0 .. 3; a boolean was expected",
    ),
    "boolean plus one": (
        "count = count + 1",
        "count = held + 1",
        "door.fsm:33:23: '+' does not take a boolean and the number 1; two numbers were "
        "expected",
    ),
    "boolean assigned to a number": (
        "count = 0",
        "count = held",
        "door.fsm:32:35: 'count' gets a boolean; a number was expected",
    ),
    "number too large for u1": (
        "held = 1",
        "held = 2",
        "door.fsm:36:31: 'held' gets the number 2; a boolean, 0 or 1 was expected",
    ),
    "number assigned to a sequence number": (
        "where = look()",
        "where = 7",
        "door.fsm:22:18: 'where' gets the number 7; a sequence number was expected",
    ),
    "sequence number compared with a number": (
        "man.at == where",
        "man.at < 7",
        "door.fsm:36:13: '<' compares a sequence number with the number 7; two sequence numbers"
        " were expected",
    ),
    "boolean compared with a number": (
        "man.at == where",
        "held == 1",
        "door.fsm:36:11: '==' cannot compare a boolean with the number 1",
    ),
    "max that is not a parameter": (
        "var count : u8 max MOST",
        "var count : u8 max count",
        "door.fsm:11:20: 'count' is not a parameter; 'max' is made of numbers and parameters",
    ),
    "max beyond the type": (
        "max 50",
        "max 65536",
        "door.fsm:14:23: 'max' of 'swing' is 65536; 1 .. 65535 was expected",
    ),
    "wide timer": (
        "timer swing : u16",
        "timer swing : u32",
        "door.fsm:14:15: a timer counts ticks in 16 bits; expected u16",
    ),
    "nine bits": (
        "bits knock push",
        "bits a b c d e f g knock push",
        "door.fsm:10:39: 'push' is bit 8 of 'flags', a u8",
    ),
    "min of a boolean": (
        "count = 0",
        "count = min(held, 1)",
        "door.fsm:32:39: an argument of 'min' is a boolean; a number was expected",
    ),
    "min of a number that can be negative": (
        "count = 0",
        "count = min(count - 4, 3)",
        "door.fsm:32:35: 'min' of the number -1; one that is never negative was expected",
    ),
    "min of one number": (
        "count = 0",
        "count = min(1)",
        "door.fsm:32:35: 'min' takes 2 numbers, 1 given",
    ),
    "unknown function": (
        "count = 0",
        "count = abs(1)",
        "door.fsm:32:35: only min, max and low can be called inside an expression",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_with_its_place(mistake: str) -> None:
    old, new, message = MISTAKES[mistake]
    assert refusal(changed(old, new, DOOR)) == message

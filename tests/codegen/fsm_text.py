# SPDX-License-Identifier: MIT
"""A small machine to make mistakes in, and the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.check.machine import Checked, check_machine
from codegen.diagnostic import SpecError
from codegen.load.fsm import parse

ROOT = Path(__file__).resolve().parents[2]
TCP = ROOT / "spec/machines/tcp.fsm"
TCP_PARAMS = {
    "MSS": 216,
    "SEND_MAX": 1000,
    "RECEIVE_MAX": 500,
    "RING_MAX": 1000,
    "RTO_INIT": 10,
    "RTO_MIN": 10,
    "RTO_AFTER_SYN": 30,
    "RTO_MAX": 600,
    "MAX_RETRIES": 8,
    "MSL2": 600,
    "FIN_WAIT": 600,
    "LIFE_MAX": 7200,
    "KEEPALIVE": 7200,
    "KEEP_AGAIN": 750,
}
TCP_FEATURES = dict.fromkeys(
    (
        "passive",
        "active",
        "ring",
        "source",
        "receive_ring",
        "pipeline",
        "congestion",
        "delayed_ack",
        "challenge_limit",
        "keepalive",
        "reuse",
    ),
    True,
)

# A door that counts knocks: small, but with one of everything. Line numbers are part of the tests.
DOOR = """\
machine door "the house rules"
states SHUT OPEN AJAR
initial SHUT
set MOVING = OPEN AJAR
signals BELL
errors LOCKED
param MOST : u8
input man
  at    : seq32
  flags : u8 bits knock push
var count : u8 max MOST
var where : seq32
var held  : u1
timer swing : u16 max 50 fires swung
let pushed = man.push and not held
prim look() : seq32 writes nothing
prim ring(u8) writes held
prim greet(man) writes man.flags
action close_up = stop swing; held = 0
event pull "1"
| SHUT : start swing = 50 -> OPEN
| OPEN : where = look() -> AJAR
| else : error LOCKED
event swung "2"
| SHUT : wait
| else : close_up() -> SHUT
event comes(man) "3"
step first in SHUT
| if man.knock : greet(man); drop
| if man.push : goto last
step second if pushed
| OPEN if count == MOST : count = 0
| OPEN : count = count + 1
| AJAR : ring(BELL); drop
step last
| if man.at == where : held = 1; drop
"""
DOOR_PARAMS = {"MOST": 3}


def check(text: str, params: dict[str, int] | None = None) -> Checked:
    return check_machine(parse(text, "door.fsm"), DOOR_PARAMS if params is None else params)


def changed(old: str, new: str, text: str = DOOR) -> str:
    """The text with one place changed; the place must be there, and only once."""
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    return text.replace(old, new)


def refusal(text: str, params: dict[str, int] | None = None) -> str:
    """The message that a wrong machine ends with."""
    with pytest.raises(SpecError) as caught:
        check(text, params)
    return str(caught.value)


def tcp_refusal(old: str, new: str) -> str:
    """The message when one place of the shipped machine is changed."""
    text = changed(old, new, TCP.read_text(encoding="utf-8"))
    with pytest.raises(SpecError) as caught:
        check_machine(parse(text, "tcp.fsm"), TCP_PARAMS, TCP_FEATURES)
    return str(caught.value)

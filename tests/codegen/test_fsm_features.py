# SPDX-License-Identifier: MIT
"""Features: what a profile leaves out of a machine vanishes; what is left is a whole machine."""

from __future__ import annotations

import pytest
from fsm_text import changed

from codegen.check.machine import Checked, check_machine
from codegen.diagnostic import SpecError
from codegen.load.fsm import parse

# A lift whose buttons, lamp and upper floor are options. Line numbers are part of the tests.
LIFT = """\
machine lift "the caretaker"
feature lamp
feature upper   # a second floor
states GROUND
states FIRST ROOF when upper
initial GROUND
set HIGH = FIRST ROOF
set ANY = GROUND FIRST
input hand
  flags : u8 bits up down wave
  force : u16 when lamp
var floor : u8 max upper ? 2 : 1
var rides : u8 max 9
var light : u1 when lamp
timer dim : u16 max 50 fires dimmed when lamp
let bright = lamp and light
let strong = hand.force > 3 when lamp
let ready = hand.up and not (lamp and strong)
prim shine() writes light rides when lamp
prim note() writes rides light
action glow = light = 1; start dim = 50
action visit = floor = 1; glow()
event leave "1"
| HIGH : floor = 0 -> GROUND
| GROUND : wait
event dimmed "2" when lamp
| else : light = 0
event press(hand) "3"
step lit if bright
| if hand.wave : light = 0; goto climb
step lamps if lamp
| if hand.force == 0 : shine(); drop
step hop in HIGH
| if hand.wave : glow(); goto lamp_again
| FIRST if hand.up : floor = 2 -> ROOF
| else : drop
step lamp_again when lamp
| if hand.down : light = 1
step climb
| GROUND if upper and hand.up : visit() -> FIRST
| if not upper : glow(); drop
| if ready : rides = 1; note()
"""
FULL = {"lamp": True, "upper": True}


def lift(text: str = LIFT, **features: bool) -> Checked:
    return check_machine(parse(text, "lift.fsm"), {}, {**FULL, **features})


def refusal(text: str, **features: bool) -> str:
    with pytest.raises(SpecError) as caught:
        lift(text, **features)
    return str(caught.value)


def rows_of(checked: Checked, event: str, step: str) -> list[int]:
    """The lines of the rows that are left."""
    found = next(each for each in checked.names.machine.events if each.name.text == event)
    return [row.at.line for each in found.steps if each.name.text == step for row in each.rows]


def steps_of(checked: Checked) -> list[str]:
    found = next(each for each in checked.names.machine.events if each.name.text == "press")
    return [step.name.text for step in found.steps]


def test_with_everything_nothing_is_missing() -> None:
    checked = lift()
    assert checked.names.states == ("GROUND", "FIRST", "ROOF")
    assert steps_of(checked) == ["lit", "lamps", "hop", "lamp_again", "climb"]
    assert rows_of(checked, "press", "climb") == [40, 42]  # `if not upper` is gone
    assert checked.bounds["floor"].hi == 2


def test_states_vanish_from_sets_rows_and_steps() -> None:
    checked = lift(upper=False)
    assert checked.names.states == ("GROUND",)
    assert checked.names.sets == {"ANY": ("GROUND",)}
    leave = checked.names.machine.events[0]
    assert [row.at.line for row in leave.rows] == [25]
    assert "hop" not in steps_of(checked)
    assert checked.bounds["floor"].hi == 1


def test_a_guard_that_is_true_leaves_nothing_for_the_rows_below() -> None:
    assert rows_of(lift(upper=False), "press", "climb") == [41]


def test_vars_timers_lets_prims_and_events_vanish() -> None:
    names = lift(lamp=False).names
    assert set(names.vars) == {"floor", "rides"}
    assert not names.timers
    assert set(names.lets) == {"ready"}
    assert set(names.prims) == {"note"}
    assert [word.text for word in names.prims["note"].writes] == ["rides"]
    assert set(names.events) == {"leave", "press"}


def test_statements_without_a_target_vanish_and_so_do_actions_of_them() -> None:
    names = lift(lamp=False).names
    assert set(names.actions) == {"visit"}
    assert len(names.actions["visit"].body) == 1


def test_a_step_vanishes_with_its_guard_and_goto_leads_on() -> None:
    checked = lift(lamp=False)
    assert steps_of(checked) == ["hop", "climb"]
    hop = next(flow for flow in checked.flows[-1].steps if flow.name == "hop")
    assert hop.rows[0].verdict == "goto climb"


def test_goto_behind_the_last_step_ends_the_event() -> None:
    text = changed("step climb\n", "step climb when lamp\n", LIFT)
    text = text[: text.index("| GROUND if upper")] + "| else : rides = 1\n"
    text = changed("GROUND : wait", "GROUND : floor = 1 -> FIRST", text)
    hop = next(flow for flow in lift(text, lamp=False).flows[-1].steps if flow.name == "hop")
    assert hop.rows[0].verdict == "drop"


def test_alternatives_under_opposite_conditions() -> None:
    other = "action glow = rides = 0 when not lamp\n"
    other += "action glow = light = 1; start dim = 50 when lamp"
    text = changed("action glow = light = 1; start dim = 50", other, LIFT)
    for lamp in (True, False):
        assert "glow" in lift(text, lamp=lamp).names.actions


REFUSALS = {
    "a feature that no profile knows": (
        "feature lamp\n",
        "feature lamp lantern\n",
        "lift.fsm:2:14: no profile knows feature 'lantern'; expected one of: lamp, upper",
    ),
    "a feature declared twice": (
        "feature upper ",
        "feature upper lamp ",
        "lift.fsm:3:15: feature 'lamp' is declared twice",
    ),
    "when on what is no feature": (
        "when upper\n",
        "when rides\n",
        "lift.fsm:5:24: 'rides' is not a feature; expected one of: lamp, upper",
    ),
    "when on a comparison": (
        "states FIRST ROOF when upper",
        "states FIRST ROOF when upper == lamp",
        "lift.fsm:5:24: 'when' is made of features, 'and', 'or' and 'not'",
    ),
    "an absent variable is read": (
        "if ready :",
        "if light :",
        "lift.fsm:42:6: 'light' is absent in this profile, it is there only 'when lamp'; "
        "expected a condition like it",
    ),
    "an absent let is read": (
        "lamp and strong",
        "lamp or strong",
        "lift.fsm:18:38: 'strong' is absent in this profile, it is there only 'when lamp'; "
        "expected a condition like it",
    ),
    "an absent field is read": (
        "if ready :",
        "if hand.force == 1 :",
        "lift.fsm:42:11: 'hand.force' is absent in this profile, it is there only 'when lamp'; "
        "expected a condition like it",
    ),
    "a timer fires an absent event": (
        "fires dimmed when lamp",
        "fires dimmed",
        "lift.fsm:15:30: 'dimmed' is absent in this profile, it is there only 'when lamp'; "
        "expected a condition like it",
    ),
    "an absent prim gives a value": (
        "if ready : rides = 1",
        "if ready : rides = shine()",
        "lift.fsm:42:22: 'shine' is absent in this profile, it is there only 'when lamp'; "
        "expected a condition like it",
    ),
    "a name of a feature is taken": (
        "var rides :",
        "var lamp :",
        "lift.fsm:13:5: 'lamp' is declared twice; first in line 2",
    ),
}


@pytest.mark.parametrize("mistake", REFUSALS)
def test_refusal(mistake: str) -> None:
    old, new, message = REFUSALS[mistake]
    assert refusal(changed(old, new, LIFT), lamp=False) == message


def test_what_is_folded_away_is_not_looked_up() -> None:
    text = changed("if hand.force == 0 :", "if nobody_knows_this :", LIFT)
    assert "lamps" not in steps_of(lift(text, lamp=False))
    assert refusal(text).startswith("lift.fsm:32:6: 'nobody_knows_this' is not known here")


REDUCED = {
    "a row goes to an absent state": (
        "| GROUND if upper and hand.up",
        "| GROUND if hand.up",
        "lift.fsm:40:34: 'FIRST' is absent in this profile, it is there only 'when upper'; "
        "expected a condition like it",
    ),
    "a state is left that nothing reaches": (
        "states FIRST ROOF when upper",
        "states FIRST when upper\nstates ROOF",
        "lift.fsm:6:8: state ROOF cannot be reached from GROUND",
    ),
    "an event is left with a gap": (
        "| GROUND : wait",
        "| if upper : wait",
        "lift.fsm:23:7: event 'leave' has no rows",
    ),
}


@pytest.mark.parametrize("mistake", REDUCED)
def test_the_reduced_machine_is_checked_like_any_other(mistake: str) -> None:
    old, new, message = REDUCED[mistake]
    text = changed(old, new, LIFT)
    assert refusal(text, upper=False) == message

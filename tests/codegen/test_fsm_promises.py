# SPDX-License-Identifier: MIT
"""Invariants, and what prims and events require and ensure: what is refused, what is printed."""

from __future__ import annotations

import pytest
from fsm_text import DOOR, DOOR_PARAMS, changed, check, parse, refusal
from codegen.check.machine import check_machine
from codegen.lower.machine import lower_machine
from codegen.print.env import environment

KEPT = changed(
    "prim look() : seq32 writes nothing\nprim ring(u8) writes held\n",
    """\
invariant shut_still "4" in SHUT = swing == 0
invariant few but from second to last = count != MOST or held
prim look() : seq32 writes nothing
prim ring(u8) writes held count keeps few
requires count < MOST
ensures count == before(count) or held
""",
)
FIRST = KEPT[: KEPT.index("invariant")].count("\n") + 1

MISTAKES = {
    "a number for an invariant": (
        "= swing == 0",
        "= swing",
        f"door.fsm:{FIRST}:36: an invariant is a number in 0 .. 50; a boolean was expected",
    ),
    "an invariant of nothing": (
        "= swing == 0",
        "= MOST == 3",
        f"door.fsm:{FIRST}:36: invariant 'shut_still' says nothing of any variable",
    ),
    "an invariant of an input": (
        "= swing == 0",
        "= man.push",
        f"door.fsm:{FIRST}:36: 'man' is not known here; this event has no (man)",
    ),
    "an invariant of a state that is none": (
        "in SHUT = swing",
        "in SHUTT = swing",
        f"door.fsm:{FIRST}:29: 'SHUTT' is not a state or a set; expected",
    ),
    "two invariants of one name": (
        "invariant few",
        "invariant shut_still",
        f"door.fsm:{FIRST + 1}:11: 'shut_still' is declared twice; first in line {FIRST}",
    ),
    "a step that is none": (
        "from second to last",
        "from seconds to last",
        f"door.fsm:{FIRST + 1}:24: 'seconds' is not a step; expected",
    ),
    "steps the wrong way round": (
        "from second to last",
        "from last to second",
        f"door.fsm:{FIRST + 1}:32: 'second' is no step behind 'last'; expected none",
    ),
    "keeping what is no invariant": (
        "keeps few",
        "keeps many",
        f"door.fsm:{FIRST + 3}:39: 'many' is not an invariant; expected",
    ),
    "keeping what it does not write": (
        "writes held count keeps few",
        "writes held count keeps shut_still",
        f"door.fsm:{FIRST + 3}:39: prim 'ring' writes nothing that invariant 'shut_still' speaks "
        "of",
    ),
    "before outside of ensures": (
        "requires count < MOST",
        "requires before(count) < MOST",
        f"door.fsm:{FIRST + 4}:10: 'before' has a meaning in an 'ensures' only",
    ),
    "ensures of an event": (
        'event pull "1"\n',
        'event pull "1"\nensures held\n',
        f"door.fsm:{FIRST + 9}:9: 'ensures' belongs to a prim; what an event does its rows say",
    ),
    "mending what is no invariant": (
        'event pull "1"\n',
        'event pull "1"\nmends many\n',
        f"door.fsm:{FIRST + 9}:7: 'many' is not an invariant; expected",
    ),
    "mending what it does not write": (
        'event pull "1"\n',
        'event pull "1"\nmends few\n',
        f"door.fsm:{FIRST + 9}:7: event 'pull' writes nothing that invariant 'few' speaks of",
    ),
    "a prim that mends": (
        "requires count < MOST",
        "mends few",
        f"door.fsm:{FIRST + 4}:7: 'mends' belongs to an event; none stands above it",
    ),
    "a prim that needs what is no invariant": (
        "requires count < MOST",
        "needs many",
        f"door.fsm:{FIRST + 4}:7: 'many' is not an invariant; expected",
    ),
    "an event that needs": (
        'event pull "1"\n',
        'event pull "1"\nneeds few\n',
        f"door.fsm:{FIRST + 9}:7: 'needs' belongs to a prim; none stands above it",
    ),
    "an action that breaks what a prim requires": (
        "stop swing; held = 0",
        "stop swing; held = 0; count = 0; ring(BELL)",
        "prim 'ring' requires something of 'count', which action 'close_up' has changed before",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named(name: str) -> None:
    old, new, message = MISTAKES[name]
    assert message in refusal(changed(old, new, KEPT))


def test_a_requirement_of_nobody() -> None:
    assert "none stands above it" in refusal(
        changed("param MOST : u8\n", "requires held\nparam MOST : u8\n")
    )


def printed(text: str) -> str:
    machine = lower_machine(check(text), "door.fsm")
    return environment().get_template("machine.h.j2").render(machine=machine)


def contract_of(header: str, function: str) -> str:
    head = header.index(f" {function}(struct")
    begin = header.rindex("/*@", 0, head)
    return header[begin:head]


def test_each_invariant_is_a_macro_and_a_row_of_the_check() -> None:
    header = printed(KEPT)
    assert "INV_SHUT_STILL(c) \\\n    ((c)->state == DOOR_SHUT ==> (c)->swing == 0)" in header
    assert f"        return {FIRST};" in header[header.index("door_broken(const") :]
    assert "\\result == 0 <==> DOOR_INV(c)" in header


def test_an_event_needs_and_keeps_them() -> None:
    contract = contract_of(printed(KEPT), "door_pull")
    assert "requires DOOR_INV(c);" in contract
    assert "ensures  DOOR_INV_SHUT_STILL(c);" in contract


def test_what_an_event_mends_need_not_hold_before_it() -> None:
    text = changed('event pull "1"\n', 'event pull "1"\nmends shut_still\n', KEPT)
    contract = contract_of(printed(text), "door_pull")
    assert "requires DOOR_INV_FEW(c);" in contract and "DOOR_INV(c)" not in contract
    assert "ensures  DOOR_INV_SHUT_STILL(c);" in contract


def test_what_a_prim_needs_its_callers_must_know() -> None:
    text = changed("requires count < MOST\n", "needs shut_still\n", KEPT)
    text = changed("stop swing; held = 0", "ring(BELL); stop swing; held = 0", text)
    for who in ("door_ring", "door_close_up"):
        assert "requires DOOR_INV_SHUT_STILL(c);" in contract_of(printed(text), who)
    late = changed("ring(BELL); stop swing", "stop swing; ring(BELL)", text)
    assert "requires something of 'swing', which action 'close_up' has changed" in refusal(late)


def test_what_a_feature_takes_away_nobody_mends() -> None:
    text = KEPT.replace('"the house rules"\n', '"the house rules"\nfeature strict\n')
    text = changed("in SHUT = swing == 0", "in SHUT = swing == 0 when strict", text)
    text = changed('event pull "1"\n', 'event pull "1"\nmends shut_still\n', text)
    for strict, left in ((False, []), (True, ["shut_still"])):
        checked = check_machine(parse(text, "door.fsm"), DOOR_PARAMS, {"strict": strict})
        assert [word.text for word in checked.names.events["pull"].mends] == left


def test_what_only_answers_may_be_asked_at_any_time() -> None:
    text = changed('event swung "2"\n', 'event asked "4"\n| else : wait\nevent swung "2"\n', KEPT)
    assert "_INV" not in contract_of(printed(text), "door_asked")


def test_a_timer_that_fires_has_run_out() -> None:
    """What speaks of it may have failed with that; what does not still holds."""
    header = printed(KEPT)
    assert "#define DOOR_INV_BUT_SWING(c) \\\n    (DOOR_INV_FEW(c))" in header
    contract = contract_of(header, "door_swung")
    assert "requires c->swing == 0;\n  @ requires DOOR_INV_BUT_SWING(c);" in contract
    assert "DOOR_INV_SHUT_STILL(c)" in contract.partition("assigns")[2]


def test_what_a_step_may_leave_open() -> None:
    """From `second` to `last`: not needed by `last`, promised by `second` only where all ends."""
    header = printed(KEPT)
    second = contract_of(header, "door_comes_second")
    assert "requires DOOR_INV(c);" in second
    assert "ensures  \\result == DOOR_DROP ==> DOOR_INV_FEW(c);" in second
    last = contract_of(header, "door_comes_last")
    assert "DOOR_INV_FEW" not in last.partition("assigns")[0]
    assert "ensures  DOOR_INV_FEW(c);" in last


def test_an_action_says_what_it_comes_to() -> None:
    contract = contract_of(printed(KEPT), "door_close_up")
    assert "ensures  c->held == 0;" in contract and "ensures  c->swing == 0;" in contract


def test_which_row_is_taken() -> None:
    """Not only where it may lead: under which condition."""
    contract = contract_of(printed(KEPT), "door_comes_first")
    assert "(\\old((man->flags & DOOR_MAN_KNOCK) != 0) ==> \\result == DOOR_DROP" in contract
    assert "\\result == DOOR_GOTO_LAST" in contract


def test_a_prim_is_declared_with_all_it_promises() -> None:
    contract = contract_of(printed(KEPT), "door_ring")
    assert "requires c->count < DOOR_MOST;" in contract
    assert "ensures  c->count == \\old(c->count) || (c->held != 0);" in contract
    assert "ensures  \\old(DOOR_INV_FEW(c)) ==> DOOR_INV_FEW(c);" in contract


def test_what_a_feature_takes_away() -> None:
    """An invariant without its states or its condition vanishes, and nobody keeps it."""
    text = KEPT.replace('"the house rules"\n', '"the house rules"\nfeature strict\n')
    text = changed("count != MOST or held", "count != MOST or held when strict", text)
    params, off = DOOR_PARAMS, {"strict": False}
    loose = check_machine(parse(text, "door.fsm"), params, off)
    assert [each.name.text for each in loose.names.machine.invariants] == ["shut_still"]
    assert loose.names.prims["ring"].keeps == ()
    strict = check_machine(parse(text, "door.fsm"), params, {"strict": True})
    assert [word.text for word in strict.names.prims["ring"].keeps] == ["few"]


def test_without_invariants_nothing_is_printed() -> None:
    assert "_INV" not in printed(DOOR)

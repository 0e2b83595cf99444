# SPDX-License-Identifier: MIT
"""How variables are stored and reached: narrow, packed, in front, through functions; seq16."""

from __future__ import annotations

import pytest
from fsm_text import DOOR, DOOR_PARAMS, changed, check, refusal
from test_fsm_features import LIFT

from codegen.check.machine import check_machine
from codegen.diagnostic import SpecError
from codegen.ir.machine import Machine
from codegen.load.fsm import parse
from codegen.lower.machine import lower_machine


def lowered(text: str = DOOR, params: dict[str, int] | None = None) -> Machine:
    return lower_machine(check(text, params), "door.fsm")


def members(text: str, params: dict[str, int] | None = None) -> list[str]:
    return [member.declaration for member in lowered(text, params).structs[-1].members]


def code(machine: Machine, name: str) -> str:
    """Head and body of the function of that C name."""
    for each in (*machine.helpers, *machine.functions):
        if f" {name}(" in each.head[0]:
            return "\n".join((*each.head, *each.body))
    raise AssertionError(name)


def number(most: int) -> str:
    """The door with a u16 that the profile bounds."""
    text = changed("param MOST : u8", "param MOST : u16", DOOR)
    return changed("var count : u8 max MOST", "var count : u16 max MOST", text).replace(
        "count + 1", "min(count + 1, MOST)"
    )


@pytest.mark.parametrize(
    ("most", "wanted"), [(3, "uint8_t"), (255, "uint8_t"), (256, "uint16_t"), (65535, "uint16_t")]
)
def test_a_number_is_as_narrow_as_its_max(most: int, wanted: str) -> None:
    assert f"{wanted} count" in members(number(most), {"MOST": most})


def test_code_by_hand_uses_the_declared_type() -> None:
    machine = lowered(number(200), {"MOST": 200})
    assert code(machine, "door_count_of") == (
        "static inline uint16_t door_count_of(const struct door_connection *c)\n"
        "    return c->count;"
    )
    assert code(machine, "door_set_count").endswith("    c->count = (uint8_t)count;")
    promise = next(each.contract for each in machine.helpers if "set_count" in each.head[0])
    assert "requires count <= 200;" in promise.lines
    with pytest.raises(AssertionError):
        code(machine, "door_set_where")  # neither max nor when: the member itself is there for all


def test_a_timer_is_narrow_too_and_counts_down_in_its_type() -> None:
    machine = lowered()
    assert "uint8_t swing" in members(DOOR)
    assert "c->swing = (uint8_t)(c->swing - ticks);" in code(machine, "door_elapse_swing")


def test_bytes_lie_in_front_in_whole_words() -> None:
    more = "var held  : u1\nvar a : u8\nvar b : u16\nvar d : u8\n"
    text = changed("var held  : u1\n", more, DOOR)
    assert members(text) == [
        "uint8_t state", "uint8_t count", "uint8_t held", "uint8_t a",
        "uint32_t where", "uint16_t b",
        "uint8_t d", "uint8_t swing",
    ]  # fmt: skip


# ---- pack ----


def test_packed_flags_share_a_byte() -> None:
    text = changed("var held  : u1\n", "var held  : u1 pack\nvar b : u8 pack max 5\n", DOOR)
    machine = lowered(text)
    sizes = {member.declaration: member.bytes for member in machine.structs[-1].members}
    assert sizes["uint8_t held : 1"] == 1
    assert sizes["uint8_t b : 3"] == 0
    assert {"c->held <= 1", "c->b <= 5"} <= set(machine.ok)  # the proofs rely on it


def test_a_bit_field_that_does_not_fit_begins_a_byte() -> None:
    packed = "var held  : u1 pack\nvar a : u8 pack max 64\nvar b : u8 pack max 1\n"
    text = changed("var held  : u1\n", packed, DOOR)
    sizes = [m.bytes for m in lowered(text).structs[-1].members if " : " in m.declaration]
    assert sizes == [1, 0, 1]


def test_what_fills_a_byte_cannot_be_packed() -> None:
    assert (
        refusal(changed("var held  : u1\n", "var held  : u1\nvar b : u8 pack max 128\n", DOOR))
        == "door.fsm:14:5: 'b' fills a byte; 'pack' is for u1, or a max below 128"
    )
    assert "'where' fills a byte" in refusal(changed("var where : seq32", "var where : seq32 pack"))


# ---- seq16 ----

LOW = changed("var where : seq32", "var where : seq32\nvar last : seq16", DOOR)


def with_guard(guard: str, text: str = LOW) -> str:
    return changed("| if man.at == where :", f"| if {guard} :", text)


def test_low_halves_are_compared_on_their_circle() -> None:
    machine = lowered(with_guard("last < low(man.at)"))
    body = code(machine, "door_comes_last")
    assert "door_seq_before16(c->last, (uint16_t)man->at)" in body
    assert "return (uint16_t)(a - b) >= 0x8000u;" in code(machine, "door_seq_before16")


def test_a_difference_is_a_number() -> None:
    machine = lowered(with_guard("man.at - where < count"))
    assert "man->at - c->where < c->count" in code(machine, "door_comes_last")
    machine = lowered(with_guard("low(man.at) - last < count"))
    assert "(uint16_t)((uint16_t)man->at - c->last) < c->count" in code(machine, "door_comes_last")


def test_low_is_assigned() -> None:
    text = changed("held = 1; drop", "last = low(man.at); drop", LOW)
    assert "c->last = (uint16_t)man->at;" in code(lowered(text), "door_comes_last")


WRONG = {
    "a whole one into a half": (
        "held = 1; drop",
        "last = man.at; drop",
        "'last' gets a sequence number; the low half of a sequence number was expected",
    ),
    "a number into a half": (
        "held = 1; drop",
        "last = 5; drop",
        "'last' gets the number 5; the low half of a sequence number was expected",
    ),
    "a half against a whole": (
        "if man.at == where",
        "if man.at == last",
        "'==' cannot compare a sequence number with the low half of a sequence number",
    ),
    "a half against a number": (
        "if man.at == where",
        "if last < count",
        "'<' compares the low half of a sequence number with a number in 0 .. 3; "
        "two sequence numbers were expected",
    ),
    "low of a number": (
        "if man.at == where",
        "if low(count) == last",
        "'low' takes one sequence number, a number in 0 .. 3 given",
    ),
    "low of two": (
        "if man.at == where",
        "if low(where, where) == last",
        "'low' takes one sequence number, a sequence number, a sequence number given",
    ),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_halves_and_wholes_do_not_mix(mistake: str) -> None:
    old, new, message = WRONG[mistake]
    assert refusal(changed(old, new, LOW)).partition(": ")[2] == message


# ---- what is called often, and timers that may stay stopped ----


def test_only_what_has_several_callers_is_kept_whole() -> None:
    once = lowered()
    assert "noinline" not in code(once, "door_close_up")
    twice = lowered(changed("| AJAR : ring(BELL); drop", "| AJAR : close_up(); drop", DOOR))
    assert "noinline" in code(twice, "door_close_up")
    assert "noinline" in code(once, "door_comes_arrives")
    assert "noinline" not in code(once, "door_comes_first")


@pytest.mark.parametrize("value", ["count == 0 ? 0 : 50", "count"])
def test_a_start_may_choose_not_to(value: str) -> None:
    check(changed("start swing = 50 -> OPEN", f"start swing = {value} -> OPEN", DOOR))


@pytest.mark.parametrize("value", ["0", "count == 0 ? 50 : count - count", "count * 2"])
def test_a_start_by_mistake_with_0_is_refused(value: str) -> None:
    text = changed("start swing = 50 -> OPEN", f"start swing = {value} -> OPEN", DOOR)
    with pytest.raises(SpecError):
        check_machine(parse(text, "door.fsm"), DOOR_PARAMS)


# ---- what is absent keeps its name for code by hand ----


def test_absent_members_sets_events_and_states_keep_their_names() -> None:
    features = {"lamp": False, "upper": False}
    machine = lower_machine(check_machine(parse(LIFT, "lift.fsm"), {}, features), "lift.fsm")
    assert code(machine, "lift_light_of").endswith("return false;")
    assert "c->" not in code(machine, "lift_set_light")
    assert code(machine, "lift_state_high").endswith("return false;")
    assert code(machine, "lift_dimmed").endswith("return LIFT_OK;")  # this machine has no errors
    states = {each.name: each.value for each in machine.enums[0].members}
    assert states == {"LIFT_GROUND": 0, "LIFT_FIRST": 255, "LIFT_ROOF": 255}
    whole = lower_machine(
        check_machine(parse(LIFT, "lift.fsm"), {}, {"lamp": True, "upper": True}), "lift.fsm"
    )
    assert "c->light" in code(whole, "lift_set_light")
    assert {each.name: each.value for each in whole.enums[0].members}["LIFT_ROOF"] == 2

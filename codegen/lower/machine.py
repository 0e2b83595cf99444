# SPDX-License-Identifier: MIT
"""A checked machine into what the templates print."""

from __future__ import annotations

from pathlib import Path

from codegen.check.machine import Checked
from codegen.check.machine_flow import GOTO
from codegen.check.machine_values import packed_bits
from codegen.ir import machine as ir
from codegen.load import fsm_tree as tree
from codegen.lower.machine_access import ABSENT_STATE, absent_events, absent_sets, accessors, optional
from codegen.lower.machine_codes import state_codes
from codegen.lower.machine_docs import edges, table
from codegen.lower.machine_elapse import elapse
from codegen.lower.machine_events import Events
from codegen.lower.machine_functions import actions, lets, prims
from codegen.lower.machine_helpers import helpers, set_tests
from codegen.lower.machine_names import C_TYPES, MOST_ENUMERATOR, WIDTHS, CNames, storage
from codegen.lower.machine_states import StateTests

WORD_BYTES = 4  # the widest member
POINTER_BYTES = 2  # on the target; only the input has one, and an input is not stored


def lower_machine(checked: Checked, source: str, counted: bool = False) -> ir.Machine:
    """`source` is the spec's path as the banner shows it. With `counted` each row that is taken is
    told to a function of the test's.
    """
    c = CNames(checked, counted)
    codes = state_codes(checked)
    tests = StateTests(codes, f"{c.upper}_")
    events = Events(c, tests)
    bodies = (
        *set_tests(c, tests),
        *absent_sets(c),
        *lets(c),
        *events.invariants.broken(),
        *actions(c),
        *(each for flow in checked.flows for each in events.functions(flow)),
        *absent_events(c),
        *elapse(c, events, checked.flows),
    )
    machine = checked.names.machine
    return ir.Machine(
        name=c.prefix,
        counted=counted,
        guard=f"THIMBLE_{c.upper}_MACHINE_H",
        source=source,
        title=machine.title,
        states=checked.names.states,
        initial=machine.initial.text,
        enums=_enums(c, codes),
        constants=_constants(c),
        structs=(*_inputs(c), ir.Struct("connection", record_members(checked))),
        ok=_ok(c),
        optional=optional(c),
        invariants=events.invariants.predicates(),
        steps=tuple(
            f"{c.upper}_HAS_{step.name.upper()}" for flow in checked.flows if flow.event.steps
            for step in flow.steps
        ),
        helpers=(*helpers(c), *accessors(c)),
        prims=prims(c),
        functions=bodies,
        edges=edges(checked),
        table=table(checked),
    )


def _enums(c: CNames, codes: dict[str, int]) -> tuple[ir.Enum, ...]:
    machine = c.names.machine
    states = sorted(c.names.states, key=lambda state: codes[state])
    absent = [word.text for word in c.checked.whole.states if word.text not in states]
    gotos = sorted(
        {
            row.verdict.removeprefix(GOTO)
            for flow in c.checked.flows
            for step in flow.steps
            for row in step.rows
            if row.verdict.startswith(GOTO)
        }
    )
    verdicts = (
        ir.Enumerator(f"{c.upper}_CONTINUE", 0, "this step has nothing to say; make the next one"),
        ir.Enumerator(f"{c.upper}_DROP", 1, "the segment is settled"),
        *(
            ir.Enumerator(f"{c.upper}_GOTO_{name.upper()}", 2 + index, f"go on at step {name}")
            for index, name in enumerate(gotos)
        ),
    )
    errors = (
        ir.Enumerator(f"{c.upper}_OK", 0),
        *(
            ir.Enumerator(c.error(word.text), 1 + index)
            for index, word in enumerate(machine.errors)
        ),
    )
    small = tuple(
        ir.Enumerator(c.param(name), c.checked.params[name])
        for name in c.names.params
        if c.checked.params[name] <= MOST_ENUMERATOR
    )
    found = [
        ir.Enum(
            f"{c.prefix}_state",
            (
                *(ir.Enumerator(c.state(state), codes[state]) for state in states),
                *(ir.Enumerator(c.state(state), ABSENT_STATE, "absent") for state in absent),
            ),
        ),
        ir.Enum("", (ir.Enumerator(f"{c.upper}_STATES", len(states)),)),
        ir.Enum(
            f"{c.prefix}_signal",
            tuple(ir.Enumerator(c.signal(name), value) for name, value in c.names.signals.items()),
        ),
        ir.Enum(f"{c.prefix}_error", errors),
        ir.Enum(f"{c.prefix}_verdict", verdicts),
        ir.Enum("", small),
        *(
            ir.Enum(
                "",
                tuple(
                    ir.Enumerator(c.bit(given.name.text, word.text), 1 << bit)
                    for bit, word in enumerate(field.bits)
                ),
            )
            for given in machine.inputs
            for field in given.fields
            if field.bits
        ),
    ]
    return tuple(enum for enum in found if enum.members)


def _constants(c: CNames) -> tuple[ir.Constant, ...]:
    large = (name for name in c.names.params if c.checked.params[name] > MOST_ENUMERATOR)
    return tuple(ir.Constant(c.param(name), f"{c.checked.params[name]}ul") for name in large)


def _inputs(c: CNames) -> tuple[ir.Struct, ...]:
    return tuple(
        ir.Struct(
            "segment" if given.name.text == "seg" else given.name.text,
            tuple(
                ir.Member(
                    field.name.text,
                    _declaration(field.type, field.name),
                    WIDTHS.get(field.type.text, 8 * POINTER_BYTES) // 8,
                )
                for field in given.fields
            ),
        )
        for given in c.names.machine.inputs
    )


def record_members(checked: Checked) -> tuple[ir.Member, ...]:
    """The members of the connection: bytes in front, then the widest first.

    AVR reaches 63 bytes from a pointer with one instruction; the state and the flags are looked at
    most. Whole words of bytes in front leave no hole before the wide members on any host. The last
    `rest` members of the small ones are bytes of their own, as bit fields stand in front of them.
    """
    machine = checked.names.machine
    declared: list[tree.Var | tree.Timer] = [*machine.vars, *machine.timers]
    members = [
        ir.Member(
            each.name.text,
            f"{storage(checked, each.name.text).c} {each.name}",
            storage(checked, each.name.text).bits // 8,
            _why(each),
        )
        for each in declared
        if not (isinstance(each, tree.Var) and each.pack)
    ]
    state = ir.Member("state", "uint8_t state", 1, f"enum {machine.name}_state")
    packed = _packed(checked)
    small = [state, *packed, *(member for member in members if member.bytes == 1)]
    wide = sorted((m for m in members if m.bytes > 1), key=lambda member: -member.bytes)
    rest = sum(member.bytes for member in small) % WORD_BYTES
    front = len(small) - rest
    return (*small[:front], *wide, *small[front:])


def _packed(checked: Checked) -> list[ir.Member]:
    """Bit fields, one byte filled after the other; the first of each byte counts for it."""
    members: list[ir.Member] = []
    left = 0
    for var in checked.names.machine.vars:
        if var.pack:
            bits = packed_bits(var, checked.bounds)
            begins = bits > left
            left = (8 if begins else left) - bits
            declaration = f"uint8_t {var.name} : {bits}"
            members.append(ir.Member(var.name.text, declaration, int(begins), var.why))
    return members


def _declaration(kind: tree.Word, name: tree.Word) -> str:
    c = C_TYPES[kind.text]
    return f"{c}{'' if c.endswith('*') else ' '}{name}"


def _why(each: tree.Var | tree.Timer) -> str:
    if isinstance(each, tree.Timer):
        return f"ticks until {each.fires}; 0: stopped"
    return each.why


def _ok(c: CNames) -> tuple[str, ...]:
    """The ranges that every function keeps."""
    found = [f"c->state < {c.upper}_STATES"]
    for name in (*c.names.vars, *c.names.timers):
        if name in c.names.vars and c.names.vars[name].type.text == "u1":
            found.append(f"c->{name} <= 1")
        elif name in c.checked.bounds and c.checked.bounds[name].hi < 2 ** c.storage(name).bits - 1:
            found.append(f"c->{name} <= {c.checked.bounds[name].hi}")
    return tuple(found)


def banner_path(path: Path) -> str:
    """The spec's path from its folder `spec` on: the same on every machine."""
    parts = path.parts
    return "/".join(parts[parts.index("spec") :]) if "spec" in parts else path.name

# SPDX-License-Identifier: MIT
"""Invariants, and what a prim or an event requires and ensures: known names, conditions, and steps
in their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from codegen.check.machine_names import Names
from codegen.check.machine_scope import Bounds, Scope
from codegen.check.machine_writes import mentioned, prims_called, written
from codegen.diagnostic import SpecError, one_of
from codegen.expr import tree as expr_tree
from codegen.expr.infer import expect_bool
from codegen.expr.tree import Expr, walk
from codegen.load import fsm_tree as tree


def check_promises(names: Names, params: Mapping[str, int], bounds: Bounds) -> None:
    """Every statement about what holds, before anything is printed from it."""

    def condition(value: Expr, what: str, with_input: bool, with_before: bool = False) -> None:
        scope = Scope(names, params, bounds, with_input)
        scope.with_before = with_before
        expect_bool(scope.typed(value), what)

    for each in names.machine.invariants:
        condition(each.value, "an invariant", False)
        check_invariant(names, each)
    for prim in names.machine.prims:
        given = any(word.text in names.inputs for word in prim.parameters)
        for clause in prim.requires:
            condition(clause.value, "'requires'", given)
        for clause in prim.ensures:
            condition(clause.value, "'ensures'", given, True)
        check_keeps(names, prim)
        for word in prim.needs:
            invariant_named(names, word)
    for event in names.machine.events:
        for clause in event.requires:
            condition(clause.value, "'requires'", event.input is not None)
        check_mends(names, event)
    for action in names.machine.actions:
        check_action(names, action)


def check_invariant(names: Names, each: tree.Invariant) -> None:
    """It speaks of the connection; the steps between which it may fail belong to one event."""
    names.expand(each.states)
    if not mentioned([each.value], names) & {*names.vars, *names.timers}:
        raise SpecError(
            expr_tree.begin(each.value), f"invariant '{each.name}' says nothing of any variable"
        )
    if each.since is None or each.until is None:
        return
    for event in names.machine.events:
        order = [step.name.text for step in event.steps]
        if each.since.text in order:
            later = order[order.index(each.since.text) + 1 :]
            if each.until.text not in later:
                known = one_of(later) if later else "none"
                raise SpecError(
                    each.until.at,
                    f"'{each.until}' is no step behind '{each.since}'; expected {known}",
                )
            return
    every = [step.name for event in names.machine.events for step in event.steps]
    raise SpecError(each.since.at, f"'{each.since}' is not a step; expected {one_of(every)}")


def check_keeps(names: Names, prim: tree.Prim) -> None:
    """A prim keeps invariants that it could break: what it does not write it keeps anyway."""
    writes = {word.text for word in prim.writes}
    for word in prim.keeps:
        check_touched(names, word, writes, f"prim '{prim.name}'")


def check_mends(names: Names, event: tree.Event) -> None:
    """An event mends invariants by its own rows: there is something that it can write."""
    writes = written([statement for row in event.rows for statement in row.body], names)
    for word in event.mends:
        check_touched(names, word, writes, f"event '{event.name}'")


def check_touched(names: Names, word: tree.Word, writes: Set[str], who: str) -> None:
    """The invariant of that name is there, and speaks of something that is written."""
    if not mentioned([invariant_named(names, word).value], names) & writes:
        raise SpecError(word.at, f"{who} writes nothing that invariant '{word}' speaks of")


def invariant_named(names: Names, word: tree.Word) -> tree.Invariant:
    each = names.invariants.get(word.text)
    if each is None:
        known = one_of(names.invariants) if names.invariants else "none; there are none"
        raise SpecError(word.at, f"'{word}' is not an invariant; expected {known}")
    return each


def check_action(names: Names, action: tree.Action) -> None:
    """What a prim requires its callers must know, so nothing in front of the call changes it."""
    changed: set[str] = set()
    for statement in action.body:
        for prim in prims_called([statement], names):
            needed = (names.invariants[word.text].value for word in prim.needs)
            for value in (*(clause.value for clause in prim.requires), *needed):
                lost = read_by(value, names) & changed
                if lost:
                    raise SpecError(
                        tree.place(statement),
                        f"prim '{prim.name}' requires something of '{sorted(lost)[0]}', "
                        f"which action '{action.name}' has changed before",
                    )
        changed |= written([statement], names)


def read_by(value: Expr, names: Names) -> set[str]:
    """Variables, timers and fields (`seg.acked`) that an expression looks at, through lets too."""
    found: set[str] = set()
    for part in walk(value):
        match part:
            case expr_tree.Member(of=expr_tree.Name(name=given), name=name):
                found.add(f"{given}.{name}")
            case expr_tree.Name(name=name) if name in names.lets:
                found |= read_by(names.lets[name].value, names)
            case expr_tree.Name(name=name) if name in names.vars or name in names.timers:
                found.add(name)
    return found

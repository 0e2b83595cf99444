# SPDX-License-Identifier: MIT
"""Invariants, and what prims and events promise, under the features of a profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from codegen.diagnostic import SpecError
from codegen.expr.fold import fold
from codegen.expr.tree import Bool, Expr
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Machine

Values = Mapping[str, bool]
Promising = TypeVar("Promising", tree.Prim, tree.Event)


Holds = Callable[[Expr | None, dict[str, bool]], bool]


def held_clauses(each: Promising, features: dict[str, bool], holds: Holds) -> Promising:
    """A prim or an event without the clauses whose `when` is false."""
    requires = tuple(clause for clause in each.requires if holds(clause.when, features))
    if isinstance(each, tree.Event):
        return replace(each, requires=requires)
    ensures = tuple(clause for clause in each.ensures if holds(clause.when, features))
    return replace(each, requires=requires, ensures=ensures)


def reduced_invariants(machine: Machine, values: Values, gone: set[str]) -> Machine:
    """Those that have a state and something left to say; nothing keeps what has vanished."""
    found = []
    for each in machine.invariants:
        states = tuple(word for word in each.states if word.text not in gone)
        value = fold(each.value, values)
        if each.states and not states or isinstance(value, Bool) and value.value:
            continue
        if isinstance(value, Bool):
            raise SpecError(each.name.at, f"invariant '{each.name}' never holds in this profile")
        found.append(replace(each, states=states, value=value))
    left = {each.name.text for each in found}
    vanished = {each.name.text for each in machine.invariants} - left | gone
    prims = (
        replace(
            _folded(prim, values),
            keeps=tuple(word for word in prim.keeps if word.text not in vanished),
            needs=tuple(word for word in prim.needs if word.text not in vanished),
            ensures=tuple(replace(x, value=fold(x.value, values)) for x in prim.ensures),
        )
        for prim in machine.prims
    )
    events = (
        replace(
            _folded(event, values),
            mends=tuple(word for word in event.mends if word.text not in vanished),
        )
        for event in machine.events
    )
    return replace(
        machine, invariants=tuple(found), prims=tuple(prims), events=tuple(events)
    )


def _folded(each: Promising, values: Values) -> Promising:
    requires = (replace(clause, value=fold(clause.value, values)) for clause in each.requires)
    return replace(each, requires=tuple(requires))

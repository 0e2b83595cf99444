# SPDX-License-Identifier: MIT
"""A machine as one profile wants it: features become constants, and what is absent vanishes.

This comes before every other check, so the rest of the generator never hears of features. What a
constant folds away is not looked at: its names may be absent, or not exist at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from codegen.check.machine_absent import check_present, declared_names
from codegen.check.machine_reduce_promises import held_clauses, reduced_invariants
from codegen.check.machine_reduce_rows import Rows
from codegen.diagnostic import SpecError, one_of
from codegen.expr import tree as expr_tree
from codegen.expr.fold import fold
from codegen.expr.tree import Bool, Expr
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Machine, Word

Values = dict[str, bool]
Declared = TypeVar("Declared", tree.Field, tree.Var, tree.Timer, tree.Let, tree.Prim, tree.Action)


def reduced(machine: Machine, given: Mapping[str, bool]) -> Machine:
    """The machine under the features of a profile."""
    features = _features(machine, given)
    whole = machine
    machine = _without_absent(machine, features)
    machine, values = _constant_lets(machine, features)
    machine = _reduced_sets(machine)
    gone = declared_names(whole) - declared_names(machine) - set(values)
    machine = reduced_invariants(machine, values, gone)
    machine = _reduced_prims(machine, gone)
    machine, gone = _reduced_actions(machine, values, gone)
    rows = Rows(whole, machine, values, gone)
    events = (rows.event(event) for event in machine.events)
    machine = replace(machine, events=tuple(events))
    check_present(whole, machine, gone)
    return machine


def _features(machine: Machine, given: Mapping[str, bool]) -> Values:
    found: Values = {}
    for word in machine.features:
        if word.text not in given:
            raise SpecError(
                word.at, f"no profile knows feature '{word}'; expected {one_of(given)}"
            )
        if word.text in found:
            raise SpecError(word.at, f"feature '{word}' is declared twice")
        found[word.text] = given[word.text]
    return found


def holds(condition: Expr | None, features: Values) -> bool:
    """Whether a declaration with this `when` is there."""
    if condition is None:
        return True
    for part in expr_tree.walk(condition):
        match part:
            case expr_tree.Name(name=name):
                if name not in features:
                    known = one_of(features)
                    raise SpecError(part.at, f"'{name}' is not a feature; expected {known}")
            case expr_tree.Unary(operator="not") | expr_tree.Binary(operator="and" | "or"):
                pass
            case _:
                raise SpecError(
                    expr_tree.begin(part), "'when' is made of features, 'and', 'or' and 'not'"
                )
    value = fold(condition, features)
    assert isinstance(value, Bool)
    return value.value


def _without_absent(machine: Machine, features: Values) -> Machine:
    def kept(each: Iterable[Declared]) -> tuple[Declared, ...]:
        return tuple(one for one in each if holds(one.when, features))

    states = (
        word for line in machine.state_lines if holds(line.when, features) for word in line.names
    )
    events = (event for event in machine.events if holds(event.when, features))
    return replace(
        machine,
        states=tuple(states),
        inputs=tuple(replace(each, fields=kept(each.fields)) for each in machine.inputs),
        vars=tuple(_folded_most(each, features) for each in kept(machine.vars)),
        timers=tuple(_folded_most(each, features) for each in kept(machine.timers)),
        lets=kept(machine.lets),
        prims=tuple(held_clauses(prim, features, holds) for prim in kept(machine.prims)),
        actions=kept(machine.actions),
        invariants=tuple(each for each in machine.invariants if holds(each.when, features)),
        events=tuple(
            replace(
                held_clauses(event, features, holds),
                steps=tuple(x for x in event.steps if holds(x.when, features)),
            )
            for event in events
        ),
    )


Most = TypeVar("Most", tree.Var, tree.Timer)


def _folded_most(each: Most, features: Values) -> Most:
    return replace(each, most=fold(each.most, features)) if each.most is not None else each


def _constant_lets(machine: Machine, features: Values) -> tuple[Machine, Values]:
    """A let that features decide is a constant itself."""
    values = dict(features)
    lets = list(machine.lets)
    while True:
        lets = [replace(let, value=fold(let.value, values)) for let in lets]
        decided = {let.name.text: let.value.value for let in lets if isinstance(let.value, Bool)}
        if not decided:
            return replace(machine, lets=tuple(lets)), values
        values |= decided
        lets = [let for let in lets if let.name.text not in decided]


def _reduced_sets(machine: Machine) -> Machine:
    """Sets lose absent states; one that loses all of them vanishes."""
    gone = {word.text for line in machine.state_lines for word in line.names}
    gone -= {word.text for word in machine.states}
    sets: list[tree.NameSet] = []
    for each in machine.sets:
        members = tuple(word for word in each.members if word.text not in gone)
        if members:
            sets.append(replace(each, members=members))
        else:
            gone.add(each.name.text)
    return replace(machine, sets=tuple(sets))


def _reduced_prims(machine: Machine, gone: set[str]) -> Machine:
    """Prims write only what is there."""

    def writes(prim: tree.Prim) -> tuple[Word, ...]:
        left = tuple(word for word in prim.writes if word.text not in gone)
        return left or (Word("nothing", prim.name.at),)

    prims = tuple(replace(prim, writes=writes(prim)) for prim in machine.prims)
    return replace(machine, prims=prims)


def _reduced_actions(
    machine: Machine, values: Values, gone: set[str]
) -> tuple[Machine, set[str]]:
    """An action without a statement left vanishes, and so do the calls of it."""
    actions = list(machine.actions)
    while True:
        bodies = [Rows.statements(action.body, values, gone) for action in actions]
        empty = {action.name.text for action, body in zip(actions, bodies) if not body}
        if not empty:
            kept = (replace(action, body=body) for action, body in zip(actions, bodies))
            return replace(machine, actions=tuple(kept)), gone
        gone = gone | empty
        actions = [action for action in actions if action.name.text not in empty]

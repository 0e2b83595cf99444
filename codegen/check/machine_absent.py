# SPDX-License-Identifier: MIT
"""What a profile leaves out cannot be read where it is left out; the message names the feature."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Union

from codegen.diagnostic import Place, SpecError
from codegen.expr import tree as expr_tree
from codegen.expr.tree import Expr
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Machine, Statement, Word

Named = Union[
    tree.Var, tree.Timer, tree.Let, tree.Prim, tree.Action, tree.Event, tree.Invariant
]


def declared_names(machine: Machine) -> set[str]:
    """Every name that a declaration can take away; a field of an input as `seg.urgent`."""
    listed = [*(each.name for each in machine.sets), *(each.name for each in _named(machine))]
    fields = {f"{each.name}.{field.name}" for each in machine.inputs for field in each.fields}
    bits = {
        f"{each.name}.{bit}"
        for each in machine.inputs
        for field in each.fields
        for bit in field.bits
    }
    states = {word.text for word in machine.states}
    return {word.text for word in listed} | fields | bits | states


def _named(machine: Machine) -> Iterator[Named]:
    yield from machine.vars
    yield from machine.timers
    yield from machine.lets
    yield from machine.prims
    yield from machine.actions
    yield from machine.events
    yield from machine.invariants


def check_present(whole: Machine, machine: Machine, gone: set[str]) -> None:
    """Nothing that is left reads, enters or fires what is gone."""
    why = dict(_conditions(whole))
    for name, at in _used(machine):
        if name in gone:
            reason = f"it is there only 'when {why[name]}'" if name in why else "nothing is left"
            raise SpecError(
                at, f"'{name}' is absent in this profile, {reason}; expected a condition like it"
            )


def _conditions(machine: Machine) -> Iterator[tuple[str, str]]:
    for line in machine.state_lines:
        if line.when is not None:
            yield from ((word.text, said(line.when)) for word in line.names)
    for given in machine.inputs:
        for field in given.fields:
            if field.when is not None:
                names = (field.name, *field.bits)
                yield from ((f"{given.name}.{word}", said(field.when)) for word in names)
    for each in _named(machine):
        if each.when is not None:
            yield each.name.text, said(each.when)


def said(condition: Expr) -> str:
    """A condition on features as it is written."""
    match condition:
        case expr_tree.Name(name=name):
            return name
        case expr_tree.Unary(operand=operand):
            inner = said(operand)
            return f"not ({inner})" if " " in inner else f"not {inner}"
        case expr_tree.Binary(operator=operator, left=left, right=right):
            return f"{said(left)} {operator} {said(right)}"
    return "..."


def _used(machine: Machine) -> Iterator[tuple[str, Place]]:
    yield machine.initial.text, machine.initial.at
    for timer in machine.timers:
        yield timer.fires.text, timer.fires.at
    for let in machine.lets:
        yield from _read(let.value)
    for invariant in machine.invariants:
        yield from _read(invariant.value)
    for prim in machine.prims:
        for clause in (*prim.requires, *prim.ensures):
            yield from _read(clause.value)
    for event in machine.events:
        for clause in event.requires:
            yield from _read(clause.value)
    for action in machine.actions:
        yield from _in_body(action.body)
    for event in machine.events:
        for step in event.steps:
            yield from _in_rows(step.rows)
            if step.guard is not None:
                yield from _read(step.guard)
        yield from _in_rows(event.rows)


def _in_rows(rows: tuple[tree.Row, ...]) -> Iterator[tuple[str, Place]]:
    for row in rows:
        if row.guard is not None:
            yield from _read(row.guard)
        yield from _in_body(row.body)


def _in_body(body: tuple[Statement, ...]) -> Iterator[tuple[str, Place]]:
    for statement in body:
        match statement:
            case tree.Assign(value=value) | tree.Start(value=value):
                yield from _read(value)
            case tree.Call(arguments=arguments):
                for argument in arguments:
                    yield from _read(argument)
            case tree.Become(state=Word(text=text, at=at)):
                yield text, at


def _read(expr: Expr) -> Iterator[tuple[str, Place]]:
    for part in expr_tree.walk(expr):
        match part:
            case expr_tree.Name(name=name, at=at):
                yield name, at
            case expr_tree.Member(of=expr_tree.Name(name=of), name=name, at=at):
                yield f"{of}.{name}", at

# SPDX-License-Identifier: MIT
"""Lets, prims and actions of a machine as C functions with contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from codegen.check.machine_writes import written
from codegen.expr.tree import Name, walk
from codegen.expr.types import width_of
from codegen.ir.machine import Function
from codegen.load import fsm_tree as tree
from codegen.lower.machine_acsl import assigned, contract, formula, result_of
from codegen.lower.machine_body import Lines, action_input
from codegen.lower.machine_effects import Effects, requires_of
from codegen.lower.machine_invariants import macro
from codegen.lower.machine_layout import INLINE, ONCE, signature, wrapped
from codegen.lower.machine_names import C_TYPES, CNames, c_type


def parameters(c: CNames, given: str | None) -> tuple[str, ...]:
    """The uniform parameters: stack, connection, input."""
    both = ("struct stack *s", f"struct {c.prefix}_connection *c")
    return (*both, f"struct {c.prefix}_{_record(given)} *{given}") if given else both


def _record(given: str) -> str:
    return {"seg": "segment"}.get(given, given)


def requires(c: CNames, given: str | None, record: bool = True) -> tuple[str, ...]:
    clauses = ["\\valid(c)", f"{c.prefix}_ok(c)"] if record else []
    if given:
        clauses.append(f"\\valid({given})")
        if record:
            clauses.append(f"\\separated(c, {given})")
    return tuple(clauses)


def unused(c: CNames, given: str | None, lines: Iterable[str]) -> list[str]:
    """`(void)x;` for each uniform parameter that the lines do not use."""
    text = "\n".join(lines)
    words = set("".join(x if x.isalnum() or x == "_" else " " for x in text).split())
    return [
        f"    (void){name};"
        for name in ("s", "c", *((given,) if given else ()))
        if name not in words
    ]


# ---- lets ----


def lets(c: CNames) -> tuple[Function, ...]:
    return tuple(let(c, each) for each in _used_first(c))


def _used_first(c: CNames) -> Iterator[tree.Let]:
    """Each let behind those it uses."""
    done: set[str] = set()

    def visit(each: tree.Let) -> Iterator[tree.Let]:
        if each.name.text in done:
            return
        done.add(each.name.text)
        for part in walk(each.value):
            if isinstance(part, Name) and part.name in c.names.lets:
                yield from visit(c.names.lets[part.name])
        yield each

    for each in c.names.machine.lets:
        yield from visit(each)


def let(c: CNames, each: tree.Let) -> Function:
    name = each.name.text
    typed = c.typed(each.value)
    arguments = c.let_arguments(name)
    kinds = {"c": f"const struct {c.prefix}_connection *c"}
    given = [kinds.get(x, f"const struct {c.prefix}_{_record(x)} *{x}") for x in arguments]
    valid = [f"\\valid_read({x})" for x in arguments]
    if "c" in arguments:
        valid.append(f"{c.prefix}_ok(c)")
    value = (
        c.boolean(typed)
        if c_type(typed) == "bool"
        else c.value(typed, width_of(typed.type, typed.at))
    )
    promise = contract(tuple(valid), "\\nothing", result_of(typed, c))
    head = signature(f"static inline {c_type(typed)} {c.function(name)}", given)
    return Function(name, (each.name.at.short,), promise, head, wrapped(f"    return {value};"))


# ---- prims ----


def prims(c: CNames) -> tuple[Function, ...]:
    return tuple(prim(c, each) for each in c.names.machine.prims)


def needs_record(c: CNames, each: tree.Prim) -> bool:
    """A prim that takes an input and writes nothing of the connection may be called without one."""
    inputs = [word for word in each.parameters if word.text in c.names.inputs]
    own = [word for word in each.writes if word.text in c.names.vars or word.text in c.names.timers]
    return not inputs or bool(own)


def prim(c: CNames, each: tree.Prim) -> Function:
    given = next((word.text for word in each.parameters if word.text in c.names.inputs), None)
    extra = [
        f"{C_TYPES[word.text]} {_argument(index)}"
        for index, word in enumerate(
            word for word in each.parameters if word.text not in c.names.inputs
        )
    ]
    record = needs_record(c, each)
    writes = [word.text for word in each.writes if word.text != "nothing"]
    ensures = (f"{c.prefix}_ok(c)",) if record and writes else ()
    scope = c.checked.scope()
    scope.with_before = True
    ensures += tuple(formula(scope.typed(clause.value), c) for clause in each.ensures)
    kept = (macro(c, word.text) for word in each.keeps)
    ensures += tuple(f"\\old({name}(c)) ==> {name}(c)" for name in kept)
    needs = tuple(formula(c.typed(clause.value), c) for clause in each.requires)
    needs += tuple(f"{macro(c, word.text)}(c)" for word in each.needs)
    promise = contract((*requires(c, given, record), *needs), assigned(writes, c), ensures)
    result = C_TYPES[each.result.text] if each.result else "void"
    head = signature(f"{result} {c.function(each.name.text)}", (*parameters(c, given), *extra))
    return Function(each.name.text, (each.name.at.short,), promise, head, ())


def _argument(index: int) -> str:
    return ("what", "more", "third", "fourth")[index]


# ---- actions ----


def actions(c: CNames) -> tuple[Function, ...]:
    return tuple(action(c, each) for each in _called_first(c))


def _called_first(c: CNames) -> Iterator[tree.Action]:
    done: set[str] = set()

    def visit(each: tree.Action) -> Iterator[tree.Action]:
        if each.name.text in done:
            return
        done.add(each.name.text)
        for statement in each.body:
            if isinstance(statement, tree.Call) and statement.function.text in c.names.actions:
                yield from visit(c.names.actions[statement.function.text])
        yield each

    for each in c.names.machine.actions:
        yield from visit(each)


def action(c: CNames, each: tree.Action) -> Function:
    name = each.name.text
    given = action_input(c, name)
    lines = [f"    {line}" for line in Lines(c, given).statements(each.body)]
    promise = contract(
        (*requires(c, given), *requires_of(c, each.body)),
        assigned(written(each.body, c.names), c),
        (f"{c.prefix}_ok(c)", *Effects(c, each.body).ensures()),
    )
    kind = ONCE if c.calls[name] > 1 else INLINE
    head = signature(f"{kind} void {c.function(name)}", parameters(c, given))
    return Function(
        name, (each.name.at.short,), promise, head, _wrap([*unused(c, given, lines), *lines])
    )


def _wrap(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(part for line in lines for part in wrapped(line))

# SPDX-License-Identifier: MIT
"""Contracts of a machine: what each function may write, and in which states it can leave a
connection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from codegen.expr import tree as expr_tree
from codegen.expr.infer import Typed
from codegen.expr.types import CIRCLES, IntType, width_of
from codegen.ir.machine import Contract
from codegen.lower.machine_layout import wrapped
from codegen.lower.machine_names import CNames

_SYMBOL = {"and": "&&", "or": "||"}
_CLAUSE = 96  # columns of a clause: the comment's frame takes four


def formula(typed: Typed, c: CNames) -> str:
    """An expression as ACSL: numbers are unbounded there, so sequence numbers carry their wrap as
    a cast.
    """
    match typed.expr:
        case expr_tree.Int(value=value):
            return str(value)
        case expr_tree.Bool(value=value):
            return "\\true" if value else "\\false"
        case expr_tree.Unary(operator=operator):
            return f"{'!' if operator == 'not' else operator}{_inner(typed.parts[0], c)}"
        case expr_tree.Binary(operator=operator):
            return _binary(typed, operator, c)
        case expr_tree.Ternary():
            condition, yes, no = (_inner(part, c) for part in typed.parts)
            return f"{condition} ? {yes} : {no}"
        case expr_tree.Call(function=expr_tree.Name(name="low")):
            return f"(uint16_t){_inner(typed.parts[1], c)}"
        case expr_tree.Call(function=expr_tree.Name(name="before")):
            return f"\\old({formula(typed.parts[1], c)})"
        case expr_tree.Call(function=expr_tree.Name(name=name)):
            a, b = (formula(part, c) for part in typed.parts[1:])
            return f"\\{name}({a}, {b})"
        case expr_tree.Name(name=name):
            return _name(typed, name, c)
    text = c.leaf(typed).text
    return f"({text} != 0)" if text.startswith("(") else text


def _name(typed: Typed, name: str, c: CNames) -> str:
    if name in c.names.lets:
        return _inner(c.typed(c.names.lets[name].value), c)
    text = c.leaf(typed).text
    return (
        f"({text} != 0)" if name in c.names.vars and c.names.vars[name].type.text == "u1" else text
    )


def _binary(typed: Typed, operator: str, c: CNames) -> str:
    left, right = (_operand(part, operator, c) for part in typed.parts)
    circle = typed.parts[0].type
    if isinstance(circle, CIRCLES) and operator in ("<", "<=", ">", ">="):
        before = c.before(width_of(circle, typed.at).bits)
        if operator in (">", ">="):
            left, right = right, left
        if operator in ("<", ">"):
            return f"{before}({left}, {right})"
        return f"!{before}({right}, {left})"
    if isinstance(circle, CIRCLES) and operator in "+-":
        return f"({width_of(circle, typed.at).c})({left} {operator} {right})"
    return f"{left} {_SYMBOL.get(operator, operator)} {right}"


def _operand(typed: Typed, operator: str, c: CNames) -> str:
    """A part of a binary operator; comparisons need no parentheses inside `&&` and `||`."""
    inner = typed.expr
    is_sequence = isinstance(typed.type, CIRCLES)
    if (
        operator in ("and", "or")
        and isinstance(inner, expr_tree.Binary)
        and inner.operator in expr_tree.COMPARISONS
    ):
        return formula(typed, c)
    if isinstance(inner, expr_tree.Name) and inner.name in c.names.lets:
        return _operand(c.typed(c.names.lets[inner.name].value), operator, c)
    return formula(typed, c) if is_sequence else _inner(typed, c)


def _inner(typed: Typed, c: CNames) -> str:
    text = formula(typed, c)
    if isinstance(typed.expr, (expr_tree.Binary, expr_tree.Ternary)):
        return f"({text})"
    return text


def result_of(typed: Typed, c: CNames) -> tuple[str, ...]:
    """What a let promises: its very formula, and for a number its bounds."""
    text = formula(typed, c)
    if isinstance(typed.type, IntType):
        # Shifts by a variable are opaque to the provers: what they give is bounded, not
        # spelled out.
        value = () if "<<" in text or ">>" in text else (f"\\result == {text}",)
        return (*value, f"\\result <= {typed.type.hi}")
    if isinstance(typed.type, CIRCLES):
        return (f"\\result == {text}",)
    return (f"\\result <==> {f'({text})' if ' ? ' in text else text}",)


def contract(requires: Iterable[str], assigns: str, ensures: Iterable[str]) -> Contract:
    """The clauses in their order, broken into lines that fit."""
    clauses = [
        *(f"requires {each};" for each in requires),
        f"assigns  {assigns};",
        *(f"ensures  {each};" for each in ensures),
    ]
    return Contract(tuple(line for clause in clauses for line in wrapped(clause, _CLAUSE)))


# ---- states ----


def is_in(states: Sequence[str], c: CNames, place: str = "c->state") -> str:
    """A connection is in one of these states."""
    if set(states) == set(c.names.states):
        return f"{place} < {c.upper}_STATES"
    tests = [f"{place} == {c.state(state)}" for state in states]
    return tests[0] if len(tests) == 1 else f"({' || '.join(tests)})"


def leads_to(exits: Mapping[str, Iterable[str]], c: CNames, when: str = "") -> tuple[str, ...]:
    """For each group of starts with the same ends, one claim. `when` is a condition on the
    result.
    """
    groups: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for start, ends in exits.items():
        found = set(ends)
        others = tuple(state for state in c.names.states if state in found - {start})
        groups.setdefault((start in found, others), []).append(start)
    claims = []
    for (stays, others), starts in groups.items():
        conditions = [when] if when else []
        if len(groups) > 1 or len(starts) < len(exits):
            conditions.append(is_in(starts, c, "\\old(c->state)"))
        ends_text = ["c->state == \\old(c->state)"] if stays else []
        ends_text += [f"c->state == {c.state(state)}" for state in others]
        ends_here = " || ".join(ends_text)
        if not conditions:
            claims.append(ends_here)
            continue
        ends_here = f"({ends_here})" if len(ends_text) > 1 else ends_here
        claims.append(f"{' && '.join(conditions)} ==> {ends_here}")
    return tuple(claims)


def all_of(claims: Sequence[str]) -> tuple[str, ...]:
    """The claims about states as one clause. Each clause is a goal for the prover, and for each it
    follows all paths through the function again.
    """
    if len(claims) < 2:
        return tuple(claims)
    return (" && ".join(f"({claim})" for claim in claims),)


def assigned(fields: Iterable[str], c: CNames) -> str:
    """An `assigns` list: members of the connection in their declared order, then fields of
    inputs.
    """
    found = set(fields)
    order = [*c.names.vars, *c.names.timers, "state"]
    members = [f"c->{name}" for name in order if name in found]
    members += sorted(name.replace(".", "->") for name in found if "." in name)
    return ", ".join(members) or "\\nothing"

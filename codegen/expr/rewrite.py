# SPDX-License-Identifier: MIT
"""Expressions made from expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from codegen.expr import tree
from codegen.expr.interval import NEGATED
from codegen.expr.tree import Expr


def rewrite(expr: Expr, change: Callable[[Expr], Expr | None]) -> Expr:
    """The expression with every part for which `change` gives something replaced by that, outermost
    first.
    """
    changed = change(expr)
    if changed is not None:
        return changed
    match expr:
        case tree.Member(of=of):
            return replace(expr, of=rewrite(of, change))
        case tree.Call(arguments=arguments):
            return replace(expr, arguments=tuple(rewrite(each, change) for each in arguments))
        case tree.Index(of=of, index=index):
            return replace(expr, of=rewrite(of, change), index=rewrite(index, change))
        case tree.Array(items=items):
            return replace(expr, items=tuple(rewrite(each, change) for each in items))
        case tree.Unary(operand=operand):
            return replace(expr, operand=rewrite(operand, change))
        case tree.Binary(left=left, right=right):
            return replace(expr, left=rewrite(left, change), right=rewrite(right, change))
        case tree.Ternary(condition=condition, yes=yes, no=no):
            return replace(
                expr,
                condition=rewrite(condition, change),
                yes=rewrite(yes, change),
                no=rewrite(no, change),
            )
        case _:
            return expr


def substitute(expr: Expr, name: str, by: Expr) -> Expr:
    """The expression with a bare name replaced."""
    return rewrite(
        expr, lambda part: by if isinstance(part, tree.Name) and part.name == name else None
    )


def negated(expr: Expr) -> Expr:
    """An expression that is true exactly when this one is false, without a `not` where it can be
    avoided.
    """
    match expr:
        case tree.Binary(operator=operator) if operator in NEGATED:
            return replace(expr, operator=NEGATED[operator])
        case tree.Binary(operator=operator) if operator in ("and", "or"):
            other = "or" if operator == "and" else "and"
            return replace(expr, operator=other, left=negated(expr.left), right=negated(expr.right))
        case tree.Unary(operator="not", operand=operand):
            return operand
        case tree.Bool(value=value):
            return replace(expr, value=not value)
    return tree.Unary("not", expr, tree.begin(expr))


def conjuncts(expr: Expr) -> Iterator[Expr]:
    """The parts that an `and` joins."""
    if isinstance(expr, tree.Binary) and expr.operator == "and":
        yield from conjuncts(expr.left)
        yield from conjuncts(expr.right)
    else:
        yield expr


def joined(parts: list[Expr]) -> Expr:
    """The parts joined by `and`; there is at least one."""
    whole = parts[0]
    for part in parts[1:]:
        whole = tree.Binary("and", whole, part, part.at)
    return whole

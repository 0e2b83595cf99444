# SPDX-License-Identifier: MIT
"""An expression with some of its names replaced by true or false, and what follows from that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from codegen.expr import tree
from codegen.expr.rewrite import rewrite
from codegen.expr.tree import Bool, Expr


def fold(expr: Expr, values: Mapping[str, bool]) -> Expr:
    """The expression without the parts that a constant decides. Nothing else changes."""
    match expr:
        case tree.Name(name=name, at=at) if name in values:
            return Bool(values[name], at)
        case tree.Unary(operator="not", operand=operand):
            inner = fold(operand, values)
            if isinstance(inner, Bool):
                return Bool(not inner.value, expr.at)
            return replace(expr, operand=inner)
        case tree.Binary(operator="and" | "or", left=left, right=right):
            return _logic(expr, fold(left, values), fold(right, values))
        case tree.Ternary(condition=condition):
            chosen = fold(condition, values)
            if isinstance(chosen, Bool):
                return fold(expr.yes if chosen.value else expr.no, values)
            yes, no = fold(expr.yes, values), fold(expr.no, values)
            return replace(expr, condition=chosen, yes=yes, no=no)
    return rewrite(expr, lambda part: None if part is expr else fold(part, values))


def _logic(expr: tree.Binary, left: Expr, right: Expr) -> Expr:
    """`false and x` is false, `true and x` is x; `or` the other way round."""
    settles = expr.operator == "or"
    if isinstance(left, Bool):
        return left if left.value == settles else right
    if isinstance(right, Bool):
        return right if right.value == settles else left
    return replace(expr, left=left, right=right)

# SPDX-License-Identifier: MIT
"""What a guard says about the bounds of variables: `retries == MAX_RETRIES` false leaves 0 ..
MAX_RETRIES - 1.
"""

from __future__ import annotations

from codegen.check.machine_scope import Bounds, Scope
from codegen.expr import interval
from codegen.expr import tree as expr_tree
from codegen.expr.tree import Expr
from codegen.expr.types import IntType


def refine(bounds: Bounds, guard: Expr | None, holds: bool, scope: Scope) -> Bounds:
    """The bounds where the guard is true (or false, as `holds` says). What it does not tell stays
    as it was.
    """
    match guard:
        case expr_tree.Unary(operator="not", operand=operand):
            return refine(bounds, operand, not holds, scope)
        case expr_tree.Binary(operator="and", left=left, right=right) if holds:
            return refine(refine(bounds, left, True, scope), right, True, scope)
        case expr_tree.Binary(operator="or", left=left, right=right) if not holds:
            return refine(refine(bounds, left, False, scope), right, False, scope)
        case expr_tree.Name(name=name) if name in scope.names.lets:
            return refine(bounds, scope.names.lets[name].value, holds, scope)
        case expr_tree.Binary(
            operator=operator, left=left, right=right
        ) if operator in interval.NEGATED:
            real = operator if holds else interval.NEGATED[operator]
            once = _compare(bounds, left, real, right, scope)
            return _compare(once, right, interval.MIRRORED[real], left, scope)
    return bounds


def _compare(bounds: Bounds, left: Expr, operator: str, right: Expr, scope: Scope) -> Bounds:
    if not isinstance(left, expr_tree.Name) or left.name not in bounds:
        return bounds
    other = Scope(scope.names, scope.params, bounds, scope.with_input).typed(right).type
    if not isinstance(other, IntType):
        return bounds
    before = bounds[left.name]
    after = interval.narrowed(operator, before, other)
    if operator == "!=" and other.lo == other.hi:
        after = _without(before, other.lo)
    if after is None:
        return bounds  # the guard never holds: the row is dead, and the flow check says so
    return {**bounds, left.name: after}


def _without(before: IntType, value: int) -> IntType | None:
    """An interval that loses one of its ends."""
    lo = before.lo + (before.lo == value)
    hi = before.hi - (before.hi == value)
    return IntType(lo, hi) if lo <= hi else None

# SPDX-License-Identifier: MIT
"""Sums with constant factors: enough to see that a packet's parts lie inside it.

`total_length - ihl * 4` is not negative, because a `valid` has made sure of `total_length >= ihl *
4`. That is found by comparing the two as sums; no prover is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from codegen.diagnostic import NOWHERE
from codegen.expr import tree
from codegen.expr.tree import Expr
from codegen.expr.types import IntType


@dataclass(frozen=True)
class Linear:
    """constant + sum of factor * term; the terms are in the order of their first use."""

    constant: int
    terms: tuple[tuple[Expr, int], ...] = ()

    def plus(self, other: Linear, times: int = 1) -> Linear:
        factors = dict(self.terms)
        for term, factor in other.terms:
            factors[term] = factors.get(term, 0) + times * factor
        kept = tuple((term, factor) for term, factor in factors.items() if factor)
        return Linear(self.constant + times * other.constant, kept)

    def least(self, bounds: Callable[[Expr], IntType | None]) -> int | None:
        """The smallest value the bounds of the terms allow; nothing when a term has no bounds."""
        total = self.constant
        for term, factor in self.terms:
            bound = bounds(term)
            if bound is None:
                return None
            total += factor * (bound.lo if factor > 0 else bound.hi)
        return total


def linear(expr: Expr) -> Linear:
    """An expression as such a sum; what is not linear stands in it as a term."""
    match expr:
        case tree.Int(value=value):
            return Linear(value)
        case tree.Binary(operator="+", left=left, right=right):
            return linear(left).plus(linear(right))
        case tree.Binary(operator="-", left=left, right=right):
            return linear(left).plus(linear(right), -1)
        case tree.Binary(operator="*", left=left, right=right):
            a, b = linear(left), linear(right)
            if not a.terms:
                return Linear(0).plus(b, a.constant)
            if not b.terms:
                return Linear(0).plus(a, b.constant)
    return Linear(0, ((expr, 1),))


def expression(of: Linear) -> Expr:
    """The sum written out again."""
    whole: Expr | None = None
    for term, factor in sorted(of.terms, key=lambda each: each[1] < 0):
        size = abs(factor)
        part: Expr = term if size == 1 else tree.Binary("*", term, tree.Int(size, NOWHERE), NOWHERE)
        if whole is None:
            whole = part if factor > 0 else tree.Binary("-", tree.Int(0, NOWHERE), part, NOWHERE)
        else:
            whole = tree.Binary("+" if factor > 0 else "-", whole, part, NOWHERE)
    if whole is None:
        return tree.Int(of.constant, NOWHERE)
    if of.constant:
        rest = tree.Int(abs(of.constant), NOWHERE)
        return tree.Binary("+" if of.constant > 0 else "-", whole, rest, NOWHERE)
    return whole


class Facts:
    """Sums known not to be negative."""

    def __init__(self, bounds: Callable[[Expr], IntType | None]) -> None:
        self.known: list[Linear] = []
        self.bounds = bounds

    def learn(self, condition: Expr) -> None:
        """A comparison that holds from here on."""
        if not isinstance(condition, tree.Binary):
            return
        left, right = linear(condition.left), linear(condition.right)
        operator = condition.operator
        if operator in (">=", ">", "=="):
            self.known.append(left.plus(right, -1).plus(Linear(1 if operator == ">" else 0), -1))
        if operator in ("<=", "<", "=="):
            self.known.append(right.plus(left, -1).plus(Linear(1 if operator == "<" else 0), -1))

    def not_negative(self, form: Linear) -> bool:
        """Whether the facts, at most two of them together, show that a sum is not negative."""
        rests = [form, *(form.plus(fact, -1) for fact in self.known)]
        rests += [form.plus(a, -1).plus(b, -1) for a in self.known for b in self.known]
        lowest = (rest.least(self.bounds) for rest in rests)
        return any(low is not None and low >= 0 for low in lowest)

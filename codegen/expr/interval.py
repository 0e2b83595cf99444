# SPDX-License-Identifier: MIT
"""Arithmetic on intervals: the bounds of a result from the bounds of the operands."""

from __future__ import annotations

from collections.abc import Callable

from codegen.diagnostic import Place, SpecError
from codegen.expr.types import IntType

_MOST_SHIFT = 64


def arithmetic(operator: str, a: IntType, b: IntType, at: Place) -> IntType:
    """Bounds of `a operator b`, for the operators on whole numbers."""
    match operator:
        case "+":
            return IntType(a.lo + b.lo, a.hi + b.hi)
        case "-":
            return IntType(a.lo - b.hi, a.hi - b.lo)
        case "*":
            return _corners(a, b, lambda x, y: x * y)
        case "/" | "%":
            return _divide(operator, a, b, at)
        case "<<" | ">>":
            return _shift(operator, a, b, at)
        case _:
            return _bitwise(operator, a, b, at)


def _corners(a: IntType, b: IntType, of: Callable[[int, int], int]) -> IntType:
    values = [of(x, y) for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    return IntType(min(values), max(values))


def _divide(operator: str, a: IntType, b: IntType, at: Place) -> IntType:
    if b.lo <= 0 <= b.hi:
        raise SpecError(at, f"the divisor can be 0; it lies in {b.lo} .. {b.hi}")
    if a.lo < 0 or b.lo < 0:
        raise SpecError(
            at, f"'{operator}' of a value that can be negative is not defined alike everywhere"
        )
    if operator == "/":
        return _corners(a, b, lambda x, y: x // y)
    return IntType(a.lo, a.hi) if a.hi < b.lo else IntType(0, min(a.hi, b.hi - 1))


def _shift(operator: str, a: IntType, b: IntType, at: Place) -> IntType:
    if b.lo < 0 or b.hi > _MOST_SHIFT:
        raise SpecError(at, f"the shift count lies in {b.lo} .. {b.hi}; 0 .. 31 was expected")
    if operator == "<<":
        return _corners(a, b, lambda x, y: x << y)
    return _corners(a, b, lambda x, y: x >> y)


def _bitwise(operator: str, a: IntType, b: IntType, at: Place) -> IntType:
    if a.lo < 0 or b.lo < 0:
        raise SpecError(
            at, f"'{operator}' of a value that can be negative; bits of 0 .. 2^32-1 were expected"
        )
    if a.lo == a.hi and b.lo == b.hi:
        value = {"&": a.lo & b.lo, "|": a.lo | b.lo, "^": a.lo ^ b.lo}[operator]
        return IntType(value, value)
    if operator == "&":
        return IntType(0, min(a.hi, b.hi))
    full = 2 ** max(a.hi.bit_length(), b.hi.bit_length()) - 1
    return IntType(max(a.lo, b.lo) if operator == "|" else 0, full)


def comparison(operator: str, a: IntType, b: IntType) -> bool | None:
    """True or False when the bounds alone decide; nothing when both can happen."""
    match operator:
        case "<":
            return True if a.hi < b.lo else False if a.lo >= b.hi else None
        case "<=":
            return True if a.hi <= b.lo else False if a.lo > b.hi else None
        case ">" | ">=":
            return comparison({">": "<", ">=": "<="}[operator], b, a)
        case "==":
            if a.hi < b.lo or b.hi < a.lo:
                return False
            return True if a.lo == a.hi == b.lo == b.hi else None
        case _:
            equal = comparison("==", a, b)
            return None if equal is None else not equal


def narrowed(operator: str, a: IntType, b: IntType) -> IntType | None:
    """The bounds of `a` where `a operator b` holds; nothing when it never does."""
    lo, hi = a.lo, a.hi
    match operator:
        case "<":
            hi = min(hi, b.hi - 1)
        case "<=":
            hi = min(hi, b.hi)
        case ">":
            lo = max(lo, b.lo + 1)
        case ">=":
            lo = max(lo, b.lo)
        case "==":
            lo, hi = max(lo, b.lo), min(hi, b.hi)
    return IntType(lo, hi) if lo <= hi else None


MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}

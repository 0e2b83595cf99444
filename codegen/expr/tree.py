# SPDX-License-Identifier: MIT
"""An expression, as .ksy and .fsm files both write it.

Two expressions are equal when they say the same, wherever they stand: places take no part in
comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Union

from codegen.diagnostic import Place


@dataclass(frozen=True)
class Int:
    value: int
    at: Place = field(compare=False)


@dataclass(frozen=True)
class Real:
    value: float
    at: Place = field(compare=False)


@dataclass(frozen=True)
class Bool:
    value: bool
    at: Place = field(compare=False)


@dataclass(frozen=True)
class Text:
    value: str
    at: Place = field(compare=False)


@dataclass(frozen=True)
class Name:
    """A bare name: `length`, `_`, `_io`, `MSS`."""

    name: str
    at: Place = field(compare=False)


@dataclass(frozen=True)
class Member:
    """`of.name`; `at` is the place of the member's name."""

    of: Expr
    name: str
    at: Place = field(compare=False)


@dataclass(frozen=True)
class EnumValue:
    """`option_kind::mss`, `outer::message::echo`: `enum` is all but the last part."""

    enum: tuple[str, ...]
    value: str
    at: Place = field(compare=False)


@dataclass(frozen=True)
class Call:
    """`min(a, b)` has a Name as function, `text.substring(0, 2)` a Member."""

    function: Name | Member
    arguments: tuple[Expr, ...]
    at: Place = field(compare=False)


@dataclass(frozen=True)
class Index:
    of: Expr
    index: Expr
    at: Place = field(compare=False)


@dataclass(frozen=True)
class Array:
    items: tuple[Expr, ...]
    at: Place = field(compare=False)


@dataclass(frozen=True)
class Unary:
    """Operators `-`, `~`, `not`."""

    operator: str
    operand: Expr
    at: Place = field(compare=False)


@dataclass(frozen=True)
class Binary:
    """Operators `* / % + - << >> & ^ | == != < <= > >= and or`; `at` is the place of the operator.
    """

    operator: str
    left: Expr
    right: Expr
    at: Place = field(compare=False)


@dataclass(frozen=True)
class Ternary:
    """`condition ? yes : no`; `at` is the place of the question mark."""

    condition: Expr
    yes: Expr
    no: Expr
    at: Place = field(compare=False)


Expr = Union[
    Int, Real, Bool, Text, Name, Member, EnumValue, Call, Index, Array, Unary, Binary, Ternary
]

COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">="))
LOGIC = frozenset(("and", "or"))


def parts(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside this one, left to right."""
    match expr:
        case Member(of=of):
            return (of,)
        case Call(function=function, arguments=arguments):
            return (function, *arguments)
        case Index(of=of, index=index):
            return (of, index)
        case Array(items=items):
            return items
        case Unary(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case Ternary(condition=condition, yes=yes, no=no):
            return (condition, yes, no)
        case _:
            return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """This expression and everything inside it, outermost first."""
    yield expr
    for part in parts(expr):
        yield from walk(part)


def begin(expr: Expr) -> Place:
    """Where the expression's first character stands (parentheses aside)."""
    first = expr
    while isinstance(first, (Member, Call, Index, Binary, Ternary)):
        first = parts(first)[0]
    return first.at

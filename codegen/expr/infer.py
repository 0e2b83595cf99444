# SPDX-License-Identifier: MIT
"""The type of every part of an expression.

The names come from a Scope: a .ksy type, a .fsm file. The operators are the same in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from codegen.diagnostic import Place, SpecError
from codegen.expr import interval, tree
from codegen.expr.tree import COMPARISONS, LOGIC, Expr
from codegen.expr.types import (
    ANY,
    BOOL,
    REAL,
    CIRCLES,
    STR,
    U16,
    U32,
    AnyType,
    ArrayType,
    BoolType,
    BytesType,
    EnumType,
    IntType,
    RealType,
    Seq32Type,
    StrType,
    Type,
    join,
)


@dataclass(frozen=True)
class Typed:
    """An expression with its type, and its parts with theirs, in the order of tree.parts()."""

    expr: Expr
    type: Type
    parts: tuple[Typed, ...] = ()

    @property
    def at(self) -> Place:
        return tree.begin(self.expr)


class Scope(Protocol):
    """What names mean somewhere. Each method raises SpecError for a name it does not know."""

    def name(self, expr: tree.Name) -> Type:
        ...

    def member(self, expr: tree.Member, of: Type) -> Type:
        ...

    def enum_value(self, expr: tree.EnumValue) -> Type:
        ...

    def call(self, expr: tree.Call, arguments: tuple[Typed, ...]) -> Type:
        ...

    def implies_not_less(self, a: Expr, b: Expr) -> bool:
        """Whether something checked before implies a >= b, so that a - b is not negative."""
        ...


def infer(expr: Expr, scope: Scope) -> Typed:
    """The typed form of an expression."""
    match expr:
        case tree.Int(value=value):
            return Typed(expr, IntType(value, value))
        case tree.Real():
            return Typed(expr, REAL)
        case tree.Bool():
            return Typed(expr, BOOL)
        case tree.Text():
            return Typed(expr, STR)
        case tree.Name():
            return Typed(expr, scope.name(expr))
        case tree.EnumValue():
            return Typed(expr, scope.enum_value(expr))
        case tree.Call():
            return _call(expr, scope)
        case tree.Binary(operator=operator) if operator in LOGIC:
            return _logic(expr, scope)
        case tree.Binary():
            left, right = infer(expr.left, scope), infer(expr.right, scope)
            return Typed(expr, _binary(expr, left, right, scope), (left, right))
    inner = tuple(infer(part, scope) for part in tree.parts(expr))
    match expr:
        case tree.Member():
            return Typed(expr, scope.member(expr, inner[0].type), inner)
        case tree.Index():
            return Typed(expr, _index(inner), inner)
        case tree.Array():
            return Typed(expr, _array(inner), inner)
        case tree.Unary():
            return Typed(expr, _unary(expr, inner[0]), inner)
        case tree.Ternary():
            return Typed(expr, _ternary(expr, inner), inner)
    raise AssertionError(expr)


def expect_bool(typed: Typed, what: str) -> Typed:
    if not isinstance(typed.type, (BoolType, AnyType)):
        raise SpecError(typed.at, f"{what} is {typed.type}; a boolean was expected")
    return typed


def expect_int(typed: Typed, what: str) -> IntType:
    if not isinstance(typed.type, IntType):
        hint = "; `.to_i` gives its number" if isinstance(typed.type, EnumType) else ""
        raise SpecError(typed.at, f"{what} is {typed.type}; a number was expected{hint}")
    return typed.type


def _call(expr: tree.Call, scope: Scope) -> Typed:
    arguments = tuple(infer(argument, scope) for argument in expr.arguments)
    if isinstance(expr.function, tree.Member):
        of = infer(expr.function.of, scope)
        function = Typed(expr.function, ANY, (of,))
        return Typed(expr, scope.call(expr, (of, *arguments)), (function, *arguments))
    return Typed(expr, scope.call(expr, arguments), (Typed(expr.function, ANY), *arguments))


def _logic(expr: tree.Binary, scope: Scope) -> Typed:
    what = f"an operand of '{expr.operator}'"
    left, right = (expect_bool(infer(side, scope), what) for side in (expr.left, expr.right))
    return Typed(expr, BOOL, (left, right))


def _binary(expr: tree.Binary, left: Typed, right: Typed, scope: Scope) -> Type:
    a, b = left.type, right.type
    if isinstance(a, AnyType) or isinstance(b, AnyType):
        return BOOL if expr.operator in COMPARISONS else ANY
    if expr.operator in COMPARISONS:
        return _comparison(expr, a, b)
    if isinstance(a, IntType) and isinstance(b, IntType):
        result = interval.arithmetic(expr.operator, a, b, expr.at)
        if expr.operator == "-" and result.lo < 0 and scope.implies_not_less(expr.left, expr.right):
            result = IntType(0, max(result.hi, 0))
        return result
    if isinstance(a, StrType) and isinstance(b, StrType) and expr.operator == "+":
        return STR
    if {type(a), type(b)} <= {IntType, RealType} and expr.operator in "+-*/%":
        return REAL
    return _sequence(expr, a, b)


def _sequence(expr: tree.Binary, a: Type, b: Type) -> Type:
    """seq32 + n, seq32 - n wrap; the difference of two is a plain number of 32 bits. With seq16
    all is the same in 16 bits.
    """
    if isinstance(a, CIRCLES) and isinstance(b, IntType) and expr.operator in "+-":
        return a
    if isinstance(a, CIRCLES) and a == b and expr.operator == "-":
        return U32 if isinstance(a, Seq32Type) else U16
    raise SpecError(
        expr.at, f"'{expr.operator}' does not take {a} and {b}; two numbers were expected"
    )


def _comparison(expr: tree.Binary, a: Type, b: Type) -> Type:
    comparable = join(a, b) is not None
    ordered = isinstance(a, (IntType, RealType, *CIRCLES, StrType, BytesType, EnumType))
    if (
        isinstance(a, ArrayType)
        and isinstance(b, BytesType)
        or isinstance(b, ArrayType)
        and isinstance(a, BytesType)
    ):
        comparable = True
    if comparable and (ordered or expr.operator in ("==", "!=")):
        return BOOL
    raise SpecError(expr.at, f"'{expr.operator}' cannot compare {a} with {b}")


def _index(inner: tuple[Typed, ...]) -> Type:
    of, index = inner
    expect_int(index, "an index")
    match of.type:
        case ArrayType(element=element):
            return element
        case BytesType():
            return IntType(0, 255)
        case AnyType():
            return ANY
    raise SpecError(of.at, f"{of.type} cannot be indexed; a list was expected")


def _array(inner: tuple[Typed, ...]) -> Type:
    element: Type = IntType(0, 0)
    for position, item in enumerate(inner):
        joined = item.type if position == 0 else join(element, item.type)
        if joined is None:
            raise SpecError(item.at, f"a list of {element} cannot contain {item.type}")
        element = joined
    return ArrayType(element)


def _unary(expr: tree.Unary, operand: Typed) -> Type:
    if isinstance(operand.type, AnyType):
        return ANY
    if expr.operator == "not":
        return expect_bool(operand, "the operand of 'not'").type
    if expr.operator == "-" and isinstance(operand.type, RealType):
        return REAL
    value = expect_int(operand, f"the operand of '{expr.operator}'")
    return (
        IntType(-value.hi, -value.lo)
        if expr.operator == "-"
        else IntType(-value.hi - 1, -value.lo - 1)
    )


def _ternary(expr: tree.Ternary, inner: tuple[Typed, ...]) -> Type:
    condition, yes, no = inner
    expect_bool(condition, "the condition of '?'")
    joined = join(yes.type, no.type)
    if joined is None:
        raise SpecError(no.at, f"'? :' gives {yes.type} or {no.type}; both must be of one kind")
    return joined

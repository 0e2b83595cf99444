# SPDX-License-Identifier: MIT
"""Expressions: how they group, which bounds they have, and their C for an int of 16 bits."""

from __future__ import annotations

import pytest

from codegen.diagnostic import Place, SpecError
from codegen.expr import tree
from codegen.expr.acslprint import acsl
from codegen.expr.cprint import Printed, c_condition, c_value
from codegen.expr.infer import Typed, infer
from codegen.expr.parse import parse_expr
from codegen.expr.rewrite import negated
from codegen.expr.types import BOOL, U8, U16, U32, BoolType, IntType, Type, width_of

AT = Place("some.ksy", 3, 10)
NAMES: dict[str, Type] = {"a": U8, "b": U8, "w": U16, "n": U32, "yes": BOOL, "few": IntType(1, 5)}


class Scope:
    """Names of every width."""

    def name(self, expr: tree.Name) -> Type:
        if expr.name not in NAMES:
            raise SpecError(expr.at, f"'{expr.name}' is not known here")
        return NAMES[expr.name]

    def member(self, expr: tree.Member, of: Type) -> Type:
        raise SpecError(expr.at, "no members here")

    def enum_value(self, expr: tree.EnumValue) -> Type:
        raise SpecError(expr.at, "no enums here")

    def call(self, expr: tree.Call, arguments: tuple[Typed, ...]) -> Type:
        raise SpecError(expr.at, "no functions here")

    def implies_not_less(self, a: tree.Expr, b: tree.Expr) -> bool:
        return a == tree.Name("w", AT) and b == tree.Name("a", AT)


class CNames:
    """Names as they are."""

    def leaf(self, typed: Typed) -> Printed:
        assert isinstance(typed.expr, tree.Name)
        return Printed(typed.expr.name, width_of(typed.type, AT))

    def sequence(self, operator: str, a: str, b: str, bits: int) -> str:
        return f"before({a}, {b})"


def typed(text: str) -> Typed:
    return infer(parse_expr(text, AT), Scope())


def grouped(expr: tree.Expr) -> str:
    """The expression with every group in parentheses."""
    match expr:
        case tree.Binary(operator=operator, left=left, right=right):
            return f"({grouped(left)} {operator} {grouped(right)})"
        case tree.Unary(operator=operator, operand=operand):
            return f"({operator} {grouped(operand)})"
        case tree.Ternary(condition=condition, yes=yes, no=no):
            return f"({grouped(condition)} ? {grouped(yes)} : {grouped(no)})"
        case tree.Name(name=name):
            return name
        case tree.Int(value=value):
            return str(value)
    raise AssertionError(expr)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("a + b * c - d", "((a + (b * c)) - d)"),
        ("a & b == c", "((a & b) == c)"),
        ("a | b ^ c & d << e + f", "(a | (b ^ (c & (d << (e + f)))))"),
        ("not a == b and c or d", "(((not (a == b)) and c) or d)"),
        ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
        ("-a % ~b", "((- a) % (~ b))"),
        ("0x1F + 0b1010_0000 + 1_000 + 0o17", "(((31 + 160) + 1000) + 15)"),
        ("(a + b) * c", "((a + b) * c)"),
    ],
)
def test_operators_group_as_in_kaitai(text: str, groups: str) -> None:
    assert grouped(parse_expr(text, AT)) == groups


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a +", "3:13: the expression ends too early"),
        ("a ~ b", "3:12: '~' is not expected here in an expression"),
        ("a $ b", "3:12: '$' is not a character of an expression"),
        ("a < b < c", "3:16: '<' is not expected here in an expression"),
        ("", "3:10: an expression was expected, but nothing is here"),
        ("1(a)", "3:10: only a name can be called"),
        ("(a\n ? b : c", "4:9: the expression ends too early"),
    ],
)
def test_what_is_no_expression_is_said_with_its_place(text: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse_expr(text, AT)
    assert f"{caught.value.line}:{caught.value.col}: {caught.value.message}" == message


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("a + b", 0, 510),
        ("a - b", -255, 255),
        ("w - a", 0, 65535),  # known not to be negative
        ("few * 4 - 4", 0, 16),
        ("a & 15", 0, 15),
        ("a | 256", 256, 511),
        ("w >> 8", 0, 255),
        ("1 << few", 2, 32),
        ("w / few", 0, 65535),
        ("few % 8", 1, 5),
        ("a % 8", 0, 7),
        ("yes ? a : w", 0, 65535),
        ("-few", -5, -1),
    ],
)
def test_bounds_follow_from_the_bounds_of_the_parts(text: str, lo: int, hi: int) -> None:
    assert typed(text).type == IntType(lo, hi)


@pytest.mark.parametrize(
    ("text", "c"),
    [
        ("few * 4", "(uint8_t)(few * 4)"),
        ("a * b", "(uint16_t)((uint16_t)a * b)"),  # an int of 16 bits would overflow
        ("a << 8", "(uint16_t)((unsigned)a << 8)"),
        ("w + 1", "(uint32_t)w + 1"),
        ("n >> 16", "(uint16_t)(n >> 16)"),
        ("w - a", "(uint16_t)(w - a)"),
        ("yes ? a : w", "(uint16_t)(yes ? a : w)"),
        ("w % 256", "(uint8_t)(w % 256)"),
        ("60000", "60000u"),
        ("100000", "100000ul"),
    ],
)
def test_casts_stand_where_c_would_lose_something(text: str, c: str) -> None:
    assert c_value(typed(text), CNames()) == c


@pytest.mark.parametrize(
    ("text", "c", "proof"),
    [
        ("a == 3 and w < 60000", "a == 3 && w < 60000u", "a == 3 && w < 60000"),
        ("w >= few * 4", "w >= (uint16_t)(few * 4)", "w >= few * 4"),
        ("(a & 2) != 0", "(a & 2) != 0", "(a & 2) != 0"),
        ("yes and (a < b or not yes)", "yes && (a < b || !yes)", "yes && (a < b || !yes)"),
        ("n == 0", "n == 0", "n == 0"),
    ],
)
def test_conditions_in_c_and_in_acsl(text: str, c: str, proof: str) -> None:
    assert c_condition(typed(text), CNames()) == c
    assert acsl(typed(text), lambda leaf: str(getattr(leaf.expr, "name"))) == proof


def test_a_condition_turned_around_needs_no_not() -> None:
    turned = negated(parse_expr("a >= 8 and (b < 3 or not yes)", AT))
    assert grouped(turned) == "((a < 8) or ((b >= 3) and yes))"


def test_64_bits_are_refused_with_their_place() -> None:
    with pytest.raises(SpecError) as caught:
        c_value(typed("n * 2"), CNames())
    assert str(caught.value) == (
        "some.ksy:3:10: this lies in 0 .. 8589934590, which needs 64 bits; at most 32 are generated"
    )


def test_a_number_is_no_boolean() -> None:
    with pytest.raises(SpecError) as caught:
        typed("a and yes")
    assert caught.value.message == (
        "an operand of 'and' is a number in 0 .. 255; a boolean was expected"
    )
    assert isinstance(typed("a < 3").type, BoolType)

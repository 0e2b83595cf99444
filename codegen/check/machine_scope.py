# SPDX-License-Identifier: MIT
"""What a name inside an expression of a machine means: its type and, for a number, its bounds."""

from __future__ import annotations

from collections.abc import Mapping

from codegen.check.machine_names import Names
from codegen.diagnostic import SpecError, one_of
from codegen.expr import tree as expr_tree
from codegen.expr.infer import Typed, expect_int, infer
from codegen.expr.tree import Expr
from codegen.expr.types import (
    BOOL,
    BYTES,
    CIRCLES,
    SEQ16,
    SEQ32,
    IntType,
    RecordType,
    Seq32Type,
    Type,
    unsigned,
)
from codegen.load.fsm_tree import Word

BITS = {"u1": 1, "u8": 8, "u16": 16, "u32": 32}
SEQUENCES: Mapping[str, Type] = {"seq32": SEQ32, "seq16": SEQ16}
VAR_TYPES = (*BITS, *SEQUENCES)

Bounds = Mapping[str, IntType]


class Scope:
    """The names of one machine under given parameter values.

    `bounds` narrows variables to what the guards of a row leave; `with_input` says whether the
    event has one.
    """

    def __init__(
        self, names: Names, params: Mapping[str, int], bounds: Bounds, with_input: bool
    ) -> None:
        self.names = names
        self.params = params
        self.bounds = bounds
        self.with_input = with_input
        self.with_before = False  # in an `ensures`: before(x) is what x was

    def name(self, expr: expr_tree.Name) -> Type:
        name, names = expr.name, self.names
        if name in self.bounds:
            return self.bounds[name]
        if name in names.params:
            return IntType(self.params[name], self.params[name])
        if name in names.signals:
            return IntType(names.signals[name], names.signals[name])
        if name in names.vars:
            return SEQUENCES.get(names.vars[name].type.text, BOOL)
        if name in names.lets:
            return self.typed(names.lets[name].value).type
        if name in names.inputs:
            if not self.with_input:
                raise SpecError(expr.at, f"'{name}' is not known here; this event has no ({name})")
            return RecordType(name)
        if name in names.prims:
            raise SpecError(
                expr.at, f"prim '{name}' is called as a statement, or alone right of '='"
            )
        known = one_of(
            (*names.params, *names.vars, *names.timers, *names.lets, *names.inputs, *names.signals)
        )
        raise SpecError(expr.at, f"'{name}' is not known here; expected {known}")

    def member(self, expr: expr_tree.Member, of: Type) -> Type:
        if not isinstance(of, RecordType):
            raise SpecError(
                expr.at, f"{of} has no '{expr.name}'; an input was expected before the dot"
            )
        given = self.names.inputs[of.name]
        for field in given.fields:
            if field.name.text == expr.name:
                return declared_type(field.type)
            if expr.name in (word.text for word in field.bits):
                return BOOL
        known = one_of(word for field in given.fields for word in (field.name, *field.bits))
        raise SpecError(expr.at, f"'{of.name}' has no '{expr.name}'; expected {known}")

    def enum_value(self, expr: expr_tree.EnumValue) -> Type:
        raise SpecError(expr.at, "a machine has no enums; a plain name was expected")

    def call(self, expr: expr_tree.Call, arguments: tuple[Typed, ...]) -> Type:
        function = expr.function
        if isinstance(function, expr_tree.Name) and function.name == "low":
            return _low(expr, arguments)
        if isinstance(function, expr_tree.Name) and function.name == "before":
            return self._before(expr, arguments)
        if not isinstance(function, expr_tree.Name) or function.name not in ("min", "max"):
            if isinstance(function, expr_tree.Name) and function.name in self.names.prims:
                raise SpecError(
                    expr.at,
                    f"prim '{function.name}' is called as a statement, or alone right of '='",
                )
            raise SpecError(expr.at, "only min, max and low can be called inside an expression")
        if len(arguments) != 2:
            raise SpecError(expr.at, f"'{function.name}' takes 2 numbers, {len(arguments)} given")
        a, b = (expect_int(argument, f"an argument of '{function.name}'") for argument in arguments)
        for each in (a, b):
            if each.lo < 0:
                raise SpecError(
                    expr.at, f"'{function.name}' of {each}; one that is never negative was expected"
                )
        choose = min if function.name == "min" else max
        return IntType(choose(a.lo, b.lo), choose(a.hi, b.hi))

    def _before(self, expr: expr_tree.Call, arguments: tuple[Typed, ...]) -> Type:
        """`before(x)`: the value of a variable when the prim was called."""
        if not self.with_before:
            raise SpecError(expr.at, "'before' has a meaning in an 'ensures' only")
        if len(arguments) != 1:
            raise SpecError(expr.at, f"'before' takes one value, {len(arguments)} given")
        return arguments[0].type

    def implies_not_less(self, a: Expr, b: Expr) -> bool:
        return False

    def typed(self, expr: Expr) -> Typed:
        """The typed form of an expression, with the rules that only machines have."""
        typed = infer(expr, self)
        _check_sequences(typed)
        return typed


def _low(expr: expr_tree.Call, arguments: tuple[Typed, ...]) -> Type:
    """`low(x)`: the low 16 bits of a sequence number."""
    if len(arguments) != 1 or not isinstance(arguments[0].type, Seq32Type):
        given = ", ".join(str(each.type) for each in arguments) or "nothing"
        raise SpecError(expr.at, f"'low' takes one sequence number, {given} given")
    return SEQ16


def _check_sequences(typed: Typed) -> None:
    """A sequence number is compared with sequence numbers only: the circle has no zero to measure
    from.
    """
    for part in typed.parts:
        _check_sequences(part)
    expr = typed.expr
    if isinstance(expr, expr_tree.Binary) and expr.operator in expr_tree.COMPARISONS:
        left, right = (part.type for part in typed.parts)
        if isinstance(left, CIRCLES) != isinstance(right, CIRCLES):
            raise SpecError(
                expr.at,
                f"'{expr.operator}' compares {left} with {right}; "
                "two sequence numbers were expected",
            )


def declared_type(word: Word) -> Type:
    """The widest values a declared type holds."""
    if word.text in SEQUENCES:
        return SEQUENCES[word.text]
    if word.text == "bytes":
        return BYTES
    if word.text in BITS:
        return BOOL if word.text == "u1" else unsigned(BITS[word.text])
    raise SpecError(word.at, f"'{word}' is not a type; expected {one_of((*VAR_TYPES, 'bytes'))}")

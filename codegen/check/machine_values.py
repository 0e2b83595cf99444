# SPDX-License-Identifier: MIT
"""Declared values: parameters come from the profile, variables and timers have bounds, lets do
not go in circles.
"""

from __future__ import annotations

from collections.abc import Mapping

from codegen.check.machine_names import Names
from codegen.check.machine_scope import BITS, SEQUENCES, VAR_TYPES, Bounds, Scope, declared_type
from codegen.diagnostic import SpecError, one_of
from codegen.expr import tree as expr_tree
from codegen.expr.tree import Expr, walk
from codegen.expr.types import BytesType, IntType
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Word


MOST_PACKED = 7  # bits


def check_params(names: Names, given: Mapping[str, int]) -> None:
    """The profile gives each parameter a value that fits its type."""
    for param in names.machine.params:
        name = param.name.text
        kind = declared_type(param.type)
        if name not in given:
            raise SpecError(param.name.at, f"the profile gives no value for parameter '{name}'")
        if not isinstance(kind, IntType):
            raise SpecError(
                param.type.at, f"a parameter is a number; expected {one_of(('u8', 'u16', 'u32'))}"
            )
        if not kind.lo <= given[name] <= kind.hi:
            raise SpecError(
                param.name.at,
                f"'{name}' is {given[name]} in the profile, " f"which does not fit {param.type}",
            )


def declared_bounds(names: Names, params: Mapping[str, int]) -> Bounds:
    """The bounds of each variable and timer that is a number, as `max` and its type say."""
    bounds: dict[str, IntType] = {}
    declared: list[tree.Var | tree.Timer] = [*names.machine.vars, *names.machine.timers]
    for each in declared:
        kind = each.type.text
        if kind not in VAR_TYPES:
            raise SpecError(
                each.type.at, f"'{kind}' is not a type of a variable; expected {one_of(VAR_TYPES)}"
            )
        is_timer = isinstance(each, tree.Timer)
        if is_timer and kind != "u16":
            raise SpecError(each.type.at, "a timer counts ticks in 16 bits; expected u16")
        if kind == "u1" or kind in SEQUENCES:
            if each.most is not None:
                raise SpecError(expr_tree.begin(each.most), f"a {kind} takes no 'max'")
            continue
        bounds[each.name.text] = IntType(0, _most(names, params, each.most, each.name, BITS[kind]))
    for var in names.machine.vars:
        if var.pack and (var.type.text != "u1" and packed_bits(var, bounds) > MOST_PACKED):
            raise SpecError(
                var.name.at, f"'{var.name}' fills a byte; 'pack' is for u1, or a max below 128"
            )
    return bounds


def packed_bits(var: tree.Var, bounds: Bounds) -> int:
    """The bits that a packed variable takes of a byte."""
    if var.type.text == "u1":
        return 1
    return bounds[var.name.text].hi.bit_length() if var.name.text in bounds else MOST_PACKED + 1


def _most(names: Names, params: Mapping[str, int], most: Expr | None, name: Word, bits: int) -> int:
    full: int = 2**bits - 1
    if most is None:
        return full
    for part in walk(most):
        if isinstance(part, expr_tree.Name) and part.name not in names.params:
            raise SpecError(
                part.at,
                f"'{part.name}' is not a parameter; 'max' is made of numbers and parameters",
            )
    kind = Scope(names, params, {}, with_input=False).typed(most).type
    if not isinstance(kind, IntType) or kind.lo != kind.hi:
        raise SpecError(expr_tree.begin(most), f"'max' is {kind}; one number was expected")
    if not 0 < kind.hi <= full:
        raise SpecError(
            expr_tree.begin(most), f"'max' of '{name}' is {kind.hi}; 1 .. {full} was expected"
        )
    return kind.hi


def check_fields(names: Names) -> None:
    """Fields of an input have known types; bit names fit the byte or word they name."""
    for given in names.machine.inputs:
        for field in given.fields:
            kind = declared_type(field.type)
            room = BITS.get(field.type.text, 0)
            if isinstance(kind, BytesType):
                room = 0
            for word in field.bits[room:]:
                raise SpecError(
                    word.at, f"'{word}' is bit {room} of '{field.name}', a {field.type}"
                )


def check_no_circles(names: Names) -> None:
    """No let and no action uses itself: so the call depth is bounded, and every contract can be
    printed.
    """
    uses: dict[str, list[Word]] = {}
    for let in names.machine.lets:
        uses[let.name.text] = [
            Word(part.name, part.at)
            for part in walk(let.value)
            if isinstance(part, expr_tree.Name) and part.name in names.lets
        ]
    for action in names.machine.actions:
        called = (each.function for each in action.body if isinstance(each, tree.Call))
        uses[action.name.text] = [word for word in called if word.text in names.actions]
    for name in uses:
        _walk_uses(uses, name, [])


def _walk_uses(uses: Mapping[str, list[Word]], name: str, above: list[str]) -> None:
    for word in uses[name]:
        path = [*above, name]
        if word.text in path:
            circle = " -> ".join([*path[path.index(word.text) :], word.text])
            raise SpecError(word.at, f"'{word}' uses itself: {circle}")
        _walk_uses(uses, word.text, path)


def check_lets(names: Names, params: Mapping[str, int], bounds: Bounds) -> None:
    for let in names.machine.lets:
        Scope(names, params, bounds, with_input=True).typed(let.value)

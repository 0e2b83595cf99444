# SPDX-License-Identifier: MIT
"""An expression as C, for an `int` of 16 bits and of 32, without a warning under -Wconversion.

The bounds of every part are known, so every part is exact: casts stand only where C would compute
in too small a type, mix signs, or narrow. A part that C has promoted to `int` is marked as such and
cast when it meets a wider one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from codegen.diagnostic import SpecError
from codegen.expr import tree
from codegen.expr.infer import Typed
from codegen.expr.tree import COMPARISONS
from codegen.expr.types import CIRCLES, BoolType, IntType, Type, Width, width_of

ATOM, PRODUCT, SUM, SHIFT, COMPARE, BITS, AND, OR, TERNARY = range(9)
_LEVEL = {
    "*": PRODUCT,
    "/": PRODUCT,
    "%": PRODUCT,
    "+": SUM,
    "-": SUM,
    "<<": SHIFT,
    ">>": SHIFT,
    "&": BITS,
    "^": BITS,
    "|": BITS,
    "and": AND,
    "or": OR,
}
_SYMBOL = {"and": "&&", "or": "||"}
_CHAINS = frozenset(("+", "*", "&", "|", "and", "or"))


@dataclass(frozen=True)
class Printed:
    """C text. `promoted`: C has computed it in `int` or wider, so its C type is not `width`."""

    text: str
    width: Width
    level: int = ATOM
    promoted: bool = False
    literal: int | None = None
    operator: str = ""


class Names(Protocol):
    """How the names of a spec look in C."""

    def leaf(self, typed: Typed) -> Printed:
        """A name, member, enum value, call or index."""
        ...

    def sequence(self, operator: str, a: str, b: str, bits: int) -> str:
        """A comparison `<`, `<=`, `>`, `>=` of two sequence numbers, or of their low halves."""
        ...


BOOLEAN = Width(8)


def c_value(typed: Typed, names: Names, target: Width | None = None) -> str:
    """C text of a value that fits `target` without a warning; by default the smallest type that
    holds it.
    """
    printed = _print(typed, names)
    if isinstance(typed.type, BoolType):
        return printed.text
    return cast(printed, target or width_of(typed.type, typed.at))


def c_condition(typed: Typed, names: Names) -> str:
    """C text of a boolean, to stand inside `if (...)`."""
    return _print(typed, names).text


def cast(printed: Printed, target: Width) -> str:
    """The text as a value of a C type; the cast is left out where the type is that already."""
    if printed.literal is not None:
        return literal(printed.literal, target.is_signed)
    if printed.width == target and not printed.promoted:
        return printed.text
    if printed.width.bits < target.bits and not printed.promoted and not printed.width.is_signed:
        return printed.text
    return f"({target.c}){_grouped(printed)}"


def literal(value: int, signed: bool = False) -> str:
    """A number as C constant; the suffix keeps it unsigned and as short as its value. Beside what is
    signed it has none: 60000u would make an `int` of 32 bits unsigned, and leave a longer one alone.
    """
    if signed:
        return str(value)
    if value > 0xFFFF:
        return f"{value:#x}ul" if value > 0xFFFFFF else f"{value}ul"
    return f"{value}u" if value > 0x7FFF else str(value)


def _grouped(printed: Printed) -> str:
    return printed.text if printed.level == ATOM else f"({printed.text})"


def _print(typed: Typed, names: Names) -> Printed:
    match typed.expr:
        case tree.Int(value=value):
            return Printed(literal(value), width_of(typed.type, typed.at), literal=value)
        case tree.Bool(value=value):
            return Printed("true" if value else "false", BOOLEAN)
        case tree.Unary():
            return _unary(typed, typed.expr.operator, names)
        case tree.Binary(operator=operator) if operator in ("and", "or"):
            return _logic(typed, operator, names)
        case tree.Binary(operator=operator) if operator in COMPARISONS:
            return _comparison(typed, operator, names)
        case tree.Binary(operator=operator):
            return _arithmetic(typed, operator, names)
        case tree.Ternary():
            return _ternary(typed, names)
        case tree.Real() | tree.Text() | tree.Array():
            raise SpecError(typed.at, f"not generatable: {typed.type} inside an expression")
    return names.leaf(typed)


def _unary(typed: Typed, operator: str, names: Names) -> Printed:
    operand = _print(typed.parts[0], names)
    if operator == "not":
        return Printed(f"!{_grouped(operand)}", BOOLEAN)
    if operand.literal is not None and operator == "-":
        return Printed(str(-operand.literal), width_of(typed.type, typed.at))
    wide = width_of(typed.type, typed.at)
    return Printed(f"{operator}({wide.c}){_grouped(operand)}", wide, promoted=True)


def _logic(typed: Typed, operator: str, names: Names) -> Printed:
    left, right = (_print(part, names) for part in typed.parts)
    texts = [_operand(left, operator), _operand(right, operator)]
    return Printed(
        f" {_SYMBOL[operator]} ".join(texts), BOOLEAN, _LEVEL[operator], operator=operator
    )


def _operand(printed: Printed, operator: str) -> str:
    """A part of a binary operator; in parentheses unless every reader knows which binds tighter."""
    if printed.level == ATOM or printed.operator == operator and operator in _CHAINS:
        return printed.text
    if operator in ("and", "or") and printed.level == COMPARE:
        return printed.text
    if operator in ("+", "-") and printed.level == PRODUCT:
        return printed.text
    return f"({printed.text})"


def _comparison(typed: Typed, operator: str, names: Names) -> Printed:
    left, right = (_print(part, names) for part in typed.parts)
    is_sequence = any(isinstance(part.type, CIRCLES) for part in typed.parts)
    if is_sequence and operator not in ("==", "!="):
        kind = width_of(typed.parts[0].type, typed.at)
        texts = (cast(left, kind), cast(right, kind))
        return Printed(names.sequence(operator, *texts, kind.bits), BOOLEAN, COMPARE)
    if all(isinstance(part.type, BoolType) for part in typed.parts):
        return Printed(f"{_grouped(left)} {operator} {_grouped(right)}", BOOLEAN, COMPARE)
    wide = _common(typed, left, right)
    return Printed(f"{_side(left, wide)} {operator} {_side(right, wide)}", BOOLEAN, COMPARE)


def _common(typed: Typed, left: Printed, right: Printed) -> Width:
    signed = left.width.is_signed or right.width.is_signed
    wide = Width(max(left.width.bits, right.width.bits), signed)
    return _roomy(wide, typed, *(part.type for part in typed.parts))


def _roomy(wide: Width, typed: Typed, *types: Type) -> Width:
    """A signed type wide enough for the unsigned values too; where there is none, it is refused."""
    numbers = [each for each in types if isinstance(each, IntType)]
    if not wide.is_signed or not numbers:
        return wide
    lo, hi = min(each.lo for each in numbers), max(each.hi for each in numbers)
    return Width(max(wide.bits, width_of(IntType(min(lo, -1), hi), typed.at).bits), True)


def _side(printed: Printed, wide: Width) -> str:
    """One side of a comparison. Eight bits are promoted to `int` on both sides: no cast is needed
    there.
    """
    if wide.bits == 8 and printed.promoted:
        return printed.text if printed.level < COMPARE else f"({printed.text})"
    text = cast(printed, wide)
    return f"({text})" if text == printed.text and printed.level >= COMPARE else text


def _arithmetic(typed: Typed, operator: str, names: Names) -> Printed:
    left, right = (_print(part, names) for part in typed.parts)
    result = width_of(typed.type, typed.at)
    bits = max(result.bits, left.width.bits, right.width.bits)
    wide = Width(bits, result.is_signed or left.width.is_signed or right.width.is_signed)
    wide = _roomy(wide, typed, typed.type, *(part.type for part in typed.parts))
    shift = operator in ("<<", ">>")
    if operator == "<<" and not wide.is_signed and wide.bits < 32:
        a = Printed(f"(unsigned){_grouped(left)}", wide)  # no int may overflow, however wide it is
    else:
        a = _wide(left, wide, must=shift or not _is(right, wide))
    b = right if shift else _wide(right, wide, must=False)
    second = _operand(b, operator)
    if operator in ("-", "/", "%") and b.level != ATOM and not second.startswith("("):
        second = second if operator == "-" and b.level == PRODUCT else f"({second})"
    text = f"{_operand(a, operator)} {operator} {second}"
    promoted = wide.bits < 32 or result != wide
    kept = wide if isinstance(typed.type, CIRCLES) else result
    return Printed(text, kept, _LEVEL[operator], promoted, operator=operator)


def _is(printed: Printed, wide: Width) -> bool:
    return printed.width == wide and printed.literal is None


def _wide(printed: Printed, wide: Width, must: bool) -> Printed:
    """An operand, cast when C would otherwise compute in a type that is too small, or mix signs."""
    if wide.bits == 8 or _is(printed, wide):
        return printed
    if printed.literal is not None:
        if must:
            return Printed(f"({wide.c}){printed.text}", wide)
        return replace(printed, text=literal(printed.literal, wide.is_signed))
    if must or printed.promoted or printed.width.is_signed != wide.is_signed:
        return Printed(f"({wide.c}){_grouped(printed)}", wide)
    return printed


def _ternary(typed: Typed, names: Names) -> Printed:
    condition, yes, no = (_print(part, names) for part in typed.parts)
    if isinstance(typed.type, BoolType):
        text = f"{_grouped(condition)} ? {_grouped(yes)} : {_grouped(no)}"
        return Printed(text, BOOLEAN, TERNARY)
    wide = width_of(typed.type, typed.at)
    text = f"{_grouped(condition)} ? {cast(yes, wide)} : {cast(no, wide)}"
    return Printed(text, wide, TERNARY, promoted=wide.bits < 32)

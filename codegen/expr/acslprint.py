# SPDX-License-Identifier: MIT
"""An expression as ACSL. Its integers are unbounded, so no cast is ever needed."""

from __future__ import annotations

from collections.abc import Callable

from codegen.diagnostic import SpecError
from codegen.expr import tree
from codegen.expr.infer import Typed

Leaf = Callable[[Typed], str]

_SYMBOL = {"and": "&&", "or": "||"}


def acsl(typed: Typed, leaf: Leaf) -> str:
    """ACSL text; `leaf` prints names, members, enum values, calls and indexing."""
    match typed.expr:
        case tree.Int(value=value):
            return str(value)
        case tree.Bool(value=value):
            return "\\true" if value else "\\false"
        case tree.Unary(operator=operator):
            return f"{'!' if operator == 'not' else operator}{_grouped(typed.parts[0], leaf)}"
        case tree.Binary(operator=operator):
            left, right = (_grouped(part, leaf, operator) for part in typed.parts)
            return f"{left} {_SYMBOL.get(operator, operator)} {right}"
        case tree.Ternary():
            condition, yes, no = (_grouped(part, leaf) for part in typed.parts)
            return f"{condition} ? {yes} : {no}"
        case tree.Real() | tree.Text() | tree.Array():
            raise SpecError(typed.at, f"not generatable: {typed.type} inside an expression")
    return leaf(typed)


def _grouped(typed: Typed, leaf: Leaf, operator: str = "") -> str:
    """A part of a larger expression; in parentheses unless every reader knows which binds tighter.
    """
    text = acsl(typed, leaf)
    if " " not in text:
        return text
    if isinstance(typed.expr, tree.Binary):
        inner = typed.expr.operator
    else:
        inner = "?" if isinstance(typed.expr, tree.Ternary) else _loosest(text)
    if operator in ("and", "or") and inner in tree.COMPARISONS or operator == inner == "and":
        return text
    if operator in tree.COMPARISONS and inner in "+-*/%":
        return text
    if operator in ("+", "-", "*") and inner in "*/%" or operator == inner == "+":
        return text
    return f"({text})"


def _loosest(text: str) -> str:
    """The operator that binds least in what a leaf printed: a sum or a product of bytes."""
    words = text.split(" ")
    return next((sign for sign in "&+-*/%" if sign in words), "?")

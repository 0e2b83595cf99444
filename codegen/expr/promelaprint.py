# SPDX-License-Identifier: MIT
"""An expression as Promela.

Its numbers are unbounded here, as in ACSL; a sequence number is one of a small circle, so sums and
differences of them are cut to it.
"""

from __future__ import annotations

from collections.abc import Callable

from codegen.diagnostic import SpecError
from codegen.expr import tree
from codegen.expr.infer import Typed
from codegen.expr.types import CIRCLES

Leaf = Callable[[Typed], str]

_SYMBOL = {"and": "&&", "or": "||"}
_CIRCLE = {"<": "BEFORE", "<=": "NOT_AFTER", ">": "BEFORE", ">=": "NOT_AFTER"}


def promela(typed: Typed, leaf: Leaf) -> str:
    """Promela text; `leaf` prints names, members and calls. Each part stands in parentheses."""
    match typed.expr:
        case tree.Int(value=value):
            return str(value)
        case tree.Bool(value=value):
            return "true" if value else "false"
        case tree.Unary(operator=operator):
            return f"{'!' if operator == 'not' else operator}{_part(typed.parts[0], leaf)}"
        case tree.Binary(operator=operator):
            return _binary(typed, operator, leaf)
        case tree.Ternary():
            condition, yes, no = (_part(part, leaf) for part in typed.parts)
            return f"({condition} -> {yes} : {no})"
        case tree.Real() | tree.Text() | tree.Array():
            raise SpecError(typed.at, f"not generatable: {typed.type} inside an expression")
    return leaf(typed)


def _binary(typed: Typed, operator: str, leaf: Leaf) -> str:
    left, right = (_part(part, leaf) for part in typed.parts)
    if any(isinstance(part.type, CIRCLES) for part in typed.parts):
        if operator in _CIRCLE:
            a, b = (left, right) if operator.startswith("<") else (right, left)
            return f"{_CIRCLE[operator]}({a}, {b})"
        if operator in ("+", "-"):
            return f"(({left} {operator} {right}) & CIRCLE)"
    return f"{left} {_SYMBOL.get(operator, operator)} {right}"


def _part(typed: Typed, leaf: Leaf) -> str:
    """A part of a larger expression."""
    text = promela(typed, leaf)
    return f"({text})" if " " in text and not (text[0] == "(" and _closes(text)) else text


def _closes(text: str) -> bool:
    """Whether the parenthesis that begins a text ends with it."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return at == len(text) - 1
    return False

# SPDX-License-Identifier: MIT
"""The text of an expression, and where it stands, into its tree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lark

from codegen.diagnostic import Place, SpecError
from codegen.expr import tree
from codegen.expr.tree import Expr

_PARSER = lark.Lark(
    Path(__file__).with_name("expr.lark").read_text(encoding="utf-8"),
    parser="lalr",
    start="expr",
    propagate_positions=True,
)

_BOOLEANS = {"true": True, "false": False}


def parse_expr(text: str, at: Place) -> Expr:
    """The expression that `text` is; `at` is where its first character stands in a file."""
    if not text.strip():
        raise SpecError(at, "an expression was expected, but nothing is here")
    try:
        parsed = _PARSER.parse(text)
    except lark.UnexpectedInput as error:
        raise SpecError(_where(at, error, text), _complaint(error)) from error
    try:
        return _Builder(at).transform(parsed)
    except lark.exceptions.VisitError as error:
        raise error.orig_exc from error


def _where(at: Place, error: lark.UnexpectedInput, text: str) -> Place:
    line, column = error.line, error.column
    if _at_end(error) or line < 1:
        line, column = text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1
    return moved(at, line, column)


def _at_end(error: lark.UnexpectedInput) -> bool:
    return isinstance(error, lark.UnexpectedToken) and error.token.type == "$END"


def _complaint(error: lark.UnexpectedInput) -> str:
    if isinstance(error, lark.UnexpectedToken) and not _at_end(error):
        return f"'{error.token}' is not expected here in an expression"
    if isinstance(error, lark.UnexpectedCharacters):
        return f"'{error.char}' is not a character of an expression"
    return "the expression ends too early"


def moved(at: Place, line: int, column: int) -> Place:
    """The place of a line and column, counted from 1, inside a text that begins at `at`."""
    if line == 1:
        return at.right(column - 1)
    return Place(at.path, at.line + line - 1, column)


class _Builder(lark.Transformer[Any, Expr]):
    """One method for each alias of the grammar."""

    def __init__(self, at: Place) -> None:
        super().__init__()
        self.at = at

    def place(self, token: lark.Token) -> Place:
        assert token.line is not None and token.column is not None
        return moved(self.at, token.line, token.column)

    def integer(self, items: list[Any]) -> Expr:
        digits = items[0].replace("_", "")
        value = int(digits) if digits.isdigit() else int(digits, 0)
        return tree.Int(value, self.place(items[0]))

    def real(self, items: list[Any]) -> Expr:
        return tree.Real(float(items[0].replace("_", "")), self.place(items[0]))

    def text(self, items: list[Any]) -> Expr:
        raw = str(items[0])
        at = self.place(items[0])
        if raw[0] == "'":
            return tree.Text(raw[1:-1], at)
        try:
            return tree.Text(json.loads(raw), at)
        except ValueError as error:
            raise SpecError(at, f"{raw} contains an unknown escape") from error

    def name(self, items: list[Any]) -> Expr:
        at = self.place(items[0])
        if items[0] in _BOOLEANS:
            return tree.Bool(_BOOLEANS[items[0]], at)
        return tree.Name(str(items[0]), at)

    def enum_value(self, items: list[Any]) -> Expr:
        *path, value = (str(item) for item in items)
        return tree.EnumValue(tuple(path), value, self.place(items[0]))

    def member(self, items: list[Any]) -> Expr:
        return tree.Member(items[0], str(items[1]), self.place(items[1]))

    def index(self, items: list[Any]) -> Expr:
        return tree.Index(items[0], items[1], tree.begin(items[0]))

    def call(self, items: list[Any]) -> Expr:
        function, *arguments = items
        if not isinstance(function, (tree.Name, tree.Member)):
            raise SpecError(tree.begin(function), "only a name can be called")
        given = tuple(item for item in arguments if item is not None)
        return tree.Call(function, given, tree.begin(function))

    def array(self, items: list[Any]) -> Expr:
        given = tuple(item for item in items if item is not None)
        return tree.Array(given, given[0].at if given else self.at)

    def unary(self, items: list[Any]) -> Expr:
        return tree.Unary(str(items[0]), items[1], self.place(items[0]))

    def binary(self, items: list[Any]) -> Expr:
        left, operator, right = items
        return tree.Binary(str(operator), left, right, self.place(operator))

    def ternary(self, items: list[Any]) -> Expr:
        condition, yes, no = items
        return tree.Ternary(condition, yes, no, tree.begin(condition))


def builder(at: Place) -> lark.Transformer[Any, Expr]:
    """For a grammar that imports expr.lark: `merge_transformers(own, expr=builder(at))`."""
    return _Builder(at)

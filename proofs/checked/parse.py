# SPDX-License-Identifier: MIT
"""The text of one clause into its tree. What the grammar does not know is an error with its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import lark

from proofs.checked import tree
from proofs.checked.tree import Binder, Node

_PARSER = lark.Lark(
    Path(__file__).with_name("acsl.lark").read_text(encoding="utf-8"),
    parser="lalr",
    start=["formula", "locations", "parameters"],
    propagate_positions=True,
)


@dataclass(frozen=True)
class NotUnderstood(Exception):
    """What is not ACSL as we know it; `line` counts from 0 within the text."""

    line: int
    what: str

    def __str__(self) -> str:
        return self.what


@lru_cache(maxsize=None)
def formula(text: str) -> Node:
    """A predicate or a term."""
    return cast(Node, _read(text, "formula"))


@lru_cache(maxsize=None)
def locations(text: str) -> tuple[Node, ...]:
    """What `assigns` names, without `\\from`."""
    return cast("tuple[Node, ...]", _read(text, "locations"))


@lru_cache(maxsize=None)
def parameters(text: str) -> tuple[Binder, ...]:
    """What stands between the parentheses of a predicate or a function."""
    return cast("tuple[Binder, ...]", _read(text, "parameters"))


def _read(text: str, start: str) -> object:
    try:
        return _Builder().transform(_PARSER.parse(text, start=start))
    except lark.UnexpectedToken as error:
        if error.token.type == "$END":
            raise NotUnderstood(text.count("\n"), "it ends too early") from error
        line = max(error.line, 1) - 1
        raise NotUnderstood(line, f"'{error.token}' is not expected") from error
    except lark.UnexpectedCharacters as error:
        raise NotUnderstood(error.line - 1, f"'{error.char}' is not expected") from error


class _Builder(lark.Transformer[Any, Any]):
    """One method for each alias of the grammar."""

    def number(self, items: list[Any]) -> Node:
        return tree.Number(str(items[0]).rstrip("uUlL"))

    def name(self, items: list[Any]) -> Node:
        return tree.Name(str(items[0]))

    def call(self, items: list[Any]) -> Node:
        labels: tuple[str, ...] = ()
        rest = [each for each in items[1:] if each is not None]
        if rest and isinstance(rest[0], list):
            labels = tuple(rest.pop(0))
        return tree.Call(str(items[0]), labels, tuple(rest))

    def labels(self, items: list[Any]) -> list[str]:
        return [str(each) for each in items]

    def group(self, items: list[Any]) -> Node:
        return cast(Node, items[0])

    def member(self, items: list[Any]) -> Node:
        return tree.Member(items[0], str(items[1]))

    def arrow(self, items: list[Any]) -> Node:
        return tree.Arrow(items[0], str(items[1]))

    def index(self, items: list[Any]) -> Node:
        return tree.Index(items[0], items[1])

    def range(self, items: list[Any]) -> Node:
        return tree.Range(items[0], items[1])

    def unary(self, items: list[Any]) -> Node:
        return tree.Unary(str(items[0]), items[1])

    def binary(self, items: list[Any]) -> Node:
        return tree.Binary(str(items[1]), items[0], items[2])

    def chain(self, items: list[Any]) -> Node:
        pairs = zip(items[1::2], items[2::2], strict=True)
        return tree.Chain(items[0], tuple((str(operator), node) for operator, node in pairs))

    def cast(self, items: list[Any]) -> Node:
        return tree.Cast(items[0], items[1])

    def size_of_type(self, items: list[Any]) -> Node:
        return tree.SizeOf(items[0])

    def size_of(self, items: list[Any]) -> Node:
        return tree.SizeOf(items[0])

    def conditional(self, items: list[Any]) -> Node:
        return tree.Conditional(*items)

    def let(self, items: list[Any]) -> Node:
        return tree.Let(str(items[0]), items[1], items[2])

    def quantified(self, items: list[Any]) -> Node:
        return tree.Quantified(str(items[0]), items[1], items[2])

    def type(self, items: list[Any]) -> str:
        return " ".join(str(each) for each in items)

    def binder(self, items: list[Any]) -> Binder:
        return Binder(items[0] if len(items) == 2 else "", str(items[-1]))

    def binders(self, items: list[Any]) -> tuple[Binder, ...]:
        """`integer i, j`: a name without a type has that of the name before it, without its stars."""
        full: list[Binder] = []
        for each in items:
            if each is None:
                continue
            before = full[-1].type.rstrip("* ") if full else ""
            kind = f"{before} {each.type}".strip() if each.type.strip("* ") == "" else each.type
            full.append(Binder(kind, each.name))
        return tuple(full)

    parameters = binders

    def locations(self, items: list[Any]) -> tuple[Node, ...]:
        return tuple(each for each in items if each is not None)

    def sources(self, items: list[Any]) -> None:
        """Where a value comes from is nothing that a run could show."""

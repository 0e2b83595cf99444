# SPDX-License-Identifier: MIT
"""A formula or a term of ACSL, as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Union


@dataclass(frozen=True)
class Number:
    text: str


@dataclass(frozen=True)
class Name:
    """Also \\result, \\null, \\true, \\nothing ..."""

    text: str


@dataclass(frozen=True)
class Call:
    """A predicate or logic function, or one of ACSL's own such as \\old."""

    function: str
    labels: tuple[str, ...]
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Member:
    """`of.field`"""

    of: Node
    field: str


@dataclass(frozen=True)
class Arrow:
    """`of->field`"""

    of: Node
    field: str


@dataclass(frozen=True)
class Index:
    """`of[at]`; `at` may be a range."""

    of: Node
    at: Node


@dataclass(frozen=True)
class Range:
    """`low .. high`, both included."""

    low: Node
    high: Node


@dataclass(frozen=True)
class Unary:
    operator: str
    of: Node


@dataclass(frozen=True)
class Binary:
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Chain:
    """`first < second <= third`"""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Cast:
    type: str
    of: Node


@dataclass(frozen=True)
class SizeOf:
    """Of a type, or of a term."""

    of: str | Node


@dataclass(frozen=True)
class Conditional:
    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True)
class Binder:
    """`type name`; the stars of a pointer belong to the type."""

    type: str
    name: str


@dataclass(frozen=True)
class Quantified:
    kind: str  # \forall or \exists
    binders: tuple[Binder, ...]
    body: Node


@dataclass(frozen=True)
class Let:
    name: str
    value: Node
    body: Node


Node = Union[Number, Name, Call, Member, Arrow, Index, Range, Unary, Binary, Chain, Cast, SizeOf,
             Conditional, Quantified, Let]


def children(node: Node) -> Iterator[Node]:
    """What stands directly below."""
    for field in fields(node):
        yield from _nodes(getattr(node, field.name))


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, tuple):
        for each in value:
            yield from _nodes(each)
    elif not isinstance(value, str | Binder) and value is not None:
        yield value  # type: ignore[misc]


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def names(node: Node) -> set[str]:
    """Every name that occurs, bound or free."""
    return {each.text for each in walk(node) if isinstance(each, Name)}


def conjuncts(node: Node) -> list[Node]:
    """The parts of `a && b && c`."""
    if isinstance(node, Binary) and node.operator == "&&":
        return conjuncts(node.left) + conjuncts(node.right)
    return [node]

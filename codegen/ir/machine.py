# SPDX-License-Identifier: MIT
"""A machine as it is printed: every decision made, every line of C and ACSL spelled out.

codegen/lower/machine*.py builds these from a checked machine; the templates lay them out.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contract:
    """An ACSL contract; each clause may take several lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Function:
    """A function with its comment and contract. `head` is the signature, `body` the lines between
    the braces.
    """

    name: str
    about: tuple[str, ...]
    contract: Contract
    head: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True)
class Predicate:
    """An ACSL predicate of the connection `c`."""

    name: str
    about: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Enumerator:
    name: str
    value: int
    note: str = ""


@dataclass(frozen=True)
class Enum:
    tag: str  # "" when nobody needs the type
    members: tuple[Enumerator, ...]


@dataclass(frozen=True)
class Constant:
    """A constant too large for a 16-bit enumerator."""

    name: str
    value: str


@dataclass(frozen=True)
class Member:
    """A member of a struct."""

    name: str
    declaration: str
    bytes: int
    why: str = ""


@dataclass(frozen=True)
class Struct:
    tag: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Edge:
    """A change of state, for the diagram; `causes` are the events that make it."""

    start: str
    end: str
    causes: tuple[str, ...]


@dataclass(frozen=True)
class TableRow:
    """A line of the Markdown table: an event, and for each state where it leads."""

    event: str
    section: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class LevelRow:
    """A row of the spec that a profile leaves out."""

    line: int
    where: str  # event, or event and step
    text: str


@dataclass(frozen=True)
class LevelMember:
    """A member of the connection that a profile leaves out or narrows."""

    name: str
    why: str
    full_bytes: int
    bytes: int


@dataclass(frozen=True)
class Level:
    """What a profile leaves out, compared with level full for the same sockets."""

    features: tuple[str, ...]  # off here
    more: tuple[str, ...]  # on here only
    states: tuple[str, ...]
    members: tuple[LevelMember, ...]
    rows: tuple[LevelRow, ...]
    all_rows: int
    full_rows: int
    bytes: int
    full_bytes: int


@dataclass(frozen=True)
class Optional:
    """A member that a profile may leave out, as the contracts of hand-written code name it."""

    name: str
    value: str
    place: str  # for `assigns`


@dataclass(frozen=True)
class Machine:
    """One generated header, one diagram, one table."""

    name: str
    counted: bool  # each row tells a test that it was taken
    guard: str
    source: str  # as the banner names it: spec/machines/tcp.fsm
    title: str
    states: tuple[str, ...]
    initial: str
    enums: tuple[Enum, ...]
    constants: tuple[Constant, ...]
    structs: tuple[Struct, ...]
    ok: tuple[str, ...]  # conjuncts of the predicate that every function keeps
    optional: tuple[Optional, ...]
    invariants: tuple[Predicate, ...]
    steps: tuple[str, ...]  # a macro for each step that is there: for contracts
    helpers: tuple[Function, ...]
    prims: tuple[Function, ...]
    functions: tuple[Function, ...]
    edges: tuple[Edge, ...]
    table: tuple[TableRow, ...]

# SPDX-License-Identifier: MIT
"""A .fsm file as it was written: every name with its place, nothing resolved yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Union

from codegen.diagnostic import Place
from codegen.expr.tree import Expr


@dataclass(frozen=True)
class Word:
    """A name, where it stands."""

    text: str
    at: Place = field(compare=False)

    def __str__(self) -> str:
        return self.text


# ---- statements ----


@dataclass(frozen=True)
class Assign:
    target: Word
    value: Expr


@dataclass(frozen=True)
class Start:
    timer: Word
    value: Expr


@dataclass(frozen=True)
class Stop:
    timer: Word


@dataclass(frozen=True)
class Call:
    """A call of a prim or an action."""

    function: Word
    arguments: tuple[Expr, ...]


@dataclass(frozen=True)
class Become:
    """`-> STATE`"""

    state: Word


@dataclass(frozen=True)
class Drop:
    at: Place = field(compare=False)


@dataclass(frozen=True)
class Goto:
    step: Word


@dataclass(frozen=True)
class Fail:
    """`error NAME`"""

    error: Word


@dataclass(frozen=True)
class Wait:
    """Legal, and nothing to do."""

    at: Place = field(compare=False)


Statement = Union[Assign, Start, Stop, Call, Become, Drop, Goto, Fail, Wait]
LAST = (Drop, Goto, Fail)


def place(statement: Statement) -> Place:
    """Where the statement's most telling word stands."""
    match statement:
        case Assign(target=word) | Start(timer=word) | Stop(timer=word) | Call(function=word):
            return word.at
        case Become(state=word) | Goto(step=word) | Fail(error=word):
            return word.at
        case Drop(at=at) | Wait(at=at):
            return at


# ---- declarations: `when` is the condition on features under which one is there ----


@dataclass(frozen=True)
class StateLine:
    """`states A B when F`; each state of the machine stands in one such line."""

    names: tuple[Word, ...]
    when: Expr | None = None


@dataclass(frozen=True)
class NameSet:
    name: Word
    members: tuple[Word, ...]


@dataclass(frozen=True)
class Param:
    name: Word
    type: Word


@dataclass(frozen=True)
class Field:
    """A field of an input; `bits` name its bits from the lowest up."""

    name: Word
    type: Word
    bits: tuple[Word, ...]
    when: Expr | None = None


@dataclass(frozen=True)
class Input:
    name: Word
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Var:
    name: Word
    type: Word
    most: Expr | None
    why: str
    when: Expr | None = None
    pack: bool = False  # shares a byte with others


@dataclass(frozen=True)
class Timer:
    name: Word
    type: Word
    most: Expr | None
    fires: Word
    why: str
    when: Expr | None = None


@dataclass(frozen=True)
class Let:
    name: Word
    value: Expr
    when: Expr | None = None


@dataclass(frozen=True)
class Clause:
    """`requires EXPR` or `ensures EXPR` below a prim or an event."""

    value: Expr
    when: Expr | None = None


@dataclass(frozen=True)
class Invariant:
    """What holds between events, in `states` or, if they are empty, in all; inside an event it may
    fail behind step `since`, and holds again behind step `until`.
    """

    name: Word
    section: str
    states: tuple[Word, ...]
    since: Word | None
    until: Word | None
    value: Expr
    when: Expr | None = None


@dataclass(frozen=True)
class Prim:
    """`keeps`: the invariants that hold behind it if they held before; `needs`: those that must."""

    name: Word
    parameters: tuple[Word, ...]
    result: Word | None
    writes: tuple[Word, ...]
    when: Expr | None = None
    keeps: tuple[Word, ...] = ()
    needs: tuple[Word, ...] = ()
    requires: tuple[Clause, ...] = ()
    ensures: tuple[Clause, ...] = ()


@dataclass(frozen=True)
class Action:
    name: Word
    body: tuple[Statement, ...]
    when: Expr | None = None


@dataclass(frozen=True)
class Row:
    """`| STATES if GUARD : BODY`. No names: every state. `is_else` changes nothing but the
    reader's view.
    """

    states: tuple[Word, ...]
    guard: Expr | None
    body: tuple[Statement, ...]
    at: Place
    is_else: bool = False


@dataclass(frozen=True)
class Step:
    name: Word
    states: tuple[Word, ...]
    guard: Expr | None
    section: str
    rows: tuple[Row, ...]
    when: Expr | None = None


@dataclass(frozen=True)
class Event:
    """Rows, or steps of rows; never both. `mends`: invariants that need not hold before it."""

    name: Word
    input: Word | None
    section: str
    rows: tuple[Row, ...]
    steps: tuple[Step, ...]
    when: Expr | None = None
    requires: tuple[Clause, ...] = ()
    mends: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Machine:
    path: str
    name: Word
    title: str
    states: tuple[Word, ...]
    initial: Word
    sets: tuple[NameSet, ...]
    signals: tuple[Word, ...]
    errors: tuple[Word, ...]
    params: tuple[Param, ...]
    inputs: tuple[Input, ...]
    vars: tuple[Var, ...]
    timers: tuple[Timer, ...]
    lets: tuple[Let, ...]
    prims: tuple[Prim, ...]
    actions: tuple[Action, ...]
    events: tuple[Event, ...]
    features: tuple[Word, ...] = ()
    state_lines: tuple[StateLine, ...] = ()
    invariants: tuple[Invariant, ...] = ()

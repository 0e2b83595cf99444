# SPDX-License-Identifier: MIT
"""A machine as Promela, for spin: what codegen/templates/machine.pml.j2 lays out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Define:
    """A constant, or an expression with a name."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Inline:
    """A Promela `inline`: its comment, its name and the lines inside."""

    about: str
    name: str
    body: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A row of the spec, and the event or step that it stands in."""

    line: int
    where: str


@dataclass(frozen=True)
class Model:
    """One machine at one level. Its own names begin with `prefix`, so that two levels can meet."""

    prefix: str
    source: str
    level: str
    defines: tuple[Define, ...]  # features, sets and lets
    inlines: tuple[Inline, ...]  # actions, then events
    rows: tuple[Row, ...]
    kept: tuple[str, ...]  # variables and timers of the connection
    left_out: tuple[str, ...]  # variables that nobody in the model reads

# SPDX-License-Identifier: MIT
"""Lines and conditions of core/ and generated/ that programs ran, from what llvm-cov says of each.

A line of a generated header counts once, however many profiles print it: the same text in the same
place of the same function comes from the same row, field or option of a spec. It is taken when a
program of any of those profiles runs it. A line of core counts once for all profiles too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.fuzz_source import OURS, Place, Source, is_constant
from tools.shell import ROOT

At = tuple[str, int]  # a file by its path from the root, a line


@dataclass(frozen=True)
class Condition:
    """What a branch asks."""

    place: Place
    column: int
    text: str


@dataclass
class Reach:
    """How often each line ran, and each condition was true and false."""

    lines: dict[Place, int] = field(default_factory=dict)
    conditions: dict[Condition, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Covered:
    """Of one file, or of many."""

    name: str
    lines: int
    lines_taken: int
    branches: int
    branches_taken: int

    @property
    def line_percent(self) -> float:
        return 100 * self.lines_taken / max(self.lines, 1)

    @property
    def branch_percent(self) -> float:
        return 100 * self.branches_taken / max(self.branches, 1)


def reach(documents: Iterable[Any]) -> Reach:
    """All programs together, each as `llvm-cov export` prints it."""
    ran: Counter[At] = Counter()
    asked: dict[tuple[str, tuple[int, ...]], Counter[bool]] = defaultdict(Counter)
    unused: set[At] = set()
    for document in documents:
        said = document["data"][0]
        idle = _never_called(said["functions"])
        unused |= idle
        for file in said["files"]:
            if (name := _ours(file["filename"])) is None:
                continue
            for line, count in counts(file["segments"]).items():
                if (name, line) not in idle:
                    ran[name, line] += count
            for branch in file["branches"]:
                asked[name, tuple(branch[:4])].update({True: branch[4], False: branch[5]})
    return _together(ran, asked, unused)


def _ours(filename: str) -> str | None:
    path = Path(filename)
    if not path.is_relative_to(ROOT) or path.relative_to(ROOT).parts[0] not in OURS:
        return None
    return str(path.relative_to(ROOT))


def _never_called(functions: Iterable[Any]) -> set[At]:
    """Lines of functions that this program has no code of: the compiler says 0 of the whole of it,
    comments included.
    """
    found = set()
    for function in functions:
        first, *more = function["regions"]
        name = _ours(function["filenames"][0])
        if name is not None and not more and first[4] == 0 and not function["branches"]:
            found |= {(name, line) for line in range(first[0], first[2] + 1)}
    return found


def counts(segments: Iterable[list[Any]]) -> dict[int, int]:
    """Lines with code and how often they ran, by llvm-cov's own rule (LineCoverageStats). A segment
    is where a count begins: line, column, count, has one, begins a region, is a gap.
    """
    by_line: dict[int, list[list[Any]]] = defaultdict(list)
    for segment in segments:
        by_line[segment[0]].append(segment)
    found = {}
    before: list[Any] = [0, 0, 0, False, False, False]
    for line in range(min(by_line, default=0), max(by_line, default=-1) + 1):
        here = by_line[line]
        begun = [each[2] for each in here if each[3] and each[4] and not each[5]]
        skipped = bool(here) and not here[0][3] and here[0][4]
        wrapped = [before[2]] if before[3] else []
        if not skipped and (wrapped or begun):
            found[line] = max([*begun, *wrapped])
        before = here[-1] if here else before
    return found


def _together(
    ran: Counter[At],
    asked: dict[tuple[str, tuple[int, ...]], Counter[bool]],
    unused: set[At],
) -> Reach:
    """Without lines of nothing but comment and braces, and without conditions on constants."""
    found = Reach()
    names = {name for name, _ in [*ran, *unused]}
    for name in sorted(names):
        source = Source.of(name)
        for body in source.bodies:
            used = any((name, line) in ran for line in body)
            for line in body:
                place = source.places.get(line)
                if place and ((name, line) in ran or not used and (name, line) in unused):
                    found.lines[place] = found.lines.get(place, 0) + ran[name, line]
    for (name, at), taken in asked.items():
        source = Source.of(name)
        text = source.between(at)
        if at[0] not in source.places or is_constant(text):
            continue
        what = Condition(source.places[at[0]], at[1], text)
        yes, no = found.conditions.get(what, (0, 0))
        found.conditions[what] = (yes + taken[True], no + taken[False])
    return found


def headers(found: Reach) -> list[Covered]:
    """The least covered first."""
    names = {place.file for place in found.lines}
    return sorted((_of(name, found) for name in names), key=lambda each: (each.line_percent, each.name))


def _of(name: str, found: Reach) -> Covered:
    lines = [count for place, count in found.lines.items() if place.file == name]
    branches = [
        count
        for condition, taken in found.conditions.items()
        if condition.place.file == name
        for count in taken
    ]
    return Covered(name, len(lines), sum(map(bool, lines)), len(branches), sum(map(bool, branches)))


def together(files: Iterable[Covered]) -> Covered:
    """All of them as one."""
    every = list(files)
    return Covered(
        "together",
        sum(each.lines for each in every),
        sum(each.lines_taken for each in every),
        sum(each.branches for each in every),
        sum(each.branches_taken for each in every),
    )

# SPDX-License-Identifier: MIT
"""A mutant: one change in one function. It is known by what it says, not by its line, so that it is
found again when other parts of the file move."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from tools.mutate.change import Change, Enums, changes, enums_of
from tools.mutate.source import Function, Source

NO_PRODUCT = {"tcp_broken"}  # printed for tests, which call it; no firmware does
PROFILE = "services"  # its headers are changed; where another profile has the same function, there too


@dataclass(frozen=True, order=True)
class Key:
    """What names a mutant: the line (or lines) of code before and after; `nth` where it repeats."""

    file: str
    function: str
    was: str
    now: str
    nth: int = 0

    def __str__(self) -> str:
        again = f" (occurrence {self.nth + 1})" if self.nth else ""
        return f"{self.file}: {self.function}: `{self.was}` -> `{self.now}`{again}"


@dataclass(frozen=True)
class Mutant:
    """With all that is needed to make it."""

    key: Key
    kind: str
    line: int
    digest: str  # of the function as it was
    body: str  # the function's new body

    @property
    def file(self) -> str:
        return self.key.file

    @property
    def function(self) -> str:
        return self.key.function


def files(root: Path) -> list[str]:
    """All headers that are changed when none is named."""
    found = sorted((root / "core").glob("*.h"))
    found += sorted((root / "generated" / PROFILE).glob("*.h"))
    return [path.relative_to(root).as_posix() for path in found]


def mutants_of(source: Source, enums: Enums) -> list[Mutant]:
    """Every one of a header."""
    found: dict[Key, Mutant] = {}
    for function in source.functions.values():
        if function.name in NO_PRODUCT:
            continue
        digest = source.digest(function)
        for change in changes(source, function, enums):
            was, now = lines_of(source, change)
            key = Key(source.name, function.name, was, now)
            while key in found:
                key = Key(source.name, function.name, was, now, key.nth + 1)
            start, end = change.start, change.end
            body = source.text[function.body : start] + change.text
            body += source.text[end : function.end]
            found[key] = Mutant(key, change.kind, source.line(start), digest, body)
    return [one for one in found.values() if one.key.was != one.key.now]


def lines_of(source: Source, change: Change) -> tuple[str, str]:
    """The lines that the change touches, without comments and with single spaces."""
    start = source.code.rfind("\n", 0, change.start) + 1
    end = source.code.find("\n", change.end)
    before = source.code[start:end]
    after = source.code[start : change.start] + change.text + source.code[change.end : end]
    return " ".join(before.split()), " ".join(after.split())


def population(root: Path, names: list[str]) -> list[Mutant]:
    """Every mutant of these files."""
    headers = [*(root / "core").glob("*.h"), *(root / "generated" / PROFILE).glob("*.h")]
    enums = enums_of([path.read_text(encoding="utf-8") for path in sorted(headers)])
    found: list[Mutant] = []
    for name in names:
        found += mutants_of(Source.read(root, name), enums)
    return found


def sample(all_of_them: list[Mutant], count: int, seed: int) -> list[Mutant]:
    """`count` of them. Each mutant has a rank of its own, made of the seed and what it says: what
    changes elsewhere moves none. A function's share grows with the root of what it offers, so that
    long ones do not take all."""
    by_function: dict[tuple[str, str], list[tuple[int, Mutant]]] = {}
    for one in all_of_them:
        rank = hashlib.sha256(f"{seed}:{one.key}".encode()).digest()
        ranked = (int.from_bytes(rank[:8], "big"), one)
        by_function.setdefault((one.file, one.function), []).append(ranked)
    drawn: list[tuple[float, Key, Mutant]] = []
    for ranked_ones in by_function.values():
        ranked_ones.sort(key=lambda each: (each[0], each[1].key))
        share = len(ranked_ones) ** 0.5
        for turn, (rank_of, one) in enumerate(ranked_ones):
            drawn.append(((turn + rank_of / 2**64) / share, one.key, one))
    return [one for _, _, one in sorted(drawn, key=lambda each: each[:2])[:count]]


def applied(source: Source, mutant: Mutant) -> str:
    """The header's text with the fault in it."""
    function = source.functions[mutant.function]
    return source.text[: function.body] + mutant.body + source.text[function.end :]


def same_function(source: Source, mutant: Mutant) -> Function | None:
    """The function of another profile's header when it is the very same one, else None."""
    function = source.functions.get(mutant.function)
    return function if function and source.digest(function) == mutant.digest else None


def copies(root: Path, name: str) -> list[str]:
    """A generated header and the same of every other profile; a core header alone."""
    found = re.fullmatch(r"generated/\w+/(\w+\.h)", name)
    if not found:
        return [name]
    paths = sorted(root.glob(f"generated/*/{found[1]}"))
    return [path.relative_to(root).as_posix() for path in paths]

# SPDX-License-Identifier: MIT
"""The text of our headers: functions, and a name for each line of code that moves with it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from tools.shell import ROOT

OURS = ("generated", "core")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
TYPES = frozenset({"int", "bool", "uint8_t", "uint16_t", "uint32_t"})


@dataclass(frozen=True)
class Place:
    """A line of code: `within` are the lines that it is indented below, `again` counts its like."""

    file: str  # generated/x.h, whatever the profile
    function: str
    within: tuple[str, ...]
    text: str
    again: int


@dataclass
class Source:
    """A header: its functions' lines, and the place of each line that has code."""

    code: list[str]
    bodies: list[range] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)

    @staticmethod
    @lru_cache(maxsize=None)
    def of(name: str) -> Source:
        text = (ROOT / name).read_text(encoding="utf-8")
        return read(name if name.startswith("core") else f"generated/{Path(name).name}", text)

    def between(self, at: tuple[int, ...]) -> str:
        line, column, last, end = at
        rows = self.code[line - 1 : last]
        rows[-1] = rows[-1][: end - 1]
        rows[0] = rows[0][column - 1 :]
        return " ".join(" ".join(rows).split())


def read(file: str, text: str) -> Source:
    """Our style is its grammar: a function's braces stand alone in the first column."""
    blank = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text).splitlines()
    source, begin = Source(blank), 0
    for number, line in enumerate(blank, 1):
        if line.rstrip() == "{":
            begin = number
        elif line.rstrip() == "}" and begin:
            source.bodies.append(range(begin + 1, number))
            _places(source, file, text.splitlines(), begin)
            begin = 0
    return source


def _places(source: Source, file: str, lines: list[str], begin: int) -> None:
    """Of the function whose brace opens there. Its name is before the first bracket of the last
    line above that is not indented.
    """
    above = next(line for line in reversed(source.code[: begin - 1]) if line[:1].strip())
    named = re.search(r"(\w+)\((?!\()", above)  # no attribute
    heads: list[tuple[int, str]] = []
    seen: Counter[tuple[str, ...]] = Counter()
    for number in source.bodies[-1]:
        code = source.code[number - 1]
        if not code.strip():
            continue
        indent = len(code) - len(code.lstrip())
        while heads and heads[-1][0] >= indent:
            heads.pop()
        within, words = tuple(text for _, text in heads), " ".join(code.split())
        heads.append((indent, lines[number - 1].strip()))  # a row's comment tells it from others
        if re.search(r"\w", words):
            seen[*within, words] += 1
            again = seen[*within, words]
            function = named[1] if named else above.strip()
            source.places[number] = Place(file, function, within, words, again)


@lru_cache(maxsize=None)
def _constants() -> frozenset[str]:
    """Names of enumerators and of constants of all headers."""
    found: set[str] = set(TYPES)
    for folder in OURS:
        for path in sorted((ROOT / folder).rglob("*.h")):
            text = COMMENT.sub("", path.read_text(encoding="utf-8"))
            for members in re.findall(r"enum\s*\w*\s*\{(.*?)\}", text, re.DOTALL):
                found |= set(re.findall(r"(\w+)\s*(?:=[^,]*)?(?:,|\Z)", members))
            found |= set(re.findall(r"^static const \w+ (\w+) = ", text, re.MULTILINE))
    return frozenset(found)


def is_constant(condition: str) -> bool:
    """The compiler knows it; so it is no branch of that program."""
    return set(re.findall(r"\b[A-Za-z_]\w*", condition)) <= _constants()

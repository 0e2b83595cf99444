# SPDX-License-Identifier: MIT
"""A header as mutation sees it: functions and tokens; comments, contracts, strings and directives are
blank."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

BLANK = re.compile(
    r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
    r"|^[ \t]*#(?:[^\n\\]|\\.|\\\n)*",
    re.DOTALL | re.MULTILINE,
)
TOKEN = re.compile(
    r"[A-Za-z_]\w*|0[xX][0-9a-fA-F]+[uUlL]*|\d+[uUlL]*"
    r"|<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[^\s\w]"
)
OPENS = re.compile(r"\)\n\{", re.MULTILINE)
NAME = re.compile(r"(\w+)\s*$")


@dataclass(frozen=True)
class Token:
    """A piece of C and where it stands in its file."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Function:
    """A function with a body; `start` is its return type's place, `body` that behind its `{`."""

    name: str
    start: int
    body: int
    end: int
    is_void: bool


def masked(text: str) -> str:
    """The same text at the same places, without what is no C."""
    return BLANK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


class Source:
    """One header."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.code = masked(text)

    @classmethod
    def read(cls, root: Path, name: str) -> Source:
        return cls(name, (root / name).read_text(encoding="utf-8"))

    @cached_property
    def functions(self) -> dict[str, Function]:
        """By name. One whose body has a directive has a form for each machine, and is left out."""
        found = {}
        for opening in OPENS.finditer(self.code):
            head = parameters_begin(self.code, opening.start())
            end = self.code.find("\n}", opening.end())
            name = NAME.search(self.code, max(0, head - 80), head)
            if name is None or end < 0 or re.search(r"^[ \t]*#", self.text[head:end], re.MULTILINE):
                continue
            start = max(self.code.rfind(mark, 0, name.start()) for mark in ";{}") + 1
            result = self.code[start : name.start()]
            is_void = re.search(r"\bvoid\s*$", result) is not None
            found[name[1]] = Function(name[1], start, opening.end(), end + 1, is_void)
        return found

    def tokens(self, function: Function) -> list[Token]:
        """Those of its body."""
        spans = TOKEN.finditer(self.code, function.body, function.end)
        return [Token(found[0], found.start()) for found in spans]

    def digest(self, function: Function) -> str:
        """Of the function's C, head and body: comments and contracts may change."""
        words = TOKEN.findall(self.code, function.start, function.end)
        return hashlib.sha256(" ".join(words).encode()).hexdigest()[:12]

    def line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1


def parameters_begin(code: str, end: int) -> int:
    """Where the `(` is that belongs to the `)` at `end`."""
    depth = 0
    for at in range(end, -1, -1):
        depth += (code[at] == ")") - (code[at] == "(")
        if depth == 0:
            return at
    return 0

# SPDX-License-Identifier: MIT
"""The loops of a source file: which lines a `for`, a `while`, a `do` or avr-libc's ATOMIC_BLOCK (a
`for` of one turn) has. No compiler: words and brackets, without comments and text in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNREAD = re.compile(
    r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|(?<![0-9a-zA-Z])'(?:\\.|[^'\\\n])+'", re.DOTALL)
_WORD = re.compile(r"\b(for|while|do|if|else|switch|(?:NON)?ATOMIC_BLOCK)\b")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True)
class Statement:
    """A loop: `first` is the line of its word, `head` where its condition ends (of a `do`: the
    word's own), `last` its last. `atomic`: avr-libc's; `tail`: the line of a `do`'s `while`, or 0.
    """

    first: int
    head: int
    last: int
    atomic: bool = False
    tail: int = 0


def loops_of(text: str) -> tuple[Statement, ...]:
    """Every loop, by its first line. One whose brackets do not close is left out."""
    return tuple(_loops(_UNREAD.sub(_blank, text)))


def _blank(unread: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", unread[0])


def _loops(text: str) -> Iterator[Statement]:
    tails: set[int] = set()  # where a `while` ends a `do`

    def line(at: int) -> int:
        return text.count("\n", 0, at) + 1

    for word in _WORD.finditer(text):
        if word[1] in ("if", "else", "switch") or word.start() in tails:
            continue
        try:
            end = _ends(text, word.start(), tails)
            head = word.end() if word[1] == "do" else _closes(text, word.end())
        except ValueError:
            continue
        atomic = word[1].endswith("BLOCK")
        first, last = line(word.start()), line(end - 1)
        tail = line(max(at for at in tails if at < end)) if word[1] == "do" else 0
        yield Statement(first, line(head - 1), last, atomic, tail)


def _closes(text: str, at: int) -> int:
    """Behind the bracket that closes the one that opens here; ValueError when there is none."""
    at = _skip(text, at)
    opens = text[at : at + 1]
    if opens not in ("(", "{"):
        raise ValueError("no bracket")
    depth = 0
    for place in re.finditer(r"[(){}]", text[at:]):
        depth += 1 if place[0] in "({" else -1
        if depth == 0:
            return at + place.end()
    raise ValueError("not closed")


def _ends(text: str, at: int, tails: set[int]) -> int:
    """Behind the statement that begins here."""
    at = _skip(text, at)
    if text[at : at + 1] == "{":
        return _closes(text, at)
    word = _WORD.match(text, at)
    if word is None:
        return _semicolon(text, at)
    if word[1] == "else":
        return _ends(text, word.end(), tails)
    if word[1] == "do":
        tail = _skip(text, _ends(text, word.end(), tails))
        if not re.compile(r"while\b").match(text, tail):
            raise ValueError("no end of do")
        tails.add(tail)
        return _semicolon(text, tail)
    end = _ends(text, _closes(text, word.end()), tails)
    after = _WORD.match(text, _skip(text, end))
    if word[1] == "if" and after is not None and after[1] == "else":
        return _ends(text, after.start(), tails)
    return end


def _semicolon(text: str, at: int) -> int:
    depth = 0
    for place in re.finditer(r"[(){};]", text[at:]):
        depth += {"(": 1, "{": 1, ")": -1, "}": -1, ";": 0}[place[0]]
        if depth < 0:
            break
        if depth == 0 and place[0] == ";":
            return at + place.end()
    raise ValueError("no end")


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found is not None else at

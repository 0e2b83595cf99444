# SPDX-License-Identifier: MIT
"""Specs with mistakes in them: words left out, doubled, swapped or put in from elsewhere."""

from __future__ import annotations

import difflib
import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
# What no spec of ours says, and a user's may.
STRANGE = (
    "0", "-1", "65536", "4294967296", "18446744073709551616", "1e9", "0x", '"', '""', "é", "\t",
    "\0", "[", "]", "{", "}", "null", "~", "&a", "*a", "<<: ", "---\n", "\udcff",
)  # fmt: skip
SMALLER_S = 20.0


@dataclass(frozen=True)
class Mutant:
    """A text that stands for one file of spec/."""

    file: Path
    text: bytes


def mutant(files: Sequence[Path], spec: Path, seed: int, count: int) -> Mutant:
    """The mutant of this number: the same at every call."""
    chance = random.Random(seed * 1_000_003 + count)
    path = chance.choice(list(files))
    tokens = TOKEN.findall(path.read_text(encoding="utf-8"))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        _change(tokens, chance, words(spec))
    text = "".join(tokens).encode(errors="surrogateescape")
    return Mutant(path.relative_to(spec), text)


def _change(tokens: list[str], chance: random.Random, others: Sequence[str]) -> None:
    at = chance.randrange(len(tokens)) if tokens else 0
    match chance.randrange(6) if tokens else 2:
        case 0:
            tokens[at] = chance.choice(others)
        case 1:
            del tokens[at]
        case 2:
            tokens.insert(at, chance.choice(others))
        case 3:
            tokens[at:at] = tokens[at : at + chance.randrange(1, 30)]
        case 4:
            del tokens[at : at + chance.randrange(1, 60)]
        case _:
            other = chance.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]


@cache
def words(spec: Path) -> tuple[str, ...]:
    """All that our specs are made of, and what is strange to them."""
    found: set[str] = set()
    for path in spec.rglob("*"):
        if path.suffix in (".ksy", ".fsm", ".yaml") and "requirements" not in path.parts:
            found |= set(TOKEN.findall(path.read_text(encoding="utf-8")))
    return (*sorted(found), *STRANGE)


def apart(path: Path) -> Mutant:
    """A finding that was kept: `<kind>_<digest>.packets.udp.ksy` stands for packets/udp.ksy."""
    *folders, stem, suffix = path.name.split(".")[1:]
    return Mutant(Path(*folders, f"{stem}.{suffix}"), path.read_bytes())


def smaller(one: Mutant, whole: bytes, fails: Callable[[Mutant], bool]) -> Mutant:
    """First as near to the file as it was before as can be, then as short."""
    until = time.monotonic() + SMALLER_S
    ours, theirs = one.text.splitlines(True), whole.splitlines(True)
    codes = difflib.SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
    for tag, a, b, c, d in reversed(codes):
        put_back = ours[:c] + theirs[a:b] + ours[d:]
        if tag != "equal" and time.monotonic() < until and fails(_of(one, put_back)):
            ours = put_back
    size = len(ours) // 2
    while size >= 1:
        at = 0
        while at < len(ours) and time.monotonic() < until:
            cut = ours[:at] + ours[at + size :]
            if fails(_of(one, cut)):
                ours = cut
            else:
                at += size
        size //= 2
    return _of(one, ours)


def _of(one: Mutant, lines: list[bytes]) -> Mutant:
    return replace(one, text=b"".join(lines))

# SPDX-License-Identifier: MIT
"""Headers as Eva reads them: without contracts, but for those that proofs/eva/believed.txt names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

CONTRACT = re.compile(r"/\*@.*?\*/", re.DOTALL)
ATTRIBUTE = re.compile(r"__attribute__\s*\(\([^;{]*?\)\)")
NAMED = re.compile(r"\s*[\w\s*]*?\b(\w+)\s*\(")
FUNCTION = re.compile(r"^\w[^;{}]*?\b(\w+)\([^;{}()]*\)\n\{.*?^\}", re.DOTALL | re.MULTILINE)
WORDS = re.compile(r"\b(predicate|logic|inductive)\b")
DEFINED = re.compile(r"\b(?:predicate|logic|inductive)\b[^(=;]*?(\w+)\s*(?:\{\w+\})?\s*\(")


@dataclass(frozen=True)
class Believed:
    """The list: by kind, what it names and why."""

    contracts: set[str]
    loops: set[str]
    alarms: dict[str, str] = field(default_factory=dict)


def read_believed(path: Path) -> Believed:
    found: dict[str, dict[str, str]] = {"contract": {}, "loops": {}, "alarm": {}}
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        words, _, why = line.partition(" # ")
        kind, _, what = words.strip().partition(" ")
        if kind not in found or not what.strip() or not why.strip():
            raise ValueError(
                f"{path}:{number}: expected `contract FUNCTION # why`, `loops FUNCTION # why` or "
                "`alarm FUNCTION: WHAT # why`"
            )
        found[kind][" ".join(what.split())] = why.strip()
    return Believed(set(found["contract"]), set(found["loops"]), found["alarm"])


def needed(headers: dict[str, str], believed: Believed) -> set[str]:
    """The words (predicates, logic functions) that kept contracts use, and those that they are made of."""
    kept = "".join(bare(text, believed, set()) for text in headers.values())
    asked = "\n".join(CONTRACT.findall(kept))
    blocks = [block for text in headers.values() for block in CONTRACT.findall(text) if WORDS.search(block)]
    found: set[str] = set()
    while True:
        fresh = [block for block in blocks if used(block, asked)]
        words = {word for block in fresh for word in DEFINED.findall(block)}
        if words <= found:
            return found
        found |= words
        asked += "\n".join(fresh)


def used(block: str, text: str) -> bool:
    """Does the text use a word that the block defines?"""
    return any(re.search(rf"\b{word}\b", text) for word in DEFINED.findall(block))


def bare(text: str, believed: Believed, words: set[str]) -> str:
    """Contracts become plain comments, and so do definitions, but for those of `words`."""
    functions = [(m[1], m.span()) for m in FUNCTION.finditer(text)]
    loops = [span for name, span in functions if name in believed.loops]

    def one(match: re.Match[str]) -> str:
        after = ATTRIBUTE.sub("", text[match.end() : match.end() + 500])
        owner = NAMED.match(after)
        if WORDS.search(match[0]):
            kept = not words.isdisjoint(DEFINED.findall(match[0]))
        else:
            kept = (owner is not None and owner[1] in believed.contracts) or any(
                start <= match.start() < end for start, end in loops
            )
        return match[0] if kept else "/* " + match[0][3:]

    return CONTRACT.sub(one, text)

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


def bare(text: str, believed: Believed) -> str:
    """Contracts become plain comments, and so do definitions of words that no contract here needs."""
    functions = [(m[1], m.span()) for m in FUNCTION.finditer(text)]
    loops = [span for name, span in functions if name in believed.loops]
    wordy = any(name in believed.contracts | believed.loops for name, _ in functions)

    def one(match: re.Match[str]) -> str:
        after = ATTRIBUTE.sub("", text[match.end() : match.end() + 500])
        owner = NAMED.match(after)
        kept = (
            (wordy and WORDS.search(match[0]))
            or (owner and owner[1] in believed.contracts)
            or any(start <= match.start() < end for start, end in loops)
        )
        return match[0] if kept else "/* " + match[0][3:]

    return CONTRACT.sub(one, text)

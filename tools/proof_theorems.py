# SPDX-License-Identifier: MIT
"""Theorems in words. They stand in the opening comment of the proof file, each with the functions that carry it:

    *   - udp_check accepts exactly the datagrams that spec/packets/udp.ksy describes [udp_check]

Patterns like udp_set_* may stand in the brackets. A theorem is proved when each of its functions has goals and none is
open: the words come from there, the verdict only from the prover's report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tools.proof_audit import Complaint
from tools.proof_jobs import Job
from tools.proof_result import Result

ITEM = re.compile(r"^ *- (.+?) \[([\w*?,\s]+)\]$", re.MULTILINE | re.DOTALL)
Proof = tuple[Job, Result]


@dataclass(frozen=True)
class Theorem:
    """A sentence, and the functions and lemmas by name whose goals are its proof."""

    stem: str
    words: str
    patterns: tuple[str, ...]

    def covers(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self.patterns)


@dataclass(frozen=True)
class Said:
    """A theorem and what its proofs came to: goals of all texts and models together."""

    theorem: Theorem
    goals: int
    functions: int
    open: tuple[str, ...]  # functions that are not proved, or the stem itself when its proof did not end

    @property
    def verdict(self) -> str:
        return "not proved" if self.open else "proved" if self.goals else "absent"

    def __str__(self) -> str:
        if self.open:
            return f"{self.theorem.words}: NOT PROVED: {', '.join(self.open)}"
        if not self.goals:
            return f"{self.theorem.words}: nothing of it in this profile"
        return f"{self.theorem.words}: proved, {self.goals} goals"


def theorems_of(source: Path) -> list[Theorem]:
    """What the opening comment of a proof file claims."""
    comment = source.read_text().partition("*/")[0]
    text = "\n".join(line.removeprefix(" *").rstrip() for line in comment.splitlines())
    return [
        Theorem(source.stem, " ".join(words.split()), tuple(re.split(r"[\s,]+", names)))
        for words, names in ITEM.findall(text)
    ]


def judge(theorem: Theorem, proofs: Iterable[Proof]) -> Said:
    """What the results of its stem say about a theorem."""
    goals, functions, unproved = 0, set(), set()
    for _, result in proofs:
        mine = {name for name in result.goals if theorem.covers(name)}
        functions |= mine
        goals += sum(result.goals[name] for name in mine)
        unproved |= result.open & mine
        if result.complaints and not result.open:  # something about the whole text
            unproved.add(f"{result.stem} under {result.model}")
    return Said(theorem, goals, len(functions), tuple(sorted(unproved)))


def unsaid(
    source: Path, theorems: list[Theorem], proofs: list[Proof], *, whole: bool
) -> list[Complaint]:
    """A proof file without theorems, a function of no theorem; and, when `whole` says that all profiles are there, a
    theorem without functions."""
    if not theorems:
        text = "says no theorem: its opening comment needs a line `- what is proved [function, ...]`"
        return [Complaint(str(source), text)]
    names = {name for _, result in proofs for name in result.goals}
    result = [
        Complaint(str(source), f"no function of theorem {one.words!r}: {', '.join(one.patterns)}")
        for one in theorems
        if whole and not any(one.covers(name) for name in names)
    ]
    return result + [
        Complaint(str(source), f"{name} belongs to no theorem")
        for name in sorted(names)
        if not any(one.covers(name) for one in theorems)
    ]

# SPDX-License-Identifier: MIT
"""The provers' verdicts, one file for each proof: so that a fresh clone proves in minutes.

WP makes every goal anew in every run. It then writes the whole problem as the prover would get it (hypotheses,
definitions, axioms, goal, prover and version) and looks for the MD5 sum of that text: only the prover's answer comes
from here. An entry is of use to no other goal, and a goal that has changed in one character has no entry.
`./thimble prove --no-cache` asks the provers again for everything.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HEADER = "# The provers' verdicts; written by ./thimble prove --update. problem prover verdict seconds steps\n"
WHOLE = re.compile(r"(\d)\.(?!\d)")  # OCaml prints 150 as `150.`, which is no JSON
LINE = re.compile(r"([0-9a-f]{32}) (\S+) (\w+) ([0-9.]+|-) ([0-9]+|-)")


@dataclass(frozen=True, order=True)
class Verdict:
    """One prover's answer to one problem."""

    problem: str
    prover: str
    answer: str
    seconds: str
    steps: str

    def as_line(self) -> str:
        return f"{self.problem} {self.prover} {self.answer} {self.seconds} {self.steps}\n"

    def as_json(self) -> str:
        """As Frama-C's WP keeps it in a file of its own."""
        entry: dict[str, object] = {"prover": self.prover, "verdict": self.answer}
        if self.seconds != "-":
            entry["time"] = float(self.seconds)
        if self.steps != "-":
            entry["steps"] = int(self.steps)
        return json.dumps(entry)


def unpack(packed: Path, directory: Path) -> int:
    """Puts the committed verdicts where WP looks for them; what is there already stays."""
    directory.mkdir(parents=True, exist_ok=True)
    verdicts = packed_lines(packed)
    for verdict in verdicts:
        target = directory / f"{verdict.problem}.json"
        if not target.exists():
            target.write_text(verdict.as_json())
    return len(verdicts)


def copy(source: Path | None, target: Path | None) -> None:
    """Verdicts that the target does not have yet: two profiles have many goals in common."""
    if source is None or target is None or not source.exists():
        return
    target.mkdir(parents=True, exist_ok=True)
    there = {path.name for path in target.iterdir()}
    for file in source.glob("*.json"):
        if file.name not in there:
            new = target / f".{file.name}.{os.getpid()}.{threading.get_ident()}"
            new.write_bytes(file.read_bytes())
            new.rename(target / file.name)


def read(directory: Path) -> set[Verdict]:
    """What WP has in its directory now."""
    verdicts = set()
    for file in directory.glob("*.json"):
        entry = json.loads(WHOLE.sub(r"\1.0", file.read_text()))
        seconds = f"{entry['time']:.2f}" if "time" in entry else "-"
        steps = str(entry["steps"]) if "steps" in entry else "-"
        verdicts.add(Verdict(file.stem, entry["prover"], entry["verdict"], seconds, steps))
    return verdicts


def packed_lines(packed: Path) -> list[Verdict]:
    """The verdicts of a committed file."""
    if not packed.exists():
        return []
    verdicts = []
    for number, line in enumerate(packed.read_text().splitlines(), start=1):
        if line.startswith("#"):
            continue
        match = LINE.fullmatch(line)
        if match is None:
            raise ValueError(
                f"{packed}:{number}: not a verdict; write the file anew with ./thimble prove --update"
            )
        verdicts.append(Verdict(*match.groups()))
    return verdicts


def pack(directories: list[Path], packed: Path, also: Iterable[Verdict] = ()) -> int:
    """Writes the verdicts of several runs into one file, sorted, so that equal verdicts make equal bytes."""
    by_problem = {verdict.problem: verdict for verdict in also}
    for directory in directories:
        for verdict in read(directory):
            by_problem.setdefault(verdict.problem, verdict)
    packed.parent.mkdir(parents=True, exist_ok=True)
    new = packed.with_suffix(".new")
    new.write_text(HEADER + "".join(by_problem[key].as_line() for key in sorted(by_problem)))
    new.rename(packed)
    return len(by_problem)

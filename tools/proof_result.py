# SPDX-License-Identifier: MIT
"""What one proof came to, read from WP's report.

frama-c ends with exit 0 whether goals are proved or not, so the verdict is read from its report: each goal by name.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from tools.proof_audit import Complaint, Found

SMOKE = re.compile(r"\[(Passed|Failed)\] Smoke-test (\S+)|\[(Doomed|Dead)\S*\] (.*)")
SMOKE_GOAL = "_wp_smoke_"


@dataclass
class Result:
    """What one proof came to. Good when nothing complains."""

    stem: str
    model: str
    total: int = 0
    proved: int = 0
    smoke: int = 0
    seconds: float = 0.0
    complaints: list[Complaint] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    caches: list[Path] = field(default_factory=list)
    mine: set[str] = field(default_factory=set)  # functions and lemmas proved here
    goals: dict[str, int] = field(default_factory=dict)  # of each of them
    missing: dict[str, int] = field(default_factory=dict)  # goals of each that are not proved
    rests_on: set[tuple[str, str]] = field(default_factory=set)  # what it met that trusted.txt has to name
    met: set[str] = field(default_factory=set)  # the files of all functions it saw
    contracts: dict[str, list[str]] = field(default_factory=dict)  # of functions declared here, defined elsewhere
    absent: set[str] = field(default_factory=set)  # functions that this profile does without: nobody can call them
    believed: bool = False  # from a verdict, not from the provers just now

    @property
    def good(self) -> bool:
        return not self.complaints

    @property
    def open(self) -> set[str]:
        """Functions and lemmas with a goal that is not proved."""
        return set(self.missing)


def read_report(report: Path, rows: Path, result: Result) -> None:
    """Counts the goals; complains about each that is not proved, at the place of its property."""
    data = json.loads(report.read_text())
    places = open_properties(rows)
    groups = {**data.get("wp:functions", {}), **data.get("wp:axiomatics", {})}
    for owner, goals in groups.items():
        missing = []
        for name, counts in goals.items():
            if name == "wp:section" or "wp:main" not in counts:
                continue
            if SMOKE_GOAL in name:
                continue
            subject = name.removeprefix("lemma_") if name.startswith("lemma_") else owner
            if subject not in result.mine:  # lemmas of a header that another stem proves
                continue
            total, valid = counts["wp:main"].get("total", 0), counts["wp:main"].get("valid", 0)
            result.total += total
            result.proved += valid
            result.goals[subject] = result.goals.get(subject, 0) + total
            if valid < total:
                missing.append(name)
                result.missing[subject] = result.missing.get(subject, 0) + total - valid
        if missing:
            result.complaints += unproved(owner, missing, places, result)


def open_properties(rows: Path) -> dict[str, list[tuple[str, str]]]:
    """(file:line, what) of each property that is not valid, by function."""
    places: dict[str, list[tuple[str, str]]] = {}
    if not rows.exists():
        return places
    with rows.open(newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["status"] in ("Valid", "Considered valid"):
                continue
            at = f"{row['directory']}/{row['file']}:{row['line']}".removeprefix("./")
            places.setdefault(row["function"], []).append(
                (at, f"{row['property kind']}: {row['property']}")
            )
    return places


def unproved(
    owner: str, goals: list[str], places: dict[str, list[tuple[str, str]]], result: Result
) -> list[Complaint]:
    """One complaint for each open property of a function; if none is known, one for its goals."""
    name = owner or "lemma"
    listed = [Complaint(at, f"{name}: not proved: {what}", owner) for at, what in places.get(owner, [])]
    at = next(
        (f"{f.file}:{f.line}" for f in result.found if f.name == owner), f"proofs/{result.stem}.c"
    )
    return [*listed, Complaint(at, f"{name}: goals not proved: {', '.join(goals)}", owner)]


def read_smoke(output: str, at: str, result: Result) -> None:
    """Smoke tests ask for `false` after each contract and branch: one that succeeds shows a contradiction."""
    optional = {f"typed_{f.name}{SMOKE_GOAL}": f.name for f in result.found if f.kind == "feature"}
    for passed, name, _, other in SMOKE.findall(output):
        result.smoke += passed == "Passed"
        absent = {function for start, function in optional.items() if name.startswith(start)}
        if passed != "Passed" and absent:
            result.absent |= absent
        elif passed != "Passed":
            result.complaints.append(
                Complaint(at, f"smoke test failed, so something contradicts: {name or other}")
            )

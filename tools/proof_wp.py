# SPDX-License-Identifier: MIT
"""One proof: Frama-C's WP on one file under one machine model, and what its report says.

frama-c ends with exit 0 whether goals are proved or not, so the verdict is read from its report: each goal by name.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tools import proof_cache
from tools.proof_audit import Complaint, Found, audit, complaints
from tools.proof_setup import SECONDS, Model, Setup
from tools.shell import run

SMOKE = re.compile(r"\[(Passed|Failed)\] Smoke-test (\S+)|\[(Doomed|Dead)\S*\] (.*)")
LEMMAS = "@lemma"
# Splitting goals helps the provers where paths meet (the option walks), and makes seven goals of one where a
# contract is a long list of states.
WHOLE = {"tcp_machine"}


@dataclass(frozen=True)
class Tree:
    """Where the proof files and the headers are, and where results go. Tests bring their own."""

    proofs: Path
    include: list[Path]
    work: Path
    trusted: set[tuple[str, str]]


@dataclass(frozen=True)
class Mode:
    """What a run does beside proving."""

    cache: str = "update"  # WP's name: update, cleanup (drop what no goal asked for), rebuild (ask provers again)
    smoke: bool = False
    only: frozenset[str] = frozenset()  # these functions and no others; for tests


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

    @property
    def good(self) -> bool:
        return not self.complaints


def owned_files(stem: str) -> set[str]:
    """A proof file proves its own functions and those of the header of its name."""
    return {f"{stem}.c", f"{stem}.h"}


def prove(setup: Setup, tree: Tree, stem: str, model: Model, mode: Mode) -> Result:
    """Audits, then proves, every function and lemma that `stem` owns."""
    result = Result(stem, model.name)
    source = tree.proofs / f"{stem}.c"
    base = setup.frama_c(model, source, tree.include, tree.proofs)
    work = tree.work / model.name / stem
    work.mkdir(parents=True, exist_ok=True)
    found = audit(setup, model, base, work / "audit.txt")
    if isinstance(found, Complaint):
        result.complaints.append(found)
        return result
    result.found = found
    mine = {
        f.name for f in found if f.kind == "function" and Path(f.file).name in owned_files(stem)
    }
    mine &= mode.only or mine
    lemmas = {f.name for f in found if f.kind == "lemma" and Path(f.file).name in owned_files(stem)}
    others = sorted(f.name for f in found if f.kind == "function" and f.name not in mine)
    result.complaints += complaints(found, tree.trusted, mine)
    packed = tree.proofs / "cache" / f"{stem}.txt"
    if mine:
        select = ["-wp-skip-fct", ",".join(others)] if others else []
        wp(setup, base, work / "functions", packed, mode, select, result)
    if lemmas:  # WP leaves lemmas out when functions are selected
        wp(setup, base, work / "lemmas", packed, mode, ["-wp-prop", LEMMAS], result)
    for name in sorted(mine | lemmas):
        if name not in result_names(result):
            result.complaints.append(Complaint(str(source), f"{name}: WP made no goal for it"))
    if not mine and not lemmas:
        result.complaints.append(
            Complaint(str(source), "nothing to prove: no function and no lemma of its own")
        )
    return result


def result_names(result: Result) -> set[str]:
    """Functions and lemmas for which some report had a goal."""
    return {name for path in result.caches for name in report_names(path.parent / "report.json")}


def report_names(report: Path) -> set[str]:
    if not report.exists():
        return set()
    data = json.loads(report.read_text())
    lemmas = {
        goal.removeprefix("lemma_")
        for goals in data.get("wp:axiomatics", {}).values()
        for goal in goals
    }
    return set(data.get("wp:functions", {})) | lemmas


def wp(
    setup: Setup,
    base: list[str | Path],
    session: Path,
    packed: Path,
    mode: Mode,
    select: list[str],
    result: Result,
) -> None:
    """Runs WP once and adds what it says to `result`."""
    shutil.rmtree(session / "script", ignore_errors=True)
    cache = session / "cache"
    if mode.cache != "rebuild":
        proof_cache.unpack(packed, cache)
    report, rows = session / "report.json", session / "rows.csv"
    report.unlink(missing_ok=True)
    rows.unlink(missing_ok=True)
    command = [
        *base,
        *("-wp", "-wp-rte", "-wp-prover", "cvc4,z3", "-wp-par", "1"),
        *(() if result.stem in WHOLE else ("-wp-split",)),
        *("-wp-timeout", str(SECONDS), "-wp-session", session, "-wp-cache", mode.cache),
        *("-wp-warn-key", "pedantic-assigns=error", "-wp-report-json", report),
        *(["-wp-smoke-tests"] if mode.smoke else []),
        *select,
        *("-then", "-report-csv", rows),
    ]
    ran = run(command, env={"WHY3CONFIG": str(setup.why3_config)}, seconds=3600)
    (session / "log.txt").write_text(ran.output)
    result.seconds += ran.seconds
    result.caches.append(cache)
    if ran.code != 0 or not report.exists():
        tail = "\n".join(ran.output.rstrip().splitlines()[-15:])
        result.complaints.append(
            Complaint(str(command[8]), f"Frama-C did not finish (exit {ran.code}):\n{tail}")
        )
        return
    read_report(report, rows, result)
    read_smoke(ran.output, str(command[8]), mode, result)


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
            total, valid = counts["wp:main"].get("total", 0), counts["wp:main"].get("valid", 0)
            result.total += total
            result.proved += valid
            if valid < total and "_wp_smoke_" not in name:
                missing.append(name)
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
    listed = [Complaint(at, f"{name}: not proved: {what}") for at, what in places.get(owner, [])]
    at = next(
        (f"{f.file}:{f.line}" for f in result.found if f.name == owner), f"proofs/{result.stem}.c"
    )
    return [*listed, Complaint(at, f"{name}: goals not proved: {', '.join(goals)}")]


def read_smoke(output: str, at: str, mode: Mode, result: Result) -> None:
    """Smoke tests ask for `false` after each contract and branch: one that succeeds shows a contradiction."""
    if not mode.smoke:
        return
    for passed, name, _, other in SMOKE.findall(output):
        result.smoke += passed == "Passed"
        if passed != "Passed":
            result.complaints.append(
                Complaint(at, f"smoke test failed, so something contradicts: {name or other}")
            )

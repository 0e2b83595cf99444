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
from tools.proof_audit import ALLOWABLE, Complaint, Found, audit, complaints, contracts
from tools.proof_setup import SECONDS, Model, Setup
from tools.shell import run

SMOKE = re.compile(r"\[(Passed|Failed)\] Smoke-test (\S+)|\[(Doomed|Dead)\S*\] (.*)")
SMOKE_GOAL = "_wp_smoke_"
# Contradictions: in contracts, in each run; behind each call and branch too, when somebody asks. A prover that finds
# none in a second (of the clock: here alone, and what it misses is missed) lets the test pass.
SMOKES = {
    "": (),
    "contracts": ("-wp-smoke-tests", "-wp-smoke-timeout", "1", "-wp-no-smoke-dead-code", "-wp-no-smoke-dead-call"),
    "all": ("-wp-smoke-tests", "-wp-smoke-timeout", "2"),
}
LEMMAS = "@lemma"
AGAIN = re.compile(r"^ \* Again: (\w+\.h), clauses named (\w+)\.$", re.MULTILINE)
# Splitting goals helps the provers where paths meet (the option walks), and makes seven goals of one where a
# contract is a long list of states: such a proof file says that it wants them whole.
WHOLE = re.compile(r"^ \* Goals: whole\.$", re.MULTILINE)


@dataclass(frozen=True)
class Tree:
    """Where the proof files and the headers are, and where results go. Tests bring their own."""

    proofs: Path
    include: list[Path]
    work: Path
    trusted: set[tuple[str, str]]
    own: Path | None = None  # proof files of a user's own packets
    goals: Path | None = None  # provers' answers that several profiles share, by stem

    def source(self, stem: str) -> Path:
        """The proof file of a stem."""
        own = self.own / f"{stem}.c" if self.own else None
        return own if own and own.exists() else self.proofs / f"{stem}.c"


@dataclass(frozen=True)
class Mode:
    """What a run does beside proving."""

    cache: str = "update"  # WP's name: update, cleanup (drop what no goal asked for), rebuild (ask provers again)
    smoke: str = ""  # a key of SMOKES
    only: frozenset[str] = frozenset()  # these functions and no others; for tests and samples
    again: bool = False  # also what there is a verdict on


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
    rests_on: set[tuple[str, str]] = field(default_factory=set)  # what it met that trusted.txt has to name
    met: set[str] = field(default_factory=set)  # the files of all functions it saw
    contracts: dict[str, list[str]] = field(default_factory=dict)  # of functions declared here, defined elsewhere
    open: set[str] = field(default_factory=set)  # functions and lemmas with a goal that is not proved
    absent: set[str] = field(default_factory=set)  # functions that this profile does without: nobody can call them
    believed: bool = False  # from a verdict, not from the provers just now

    @property
    def good(self) -> bool:
        return not self.complaints


def owned_files(stem: str) -> set[str]:
    """A proof file proves its own functions and those of the header of its name."""
    return {f"{stem}.c", f"{stem}.h"}


def owned(found: list[Found], stem: str) -> set[str]:
    """The functions that a stem proves."""
    return {
        f.name for f in found if f.kind == "function" and Path(f.file).name in owned_files(stem)
    }


def prove(setup: Setup, tree: Tree, stem: str, model: Model, mode: Mode) -> Result:
    """Audits, then proves, every function and lemma that `stem` owns."""
    result = Result(stem, model.name)
    source = tree.source(stem)
    base = setup.frama_c(model, source, tree.include, tree.proofs)
    work = tree.work / model.name / stem
    work.mkdir(parents=True, exist_ok=True)
    found = audit(setup, model, base, work / "audit.txt")
    if isinstance(found, Complaint):
        result.complaints.append(found)
        return result
    result.found = found
    result.rests_on = {(f.kind, f.name) for f in found if f.kind in ALLOWABLE}
    result.met = {Path(f.file).name for f in found if f.kind == "function"}
    mine = owned(found, stem)
    mine &= mode.only or mine
    lemmas = {f.name for f in found if f.kind == "lemma" and Path(f.file).name in owned_files(stem)}
    others = {f.name for f in found if f.kind == "function"} - mine
    result.complaints += complaints(found, tree.trusted, mine)
    result.contracts = contracts(found, mine)
    result.mine = mine | lemmas
    if mine:
        wp(setup, tree, base, work / "functions", mode, skipping(others), result)
    if lemmas:  # WP leaves lemmas out when functions are selected
        wp(setup, tree, base, work / "lemmas", mode, ["-wp-prop", LEMMAS], result)
    again = AGAIN.search(source.read_text())
    if again:
        prove_again(setup, tree, base, again[1], again[2], mode, result)
    finished = not any("did not finish" in each.text for each in result.complaints)
    for name in sorted(mine | lemmas):
        if finished and not result.goals.get(name):
            result.complaints.append(Complaint(str(source), f"{name}: WP made no goal for it"))
    if not result.goals and not result.complaints:
        result.complaints.append(
            Complaint(str(source), "nothing to prove: no function and no lemma of its own")
        )
    return result


def skipping(functions: set[str]) -> list[str]:
    return ["-wp-skip-fct", ",".join(sorted(functions))] if functions else []


def prove_again(
    setup: Setup, tree: Tree, base: list[str | Path], header: str, label: str, mode: Mode, result: Result
) -> None:
    """The clauses with one label of a header that another stem proves, in a text that says more than it knew."""
    functions = {f.name for f in result.found if f.kind == "function"}
    theirs = {f.name for f in result.found if f.kind == "function" and Path(f.file).name == header}
    theirs &= mode.only or theirs
    before = set(result.mine)
    result.mine |= theirs
    work = tree.work / result.model / result.stem / "again"
    wp(setup, tree, base, work, mode, ["-wp-prop", label, *skipping(functions - theirs)], result)
    result.mine = before


def options(source: Path, smoke: str) -> list[str]:
    """What WP is told beside places: a verdict under other options is another verdict."""
    return [
        *("-wp", "-wp-rte", "-wp-prover", "cvc4,z3", "-wp-par", "1", "-wp-timeout", str(SECONDS)),
        *(() if WHOLE.search(source.read_text()) else ("-wp-split",)),
        *("-wp-warn-key", "pedantic-assigns=error"),
        *SMOKES[smoke],
    ]


def wp(
    setup: Setup,
    tree: Tree,
    base: list[str | Path],
    session: Path,
    mode: Mode,
    select: list[str],
    result: Result,
) -> None:
    """Runs WP once and adds what it says to `result`."""
    shutil.rmtree(session / "script", ignore_errors=True)
    cache = session / "cache"
    shared = tree.goals / result.stem if tree.goals else None
    if mode.cache != "rebuild":
        proof_cache.unpack(tree.proofs / "cache" / f"{result.stem}.txt", cache)
        proof_cache.copy(shared, cache)
    report, rows = session / "report.json", session / "rows.csv"
    report.unlink(missing_ok=True)
    rows.unlink(missing_ok=True)
    command = [
        *base,
        *options(tree.source(result.stem), mode.smoke),
        *("-wp-session", session, "-wp-cache", mode.cache, "-wp-report-json", report),
        *select,
        *("-then", "-report-csv", rows),
    ]
    ran = run(command, env={"WHY3CONFIG": str(setup.why3_config)}, seconds=3600)
    (session / "log.txt").write_text(ran.output)
    result.seconds += ran.seconds
    result.caches.append(cache)
    proof_cache.copy(cache, shared)
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
                result.open.add(subject)
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

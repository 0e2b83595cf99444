# SPDX-License-Identifier: MIT
"""One proof: Frama-C's WP on one file under one machine model."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from tools import proof_cache
from tools.proof_audit import ALLOWABLE, Complaint, Found, audit, complaints, contracts
from tools.proof_result import Result, read_report, read_smoke
from tools.proof_setup import SECONDS, Model, Setup
from tools.shell import run

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
# contract is a long list of states: such a proof file says that it wants them whole. A function of which a goal is too
# much for them whole is then asked in parts.
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
    parts: bool = False  # what stays open whole is asked in parts


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
        if mode.parts and result.open and WHOLE.search(source.read_text()):
            prove_in_parts(setup, tree, base, work / "parts", mode, result)
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


def prove_in_parts(
    setup: Setup, tree: Tree, base: list[str | Path], work: Path, mode: Mode, result: Result
) -> None:
    """Asks once more for the functions of which a goal is open, goals split. What that shows takes the place of what
    was said of them."""
    functions = {f.name for f in result.found if f.kind == "function"}
    parts = Result(result.stem, result.model, found=result.found, mine=set(result.open))
    wp(setup, tree, base, work, Mode(mode.cache), ["-wp-split", *skipping(functions - parts.mine)], parts)
    result.seconds += parts.seconds
    result.caches += parts.caches
    if parts.good:
        result.complaints = [each for each in result.complaints if each.about not in parts.mine]
        for name in parts.mine:
            result.total += parts.goals[name] - result.goals[name]
            result.proved += parts.goals[name] - result.goals[name] + result.missing.pop(name)
        result.goals |= parts.goals


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
    if mode.smoke:
        read_smoke(ran.output, str(command[8]), result)

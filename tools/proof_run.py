# SPDX-License-Identifier: MIT
"""Proves what there is no verdict on, a few texts at once; writes the verdicts of what was proved."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import proof_cache
from tools.proof_audit import Complaint
from tools.proof_jobs import Job, text_key
from tools.proof_result import Result
from tools.proof_setup import PROOFS, Setup
from tools.proof_theorems import Proof
from tools.proof_verdicts import Verdict, Verdicts, as_result, verdict_of
from tools.proof_wp import Mode, prove

AT_ONCE = 2  # frama-c processes, each with one prover at a time


def run_all(
    setup: Setup, jobs: list[Job], mode: Mode, verdicts: Verdicts | None, tell: Callable[[str], None]
) -> list[Proof]:
    """Results in the order of the jobs. Without `verdicts` nothing is believed and nothing kept."""

    def expected(job: Job) -> int:
        return (verdicts and verdicts.least(job.stem, job.model.name, job.profiles[0])) or 0

    def one(job: Job) -> Result:
        known = verdicts.known(job) if verdicts and not mode.again else None
        if known is not None:
            return as_result(job, known)
        smoke = "all" if mode.smoke else job.smoke
        result = prove(setup, job.tree, job.stem, job.model, Mode(mode.cache, smoke, mode.only, parts=True))
        if text_key(setup, job.tree, job.stem, job.model) != job.key:
            at = str(job.tree.source(job.stem))
            result.complaints.append(Complaint(at, "changed while it was proved; prove it again"))
        if verdicts:
            verdicts.keep(job, result)
        tell(f"  {describe(job, result)}")
        return result

    largest_first = sorted(jobs, key=expected, reverse=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            results = list(pool.map(one, largest_first))
        except BaseException:  # Ctrl-C: what runs comes to its end, nothing new begins
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    done = {(job.key, job.stem): result for job, result in zip(largest_first, results, strict=True)}
    return [(job, done[job.key, job.stem]) for job in jobs]


def describe(job: Job, result: Result) -> str:
    """One line: how many goals of how many, how long, and for whom."""
    took = "unchanged" if result.believed else f"{result.seconds:.0f} s"
    smoke = f", {result.smoke} smoke tests" if result.smoke else ""
    whom = job.profiles[0] if len(job.profiles) == 1 else f"{len(job.profiles)} profiles"
    counts = f"{result.proved:>4} of {result.total:<4}"
    return f"{result.stem:<14} {result.model:<11} {counts} {took}{smoke} ({whom})"


def shrunken(job: Job, result: Result, verdicts: Verdicts) -> list[Complaint]:
    """A goal count that falls means that a contract went away."""
    counts = [verdicts.least(result.stem, result.model, name) or 0 for name in job.profiles]
    least = max(counts)
    if result.total >= least:
        return []
    text = (
        f"{result.stem} under {result.model} has {result.total} goals, once {least}: a contract is gone? "
        f"If it may be, ./thimble prove {result.stem} --update writes the new count"
    )
    return [Complaint(f"proofs/verdicts/{result.stem}.json", text)]


def update(
    proofs: list[Proof], today: set[str], verdicts: Verdicts, tell: Callable[[str], None]
) -> None:
    """Writes verdicts and provers' answers of the stems of which all is proved; `today`: the keys of the
    shipped profiles' texts as they are.
    """
    for stem in sorted({job.stem for job, _ in proofs}):
        of_stem = [(job, result) for job, result in proofs if job.stem == stem]
        if not all(result.good for _, result in of_stem):
            tell(f"proofs/verdicts/{stem}.json left as it is: not everything is proved")
            continue
        for job, result in of_stem:
            for complaint in shrunken(job, result, verdicts):
                tell(complaint.text)
        beside = kept_beside(of_stem, today, verdicts)
        new = {job.key: verdict_of(job, result) for job, result in of_stem}
        verdicts.write(stem, beside | new)
        some = bool(beside) or any(result.believed for _, result in of_stem)
        count = pack_goals(stem, of_stem, keep=some)
        tell(f"proofs/verdicts/{stem}.json: {len(of_stem)} texts; proofs/cache/{stem}.txt: {count} goals")


def kept_beside(proofs: list[Proof], today: set[str], verdicts: Verdicts) -> dict[str, Verdict]:
    """The committed verdicts of profiles that were not asked for, if their texts are still the same: the
    others would say of a profile that it is proved, and it has changed since.
    """
    stem = proofs[0][0].stem
    asked = {name for job, _ in proofs for name in job.profiles}
    old = verdicts.of_stem(stem)
    return {
        key: verdict
        for key, verdict in old.items()
        if key in today and not asked & set(verdict.profiles)
    }


def pack_goals(stem: str, proofs: list[Proof], *, keep: bool) -> int:
    """What the provers said. When every text was proved just now, answers that nobody asked for go."""
    packed = PROOFS / "cache" / f"{stem}.txt"
    folders: list[Path] = []
    for job, result in proofs:
        session = job.tree.work / job.model.name / stem
        folders += result.caches or [session / run / "cache" for run in ("functions", "lemmas", "again")]
    return proof_cache.pack(folders, packed, proof_cache.packed_lines(packed) if keep else [])

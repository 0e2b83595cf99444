# SPDX-License-Identifier: MIT
"""A sample of what was believed, proved anew in full: a verdict that somebody wrote by hand, or that an older tool
left behind, does not stay unnoticed.

Functions are drawn from all believed texts by a seed, which CI takes from the commit, so that another sample is drawn
each time. Each is proved with no prover's answer believed either; its goals, and what its text rests on, must be what
the verdict says.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timezone

from tools.proof_audit import Complaint, contracts
from tools.proof_jobs import Job
from tools.proof_result import Result
from tools.proof_setup import WORK, Setup
from tools.proof_theorems import Proof
from tools.proof_wp import AGAIN, Mode, owned, prove
from tools.shell import run

AT_ONCE = 2
FROM_ONE_TEXT = 3  # functions; a text costs a second before its first goal
Draw = tuple[Job, Result, list[str]]


def seed_of_today() -> str:
    """The commit and the day, as CI draws."""
    commit = run(["git", "rev-parse", "--short", "HEAD"], seconds=60)
    name = commit.output.strip() if commit.code == 0 else "no commit"
    return f"{name} {datetime.now(timezone.utc):%Y-%m-%d}"


def draw(believed: list[Proof], seed: str, goals: int) -> list[Draw]:
    """Functions of some texts, until there are so many goals."""
    chance = random.Random(seed)
    texts = [proof for proof in believed if proof[1].goals]
    weights = [result.total for _, result in texts]
    drawn: list[Draw] = []
    while texts and sum(result.goals[name] for _, result, names in drawn for name in names) < goals:
        (at,) = chance.choices(range(len(texts)), weights)
        job, result = texts.pop(at)
        weights.pop(at)
        names = sorted(result.goals)
        drawn.append((job, result, chance.sample(names, min(FROM_ONE_TEXT, len(names)))))
    return drawn


def with_one_again(job: Job, result: Result, names: list[str]) -> frozenset[str]:
    """Where clauses of another header are proved once more (`Again:`), one of its functions is always asked: of none WP
    makes no report."""
    text = job.tree.source(job.stem).read_text(encoding="utf-8")
    if not AGAIN.search(text):
        return frozenset(names)
    declared = set(re.findall(r"^\w[\w *]*?(\w+)\([^;{]*\);", text, re.MULTILINE))
    theirs = sorted(declared & set(result.goals))
    return frozenset(names) if set(theirs) & set(names) else frozenset([*names, *theirs[:1]])


def prove_sample(
    setup: Setup, believed: list[Proof], seed: str, goals: int, tell: Callable[[str], None]
) -> list[Complaint]:
    """Complaints about verdicts that are not what the provers say today."""
    drawn = draw(believed, seed, goals)

    def one(each: Draw) -> list[Complaint]:
        job, result, names = each
        tree = replace(job.tree, work=WORK / "sample" / job.profiles[0], goals=None)
        for part in ("functions", "lemmas", "again"):  # WP makes none when no goal needs a prover
            (tree.work / job.model.name / job.stem / part).mkdir(parents=True, exist_ok=True)
        only = with_one_again(job, result, names)
        again = prove(setup, tree, job.stem, job.model, Mode("rebuild", only=only, parts=True))
        return [*again.complaints, *compared(job, result, again, only)]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        complaints = [complaint for found in pool.map(one, drawn) for complaint in found]
    count = sum(result.goals[name] for _, result, names in drawn for name in names)
    functions = sum(len(names) for _, _, names in drawn)
    tell(f"sample {seed!r}: {count} goals of {functions} functions in {len(drawn)} texts proved again")
    return complaints


def compared(job: Job, verdict: Result, again: Result, names: frozenset[str]) -> list[Complaint]:
    """Where a verdict differs from the proof just made of some of its functions."""
    at = f"proofs/verdicts/{job.stem}.json"
    whole = owned(again.found, job.stem)
    pairs = [
        *((f"goals of {name}", verdict.goals.get(name, 0), again.goals.get(name, 0)) for name in sorted(names)),
        ("what it rests on", verdict.rests_on, again.rests_on),
        ("the files it met", verdict.met, again.met),
        ("its contracts", verdict.contracts, contracts(again.found, whole)),
    ]
    left = whole - set(verdict.goals)
    result = [
        Complaint(at, f"{job.stem} under {job.model.name} ({', '.join(job.profiles)}): {what}: the verdict says "
                  f"{said}, the proof {found}")
        for what, said, found in pairs
        if said != found
    ]
    if left:
        result.append(Complaint(at, f"{job.stem} under {job.model.name}: no goals of {', '.join(sorted(left))}"))
    return result

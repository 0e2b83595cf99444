# SPDX-License-Identifier: MIT
"""The gate: proves what was asked for, and asks everything else that makes a proof worth something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tools.proof_audit import Complaint
from tools.proof_elsewhere import believed
from tools.proof_facts import check_facts
from tools.proof_jobs import Profile, jobs_of, proof_files
from tools.proof_left import left_out, never_there
from tools.proof_profiles import shipped, tree_of
from tools.proof_run import run_all, shrunken, update
from tools.proof_sample import prove_sample, seed_of_today
from tools.proof_setup import PROOFS, WORK, prepare
from tools.proof_theorems import Proof, Said, judge, theorems_of, unsaid
from tools.proof_verdicts import Verdicts
from tools.proof_wp import Mode, Tree

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    profiles: list[Profile]
    stems: list[str]  # none: all
    update: bool = False
    no_cache: bool = False
    again: bool = False
    smoke: bool = False
    sample: int = 0  # goals
    seed: str = ""

    @property
    def mode(self) -> Mode:
        cache = "rebuild" if self.no_cache else "cleanup" if self.update else "update"
        return Mode(cache, "all" if self.smoke else "", again=self.again or self.no_cache or self.smoke)


@dataclass(frozen=True)
class Gate:
    """All that was found, before anybody prints it."""

    profiles: list[Profile]
    proofs: list[Proof]
    said: list[Said]
    checks: list[tuple[str, list[Complaint]]]  # what was asked, and what is wrong with it

    @property
    def failed(self) -> int:
        return sum(bool(complaints) for _, complaints in self.checks)


def examine(asked: Asked, tell: Tell) -> Gate:
    """Proves, then asks the rest. `tell` hears how far it is."""
    setup = prepare()
    names = {profile.name for profile in asked.profiles}
    every = shipped().values() if asked.update else []  # a verdict says for which of them it holds
    trees = {profile.name: tree_of(profile) for profile in [*asked.profiles, *every]}
    stems = asked.stems or sorted({stem for tree in trees.values() for stem in proof_files(tree)})
    verdicts = Verdicts(PROOFS / "verdicts", WORK / "verdicts")
    every_job = jobs_of(setup, trees, stems)
    jobs = [job for job in every_job if names & set(job.profiles)]
    proofs = run_all(setup, jobs, asked.mode, verdicts, tell)
    if asked.update:
        update(proofs, {job.key for job in every_job}, verdicts, tell)
    facts = check_facts(PROOFS / "facts.h", PROOFS / "facts.smt2", WORK / "facts")
    checks = [("the trusted facts, by Z3", facts)]
    for job, result in proofs:
        result.complaints += shrunken(job, result, verdicts)
        what = f"{job.stem} under {job.model.name} ({', '.join(job.profiles)})"
        checks.append((what, result.complaints))
    said: list[Said] = []
    for stem in stems:
        claims, complaints = words_of(stem, trees, proofs, whole=len(names) >= len(shipped()))
        said += claims
        checks.append((f"the theorems of {stem}", complaints))
    if not asked.stems:
        checks += whole_profiles(asked.profiles, proofs)
    if asked.sample:
        seed = asked.seed or seed_of_today()
        old = [(job, result) for job, result in proofs if result.believed]
        checks.append((f"a sample of the verdicts, {seed}", prove_sample(setup, old, seed, asked.sample, tell)))
    return Gate(asked.profiles, proofs, said, checks)


def whole_profiles(profiles: list[Profile], proofs: list[Proof]) -> list[tuple[str, list[Complaint]]]:
    """What can be asked only when all stems are there."""
    checks = [
        (f"no contract of {profile.name} is only believed", believed(profile.name, proofs))
        for profile in profiles
    ]
    if {profile.name for profile in profiles} >= set(shipped()):
        checks.append(("each function is there in some profile", never_there(proofs)))
    return [*checks, ("every header has its proof file", left_out(profiles, proofs))]


def words_of(
    stem: str, trees: dict[str, Tree], proofs: list[Proof], *, whole: bool
) -> tuple[list[Said], list[Complaint]]:
    """The theorems of one stem. What a single profile does without is no mistake; in all of them it is."""
    mine = [(job, result) for job, result in proofs if job.stem == stem]
    source = next(tree.source(stem) for tree in trees.values() if tree.source(stem).exists())
    theorems = theorems_of(source)
    return [judge(theorem, mine) for theorem in theorems], unsaid(source, theorems, mine, whole=whole)

# SPDX-License-Identifier: MIT
"""Verdicts on whole texts: that exactly this text was proved, with these goals.

Two places keep them: proofs/verdicts/<stem>.json, committed, for the shipped profiles; and build/proofs/verdicts/, for
everything proved on this machine. A verdict is found by the key of its text (proof_jobs.py) and by nothing else, and is
believed as far as its form goes: somebody could write one by hand. So CI proves a sample anew in each run, another
each time (proof_sample.py), and `./thimble prove --no-cache` asks no verdict at all.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.proof_audit import Complaint
from tools.proof_jobs import Job
from tools.proof_result import Result


@dataclass(frozen=True)
class Verdict:
    """What was proved of one text. There are no others: what is not proved is not kept."""

    model: str
    profiles: list[str]  # that had this text when it was written; for the count below which it must not fall
    goals: dict[str, int]  # of each function and lemma
    smoke: int
    rests_on: list[str]  # `axiom wrap_up_u16`: what trusted.txt has to name
    met: list[str]  # files of all functions in the text; each needs a proof file
    contracts: dict[str, list[str]]  # of functions that one text declares and another proves
    absent: list[str]  # functions that these profiles do without

    @property
    def total(self) -> int:
        return sum(self.goals.values())


FIELDS = set(Verdict.__dataclass_fields__)  # an entry with others is from another version, and none


def verdict_of(job: Job, result: Result) -> Verdict:
    """What is kept of a good result."""
    return Verdict(
        job.model.name,
        list(job.profiles),
        dict(sorted(result.goals.items())),
        result.smoke,
        sorted(" ".join(one) for one in result.rests_on),
        sorted(result.met),
        result.contracts,
        sorted(result.absent),
    )


def as_result(job: Job, verdict: Verdict) -> Result:
    """A verdict as if the proof had just been made; what it rests on is compared with trusted.txt of today."""
    result = Result(
        job.stem, job.model.name, verdict.total, verdict.total, verdict.smoke, goals=verdict.goals, believed=True
    )
    result.met, result.contracts = set(verdict.met), verdict.contracts
    result.absent = set(verdict.absent)
    for line in verdict.rests_on:
        kind, name = line.split()
        result.rests_on.add((kind, name))
        if kind != "assumed" and (kind, name) not in job.tree.trusted:
            at = str(job.tree.source(job.stem))
            result.complaints.append(
                Complaint(at, f"{name}: rests on this {kind}, and proofs/trusted.txt does not list it")
            )
    return result


class Verdicts:
    """Both places. `committed` is a folder of files by stem, `built` one of files by key."""

    def __init__(self, committed: Path, built: Path) -> None:
        self.committed = committed
        self.built = built
        self.read: dict[str, dict[str, Verdict]] = {}

    def known(self, job: Job) -> Verdict | None:
        """The verdict on this very text."""
        found = self.of_stem(job.stem).get(job.key)
        built = self.built / f"{job.key}.json"
        if found is None and built.exists():
            entry = json.loads(built.read_text())
            found = Verdict(**entry) if entry.keys() == FIELDS else None
        return found

    def of_stem(self, stem: str) -> dict[str, Verdict]:
        """The committed ones, by key."""
        if stem not in self.read:
            path = self.committed / f"{stem}.json"
            kept = json.loads(path.read_text()) if path.exists() else {}
            self.read[stem] = {key: Verdict(**entry) for key, entry in kept.items() if entry.keys() == FIELDS}
        return self.read[stem]

    def keep(self, job: Job, result: Result) -> None:
        """Remembers a good result on this machine, and forgets one that is no longer good."""
        path = self.built / f"{job.key}.json"
        path.unlink(missing_ok=True)
        if result.good:
            self.built.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(asdict(verdict_of(job, result))))

    def least(self, stem: str, model: str, profile: str) -> int | None:
        """How many goals the committed verdict for this profile has; nothing: there is none."""
        return next(
            (
                verdict.total
                for verdict in self.of_stem(stem).values()
                if verdict.model == model and profile in verdict.profiles
            ),
            None,
        )

    def write(self, stem: str, proved: dict[str, Verdict]) -> None:
        """Commits the verdicts of one stem; those of texts that no profile has any longer go."""
        self.committed.mkdir(parents=True, exist_ok=True)
        path = self.committed / f"{stem}.json"
        ordered = sorted(proved.items(), key=lambda item: (item[1].profiles, item[1].model))
        lines = [f"{json.dumps(key)}: {json.dumps(asdict(verdict))}" for key, verdict in ordered]
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
        self.read.pop(stem, None)

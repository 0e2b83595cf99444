# SPDX-License-Identifier: MIT
"""What the gate found, for a person and as JSON (proofs/prove.schema.json). Assumptions and what is not proved are
the items of proofs/README.md, so that they are said once."""

from __future__ import annotations

import json
import re

from tools.proof_gate import Gate
from tools.proof_left import README
from tools.shell import say

BELIEVED, NOT_PROVED = "What is believed", "What is not proved"


def items(heading: str) -> list[str]:
    """The list under a heading of README, one text an item."""
    section = README.read_text().partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.split(r"^- ", section, flags=re.MULTILINE)[1:]
    return [" ".join(item.partition("\n\n")[0].replace("**", "").split()) for item in found]


def show(gate: Gate, seconds: float) -> None:
    """One line for each theorem, then what it rests on, then what failed."""
    for said in gate.said:
        say(str(said))
    for heading in (BELIEVED, NOT_PROVED):
        say(f"\n{heading}:")
        for item in items(heading):
            say(f"  - {item}")
    say()
    for what, complaints in gate.checks:
        if complaints:
            say(f"FAILED {what}")
        for complaint in complaints:
            say(f"{complaint}")
    goals = sum(result.proved for _, result in gate.proofs)
    new = sum(result.proved for _, result in gate.proofs if not result.believed)
    names = ", ".join(profile.name for profile in gate.profiles)
    say(f"{names}: {goals} goals proved, {new} of them now, {seconds:.0f} s")
    say(f"{len(gate.checks) - gate.failed} passed, {gate.failed} failed")


def as_json(gate: Gate, seconds: float) -> str:
    document = {
        "proved": gate.failed == 0,
        "seconds": round(seconds, 1),
        "profiles": [profile.name for profile in gate.profiles],
        "theorems": [
            {
                "stem": said.theorem.stem,
                "words": said.theorem.words,
                "verdict": said.verdict,
                "goals": said.goals,
                "functions": said.functions,
                "open": list(said.open),
            }
            for said in gate.said
        ],
        "texts": [
            {
                "stem": job.stem,
                "model": job.model.name,
                "profiles": list(job.profiles),
                "key": job.key,
                "goals": result.total,
                "proved": result.proved,
                "smoke_tests": result.smoke,
                "believed": result.believed,
            }
            for job, result in gate.proofs
        ],
        "assumptions": items(BELIEVED),
        "not_proved": items(NOT_PROVED),
        "failures": [
            {"check": what, "at": complaint.at, "text": complaint.text}
            for what, complaints in gate.checks
            for complaint in complaints
        ],
    }
    return json.dumps(document, indent=2)

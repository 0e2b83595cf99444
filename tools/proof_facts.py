# SPDX-License-Identifier: MIT
"""The trusted facts, checked by a tool that does not know Frama-C: Z3 finds no counterexample to any."""

from __future__ import annotations

import re
from pathlib import Path

from tools.proof_audit import Complaint
from tools.shell import run

SECTION = re.compile(r"^; fact (\w+)$", re.MULTILINE)
AXIOM = re.compile(r"\baxiom\s+(\w+)")


def sections(text: str) -> dict[str, str]:
    """The negated facts of facts.smt2 by name."""
    parts = SECTION.split(text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def check_facts(header: Path, negated: Path, work: Path) -> list[Complaint]:
    """One complaint for each fact without a check, check without a fact, and fact that Z3 does not confirm."""
    axioms = AXIOM.findall(header.read_text())
    checks = sections(negated.read_text())
    result = [
        Complaint(str(header), f"axiom {name} has no section `; fact {name}` in {negated.name}")
        for name in axioms
        if name not in checks
    ]
    for name, problem in checks.items():
        if name not in axioms:
            result.append(Complaint(str(negated), f"fact {name} is no axiom of {header.name}"))
        work.mkdir(parents=True, exist_ok=True)
        file = work / f"fact_{name}.smt2"
        file.write_text(problem + "(check-sat)\n")
        ran = run(["z3", "-smt2", "rlimit=50000000", file], seconds=120)
        if ran.code != 0 or ran.output.strip() != "unsat":
            result.append(
                Complaint(
                    str(negated), f"fact {name} is not confirmed: Z3 says {ran.output.strip()}"
                )
            )
    return result

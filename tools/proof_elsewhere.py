# SPDX-License-Identifier: MIT
"""Contracts that one proof believes and another proves: a function declared in one text, defined in another.

The machine calls core through declarations in tcp_machine.h; core/tcp_ack.h defines tcp_lose, and proofs/tcp_ack.c
proves it. Frama-C merges the clauses of both, so what is proved is at least what was declared, if it asks no more of
its caller. It may ask more under the name `placed`, when another proof believes that very contract and proves the
calls against it.

What application.h declares without a body is the application's; proofs/README.md says what is believed of it.
"""

from __future__ import annotations

import re

from tools.proof_audit import Complaint
from tools.proof_jobs import Job
from tools.proof_theorems import Proof
from tools.proof_wp import Result

HANDLER = re.compile(r"^\w[^;{}#()]*?\b(\w+)\([^;{}()]*\);", re.MULTILINE)


def believed(profile: str, proofs: list[Proof]) -> list[Complaint]:
    """What is declared in some text of a profile, defined in none that is proved, and not in trusted.txt."""
    result: dict[str, Complaint] = {}
    for job, one in proofs:
        if profile not in job.profiles:
            continue
        known = job.tree.trusted | {("assumed", name) for name in handlers(job)}
        beside = [
            other for at, other in proofs if profile in at.profiles and at.model == job.model and other is not one
        ]
        for kind, name in sorted(one.rests_on):
            if kind == "assumed" and (kind, name) not in known:
                for text in objections(name, one, beside):
                    complaint = Complaint(f"proofs/{one.stem}.c", f"{name}: {text}")
                    result[str(complaint)] = complaint
    return list(result.values())


def handlers(job: Job) -> list[str]:
    """The functions that the application supplies: declared in its header, defined nowhere."""
    headers = [folder / "application.h" for folder in job.tree.include]
    return [name for header in headers if header.exists() for name in HANDLER.findall(header.read_text())]


def objections(name: str, believer: Result, beside: list[Result]) -> list[str]:
    """Why the contract that `believer` believes is not the one that is proved."""
    proving = [other for other in beside if name in other.goals and name in other.contracts]
    if not proving:
        return ["a function without body, so its contract is believed; no proof file proves it, and "
                "proofs/trusted.txt does not list it"]
    proved = set(proving[0].contracts[name])
    declared = set(believer.contracts.get(name, []))
    texts = []
    missing = {clause for clause in declared - proved if not clause.startswith("requires")}
    if missing:
        texts.append(f"proofs/{proving[0].stem}.c proves another contract: {len(missing)} clauses are not in it")
    asked = {clause for clause in proved - declared if clause.startswith("requires")}
    if asked:
        texts.append(f"proofs/{proving[0].stem}.c proves it under {len(asked)} more `requires`")
    placed = {clause for clause in proved - declared if clause.startswith("placed")}
    witnesses = [other for other in beside if name not in other.goals and placed <= set(other.contracts.get(name, []))]
    if placed and not witnesses:
        texts.append("its `placed` clauses are declared nowhere, so nobody proves its calls")
    return texts

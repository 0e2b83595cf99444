# SPDX-License-Identifier: MIT
"""Contracts that one proof believes and another proves: a function declared in one text, defined in another.

The machine calls core through declarations in tcp_machine.h; core/tcp_ack.h defines tcp_lose, and proofs/tcp_ack.c
proves it. Frama-C merges the clauses of both, so what is proved is at least what was declared, if it asks no more of
its caller. It may ask more under the name `placed`, when another proof believes that very contract and proves the
calls against it.

Its `assigns` may be wider too, by what lies behind the stack and is neither the connection nor the segment (BESIDE): a
text that knows a stack by its name alone can speak of no byte there. Then all that any header says of it is what is
believed and BESIDE; a believer that knows what a stack is says BESIDE itself, or calls nothing that leads there; and the
stem that proves the function proves that BESIDE leaves connection and segment alone (ELSEWHERE).

And under `requires feature:`, which a profile has or does without: where it has none, nobody calls the function.

What application.h declares without a body is the application's; proofs/README.md says what is believed of it.
"""

from __future__ import annotations

import re
from pathlib import Path

from tools.proof_audit import Complaint
from tools.proof_jobs import Job
from tools.proof_result import Result
from tools.proof_theorems import Proof

BESIDE, ELSEWHERE = "TCP_BESIDE(s, c)", "tcp_beside_is_elsewhere"
STACK, MACHINE = "memory.h", "tcp_machine.h"  # whoever reads the first knows what a stack is
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BODY = re.compile(r"\b(\w+)\([^;{}()]*\)\n\{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
HANDLER = re.compile(r"^\w[^;{}#()]*?\b(\w+)\([^;{}()]*\);", re.MULTILINE)


def believed(profile: str, proofs: list[Proof]) -> list[Complaint]:
    """What is declared in some text of a profile, defined in none that is proved, and not in trusted.txt."""
    result: dict[str, Complaint] = {}
    for job, one in proofs:
        if profile not in job.profiles:
            continue
        known = job.tree.trusted | {("assumed", name) for name in handlers(job)}
        beside = [
            (at, other) for at, other in proofs if profile in at.profiles and at.model == job.model and other is not one
        ]
        for kind, name in sorted(one.rests_on):
            if kind == "assumed" and (kind, name) not in known:
                for text in objections(name, job, one, beside):
                    complaint = Complaint(f"proofs/{one.stem}.c", f"{name}: {text}")
                    result[str(complaint)] = complaint
    return list(result.values())


def handlers(job: Job) -> list[str]:
    """The functions that the application supplies: declared in its header, defined nowhere."""
    headers = [folder / "application.h" for folder in job.tree.include]
    return [name for header in headers if header.exists() for name in HANDLER.findall(header.read_text())]


def objections(name: str, job: Job, believer: Result, beside: list[Proof]) -> list[str]:
    """Why the contract that `believer` believes is not the one that is proved."""
    proving = [(at, other) for at, other in beside if name in other.goals and name in other.contracts]
    if not proving:
        return ["a function without body, so its contract is believed; no proof file proves it, and "
                "proofs/trusted.txt does not list it"]
    at, other = proving[0]
    proved, declared = other.contracts[name], believer.contracts.get(name, [])
    texts = []
    missing = {clause for clause in set(declared) - set(proved) if not clause.startswith("requires")}
    if declared and missing == {declared[-1]} and ELSEWHERE in other.goals:  # a contract ends with its `assigns`
        missing = set() if only_beside(name, job, believer, at) else missing
    if missing:
        texts.append(f"proofs/{other.stem}.c proves another contract: {len(missing)} clauses are not in it")
    added = set(proved) - set(declared)
    asked = {clause for clause in added if clause.startswith("requires")}
    if len(asked) > len(said_in(headers_of(at), name, "requires feature:")):
        texts.append(f"proofs/{other.stem}.c proves it under {len(asked)} more `requires`")
    placed = {clause for clause in added if clause.startswith("placed")}
    witnesses = [one for _, one in beside if name not in one.goals and placed <= set(one.contracts.get(name, []))]
    if placed and not witnesses:
        texts.append("its `placed` clauses are declared nowhere, so nobody proves its calls")
    return texts


def only_beside(name: str, job: Job, believer: Result, proving: Job) -> bool:
    """Is BESIDE all that the proof's `assigns` has and the believer's has not?"""
    said = said_in([*headers_of(proving), proving.tree.source(proving.stem)], name, "assigns")
    here = said_in([job.tree.source(job.stem)], name, "assigns")
    knows, says = STACK in believer.met, here.count(BESIDE)
    told = says == knows or (not says and not leads_there(job, name))
    return told and len(said) == 2 and said.count(BESIDE) == 1


def headers_of(job: Job) -> list[Path]:
    return [header for folder in job.tree.include for header in sorted(folder.glob("*.h"))]


def leads_there(job: Job, name: str) -> bool:
    """Does anything that a stem proves call this function, or one of the machine's that calls it in turn?"""
    machine = "".join(path.read_text() for path in headers_of(job) if path.name == MACHINE)
    bodies = dict(BODY.findall(COMMENT.sub("", machine)))
    leading, before = {name}, set[str]()
    while leading != before:
        before = set(leading)
        leading |= {each for each, body in bodies.items() if any(re.search(rf"\b{one}\(", body) for one in before)}
    own = [path for path in (*headers_of(job), job.tree.source(job.stem)) if path.stem == job.stem]
    text = COMMENT.sub("", "".join(path.read_text() for path in own))
    return any(re.search(rf"\b{one}\(", text) for one in leading)


def said_in(paths: list[Path], name: str, clause: str) -> list[str]:
    """What the contracts of one function in some files say behind `clause`."""
    contract = re.compile(rf"/\*@((?:(?!\*/).)*)\*/\s*[^;{{}}()/]*\b{name}\(", re.DOTALL)
    found = [text for path in paths for text in contract.findall(path.read_text())]
    clauses = [each for text in found for each in re.findall(rf"\b{clause}\s*([^;]*);", text)]
    return [" ".join(each.replace("@", " ").split()) for each in clauses]

# SPDX-License-Identifier: MIT
"""What nobody proves: a header without proof file, a function that Frama-C did not see, a source it cannot read.

A function is found here in the text, not by Frama-C: what the preprocessor takes away before a proof is what this
looks for. proofs/README.md names the exceptions, under What is not proved.
"""

from __future__ import annotations

import re
from pathlib import Path

from tools.headers import is_for
from tools.proof_audit import Complaint
from tools.proof_jobs import Profile
from tools.proof_setup import CORE, PROOFS
from tools.proof_theorems import Proof
from tools.shell import ROOT

NO_CODE = re.compile(r"/\*.*?\*/|//[^\n]*|__attribute__\(\(.*?\)\)", re.DOTALL)
DEFINITION = re.compile(r"^\w[^;{}#()]*?\b(\w+)\([^;{}]*\)\s*\{", re.MULTILINE)
SOURCES = (".cpp", ".hpp", ".S")
README = PROOFS / "README.md"


def left_out(profiles: list[Profile], proofs: list[Proof]) -> list[Complaint]:
    """One complaint for each header, function and source that is neither proved nor excused."""
    excused = README.read_text().partition("## What is not proved")[2].partition("\n## ")[0]
    found: dict[str, Complaint] = {}
    for profile in profiles:
        mine = [(job, result) for job, result in proofs if profile.name in job.profiles]
        goals = {job.stem: set(result.goals) for job, result in mine if result.goals}
        core = [header for header in sorted(CORE.glob("*.h")) if is_for(header, profile.headers)]
        headers = [*sorted(profile.headers.glob("*.h")), *core]
        complaints = unproved_headers(headers, goals, excused)
        complaints += strangers({name for _, result in mine for name in result.met}, set(goals), excused)
        found |= {str(complaint): complaint for complaint in complaints}
    for complaint in unread_sources(CORE, excused):
        found[str(complaint)] = complaint
    return list(found.values())


def never_there(proofs: list[Proof]) -> list[Complaint]:
    """Functions that no profile has: `requires feature: ...` excuses a contradiction in some, not in all. Contradictions
    are looked for under one machine model alone."""
    there = {(job.stem, name) for job, result in proofs if job.smoke for name in set(result.goals) - result.absent}
    nowhere = {(job.stem, name) for job, result in proofs if job.smoke for name in result.absent} - there
    return [
        Complaint(f"proofs/{stem}.c", f"{name}: its `requires feature` cannot be met in any profile")
        for stem, name in sorted(nowhere)
    ]


def definitions(header: Path) -> list[str]:
    """The functions that a header defines, under whatever condition."""
    return DEFINITION.findall(NO_CODE.sub(" ", header.read_text()))


def unproved_headers(headers: list[Path], goals: dict[str, set[str]], excused: str) -> list[Complaint]:
    """`goals`: by stem, the functions that have some."""
    result = []
    for header in headers:
        functions = definitions(header)
        if not functions or f"`{header.name}`" in excused:
            continue
        if header.stem not in goals:
            text = (
                f"defines functions, and there is no proofs/{header.stem}.c; if there will be none yet, "
                f"proofs/README.md names `{header.name}` under What is not proved"
            )
            result.append(Complaint(shown(header), text))
            continue
        result += [
            Complaint(shown(header), f"{name}: defined here, but nothing was proved of it")
            for name in dict.fromkeys(functions)
            if name not in goals[header.stem] and f"`{name}`" not in excused
        ]
    return result


def strangers(met: set[str], stems: set[str], excused: str) -> list[Complaint]:
    """Files whose functions some proof relies on by their contracts, and nobody proves."""
    return [
        Complaint(name, f"proofs rely on its contracts, and there is no proofs/{Path(name).stem}.c")
        for name in sorted(met)
        if Path(name).stem not in stems and f"`{name}`" not in excused
    ]


def unread_sources(core: Path, excused: str) -> list[Complaint]:
    """C++ and assembler, which Frama-C does not read: each is named as not proved."""
    return [
        Complaint(shown(path), f"is no C; proofs/README.md names `{path.name}` under What is not proved")
        for path in sorted(core.rglob("*"))
        if path.suffix in SOURCES and f"`{path.name}`" not in excused
    ]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)

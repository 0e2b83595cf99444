# SPDX-License-Identifier: MIT
"""What a proof rests on, as our Frama-C plug-in reads it from the syntax tree, against what we allow."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tools.proof_setup import Model, Setup
from tools.shell import run

# Kinds that proofs/trusted.txt may allow by name. Every other finding is refused.
ALLOWABLE = {"axiom", "assumed", "undefined"}
REFUSED = {
    "admit": "an admitted clause proves nothing; prove it, or make it an axiom listed in proofs/trusted.txt",
    "endless": "a loop without `loop variant`: say why it ends",
    "assembler": "the prover does not see inside assembler; hide it from __FRAMAC__",
    "bare": "no contract: it needs `assigns` and, unless it returns nothing and writes nothing, `ensures`",
    "axiom": "an axiom that proofs/trusted.txt does not list",
    "undefined": "logic without a definition; proofs/trusted.txt does not list it",
}


# What describes a function and complains of nothing; a body-less one is for the gate as a whole (proof_elsewhere.py).
PLAIN = {"function", "lemma", "declared", "requires", "promises", "feature", "assumed"}


@dataclass(frozen=True)
class Found:
    """One line of the plug-in: a function, an axiom, a loop without a variant ..."""

    kind: str
    name: str
    file: str
    line: int


@dataclass(frozen=True)
class Complaint:
    """Something that stops the gate, at a place."""

    at: str
    text: str
    about: str = ""  # the function or lemma, when it is one's goals that are open

    def __str__(self) -> str:
        return f"{self.at}: {self.text}"


def audit(
    setup: Setup, model: Model, command: list[str | Path], out: Path
) -> list[Found] | Complaint:
    """Runs the plug-in alone: parsing only, no proof."""
    out.unlink(missing_ok=True)
    ran = run(command, env={"THIMBLE_AUDIT": str(out)}, seconds=120)
    lines = out.read_text().splitlines() if out.exists() else []
    if ran.code != 0 or not lines or not lines[-1].startswith("end\t"):
        return Complaint(
            str(command[-1]), f"Frama-C ({model.name}) cannot read it:\n{ran.output.rstrip()}"
        )
    return [read_line(line) for line in lines[:-1]]


def read_line(line: str) -> Found:
    """kind, name, file, line: separated by tabs."""
    kind, name, file, number = line.split("\t")
    return Found(kind, name, os.path.relpath(file) if os.path.isabs(file) else file, int(number))


def read_trusted(path: Path) -> set[tuple[str, str]]:
    """(kind, name) for each line `kind name # why`."""
    trusted = set()
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if len(words) != 2 or words[0] not in ALLOWABLE:
            raise ValueError(
                f"{path}:{number}: expected `axiom|assumed|undefined NAME`, found {line.strip()!r}"
            )
        trusted.add((words[0], words[1]))
    return trusted


def contracts(found: list[Found], owned: set[str]) -> dict[str, list[str]]:
    """The clauses, as sums of their texts, of each function that some text believes: those without a body here, and
    those proved here that are declared apart."""
    told = {one.name for one in found if one.kind == "assumed"}
    told |= owned & {one.name for one in found if one.kind == "declared"}
    result: dict[str, list[str]] = {name: [] for name in sorted(told)}
    for one in found:
        if one.kind in ("requires", "promises"):
            name, clause, label = one.name.split()
            if name in told:
                result[name].append(f"{label} {clause}" if label != "-" else f"{one.kind} {clause}")
    return result


def complaints(
    found: list[Found], trusted: set[tuple[str, str]], owned: set[str]
) -> list[Complaint]:
    """Everything in `found` that is neither allowed nor plain. `owned`: functions proved here; a bare
    one elsewhere is the business of the stem that proves it."""
    result = []
    for one in found:
        if one.kind in PLAIN or (one.kind, one.name) in trusted:
            continue
        if one.kind == "bare" and one.name not in owned:
            continue
        result.append(Complaint(f"{one.file}:{one.line}", f"{one.name}: {REFUSED[one.kind]}"))
    return result

# SPDX-License-Identifier: MIT
"""Builds a pair's search program with spin and gcc, and runs its cases."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from proofs.model.assemble import FSM, HERE, Printed, assemble
from proofs.model.cases import Case, Pair

CORE = Path(__file__).resolve().parent.parent.parent / "core"
MEGABYTES = 3500
DEPTH = 1_000_000  # most steps of one run; reaching it is a failure
SECONDS = 3600
DEFINES = ("-DNOREDUCE", "-DNOFAIR", "-DVECTORSZ=2048", f"-DMEMLIM={MEGABYTES}")

ENDS = "every run comes to an end"  # names of what spin itself finds
STUCK = "both sides come to CLOSED"


class Broken(Exception):
    """spin or gcc refused the model: a defect of ours, with their words."""


@dataclass(frozen=True)
class Program:
    """A search program, and the model that it searches."""

    path: Path
    printed: Printed


@dataclass(frozen=True)
class Found:
    """What one search came to. `violated` names the property that does not hold, or is empty."""

    states: int
    depth: int
    megabytes: float
    seconds: float
    violated: str
    taken: Mapping[int, int]  # how often each row, by its line in the spec


def build(
    pair: Pair, folder: Path, fsm: Path = FSM, optimize: str = "-O1", hand: Path = HERE,
    core: Path = CORE,
) -> Program:  # fmt: skip
    """Prints the model into `folder`, and compiles its search. `hand` and `core` are where what is
    written by hand lies: a test has others.
    """
    printed = assemble(pair, fsm, hand)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in printed.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    said = run(["spin", "-a", "model.pml"], folder)
    if said.strip():  # it warns and goes on
        raise Broken(said)
    cores = [_core(folder / name, files, core) for name, files in printed.cores.items()]
    run(["gcc", optimize, "-w", *DEFINES, "-o", "pan", "pan.c", *cores], folder)
    return Program(folder / "pan", printed)


def _core(folder: Path, files: Mapping[str, str], core: Path) -> str:
    """core/ with the model's small numbers, as an object in which only the mirror has a name."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    run(["gcc", "-O2", "-std=gnu99", "-w", "-I.", f"-I{core}", "-c", "mirror.c"], folder)
    ends = [f"{side}_mirror_{end}" for side in "ab" for end in ("begin", "end")]
    keep = [f"--keep-global-symbol={name}" for name in ends]
    run(["objcopy", *keep, "mirror.o"], folder)
    return f"{folder.name}/mirror.o"


def run(command: list[str], folder: Path) -> str:
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise Broken(f"{' '.join(command)}: exit {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def search(program: Program, case: Case) -> Found:
    """Every state that the case can come to, and every cycle among them."""
    begin = time.monotonic()
    ran = subprocess.run(
        [program.path, "-a", "-n", "-w22", f"-m{DEPTH}"],
        cwd=program.path.parent,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        env={**os.environ, **{name: str(value) for name, value in case.settings().items()}},
    )
    said = ran.stdout + ran.stderr
    states = re.search(r"^\s*(\d+) states, stored", said, re.MULTILINE)
    depth = re.search(r"depth reached (\d+)", said)
    memory = re.search(r"^\s*([\d.]+)\s+total actual memory", said, re.MULTILINE)
    if states is None or depth is None or memory is None:
        raise Broken(f"{case.name}: the search fell over\n{said[-2000:]}")
    rows = re.findall(r"^row (\d+) (\d+)$", said, re.MULTILINE)
    return Found(
        int(states[1]),
        int(depth[1]),
        float(memory[1]),
        time.monotonic() - begin,
        violated(said),
        {int(line): int(count) for line, count in rows},
    )


def violated(said: str) -> str:
    """The property that a search's output says is broken; empty when it is complete and good."""
    errors = re.search(r"errors: (\d+)", said)
    first = said.partition("Full statespace")[0]
    if "acceptance cycle" in first:
        return ENDS
    if "invalid end state" in first or "accept stutter" in first:
        return STUCK
    differs = re.search(r"^differs: (.*)$", said, re.MULTILINE)
    if differs is not None:
        return f"core/ does the same: {differs[1]}"
    if "assertion violated" in said:
        claim = re.search(r"^claim (.*)$", said, re.MULTILINE)
        return claim[1].strip() if claim else "an assertion"
    for trouble in ("Search not completed", "max search depth too small", "out of memory"):
        if trouble in said:
            return f"the search is complete ({trouble})"
    return "" if errors is not None and errors[1] == "0" else f"the search is good\n{said[-800:]}"

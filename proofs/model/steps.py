# SPDX-License-Identifier: MIT
"""Every step that is printed as Promela, compared with the C of the same rows: case by case.

Both are printed from the same spec with the same small numbers, and begin with the same values. The
rows taken, the calls out, every variable, the verdict and the answer have to be the same. spin
makes C of the Promela; proofs/model/steps.c draws the cases and compares.
"""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from codegen.load.profile import load_profile
from codegen.lower.features import machine_features, machine_params
from codegen.lower.machine import banner_path
from codegen.lower.machine_model import lower_model
from codegen.machines import check_file, counted_header
from proofs.model.assemble import FSM, SPEC
from proofs.model.search import DEFINES, run
from proofs.model.steps_print import Sides, files

LEVELS = ("everything", "services", "sensor", "tiny")

# No two of them the same: a model that takes one for another does not get through.
SMALL = {
    "MSS": 3, "SEND_MAX": 11, "RECEIVE_MAX": 6, "RING_MAX": 7, "RTO_INIT": 4, "RTO_MIN": 2,
    "RTO_AFTER_SYN": 5, "RTO_MAX": 23, "MAX_RETRIES": 8, "MSL2": 15, "FIN_WAIT": 18,
    "LIFE_MAX": 19, "KEEPALIVE": 17, "KEEP_AGAIN": 16,
}  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """`wrong`: the first difference, or what the cases left out; empty when all is well."""

    wrong: str
    seconds: float
    rows: int
    cases: int = 0
    pairs: int = 0  # of two values of two variables, in a state and an event

    def __str__(self) -> str:
        return f"{self.cases:>9,} cases, {self.pairs:,} pairs of values, {self.rows} rows"


def sides(level: str, fsm: Path = FSM, of_model: Path | None = None) -> Sides:
    """`of_model`: another spec for the Promela, in which a test looks for the difference."""
    profile, _ = load_profile(SPEC / "profiles" / f"{level}.yaml", SPEC, f"{level}.yaml")
    features = machine_features(profile)
    params = {**machine_params(profile), **SMALL}
    checked = check_file(of_model or fsm, params, features)
    every = {*checked.names.vars, *checked.names.timers}
    model = lower_model(checked, features, banner_path(fsm), level, "a_", every)
    return Sides(checked, model, counted_header(fsm, params, features))


def compare(
    both: Sides, folder: Path, texts: Mapping[str, str] | None = None, optimize: str = "-O1"
) -> Compared:
    """Builds and runs all cases of one level in `folder`; `texts`: other files, for a test."""
    begin = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (texts or files(both)).items():
        (folder / name).write_text(text, encoding="utf-8")
    run(["spin", "-a", "model.pml"], folder)
    run(["gcc", optimize, "-std=gnu99", "-Wall", "-Werror", "-c", "steps.c"], folder)
    run(["gcc", optimize, "-w", *DEFINES, "-o", "pan", "pan.c", "steps.o"], folder)
    ran = subprocess.run(["./pan"], cwd=folder, capture_output=True, text=True, check=False)
    return _read({row.line for row in both.model.rows}, ran.stdout + ran.stderr, begin)


def _read(rows: set[int], said: str, begin: float) -> Compared:
    seconds = time.monotonic() - begin
    wrong = re.search(r"^case \d+, (.*)$", said, re.MULTILINE)
    done = re.search(r"^cases (\d+) pairs (\d+) of (\d+)$", said, re.MULTILINE)
    if wrong is not None:
        return Compared(wrong[1], seconds, len(rows))
    if done is None or "errors: 0" not in said:
        return Compared(f"it fell over\n{said[-800:]}", seconds, len(rows))
    cases, pairs, all_pairs = map(int, done.groups())
    missed = rows - {int(line) for line in re.findall(r"^row (\d+)$", said, re.MULTILINE)}
    left_out = f"{all_pairs - pairs} pairs of values are in no case" if pairs < all_pairs else ""
    if missed:
        left_out = f"no case takes the rows in line {', '.join(map(str, sorted(missed)))}"
    return Compared(left_out, seconds, len(rows), cases, pairs)

# SPDX-License-Identifier: MIT
"""Runs what runs the headers, with counters: corpora, doctests, and the scripts on every profile's
device; and asks llvm-cov what of generated/ and core/ they took.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tools.fuzz_lines import Reach, reach
from tools.shell import BUILD, PYTHON, ROOT, Failure, must, run

FOLDER = BUILD / "fuzz-coverage"
TESTS = BUILD / "tests-coverage"
SCRIPTS = ROOT / "tests" / "scripts" / "run.py"
COUNTED = "-fprofile-instr-generate -fcoverage-mapping"


def measured(targets: Sequence[str], corpus: Path) -> tuple[Reach, Reach]:
    """What the corpora take, and what all of it takes."""
    flags = f"-O1 {COUNTED} -fsanitize=fuzzer-no-link"
    names = [f"fuzz_{name}" for name in targets]
    _build(FOLDER, "fuzz", flags, ["-DTHIMBLE_ENGINE=-fsanitize=fuzzer"], names)
    replayed = [
        document
        for target in targets
        for document in _ran(FOLDER / target, [FOLDER / target, "-runs=0", corpus / target])
    ]
    profiles = sorted(path.name for path in (ROOT / "generated").iterdir())
    devices = {profile: f"scripted_{profile}" for profile in profiles}
    _build(TESTS, "host", f"{COUNTED} -w", [], ["all", *devices.values()])
    tested = [
        document
        for program in sorted((TESTS / "tests").iterdir())
        if program.is_file() and os.access(program, os.X_OK)
        for document in _ran(program, [program])
    ]
    for profile, name in devices.items():
        device = TESTS / name
        tested += _ran(device, [PYTHON, SCRIPTS, device, profile])
    return reach(replayed), reach([*replayed, *tested])


def _ran(program: Path, command: Sequence[str | Path]) -> list[Any]:
    """What llvm-cov says of a program after a command that runs it, once or often; nothing when it
    never runs it. Each program is asked alone: functions of one name differ between profiles.
    """
    folder = program.parent / "counts" / program.name
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    ran = run(command, env={"LLVM_PROFILE_FILE": str(folder / "%m.profraw"), "PYTHONPATH": str(ROOT)})
    if ran.code != 0:
        raise Failure(f"{ran.output[-4000:]}\n{program.name}: it did not end well")
    raw = sorted(folder.glob("*.profraw"))
    if not raw:
        return []
    merged = folder / "all.profdata"
    must(["llvm-profdata-19", "merge", "-o", merged, *raw], "llvm-profdata")
    command = ["llvm-cov-19", "export", f"-instr-profile={merged}", program]
    told = must([*command, ROOT / "core", ROOT / "generated"], "llvm-cov")
    return [json.loads(told[told.index("{") :])]  # a warning may come first


def _build(
    folder: Path, part: str, flags: str, more: Sequence[str], programs: Sequence[str]
) -> None:
    configure: list[str | Path] = ["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja"]
    compiler = ["-DCMAKE_CXX_COMPILER=clang++-19", f"-DCMAKE_CXX_FLAGS={flags}"]
    options = [f"-DTHIMBLE_PART={part}", *more, "-DCMAKE_BUILD_TYPE="]
    must([*configure, *compiler, *options], "configuring for coverage")
    jobs = str(len(os.sched_getaffinity(0)))
    must(["ninja", "-C", folder, "-j", jobs, *programs], "building", seconds=1800)

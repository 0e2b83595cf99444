# SPDX-License-Identifier: MIT
"""Lines and branches of generated/ and core/ that corpora and doctests take, as llvm-cov counts them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.shell import BUILD, ROOT, Failure, must, run

FOLDER = BUILD / "fuzz-coverage"
TESTS = BUILD / "tests-coverage"
COUNTED = "-fprofile-instr-generate -fcoverage-mapping"
OURS = ("generated", "core")


@dataclass(frozen=True)
class Covered:
    """Of one file, or of many."""

    name: str
    lines: int
    lines_taken: int
    branches: int
    branches_taken: int

    @property
    def line_percent(self) -> float:
        return 100 * self.lines_taken / max(self.lines, 1)

    @property
    def branch_percent(self) -> float:
        return 100 * self.branches_taken / max(self.branches, 1)


def measured(targets: Sequence[str], corpus: Path) -> tuple[list[Covered], list[Covered]]:
    """Builds targets and doctests with counters, replays the corpora, runs the doctests, and asks
    for each header: what the corpora take, and what all of it takes.
    """
    flags = f"-O1 {COUNTED} -fsanitize=fuzzer-no-link"
    names = [f"fuzz_{name}" for name in targets]
    _build(FOLDER, "fuzz", flags, ["-DTHIMBLE_ENGINE=-fsanitize=fuzzer"], names)
    replayed = {
        FOLDER / target: _counted([FOLDER / target, "-runs=0", corpus / target])
        for target in targets
    }
    _build(TESTS, "host", f"{COUNTED} -w", [], [])
    tested = {
        program: _counted([program])
        for program in sorted((TESTS / "tests").iterdir())
        if program.is_file() and os.access(program, os.X_OK)
    }
    return _asked(replayed), _asked(replayed | tested)


def _counted(command: list[str | Path]) -> Path:
    """Where its counters are, after a run."""
    program = Path(command[0])
    counts = program.with_suffix(".profraw")
    counts.unlink(missing_ok=True)
    ran = run(command, env={"LLVM_PROFILE_FILE": str(counts)})
    if ran.code != 0:
        raise Failure(f"{ran.output}\n{program.name}: it did not end well")
    return counts


def _asked(counts: Mapping[Path, Path]) -> list[Covered]:
    """What llvm-cov says of these programs together."""
    merged = FOLDER / "all.profdata"
    must(["llvm-profdata-19", "merge", "-o", merged, *counts.values()], "llvm-profdata")
    first, *rest = counts
    command = ["llvm-cov-19", "export", "-summary-only", f"-instr-profile={merged}", str(first)]
    for program in rest:
        command += ["-object", str(program)]
    told = must(command, "llvm-cov")
    return read(json.loads(told[told.index("{") :]))  # a warning may come first


def _build(
    folder: Path, part: str, flags: str, more: Sequence[str], programs: Sequence[str]
) -> None:
    configure: list[str | Path] = ["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja"]
    compiler = ["-DCMAKE_CXX_COMPILER=clang++-19", f"-DCMAKE_CXX_FLAGS={flags}"]
    options = [f"-DTHIMBLE_PART={part}", *more, "-DCMAKE_BUILD_TYPE="]
    must([*configure, *compiler, *options], "configuring for coverage")
    jobs = str(len(os.sched_getaffinity(0)))
    must(["ninja", "-C", folder, "-j", jobs, *programs], "building", seconds=1800)


def read(document: dict[str, list[dict[str, list[dict[str, object]]]]]) -> list[Covered]:
    """The headers of ours in what `llvm-cov export` prints, the least covered first."""
    found = []
    for file in document["data"][0]["files"]:
        path = Path(str(file["filename"]))
        if not path.is_relative_to(ROOT) or path.relative_to(ROOT).parts[0] not in OURS:
            continue
        found.append(_of(str(path.relative_to(ROOT)), file["summary"]))
    return sorted(found, key=lambda each: each.line_percent)


def _of(name: str, summary: object) -> Covered:
    assert isinstance(summary, dict)
    lines, branches = summary["lines"], summary["branches"]
    return Covered(
        name, lines["count"], lines["covered"], branches["count"], branches["covered"]
    )


def together(files: list[Covered]) -> Covered:
    """All of them as one."""
    return Covered(
        "together",
        sum(each.lines for each in files),
        sum(each.lines_taken for each in files),
        sum(each.branches for each in files),
        sum(each.branches_taken for each in files),
    )

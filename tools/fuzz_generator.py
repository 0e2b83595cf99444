# SPDX-License-Identifier: MIT
"""./thimble fuzz generator [--time 60s] [--seed N] [--file NAME]: the generator, given specs with
mistakes in them. It must say where they are, or make code that compiles.

The mutations of one seed are always the same. A finding is made smaller and kept in
fuzz/generator/; every run begins with those.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import time
from pathlib import Path

from tools import fuzz
from tools.fuzz_mutant import Mutant, apart, mutant, smaller
from tools.fuzz_trial import Finding, Trial
from tools.outcome import Outcome
from tools.shell import ROOT, say

KEPT = ROOT / "fuzz" / "generator"
SPEC = ROOT / "spec"
SUFFIXES = (".ksy", ".fsm", ".yaml")


def main(arguments: list[str]) -> int:
    """What was found before, then new mutants until the time is over."""
    asked = asked_of(arguments)
    folder = fuzz.FUZZ / "generator"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SPEC, folder / "spec")
    trial, outcome = Trial(folder), Outcome()
    files = [path for path in specs() if path.name == (asked.file or path.name)]
    began, count = time.monotonic(), 0
    for path in sorted(KEPT.glob("*")) if KEPT.is_dir() else ():
        found = trial.of(apart(path))
        outcome.check(found is None, f"{path.name}: {found.told if found else ''}")
        if found is not None:
            say(f"generator: {path.name} fails again: {found.told}")
    while outcome.failed == 0 and time.monotonic() - began < asked.time:
        one = mutant(files, SPEC, asked.seed, count)
        found = trial.of(one)
        count += 1
        if found is not None:
            outcome.check(False, found.told)
            say(f"generator: mutant {count - 1} of seed {asked.seed}: {found.told}")
            say(kept(trial, one, found))
    if outcome.failed == 0:
        seconds = time.monotonic() - began
        outcome.check(count > 0, "no mutant was tried")
        say(
            f"{'generator':<16} {count:>10,} inputs {count / seconds:>9,.1f} /s  {trial.refused:,}"
            f" refused with their line, {trial.made:,} made code that compiles  {seconds:6.1f} s"
        )
    say(f"{outcome.passed} passed, {outcome.failed} failed")
    return 1 if outcome.failed else 0


def asked_of(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="thimble fuzz generator", description=__doc__)
    parser.add_argument("--time", type=fuzz.seconds_of, default=60, help="60s, 15m, 2h")
    parser.add_argument("--seed", type=int, default=1, help="which mutants they are")
    parser.add_argument("--file", help="a spec by its file's name; all when none is named")
    asked = parser.parse_args(arguments)
    if asked.file and asked.file not in {path.name for path in specs()}:
        parser.error(f"spec/ has no '{asked.file}'")
    return asked


def specs() -> list[Path]:
    """What a person writes, or changes, for a product: packets, machine, profiles, parts."""
    folders = ("packets", "machines", "profiles")
    return sorted(
        path for folder in folders for path in (SPEC / folder).rglob("*") if path.suffix in SUFFIXES
    )


def kept(trial: Trial, one: Mutant, found: Finding) -> str:
    """Makes it smaller and keeps it; what to do with it, in words."""
    small = smaller(one, (SPEC / one.file).read_bytes(), lambda each: trial.again(each, found.kind))
    digest = hashlib.sha256(small.text).hexdigest()[:8]
    path = KEPT / f"{found.kind.lower()}_{digest}.{one.file.as_posix().replace('/', '.')}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(small.text)
    report = fuzz.FUZZ / "crashes" / "generator" / f"{path.name}.txt"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(found.report, encoding="utf-8", errors="replace")
    return (
        f"generator: kept as {path.name} in fuzz/generator/; it stands for spec/{one.file}\n"
        f"  every later run begins with it: commit it with the mend\n  to read: {report}"
    )


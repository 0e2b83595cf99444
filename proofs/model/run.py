# SPDX-License-Identifier: MIT
"""./thimble prove --model [--large]: spin searches the two peers of every case.

Before that, each printed step is compared with its C. Fails when they differ, when a property does
not hold, when a search is not complete, and when a row of tcp.fsm is taken in none of them without
proofs/model/untaken.txt saying why.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from proofs.model import untaken
from proofs.model.cases import CASES, Case
from proofs.model.search import Broken, Found, Program, build, search
from proofs.model.steps import LEVELS, Compared, compare, sides

WORK = Path(__file__).resolve().parent.parent.parent / "build" / "model"

Say = Callable[[str], None]


AT_ONCE = 2  # programs of spin or gcc


def main(large: bool = False, say: Say = print, work: Path = WORK) -> int:
    """Exit code. The last line counts: one item a level, one a case, and one for the rows."""
    begin = time.monotonic()
    cases = [case for case in CASES if large or not case.large]
    failed = 0
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            steps = pool.map(lambda level: compare(sides(level), work / "steps" / level), LEVELS)
            pairs = list(dict.fromkeys(case.pair for case in cases))
            made = pool.map(lambda pair: build(pair, work / pair.name.replace(" ", "_")), pairs)
            for level, compared in zip(LEVELS, steps):
                failed += tell_steps(level, compared, say)
            programs = dict(zip(pairs, made))
            found = pool.map(lambda case: search(programs[case.pair], case), cases)
            searches = []
            for case, each in zip(cases, found):
                failed += tell(case, each, programs[case.pair], say)
                searches.append((case, each))
    except Broken as broken:
        say(f"FAILED {broken}")
        return 1
    wrong = account(programs.values(), searches, say, failed == 0)
    say(f"{time.monotonic() - begin:.0f} s")
    total = len(LEVELS) + len(cases) + (not failed)
    say(f"{total - failed - wrong} passed, {failed + wrong} failed")
    return 1 if failed or wrong else 0


def account(
    programs: Iterable[Program], searches: Iterable[tuple[Case, Found]], say: Say, whole: bool
) -> bool:
    """Which rows were taken; whether some were not that should be. It is the same with --large."""
    rows: dict[str, dict[int, str]] = {}
    taken: dict[str, set[int]] = {}
    for program in programs:
        for profile, texts in program.printed.rows.items():
            rows.setdefault(profile, {}).update(texts)
    for case, found in searches:
        for profile in () if case.large else case.pair.profiles:
            taken.setdefault(profile, set()).update(found.taken)
    wrong = untaken.complaints(rows, taken, untaken.read()) if whole else []
    for each in wrong:
        say(each)
    say(counted(rows, taken))
    return bool(wrong)


def tell_steps(level: str, compared: Compared, say: Say) -> bool:
    """One line a level. Returns whether something is wrong."""
    say(f"  {'steps of ' + level:<28} {compared}, {compared.seconds:.1f} s")
    if compared.wrong:
        say(f"FAILED steps of {level}: {compared.wrong}")
    return bool(compared.wrong)


def tell(case: Case, found: Found, program: Program, say: Say) -> bool:
    """One line a case; how to see the run that breaks a property. Returns whether one does."""
    sizes = f"{found.states:>9,} states, depth {found.depth:>4}, {found.megabytes:>4.0f} MB"
    say(f"  {case.pair.name + ': ' + case.name:<28} {sizes}, {found.seconds:>5.1f} s  {case.what}")
    if found.violated:
        say(f"FAILED {case.pair.name}: {case.name}: not so: {found.violated}")
        settings = " ".join(f"{name}={value}" for name, value in case.settings().items())
        say(f"the run: cd {program.path.parent} && env {settings} ./pan -r")
    return bool(found.violated)


def counted(rows: dict[str, dict[int, str]], taken: dict[str, set[int]]) -> str:
    """How many rows of each profile's machine some search takes."""
    each: Iterable[str] = (
        f"{profile} {len(taken.get(profile, set()) & set(texts))} of {len(texts)}"
        for profile, texts in rows.items()
    )
    return f"rows taken: {', '.join(each)}"


if __name__ == "__main__":
    raise SystemExit(main())

# SPDX-License-Identifier: MIT
"""./thimble prove --model [--large]: spin searches the two peers of every case.

Fails when a property does not hold, when a search is not complete, and when a row of tcp.fsm is
taken in none of them without proofs/model/untaken.txt saying why.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from proofs.model import untaken
from proofs.model.cases import CASES, Case
from proofs.model.search import Broken, Found, Program, build, search

WORK = Path(__file__).resolve().parent.parent.parent / "build" / "model"

Say = Callable[[str], None]


def main(large: bool = False, say: Say = print, work: Path = WORK) -> int:
    """Exit code. The last line counts: one item a case, and one for the rows."""
    begin = time.monotonic()
    cases = [case for case in CASES if large or not case.large]
    rows: dict[str, dict[int, str]] = {}
    taken: dict[str, set[int]] = {}
    failed = 0
    for pair in dict.fromkeys(case.pair for case in cases):
        try:
            program = build(pair, work / pair.name.replace(" ", "_"))
        except Broken as broken:
            say(f"FAILED {pair.name}: {broken}")
            return 1
        for case in (each for each in cases if each.pair == pair):
            found = search(program, case)
            failed += bool(found.violated)
            tell(case, found, program, say)
            for profile, texts in program.printed.rows.items():
                rows.setdefault(profile, {}).update(texts)
                if not case.large:  # the account is the same with and without them
                    taken.setdefault(profile, set()).update(found.taken)
    wrong = untaken.complaints(rows, taken, untaken.read()) if not failed else []
    for each in wrong:
        say(each)
    say(counted(rows, taken))
    say(f"{time.monotonic() - begin:.0f} s")
    total = len(cases) + (not failed)
    say(f"{total - failed - bool(wrong)} passed, {failed + bool(wrong)} failed")
    return 1 if failed or wrong else 0


def tell(case: Case, found: Found, program: Program, say: Say) -> None:
    """One line a case; how to see the run that breaks a property."""
    sizes = f"{found.states:>9,} states, depth {found.depth:>4}, {found.megabytes:>4.0f} MB"
    say(f"  {case.pair.name + ': ' + case.name:<28} {sizes}, {found.seconds:>5.1f} s  {case.what}")
    if found.violated:
        say(f"FAILED {case.pair.name}: {case.name}: not so: {found.violated}")
        settings = " ".join(f"{name}={value}" for name, value in case.settings().items())
        say(f"the run: cd {program.path.parent} && env {settings} ./pan -r")


def counted(rows: dict[str, dict[int, str]], taken: dict[str, set[int]]) -> str:
    """How many rows of each profile's machine some search takes."""
    each: Iterable[str] = (
        f"{profile} {len(taken.get(profile, set()) & set(texts))} of {len(texts)}"
        for profile, texts in rows.items()
    )
    return f"rows taken: {', '.join(each)}"


if __name__ == "__main__":
    raise SystemExit(main())

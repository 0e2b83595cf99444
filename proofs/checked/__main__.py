# SPDX-License-Identifier: MIT
"""python -m proofs.checked [--list] [--to FOLDER]: writes build/checked/headers/<profile>/, the
shipped headers with their contracts as checks, and says what no check was made of.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from proofs.checked import write
from proofs.checked.source import Problem

ROOT = Path(__file__).resolve().parents[2]
LEFT = Path(__file__).with_name("left.txt")


def profiles(root: Path = ROOT) -> list[str]:
    """Every folder of generated/."""
    return sorted(path.name for path in (root / "generated").iterdir() if path.is_dir())


def unlisted(made: dict[str, write.Product], listed: str) -> list[str]:
    """What left.txt does not say, and what it says that is not so any more."""
    accepted = {line for line in listed.splitlines() if line and not line.startswith("#")}
    left = write.left_of(list(made.values()))
    problems = [f"{each.path}:{each.line}: {each.function}: no check was made of `{each.kind} "
                f"{each.text};`: {each.why}\n    Say it so that it can be run, or add this line to "
                f"proofs/checked/left.txt:\n    {each.entry}"
                for each in left if each.entry not in accepted]
    gone = sorted(accepted - {each.entry for each in left})
    return problems + [f"proofs/checked/left.txt: not so any more: {each}" for each in gone]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="proofs.checked", description=__doc__)
    parser.add_argument("--list", action="store_true", help="write nothing; print what is left")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "checked" / "headers")
    asked = parser.parse_args(arguments)
    made = {}
    try:
        for profile in profiles():
            if asked.list:
                made[profile] = write.product(ROOT, profile)
            else:
                made[profile] = write.write(ROOT, profile, asked.to / profile)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    for profile, one in made.items():
        kinds = Counter(kind for _, _, _, kind in one.tally.checked)
        print(f"{profile}: {sum(kinds.values())} checked, {len(one.tally.left)} left, {one.inside} "
              f"annotations within bodies not looked at ({said(kinds)})")
    for each in write.left_of(list(made.values())) if asked.list else []:
        print(f"  {each.path}:{each.line}: {each.function}: {each.kind} {each.text}: {each.why}")
    problems = unlisted(made, LEFT.read_text(encoding="utf-8"))
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    return 1 if problems else 0


def said(kinds: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

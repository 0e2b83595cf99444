# SPDX-License-Identifier: MIT
"""./thimble fuzz --planted [--update] [WORD...]: what finds each planted bug, and how fast.

Without a word all are sought, and the table in fuzz/README.md must say the same: the bugs, how each
was found and who saw it. --update writes it. Words: only the bugs with all of them in their names.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools import fuzz_planted
from tools.fuzz_planted import SECONDS, Found
from tools.shell import ROOT, Failure, say

README = ROOT / "fuzz" / "README.md"
RECORD = ROOT / "fuzz" / "planted.json"  # for the tables of others
BEGIN, END = "<!-- planted: begin -->", "<!-- planted: end -->"
HEAD = "| bug | target | found by | seen by | its words | s |\n|---|---|---|---|---|---:|"
WORDS = 56  # of an oracle: the rest says no more


def line(found: Found) -> str:
    bug = found.bug
    said = found.says if len(found.says) <= WORDS else found.says[: WORDS - 3] + "..."
    said = f"`{said.replace('|', chr(92) + '|')}`"
    cells = (bug.name, bug.target, found.how, found.oracle, said, f"{found.seconds:.1f}")
    return f"| {' | '.join(cells)} |"


def figures(all_found: Sequence[Found]) -> dict[str, float]:
    return {
        "bugs": len(all_found),
        "by_seeds": sum(found.how == "replay" for found in all_found),
        "seconds_at_most": round(max(found.seconds for found in all_found), 1),
    }


def table(all_found: Sequence[Found]) -> str:
    said = figures(all_found)
    return "\n".join([
        BEGIN,
        f"{said['bugs']} bugs, {said['by_seeds']} of them by the seeds as they are;"
        f" {said['seconds_at_most']} s of one processor at most.",
        "",
        HEAD,
        *map(line, all_found),
        END,
    ])  # fmt: skip


def parts(text: str) -> tuple[str, str, str]:
    """A README: before the table, the table, behind it."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise Failure(f"fuzz/README.md has no place for the table: {BEGIN} and {END}")
    before, rest = text.split(BEGIN)
    inside, behind = rest.split(END)
    return before, BEGIN + inside + END, behind


def columns(text: str) -> list[list[str]]:
    """Of its rows what another run must say again: bug, target, how, who."""
    rows = [row for row in text.splitlines() if row.startswith("| ")]
    return [row.strip("| ").split(" | ")[:4] for row in rows[1:]]


def wrong_rows(readme: str, all_found: Sequence[Found]) -> list[str]:
    """Where the README's table is not what the run says."""
    there, here = columns(parts(readme)[1]), columns(table(all_found))
    return [
        f"{' | '.join(row)}: {'the run does not say so' if row in there else 'not in the table'}"
        for row in sorted(there + here)
        if (row in there) != (row in here)
    ]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="thimble fuzz --planted", description=__doc__)
    parser.add_argument("--update", action="store_true", help="write the table of fuzz/README.md")
    parser.add_argument("word", nargs="*", help="of the bugs' names")
    asked = parser.parse_args(arguments)
    if asked.update and asked.word:
        parser.error("--update writes the table of all of them")
    bugs = fuzz_planted.read()
    if not any(all(word in bug.name for word in asked.word) for bug in bugs):
        parser.error(f"no planted bug has '{' '.join(asked.word)}' in its name")
    with tempfile.TemporaryDirectory(prefix="thimble-planted-") as folder:
        programs = fuzz_planted.programs_of(bugs, Path(folder))
        all_found = []
        for bug in bugs:
            if all(word in bug.name for word in asked.word):
                all_found.append(fuzz_planted.sought(bug, programs[bug.target]))
                say(line(all_found[-1]))
    lost = [found.bug.name for found in all_found if not found.how]
    problems = [f"{name}: not found in {SECONDS} s" for name in lost]
    readme = README.read_text(encoding="utf-8")
    if asked.update and not problems:
        before, _, behind = parts(readme)
        README.write_text(before + table(all_found) + behind, encoding="utf-8")
        RECORD.write_text(json.dumps(figures(all_found), indent=2) + "\n", encoding="utf-8")
    elif not asked.word:
        problems += wrong_rows(readme, all_found)
    for problem in problems:
        say(problem)
    say(f"{len(all_found) - len(lost)} passed, {len(problems)} failed")
    return 1 if problems else 0

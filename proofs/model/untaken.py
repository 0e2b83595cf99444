# SPDX-License-Identifier: MIT
"""The rows that no search takes, each with its reason: proofs/model/untaken.txt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).resolve().parent / "untaken.txt"
SHOWN = "proofs/model/untaken.txt"


@dataclass(frozen=True)
class Excuse:
    """Where it stands, for which profiles (empty: all), and which row."""

    line: int
    profiles: frozenset[str]
    row: str
    why: str


def read(path: Path = LIST) -> tuple[Excuse, ...]:
    """Entries are `[PROFILE ...] where | head`; the indented lines below say why."""
    found: list[Excuse] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" ") and found:
            last = found[-1]
            why = f"{last.why} {line.strip()}".strip()
            found[-1] = Excuse(last.line, last.profiles, last.row, why)
            continue
        match = re.fullmatch(r"(?:\[([\w ]+)\] )?(\w+(?:: \w+)? \|.*)", line)
        if match is None:
            raise ValueError(f"{SHOWN}:{number}: expected '[PROFILE ...] where | head of the row'")
        found.append(Excuse(number, frozenset((match[1] or "").split()), match[2].strip(), ""))
    return tuple(found)


def complaints(
    rows: Mapping[str, Mapping[int, str]],
    taken: Mapping[str, Iterable[int]],
    excuses: Iterable[Excuse],
) -> list[str]:
    """Rows that are not taken and not excused, and excuses that nobody needs."""
    excuses = tuple(excuses)
    found: list[str] = []
    used: set[int] = set()
    for profile, texts in rows.items():
        for line in sorted(set(texts) - set(taken.get(profile, ()))):
            fitting = [
                each.line
                for each in excuses
                if each.row == texts[line] and (not each.profiles or profile in each.profiles)
            ]
            used.update(fitting)
            if not fitting:
                found.append(
                    f"tcp.fsm:{line}: no search of {profile} takes this row ({texts[line]});"
                    f" mend the row, or say in {SHOWN} why none can"
                )
    found += [
        f"{SHOWN}:{each.line}: {each.row}: every profile named takes this row, or has none;"
        " remove the entry"
        for each in excuses
        if each.line not in used
    ]
    found += [f"{SHOWN}:{each.line}: no reason is given" for each in excuses if not each.why]
    return found

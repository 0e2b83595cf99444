# SPDX-License-Identifier: MIT
"""fuzz/uncovered.txt: each line and each side of a condition that no program takes, and why."""

from __future__ import annotations

from collections import Counter

from tools.fuzz_lines import Reach
from tools.shell import ROOT, Failure

UNCOVERED = ROOT / "fuzz" / "uncovered.txt"
KINDS = ("line", "true", "false")  # a line never runs; a condition never is true, or false


def listed(text: str) -> dict[str, list[str]]:
    """The reasons of each entry, one for each time that it stands there."""
    found: dict[str, list[str]] = {}
    why = ""
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "why:":
            why = rest
        elif kind in KINDS and why:
            found.setdefault(line, []).append(why)
        elif line and kind != "#":
            raise Failure(f"{UNCOVERED.name} says '{line}', which means nothing here")
    return found


def uncovered(found: Reach) -> Counter[str]:
    """As the list has it. Of a line that never runs the conditions are not said again."""
    missed: Counter[str] = Counter()
    for place, count in found.lines.items():
        if count == 0:
            missed[f"line {place.file} {place.function}: {place.text}"] += 1
    for condition, taken in found.conditions.items():
        place = condition.place
        if found.lines.get(place, 0) == 0:
            continue
        for kind, count in zip(KINDS[1:], taken, strict=True):
            if count == 0:
                missed[f"{kind} {place.file} {place.function}: {condition.text}"] += 1
    return missed


def complaints(found: Reach, text: str) -> list[str]:
    """What no program takes and nobody explains, and what is explained for nothing."""
    missed = uncovered(found)
    entries = Counter({entry: len(why) for entry, why in listed(text).items()})
    said = [
        f"no test takes it, and {UNCOVERED.name} does not say why: {entry}"
        for entry, count in sorted((missed - entries).items())
        for _ in range(count)
    ]
    return said + [
        f"{UNCOVERED.name} explains what a test takes, or what is gone: {entry}"
        for entry, count in sorted((entries - missed).items())
        for _ in range(count)
    ]

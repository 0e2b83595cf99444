# SPDX-License-Identifier: MIT
"""All scripts, where each of them runs, and what they cover.

    PYTHONPATH=. /usr/bin/python3 tests/scripts/suite.py     # {"MUST-36": ["tests/scripts/..."]}
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import facts
from notation import Script, read

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Run:
    """A script on a profile. `why_not` is "" when it runs there."""

    script: Script
    profile: str
    why_not: str

    @property
    def name(self) -> str:
        return f"{self.script.path.stem}-{self.profile}"


def scripts() -> list[Script]:
    """Every script, by name. Its path counts from the root, for messages."""
    found = []
    for path in sorted(HERE.glob("*.script")):
        found.append(read(path.relative_to(facts.ROOT), path.read_text(encoding="utf-8")))
    return found


def why_not(script: Script, profile: facts.Profile) -> str:
    """Why a script does not run on a profile, "" when it does."""
    if script.profiles and profile.name not in script.profiles:
        return "the script names others"
    for wanted in script.sockets or [("server",)]:
        if profile.socket(wanted) is None:
            return f"no socket is {' '.join(wanted)}"
    for feature in script.needs:
        if feature not in profile.features:
            return f"no {feature}"
    for feature in script.lacks:
        if feature in profile.features:
            return f"it has {feature}"
    return ""


def runs() -> list[Run]:
    """Every script on every profile."""
    return [Run(script, name, why_not(script, facts.load(name)))
            for script in scripts() for name in facts.names()]


def covers() -> dict[str, list[str]]:
    """Which scripts check a requirement and pass: a pending one checks nothing yet."""
    found: dict[str, list[str]] = {}
    for script in scripts():
        if not script.pending:
            for requirement in script.covers:
                found.setdefault(requirement, []).append(script.path.as_posix())
    return dict(sorted(found.items()))


if __name__ == "__main__":
    json.dump(covers(), sys.stdout, indent=1)
    print()

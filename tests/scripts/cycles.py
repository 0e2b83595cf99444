# SPDX-License-Identifier: MIT
"""Each script is also a trial of proofs.cycles: every condition that the bounds of stack_poll and
stack_receive rest on, and the bounds themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import facts
import pytest
from devices import Exchange

from proofs.cycles import Firmware, check
from proofs.cycles.check import Tried

FUNCTIONS = ("stack_poll", "stack_receive")


@dataclass
class Trial:
    """One firmware's limits, a file for each number of ticks that a script lets pass at once, and
    the highest that was measured so far, by function and ticks.
    """

    profile: str
    firmware: Firmware
    folder: Path
    bounds: dict[int, dict[str, int]] = field(default_factory=dict)
    highest: dict[tuple[str, int], Tried] = field(default_factory=dict)
    met: dict[tuple[str, str, int], bool] = field(default_factory=dict)

    def limits(self, ticks: int) -> Path:
        path = self.folder / f"{self.profile}_{ticks}.limits"
        if ticks not in self.bounds:
            self.firmware.numbers.supposed["TICKS"] = ticks
            self.bounds[ticks] = check.write(path, self.firmware, FUNCTIONS)
        return path

    def problems(self, ticks: int, report: dict[str, Any]) -> list[str]:
        """What the report says against the bounds."""
        found = check.tried(self.bounds[ticks], report)
        for each in found:
            key = each.function, ticks
            before = self.highest.get(key)
            self.highest[key] = each if before is None else each.with_more(before)
        for name, figures in report["regions"].items():
            for number, each in enumerate(figures["limits"]):
                where = name, each["what"], number
                self.met[where] = self.met.get(where, False) or each["met"]
        return [each.problem for each in found if each.problem]

    def summary(self) -> list[str]:
        """How tight the bounds are, by function and the ticks that may pass between two polls."""
        return [f"{self.profile}: {each}, TICKS {ticks}"
                for (_, ticks), each in sorted(self.highest.items(), key=lambda one: one[0])
                ] + [f"{self.profile}: {sum(self.met.values())} of {len(self.met)} conditions ran"]


class Trials:
    """The trials of a session's firmwares, made when they are first asked for: trials(name)."""

    KEPT = pytest.StashKey["Trials"]()

    def __init__(self, folder: Path, built: Callable[[str], Path]) -> None:
        self.folder, self.built = folder, built
        self.made: dict[str, Trial] = {}

    def __call__(self, name: str) -> Trial:
        if name not in self.made:
            self.made[name] = Trial(name, Firmware(self.built(name)), self.folder)
        return self.made[name]

    def summary(self) -> Iterator[str]:
        for _, trial in sorted(self.made.items()):
            yield from trial.summary()


def tell(reporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """How tight the bounds of cycles are, at the end of a session that kept its trials."""
    trials = config.stash.get(Trials.KEPT, None)
    for line in trials.summary() if trials else ():
        reporter.write_line(line)


def most_ticks(profile: str, talk: list[Exchange]) -> int:
    """How many ticks may pass between two polls: several where a script asks for big steps."""
    tick = facts.load(profile).numbers["tick"]
    steps = [int.from_bytes(each.command[5:7], "big") for each in talk
             if each.command[:1] == b"T" and len(each.command) == 7]
    return max([1, *(-(-step // tick) for step in steps)])

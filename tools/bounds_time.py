# SPDX-License-Identifier: MIT
"""The worst-case times of a firmware, as far as its loops have bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proofs import cycles
from proofs.cycles import interrupts
from proofs.refused import Refused

FUNCTIONS = {"stack_poll": "one poll", "stack_receive": "one received frame"}


@dataclass(frozen=True)
class Timing:
    """Cycles of the chip's clock. `refused`: what has no figure, one line a reason."""

    clock_hz: int
    functions: dict[str, int] = field(default_factory=dict)
    supposed: dict[str, int] = field(default_factory=dict)
    interrupts_off: int | None = None
    where: str = ""
    handlers: dict[str, int] = field(default_factory=dict)
    refused: tuple[str, ...] = ()

    def microseconds(self, spent: int) -> float:
        return spent * 1e6 / self.clock_hz

    def rows(self) -> list[tuple[str, int, str]]:
        """What, cycles, the same as time."""
        found = [(f"{FUNCTIONS[name]} ({name})", spent) for name, spent in self.functions.items()]
        if self.interrupts_off is not None:
            found.append(("interrupts off, at the longest", self.interrupts_off))
        return [(what, spent, f"{self.microseconds(spent):,.1f} us") for what, spent in found]

    def as_json(self) -> dict[str, Any]:
        return {
            "clock_hz": self.clock_hz,
            "cycles": self.functions,
            "supposed": self.supposed,
            "interrupts_off": self.interrupts_off,
            "handlers": self.handlers,
            "refused": list(self.refused),
        }


def timing(file: Path, clock_hz: int) -> Timing:
    """Whatever has a bound: a loop that says none takes away only the figure that it is in."""
    functions: dict[str, int] = {}
    supposed: dict[str, int] = {}
    refused: list[str] = []
    off, where, handlers = None, "", {}
    try:
        firmware = cycles.Firmware(file)
        for name in FUNCTIONS:
            try:
                bound = firmware.bound(name)
                functions[name] = bound.cycles
                supposed |= bound.supposed
            except Refused as problem:
                refused += problem.problems
        silence = interrupts.silence(firmware)
        off, where, handlers = silence.cycles, silence.where, silence.handlers
    except Refused as problem:
        refused += problem.problems
    lines = tuple(dict.fromkeys(line.removeprefix(f"{file}: ") for line in refused))
    return Timing(clock_hz, functions, supposed, off, where, handlers, lines)

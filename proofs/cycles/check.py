# SPDX-License-Identifier: MIT
"""What a bound rests on, for avrsim to try: its --limits file has every condition that a comment or
loops.yaml gave, in terms of how often which instruction ran in one run of a region.

The report then says how long the region really took.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofs.avr.instruction import BRANCHES, SKIPS
from proofs.cycles import Firmware
from proofs.cycles.graph import address_of
from proofs.cycles.model import Model
from proofs.cycles.regions import Region
from proofs.cycles.solver import Row, Variable

Counter = tuple[str, int]  # `runs` or `taken`, and the instruction's address


@dataclass(frozen=True)
class Tried:
    """A region's bound beside what was measured: the most cycles of `runs` runs."""

    function: str
    bound: int
    measured: int
    runs: int

    def with_more(self, other: Tried) -> Tried:
        """Both trials as one."""
        return Tried(self.function, self.bound, max(self.measured, other.measured),
                     self.runs + other.runs)

    @property
    def problem(self) -> str:
        """What is wrong; "" when nothing is."""
        if self.measured <= self.bound:
            return ""
        return (f"{self.function}: {self.measured:,} cycles were measured, at most "
                f"{self.bound:,} are possible by the bound")

    def __str__(self) -> str:
        tightness = f", {self.bound / self.measured:.2f} times" if self.measured else ""
        return (f"{self.function}: bound {self.bound:,}, highest of {self.runs:,} runs "
                f"{self.measured:,}{tightness}")


def write(path: Path, firmware: Firmware, functions: Iterable[str]) -> dict[str, int]:
    """The file for --limits; returns the bounds, by function. Rows about code that several
    functions share are left out: nobody could tell whose run it was.
    """
    lines: list[str] = []
    bounds: dict[str, int] = {}
    for name in functions:
        region = firmware.region(name)
        made, turns, rows = firmware.model(region)
        lines.append(" ".join(["region", name, f"{region.begin:x}", *_ends(region)]))
        for row in rows:
            lines += _limit(made, row)
        bounds[name] = firmware.solved(region, made, turns).cycles
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return bounds


def tried(bounds: dict[str, int], report: dict[str, Any]) -> list[Tried]:
    """From avrsim's report: what each region took, for those that ran."""
    return [
        Tried(name, bounds[name], figures["max"], figures["count"])
        for name, figures in report["regions"].items() if figures["count"]
    ]


def _ends(region: Region) -> Iterator[str]:
    inside = {address_of(node) for node in region.graph.nodes()}
    return (f"{end:x}" for end in sorted(region.ends & inside))


def _limit(made: Model, row: Row) -> Iterator[str]:
    counters: dict[Counter, int] = {}
    most = row.most
    for variable, factor in row.terms.items():
        if variable == ("runs", made.root):
            most -= factor
            continue
        for counter, times in _counters(made, variable):
            if _is_shared(made, counter[1]):
                return
            counters[counter] = counters.get(counter, 0) + factor * times
    yield f"limit {most} {row.what}"
    for (kind, address), factor in counters.items():
        if factor:
            yield f"{kind} {address:x} {factor}"


def _counters(made: Model, variable: Variable) -> Iterator[tuple[Counter, int]]:
    """A count of the model as counts of instructions."""
    kind, function = variable[0], int(variable[1])
    if kind == "runs":
        for _, _, address in made.sites(function):
            yield ("runs", address), 1
        return
    block = made.graphs[function].blocks[int(variable[2])]
    if kind == "block":
        yield ("runs", address_of(block.nodes[0])), 1
        return
    last = address_of(block.nodes[-1])
    forks = made.image.instructions[last].mnemonic in BRANCHES | SKIPS
    if not forks:
        yield ("runs", last), 1
    elif variable[3] == 1:
        yield ("taken", last), 1
    else:
        yield ("runs", last), 1
        yield ("taken", last), -1


def _is_shared(made: Model, address: int) -> bool:
    return sum(graph.block_of(address) is not None for graph in made.graphs.values()) > 1

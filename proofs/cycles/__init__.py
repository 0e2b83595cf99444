# SPDX-License-Identifier: MIT
"""bound(path, function): the most cycles that one run of a function takes on the linked firmware,
without the interrupts that come meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from proofs.avr import image as images
from proofs.avr.image import Image
from proofs.cycles import limits, model, regions
from proofs.cycles.constants import Constants
from proofs.cycles.limits import Numbers
from proofs.cycles.model import Model
from proofs.cycles.places import Places
from proofs.cycles.regions import Region
from proofs.cycles.solver import Row
from proofs.cycles.turns import Turns
from proofs.refused import Refused

SUPPOSED = {"TICKS": 1}  # what a profile does not say; see README.md
ASSUMED = ("each comment `at most N turns` or `times in` is true, and loops.yaml, where no run "
           "under avrsim's --limits tried them")
__all__ = ["ASSUMED", "SUPPOSED", "CycleBound", "Firmware", "Refused", "bound"]


@dataclass(frozen=True)
class Spent:
    """What a function adds in the worst case: how often it runs, and the cycles of its own."""

    function: str
    runs: int
    cycles: int


@dataclass(frozen=True)
class LoopUsed:
    """A bound that the figure rests on: `where` it is said, its words, and their value."""

    where: str
    text: str
    turns: int


@dataclass(frozen=True)
class CycleBound:
    """`cycles` of one run of `function`; `path` is the worst case found, the dearest first."""

    function: str
    cycles: int
    path: tuple[Spent, ...]
    loops: tuple[LoopUsed, ...]
    supposed: dict[str, int]

    def as_json(self) -> dict[str, object]:
        return asdict(self)


class Firmware:
    """A linked firmware with what its source says of its loops. Refused when it is none."""

    def __init__(
        self,
        path: Path,
        supposed: Mapping[str, int] | None = None,
        loops: Path | None = None,
    ) -> None:
        self.image: Image = images.load(path)
        self.places = Places(path)
        self.constants = Constants(self.image)
        self.numbers = Numbers(self.places.files(), {**SUPPOSED, **(supposed or {})})
        self.table = limits.table(loops)
        files = sorted(self.places.files())
        self.said = [each for file in files for each in limits.said_in(file)]
        self._suppose_frame()

    def _suppose_frame(self) -> None:
        """FRAME: the longest that can arrive, the MTU or what the link's buffer holds of one."""
        known = [name for name in ("PROFILE_MTU", "PROFILE_SLIP_IN_BYTES")
                 if self.numbers.has(name)]
        sizes = [self.numbers.value(name, name) for name in known]
        if sizes:
            self.numbers.supposed.setdefault("FRAME", max(sizes[0], *(s - 2 for s in sizes[1:]), 0))

    def region(self, function: str) -> Region:
        return regions.find(self.image, self.places, self.constants, function)

    def model(self, region: Region) -> tuple[Model, Turns, list[Row]]:
        """The counts of one run, its bounds, and the rows they make."""
        made = model.build(self.image, region.graph)
        turns = self.turns(made)
        made.extra = turns.rows(region.name)
        return made, turns, made.extra

    def turns(self, made: Model) -> Turns:
        return Turns(
            made, self.places, self.constants, self.said, self.numbers, self.table
        )

    def bound(self, function: str) -> CycleBound:
        region = self.region(function)
        made, turns, _ = self.model(region)
        return self.solved(region, made, turns)

    def solved(self, region: Region, made: Model, turns: Turns) -> CycleBound:
        """What `model` made, solved."""
        solution = made.solve()
        own = made.spent(solution)
        spent = [
            Spent(
                region.name if each == made.root else made.name(each),
                round(solution.counts.get(model.runs(each), 0)),
                own[each],
            )
            for each in made.graphs
        ]
        path = sorted((s for s in spent if s.cycles), key=lambda s: (-s.cycles, s.function))
        used = sorted({LoopUsed(u.where, u.text, u.turns) for u in turns.used}, key=str)
        supposed = dict(self.numbers.supposed)
        return CycleBound(region.name, solution.most, tuple(path), tuple(used), supposed)


def bound(
    path: Path,
    function: str,
    supposed: Mapping[str, int] | None = None,
    loops: Path | None = None,
) -> CycleBound:
    """The most cycles of one run of `function` in the firmware `path`; `loops` is a file like
    loops.yaml for code that has no lines. Refused when there is no bound.
    """
    return Firmware(path, supposed, loops).bound(function)

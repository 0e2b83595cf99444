# SPDX-License-Identifier: MIT
"""The prices: what a firmware with a feature has more than the same one without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tools.figures import compiler
from tools.price_build import Firmware, can_be_timed, firmwares, flags
from tools.price_cycles import Counted, counted
from tools.price_spec import LEFT_OUT, LEVELS, Features, Pair, base, said

CASES = ("ack", "data")


@dataclass(frozen=True)
class Measured:
    """One firmware. `cycles` is None where the conversation does not fit it."""

    flash: int
    ram: int
    record: int
    stack: int | None
    cycles: Counted | None


@dataclass(frozen=True)
class Price:
    """Bytes and cycles that a feature costs: added to minimal, or, at level full, what leaving it
    out of everything saves. None where it cannot be measured.
    """

    name: str
    level: str
    flash: int
    ram: int
    record: int
    stack: int | None
    cycles: dict[str, int | None]
    needs: tuple[str, ...]
    how: str

    @property
    def is_nothing(self) -> bool:
        """Whether every figure that there is says 0."""
        figures = [self.flash, self.ram, self.record, self.stack, *self.cycles.values()]
        return not any(figures)


@dataclass(frozen=True)
class Prices:
    """bench/prices.json."""

    compiler: str
    flags: str
    levels: Mapping[str, Measured]
    features: Sequence[Price]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def collect(features: Features, names: Sequence[str]) -> Prices:
    """Builds what these prices need, and the levels' own firmwares."""
    pairs = features.pairs(list(names))
    bases = [base(name, features.folder) for name in LEVELS]
    profiles = [*bases, *(raw for pair in pairs for raw in (pair.having, pair.lacking))]
    found = measured(firmwares(profiles))
    prices = [
        price(pair, *found[at : at + 2])
        for pair, at in zip(pairs, range(len(bases), len(found), 2), strict=True)
    ]
    return Prices(compiler(), flags(), dict(zip(LEVELS, found)), prices)


def measured(built: Sequence[Firmware]) -> list[Measured]:
    """With cycles where there can be any."""
    timed = [firmware.timed for firmware in built if can_be_timed(firmware.raw)]
    cycles: dict[Path, Counted] = counted(timed)
    return [
        Measured(each.flash, each.ram, each.record, None, cycles.get(each.timed)) for each in built
    ]


def price(pair: Pair, having: Measured, lacking: Measured) -> Price:
    """The difference, figure by figure."""
    one = pair.feature
    change = one.leave if pair.level == LEFT_OUT else one.add or one.bare
    with_it, without = having.cycles or {}, lacking.cycles or {}
    return Price(
        one.name,
        pair.level,
        having.flash - lacking.flash,
        having.ram - lacking.ram,
        having.record - lacking.record,
        difference(having.stack, lacking.stack),
        {case: difference(with_it.get(case), without.get(case)) for case in CASES},
        one.needs,
        said(change),
    )


def difference(having: int | None, lacking: int | None) -> int | None:
    """None where one of them is not known."""
    return None if having is None or lacking is None else having - lacking

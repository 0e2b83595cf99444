# SPDX-License-Identifier: MIT
"""The prices: what a firmware with a feature has more than the same one without it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from tools.figures import compiler
from tools.plan.estimate import read_prices
from tools.price_build import FOLDER, Firmware, firmwares, flags
from tools.price_combine import Combination, combined, compared
from tools.price_cycles import counted
from tools.price_kept import Figures
from tools.price_spec import LEFT_OUT, LEVELS, Features, Pair, base, said
from tools.price_stack import bounded

CASES = ("ack", "data")


@dataclass(frozen=True)
class Measured:
    """One firmware. `cycles` is None where the conversation does not fit it."""

    flash: int
    ram: int
    record: int
    stack: int
    cycles: Figures | None


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
    stack: int
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
    """bench/prices.json. No `combinations` when only some prices were asked for."""

    compiler: str
    flags: str
    levels: Mapping[str, Measured]
    features: Sequence[Price]
    combinations: Sequence[Combination] = ()

    @staticmethod
    def of(document: Mapping[str, Any]) -> Prices:
        """From the JSON; a KeyError or TypeError when it is something else."""
        return Prices(
            document["compiler"],
            document["flags"],
            {name: Measured(**row) for name, row in document["levels"].items()},
            [price_of(row) for row in document["features"]],
            [Combination(**row) for row in document["combinations"]],
        )

    def text(self) -> str:
        """JSON, one line a level, a feature and a profile: a change is read line by line."""
        parts = []
        for key, value in asdict(self).items():
            if isinstance(value, str):
                parts.append(f'"{key}": {json.dumps(value)}')
            elif isinstance(value, dict):
                rows = ",\n".join(f'  "{name}": {json.dumps(one)}' for name, one in value.items())
                parts.append(f'"{key}": {{\n{rows}\n}}')
            else:
                rows = ",\n".join(f"  {json.dumps(one)}" for one in value)
                parts.append(f'"{key}": [\n{rows}\n]')
        return "{\n" + ",\n".join(parts) + "\n}\n"


def price_of(row: Mapping[str, Any]) -> Price:
    """From its line of the JSON."""
    known: dict[str, Any] = {**row, "needs": tuple(row["needs"])}
    return Price(**known)


def collect(features: Features, names: Sequence[str], *, sums: bool = True) -> Prices:
    """Builds what these prices need, the levels' own firmwares, and what sums are tried on."""
    pairs = features.pairs(list(names))
    bases = [base(name, features.folder) for name in LEVELS]
    weighed = [*bases, *(raw for pair in pairs for raw in (pair.having, pair.lacking))]
    others = combined() if sums else []
    switches = [pair for pair in pairs if not pair.feature.is_number]
    timed = [*bases, *(raw for pair in switches for raw in (pair.having, pair.lacking))]
    built = firmwares([*weighed, *others], timed=timed)
    found = measured(built[: len(weighed)])
    rows = found[len(bases) :]
    prices = Prices(
        compiler(),
        flags(),
        dict(zip(LEVELS, found)),
        [price(*each) for each in zip(pairs, rows[0::2], rows[1::2], strict=True)],
    )
    if not sums:  # of some prices no sum is known
        return prices
    return replace(prices, combinations=tried(prices, built[len(weighed) :], features))


def tried(prices: Prices, built: Sequence[Firmware], features: Features) -> list[Combination]:
    """These prices, added up for each firmware."""
    store = FOLDER / "prices.json"
    store.write_text(prices.text())
    stacks = bounded([firmware.path for firmware in built])
    given = read_prices(store, features.folder)
    return compared(built, [stacks[firmware.path] for firmware in built], given)


def measured(built: Sequence[Firmware]) -> list[Measured]:
    """With cycles where there can be any."""
    cycles = counted([firmware.timed for firmware in built if firmware.is_timed])
    stacks = bounded([firmware.path for firmware in built])
    return [
        Measured(each.flash, each.ram, each.record, stacks[each.path], cycles.get(each.timed))
        for each in built
    ]


def price(pair: Pair, having: Measured, lacking: Measured) -> Price:
    """The difference, figure by figure."""
    one = pair.feature
    change = one.more or one.leave if pair.level == LEFT_OUT else one.add or one.bare
    with_it, without = having.cycles or {}, lacking.cycles or {}
    return Price(
        one.name,
        pair.level,
        having.flash - lacking.flash,
        having.ram - lacking.ram,
        having.record - lacking.record,
        having.stack - lacking.stack,
        {case: difference(with_it.get(case), without.get(case)) for case in CASES},
        one.needs,
        said(change),
    )


def difference(having: int | None, lacking: int | None) -> int | None:
    """None where one of them is not known."""
    return None if having is None or lacking is None else having - lacking

# SPDX-License-Identifier: MIT
"""The prices as tables, for the terminal and for README."""

from __future__ import annotations

from collections.abc import Sequence

from tools.bench_table import Table, markdown
from tools.price_combine import Combination
from tools.price_rows import Measured, Price, Prices
from tools.price_spec import ADDED, LEFT_OUT, LEVELS, Features, said

BASE_HEAD = ["one TCP socket at level", "flash", "RAM", "a connection", "stack", "ACK", "echo 100"]
CHEAP = 2  # bytes of flash that are no price: one instruction
HEAD = [
    "feature",
    "in the profile",
    "flash",
    "RAM",
    "stack",
    "ACK",
    "echo 100",
    "of everything: flash",
    "RAM",
]


def figure(value: int | None) -> str:
    """As a table has it."""
    return "" if value is None else f"{value:,}"


def base_table(levels: dict[str, Measured]) -> Table:
    """The firmwares that prices come on top of."""
    table = [BASE_HEAD]
    for level in LEVELS:
        one = levels[level]
        cycles = one.cycles or {}
        figures = [one.flash, one.ram, one.record, one.stack, cycles.get("ack"), cycles.get("data")]
        table.append([f"`{level}`", *map(figure, figures)])
    return table


def feature_table(features: Features, prices: Prices) -> Table:
    """One row a feature, in the order of features.yaml."""
    found = {(each.name, each.level): each for each in prices.features}
    table = [HEAD]
    for name, one in features.items():
        added, left = found.get((name, ADDED)), found.get((name, LEFT_OUT))
        if added is not None and not one.is_number:
            table.append([f"`{name}`: {one.what}", in_profile(one.add, one.bare), *row(added, left)])
    return table


def in_profile(add: dict[str, object], bare: dict[str, object]) -> str:
    """What a person writes; where that is nothing, what would be written to be without it."""
    return f"`{said(add)}`" if add else f"there already; without it `{said(bare)}`"


def row(added: Price, left: Price | None) -> list[str]:
    """The figures of one feature."""
    first = [added.flash, added.ram, added.stack, added.cycles["ack"], added.cycles["data"]]
    second = [left.flash, left.ram] if left is not None else []
    return [*map(figure, first), *map(figure, second)] + [""] * (2 - len(second))


def numbers(features: Features, prices: Prices) -> str:
    """What to know of the keys that are only numbers: a line of two sentences; "" without them."""
    rows = [each for each in prices.features if features[each.name].is_number]
    dear = [each for each in rows if each.flash > CHEAP or each.ram > 0]
    cheap = ", ".join(f"`{each.name}`" for each in rows if each not in dear)
    costs = ", ".join(f"`{each.how}` (flash {each.flash}, RAM {each.ram})" for each in dear)
    lines = [f"Other values of {cheap} cost {CHEAP} bytes of flash at most."] if cheap else []
    lines += [f"With a tick of 250 ms a timer needs its second byte for {costs}."] if costs else []
    return " ".join(lines)


def accuracy(combinations: Sequence[Combination]) -> str:
    """One sentence about the sums of prices; "" without any."""
    if not combinations:
        return ""
    errors = [each.error_percent for each in combinations]
    return (
        f"Prices do not add up to the byte: for {len(errors)} profiles that were built, the sum is "
        f"between {min(errors):+.1f} and {max(errors):+.1f} % of flash away from what was linked."
    )


def text(features: Features, prices: Prices) -> str:
    """What stands between README's markers."""
    return "\n\n".join(
        [
            markdown(base_table(dict(prices.levels))),
            markdown(feature_table(features, prices)),
            numbers(features, prices),
            accuracy(prices.combinations),
        ]
    )

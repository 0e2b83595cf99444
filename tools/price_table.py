# SPDX-License-Identifier: MIT
"""The prices as tables, for the terminal and for README."""

from __future__ import annotations

from tools.bench_table import Table, markdown
from tools.price_rows import Measured, Price, Prices
from tools.price_spec import ADDED, LEFT_OUT, LEVELS, Features, said

BASE_HEAD = ["one TCP socket at level", "flash", "RAM", "a connection", "stack", "ACK", "echo 100"]
HEAD = [
    "feature",
    "in the profile",
    "flash",
    "RAM",
    "stack",
    "ACK",
    "echo 100",
    "flash saved",
    "RAM saved",
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
    return f"`{said(add)}`" if add else f"without: `{said(bare)}`"


def row(added: Price, left: Price | None) -> list[str]:
    """The figures of one feature."""
    first = [added.flash, added.ram, added.stack, added.cycles["ack"], added.cycles["data"]]
    second = [left.flash, left.ram] if left is not None else []
    return [*map(figure, first), *map(figure, second)] + [""] * (2 - len(second))


def numbers(features: Features, prices: Prices) -> str:
    """One sentence about the keys that are only numbers."""
    plain, dear = [], []
    for each in prices.features:
        if features[each.name].is_number:
            if each.flash > 2 or each.ram > 0:
                dear.append(f"`{each.how}` {each.flash} bytes of flash and {each.ram} of RAM")
            else:
                plain.append(f"`{each.name}`")
    text = f"Other values of {', '.join(plain)} cost two bytes of flash at most."
    return text + (f" A timer needs a second byte for {'; '.join(dear)}." if dear else "")


def text(features: Features, prices: Prices) -> str:
    """What stands between README's markers."""
    return "\n\n".join(
        [
            markdown(base_table(dict(prices.levels))),
            markdown(feature_table(features, prices)),
            numbers(features, prices),
        ]
    )

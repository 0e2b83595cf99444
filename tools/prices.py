# SPDX-License-Identifier: MIT
"""./thimble prices [FEATURE...] [--json] [--check]: what each feature costs, measured.

Builds a firmware with each feature and one without it; the difference is its price. Without a name
all of them, into bench/prices.json and README; of those named the prices are printed. --check
compares README with the JSON, and a third of the JSON (another third for other prices; all of it
with --long) with the build, row by row, and writes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tools import price_table
from tools.bench import write
from tools.bench_table import plain
from tools.parts import LONG
from tools.plan.estimate import broken
from tools.price_combine import Combination
from tools.price_rows import Prices, collect
from tools.price_spec import Features
from tools.report import replaced
from tools.shell import ROOT, Failure, say

README = ROOT / "README.md"
JSON = ROOT / "bench" / "prices.json"
SHARE = 3  # a check measures one feature in so many
START, END = "<!-- prices -->", "<!-- /prices -->"


def main(arguments: list[str]) -> int:
    """Measures what is asked for."""
    parser = argparse.ArgumentParser(prog="thimble prices", description="see ./thimble --help")
    parser.add_argument("features", nargs="*", metavar="FEATURE", help="these; or all")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print JSON; no file is written")
    how.add_argument("--check", action="store_true", help="exit 1 when a file says otherwise")
    parser.add_argument("--long", action="store_true", help="check every price, not a third")
    asked = parser.parse_args(arguments)
    features = Features()
    for name in asked.features:
        if name not in features:
            parser.error(f"no feature is called '{name}'; known: {', '.join(features)}")
    if asked.check:
        long = asked.long or os.environ.get(LONG) == "1"
        return check(features, asked.features or chosen(features, JSON.read_bytes(), long), long)
    prices = collect(features, asked.features or list(features), sums=not asked.features)
    if asked.json:
        say(prices.text(), end="")
    else:
        show(features, prices)
        if not asked.features:
            update(features, prices)
    return 0


def chosen(features: Features, stored: bytes, long: bool) -> list[str]:
    """What a check measures anew: everything, or a third that is another one for other prices."""
    return [
        name
        for name in features
        if long or hashlib.sha256(stored + name.encode()).digest()[0] % SHARE == 0
    ]


def show(features: Features, prices: Prices) -> None:
    """The tables, for a person."""
    say(plain(price_table.base_table(dict(prices.levels))) + "\n")
    say(plain(price_table.feature_table(features, prices)) + "\n")
    notes = (price_table.numbers(features, prices), price_table.accuracy(prices.combinations))
    say("".join(f"{note}\n" for note in notes if note).replace("`", ""), end="")
    say(f"{prices.compiler} {prices.flags}")


def update(features: Features, prices: Prices) -> None:
    """Both files, each whole or not at all."""
    write(JSON, prices.text())
    old = README.read_text()
    new = replaced(old, price_table.text(features, prices), START, END)
    if new != old:
        write(README, new)
        say("README.md has these figures now")


def check(features: Features, names: Sequence[str], long: bool) -> int:
    """For the test runner: a case for each row that is compared. README is compared with the JSON,
    row by row; of the JSON, the levels and what `names` cost are compared with the build.
    """
    stored = read(JSON)
    built = collect(features, names, sums=long)
    wrong = [*readme_differs(features, stored, README), *json_differs(stored, built, long)]
    wrong += [said_too_little(each) for each in stored.combinations if not each.holds]
    for line in wrong:
        say(line)
    if wrong:
        say("to mend: ./thimble prices")
    in_readme = price_table.text(features, stored).split("\n")
    rows = (*in_readme, *built.levels, *built.features, *built.combinations, *stored.combinations)
    say(f"{len(rows) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


def read(stored: Path) -> Prices:
    """bench/prices.json."""
    try:
        return Prices.of(json.loads(stored.read_text()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Failure(f"{stored}: {broken(error)}; ./thimble prices writes it anew") from error


def said_too_little(one: Combination) -> str:
    """A bound that is none."""
    return (
        f"{one.profile}: {one.flash_at_most} bytes of flash and {one.stack_at_most} of stack were "
        f"said to be the most, and it has {one.flash} and {one.stack}: mend tools/plan/estimate.py"
    )


def readme_differs(features: Features, prices: Prices, readme: Path) -> list[str]:
    """Lines of README's tables that the JSON does not bear out."""
    there = readme.read_text().split("\n")
    if there.count(START) != 1 or there.count(END) != 1:
        raise Failure(f"README.md: expected one line '{START}' and one line '{END}'")
    first, last = there.index(START) + 1, there.index(END)
    found = []
    wanted = price_table.text(features, prices).split("\n")
    for number, line in enumerate(there[first:last], first + 1):
        if line not in wanted:
            found.append(f"README.md:{number}: {row_name(line)} is not what bench/prices.json says")
    gone = [line for line in wanted if line not in there[first:last]]
    return found or [f"README.md:{first}: {row_name(line)} is missing" for line in gone]


def row_name(line: str) -> str:
    """How a message calls a line of the table."""
    cell = line.strip("| ").split(" | ")[0]
    return f"the row '{cell}'" if line.startswith("|") else f"'{line[:40]}'"


def json_differs(stored: Prices, built: Prices, long: bool) -> list[str]:
    """What of the JSON the build does not bear out, by name."""
    there, found = by_name(stored), by_name(built)
    lines = []
    for name, row in found.items():
        old = there.get(name)
        if old is None:
            lines.append(f"{JSON.name}: {name} is missing")
        elif old != row:
            what = ", ".join(key for key in row if old.get(key) != row[key])
            lines.append(f"{JSON.name}: {name}: another {what}")
    gone = [name for name in there if long and name not in found]
    return lines + [f"{JSON.name}: {name} is not measured" for name in gone]


def by_name(prices: Prices) -> dict[str, dict[str, Any]]:
    """Every row under what a message calls it."""
    rows = {f"level {name}": asdict(row) for name, row in prices.levels.items()}
    rows |= {f"{row.name} at level {row.level}": asdict(row) for row in prices.features}
    rows |= {f"profile {row.profile}": asdict(row) for row in prices.combinations}
    return {**rows, "the build": {"compiler": prices.compiler, "flags": prices.flags}}

# SPDX-License-Identifier: MIT
"""./thimble prices [FEATURE...] [--json] [--check]: what each feature costs, measured.

Builds a firmware with each feature and one without it; the difference is its price. Without a name
all of them, into bench/prices.json and README; of those named the prices are printed. --check
compares the files with the build, row by row, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from tools import price_table
from tools.bench import write
from tools.bench_table import plain
from tools.price_rows import Prices, collect
from tools.price_spec import Features
from tools.report import replaced
from tools.shell import ROOT, Failure, say

README = ROOT / "README.md"
JSON = ROOT / "bench" / "prices.json"
START, END = "<!-- prices -->", "<!-- /prices -->"


def main(arguments: list[str]) -> int:
    """Measures what is asked for."""
    parser = argparse.ArgumentParser(prog="thimble prices", description="see ./thimble --help")
    parser.add_argument("features", nargs="*", metavar="FEATURE", help="these; or all")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print JSON; no file is written")
    how.add_argument("--check", action="store_true", help="exit 1 when a file says otherwise")
    asked = parser.parse_args(arguments)
    features = Features()
    for name in asked.features:
        if name not in features:
            parser.error(f"no feature is called '{name}'; known: {', '.join(features)}")
    names = asked.features or list(features)
    prices = collect(features, names)
    if asked.json:
        say(json_text(prices), end="")
    elif asked.check:
        return check(features, prices, README, JSON)
    else:
        show(features, prices)
        if not asked.features:
            update(features, prices)
    return 0


def show(features: Features, prices: Prices) -> None:
    """The tables, for a person."""
    say(plain(price_table.base_table(dict(prices.levels))) + "\n")
    say(plain(price_table.feature_table(features, prices)) + "\n")
    say(price_table.numbers(features, prices).replace("`", ""))
    say(f"{prices.compiler} {prices.flags}")


def json_text(prices: Prices) -> str:
    """One line a level and a feature, so that a change is read line by line."""
    document = prices.as_json()
    levels = ",\n".join(f'  "{name}": {one(each)}' for name, each in document["levels"].items())
    rows = ",\n".join(f"  {one(each)}" for each in document["features"])
    return (
        f'{{\n"compiler": {one(document["compiler"])},\n"flags": {one(document["flags"])},\n'
        f'"levels": {{\n{levels}\n}},\n"features": [\n{rows}\n]\n}}\n'
    )


def one(value: Any) -> str:
    """JSON in one line."""
    return json.dumps(value)


def update(features: Features, prices: Prices) -> None:
    """Both files, each whole or not at all."""
    write(JSON, json_text(prices))
    old = README.read_text()
    new = replaced(old, price_table.text(features, prices), START, END)
    if new != old:
        write(README, new)
        say("README.md has these figures now")


def check(features: Features, prices: Prices, readme: Path, stored: Path) -> int:
    """For the test runner: a case for each row of either file."""
    wrong = [*readme_differs(features, prices, readme), *json_differs(prices, stored)]
    for line in wrong:
        say(line)
    if wrong:
        say("to mend: ./thimble prices")
    cases = len(prices.levels) + 2 * len(prices.features)
    say(f"{cases - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


def readme_differs(features: Features, prices: Prices, readme: Path) -> list[str]:
    """Lines of README's table that the build does not bear out."""
    there = readme.read_text().split("\n")
    if there.count(START) != 1 or there.count(END) != 1:
        raise Failure(f"README.md: expected one line '{START}' and one line '{END}'")
    first, last = there.index(START) + 1, there.index(END)
    found = []
    wanted = price_table.text(features, prices).split("\n")
    for number, line in enumerate(there[first:last], first + 1):
        if line not in wanted:
            found.append(f"README.md:{number}: {row_name(line)} is not what the build gives")
    gone = [line for line in wanted if line not in there[first:last]]
    return found or [f"README.md:{first}: {row_name(line)} is missing" for line in gone]


def row_name(line: str) -> str:
    """How a message calls a line of the table."""
    cell = line.strip("| ").split(" | ")[0]
    return f"the row '{cell}'" if line.startswith("|") else f"'{line[:40]}'"


def json_differs(prices: Prices, stored: Path) -> list[str]:
    """Rows of the JSON that the build does not bear out, by name."""
    try:
        there = json.loads(stored.read_text())
        rows = {(row["name"], row["level"]): row for row in there["features"]}
        levels = there["levels"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Failure(f"{stored.name}: {error}; ./thimble prices writes it") from error
    built = json.loads(json_text(prices))
    found = [
        f"{stored.name}: level {name} is not what the build gives"
        for name, level in built["levels"].items()
        if levels.get(name) != level
    ]
    for row in built["features"]:
        old = rows.get((row["name"], row["level"]))
        if old != row:
            what = [key for key in row if old is None or old.get(key) != row[key]]
            found.append(
                f"{stored.name}: {row['name']} at level {row['level']}: another {', '.join(what)}"
            )
    return found

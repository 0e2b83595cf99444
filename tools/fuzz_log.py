# SPDX-License-Identifier: MIT
"""How long the targets have searched without a finding: fuzz/searched.json has a record of each day
and target, and of each finding; fuzz/README.md what they come to. `./thimble fuzz --log` adds to both.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tools.report import replaced
from tools.shell import ROOT, Failure

RECORD = ROOT / "fuzz" / "searched.json"
README = ROOT / "fuzz" / "README.md"
START, END = "<!-- searched: begin -->", "<!-- searched: end -->"
WANTED_HOURS = 24  # of processor time without a finding


@dataclass(frozen=True)
class Search:
    """Of one target on one day (ISO): seconds of a processor, executed inputs, and what ended it: the
    name of the input that was kept, or nothing.
    """

    day: str
    target: str
    cpu_s: int
    inputs: int
    found: str = ""


def read(path: Path) -> list[Search]:
    """In the order in which they ran. No file: none has."""
    if not path.exists():
        return []
    try:
        return [Search(**each) for each in json.loads(path.read_text(encoding="utf-8"))]
    except (ValueError, TypeError) as error:
        raise Failure(f"{path}: {error}; it is written by ./thimble fuzz --log, not by hand") from error


def joined(searches: Iterable[Search]) -> list[Search]:
    """What a target searched on one day is one record, until some target finds something."""
    out: dict[tuple[str, str, int], Search] = {}
    findings = 0
    for each in searches:
        key = (each.day, each.target, findings)
        had = out.get(key, replace(each, cpu_s=0, inputs=0))
        out[key] = replace(each, cpu_s=had.cpu_s + each.cpu_s, inputs=had.inputs + each.inputs)
        findings += each.found != ""
    return list(out.values())


def clean(searches: Sequence[Search]) -> list[Search]:
    """What was searched since the last finding of any target: a mend in core is a mend for all."""
    last = max((n for n, each in enumerate(searches) if each.found), default=-1)
    return list(searches[last + 1 :])


def summary(searches: Sequence[Search]) -> list[str]:
    """Markdown."""
    since = clean(searches)
    hours = sum(each.cpu_s for each in since) / 3600
    findings = [each for each in searches if each.found]
    rows = [
        f"| {target} | {_hours(since, target)} | {_inputs(since, target):,} | {_hours(searches, target)} |"
        f" {sum(each.target == target for each in findings)} |"
        for target in sorted({each.target for each in searches})
    ]
    last = f"the last finding ({findings[-1].found}, {findings[-1].day})" if findings else "the first run"
    return [
        "| target | CPU h since the last finding | inputs | CPU h in all | findings |",
        "|---|--:|--:|--:|--:|",
        *rows,
        "",
        f"{hours:.2f} hours of a processor since {last}, of {WANTED_HOURS} wanted without one.",
    ]


def _hours(searches: Iterable[Search], target: str) -> str:
    return f"{sum(each.cpu_s for each in searches if each.target == target) / 3600:.2f}"


def _inputs(searches: Iterable[Search], target: str) -> int:
    return sum(each.inputs for each in searches if each.target == target)


def add(new: Iterable[Search], record: Path = RECORD, readme: Path = README) -> list[str]:
    """Writes down what has just run. Returns the summary."""
    searches = joined([*read(record), *new])
    lines = summary(searches)
    text = replaced(readme.read_text(encoding="utf-8"), "\n".join(lines), START, END)
    rows = ",\n".join(f" {json.dumps(asdict(each))}" for each in searches)
    record.write_text(f"[\n{rows}\n]\n", encoding="utf-8")
    readme.write_text(text, encoding="utf-8")
    return lines


def today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()

# SPDX-License-Identifier: MIT
"""What has been found out: proofs/mutants.json, one mutant a line; the reasons for those that nobody
refuses, proofs/survivors.yaml, written by hand; and the score in proofs/README.md."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from tools.mutate.mutant import Key
from tools.mutate.source import Source
from tools.shell import Failure

REFUSED, SURVIVED = "refused", "survived"
SET_ASIDE = ("does not compile", "same code")
LEAST = 200  # judged mutants; fewer say little
STALE_PERCENT = 10
BEGIN, END = "<!-- mutants: written by ./thimble mutate -->", "<!-- /mutants -->"


@dataclass(frozen=True)
class Record:
    """One mutant and what became of it. `by`: the test or proof that refused it."""

    key: Key
    kind: str
    line: int
    digest: str
    verdict: str
    by: str = ""
    seconds: float = 0.0

    @property
    def place(self) -> str:
        return f"{self.key.file}:{self.line}"


@dataclass
class Results:
    """The file."""

    count: int
    seed: int
    records: list[Record]

    @classmethod
    def read(cls, root: Path) -> Results:
        path = root / "proofs" / "mutants.json"
        if not path.exists():
            return cls(0, 0, [])
        data = json.loads(path.read_text(encoding="utf-8"))
        records = []
        for each in data["mutants"]:
            names = ("file", "function", "was", "now", "nth")
            key = Key(*(each.pop(name) for name in names))
            records.append(Record(key, **each))
        return cls(data["count"], data["seed"], records)

    def write(self, root: Path) -> None:
        lines = []
        for one in sorted(self.records, key=lambda record: record.key):
            flat = {**asdict(one.key), **asdict(one)}
            del flat["key"]
            lines.append(json.dumps(flat, ensure_ascii=False))
        text = f'{{"count": {self.count}, "seed": {self.seed}, "mutants": [\n'
        text += ",\n".join(lines) + "\n]}\n"
        (root / "proofs" / "mutants.json").write_text(text, encoding="utf-8")

    def of(self, verdict: str) -> list[Record]:
        return [one for one in self.records if one.verdict == verdict]

    @property
    def judged(self) -> list[Record]:
        return [one for one in self.records if one.verdict in (REFUSED, SURVIVED)]


def is_stale(root: Path, record: Record, sources: dict[str, Source]) -> bool:
    """Its function is another one now, or gone."""
    name = record.key.file
    if not (root / name).exists():
        return True
    if name not in sources:
        sources[name] = Source.read(root, name)
    function = sources[name].functions.get(record.key.function)
    return function is None or sources[name].digest(function) != record.digest


def stale(root: Path, records: Iterable[Record]) -> list[Record]:
    """Those that were judged before their function changed."""
    sources: dict[str, Source] = {}
    return [one for one in records if is_stale(root, one, sources)]


def reasons(root: Path) -> dict[Key, str]:
    """By mutant, as proofs/survivors.yaml says it."""
    path = root / "proofs" / "survivors.yaml"
    if not path.exists():
        return {}
    found: dict[Key, str] = {}
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    for each in entries:
        given = dict(each)
        reason = str(given.pop("reason", "")).strip()
        key = Key(**given)
        if not reason or key in found:
            raise Failure(f"proofs/survivors.yaml: no reason, or two of them: {key}")
        found[key] = reason
    return found


def problems(root: Path, results: Results) -> list[str]:
    """What the file may not say, and what it lacks."""
    why = reasons(root)
    survivors = {one.key: one for one in results.of(SURVIVED)}
    lines = [
        f"{one.place}: nobody refuses {key}\n  proofs/survivors.yaml says no reason"
        for key, one in sorted(survivors.items())
        if key not in why
    ]
    lines += [
        f"proofs/survivors.yaml: {key} is no survivor" for key in sorted(why) if key not in survivors
    ]
    return lines


def problems_of_file(root: Path, results: Results, least: int = LEAST) -> list[str]:
    """Too few, or too old."""
    lines = []
    if len(results.judged) < least:
        lines.append(f"proofs/mutants.json: {len(results.judged)} judged, {least} expected")
    old = stale(root, results.records)
    if len(old) * 100 > STALE_PERCENT * len(results.records):
        some = ", ".join(sorted({one.key.function for one in old})[:5])
        lines.append(
            f"proofs/mutants.json: {len(old)} of {len(results.records)} were judged before their "
            f"function changed ({some}); ./thimble mutate judges them again"
        )
    return lines


def who(record: Record) -> str:
    """The sort of judge."""
    if record.by.startswith("proof "):
        return "proofs"
    return {"fuzz": "fuzz corpus"}.get(
        record.by.split("/")[0], "scripts" if ".script" in record.by else "unit tests"
    )


def score(results: Results) -> str:
    """The paragraph and the table of README."""
    judged, refused = len(results.judged), len(results.of(REFUSED))
    aside = Counter(one.verdict for one in results.records if one.verdict in SET_ASIDE)
    sorts = Counter(who(one) for one in results.of(REFUSED))
    listed = ", ".join(f"{sorts[name]} by {name}" for name in sorted(sorts, key=lambda n: -sorts[n]))
    kinds = sorted({one.kind for one in results.judged})
    text = (
        f"{results.count} mutants drawn with seed {results.seed}: {aside['does not compile']} do not "
        f"compile, {aside['same code']} are the same code in every build.\n"
        f"Of the other **{judged}, {refused} are refused**: {listed}.\n"
        f"{judged - refused} are not; [survivors.yaml](survivors.yaml) gives the reason of each.\n\n"
        "| change | judged | refused |\n|---|---|---|\n"
    )
    for kind in kinds:
        mine = [one for one in results.judged if one.kind == kind]
        killed = sum(one.verdict == REFUSED for one in mine)
        text += f"| {kind} | {len(mine)} | {killed} |\n"
    return text


def with_score(text: str, results: Results) -> str:
    """README's text with the score of now between its two marks."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise Failure(f"proofs/README.md: needs one line `{BEGIN}` and one `{END}`")
    mine = re.compile(re.escape(BEGIN) + ".*" + re.escape(END), re.DOTALL)
    return mine.sub(lambda _: f"{BEGIN}\n{score(results)}{END}", text)

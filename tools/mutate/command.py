# SPDX-License-Identifier: MIT
"""./thimble mutate: puts small faults into the shipped headers; each must be refused by a test or a
proof.

What was found out stands in proofs/mutants.json. A mutant is judged again when its function has
changed, when nobody refused it and proofs/survivors.yaml gives no reason, or with --again. Exit 1:
somebody survives without a reason, or a reason is for no survivor.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from tools.mutate.court import Court
from tools.mutate.mutant import Mutant, files, population, sample
from tools.mutate.record import (
    REFUSED,
    SURVIVED,
    Record,
    Results,
    problems,
    problems_of_file,
    reasons,
    with_score,
)
from tools.shell import ROOT, say

COUNT, SEED, JOBS = 480, 1, 2


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="thimble mutate", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help=f"mutants drawn; {COUNT}")
    parser.add_argument("--seed", type=int, default=SEED, help=f"{SEED}")
    parser.add_argument(
        "--file", action="append", help="only of this header; nothing is written then"
    )
    parser.add_argument("--jobs", type=int, default=JOBS, help=f"at once; {JOBS}")
    parser.add_argument("--list", action="store_true", help="the mutants, and nothing else")
    parser.add_argument("--again", action="store_true", help="also what is known already")
    parser.add_argument(
        "--check", action="store_true", help="only whether the file is complete, new and in README"
    )
    asked = parser.parse_args(argv)
    if asked.count < 1 or asked.jobs < 1:
        parser.error("--count and --jobs are 1 or more")
    return asked


def main(argv: list[str], root: Path = ROOT) -> int:
    """Another tree's root is for tests of this command."""
    asked = arguments(argv)
    if asked.check:
        return closing(check(root))
    names = asked.file or files(root)
    unknown = [name for name in names if not (root / name).is_file()]
    if unknown:
        say(f"thimble mutate: there is no file {unknown[0]}; one of core/*.h or generated/ is meant")
        return 2
    drawn = sample(population(root, names), asked.count, asked.seed)
    if asked.list:
        for one in drawn:
            say(f"{one.key.file}:{one.line}: {one.kind}: `{one.key.was}` -> `{one.key.now}`")
        return 0
    results = judge(root, drawn, asked)
    if not asked.file:
        publish(root, results)
    found = problems(root, results)
    if asked.file:  # reasons for other files' survivors are no matter here
        found = [line for line in found if not line.endswith("is no survivor")]
    say(f"{len(results.judged)} judged, {len(results.of(REFUSED))} refused")
    return closing(found)


def judge(root: Path, drawn: list[Mutant], asked: argparse.Namespace) -> Results:
    """Those that are known keep their record."""
    known = {} if asked.again else still_true(root, Results.read(root).records, drawn)
    results = Results(asked.count, asked.seed, list(known.values()))
    todo = [one for one in drawn if one.key not in known]
    say(f"{len(drawn)} mutants, {len(todo)} to be judged")
    if not todo:
        return results
    court = Court(root, todo, asked.jobs)
    court.compile()
    court.open()
    try:
        for record in court.records():
            results.records.append(record)
            told = record.by or record.verdict
            say(f"{len(results.records):4} {record.place} {record.kind}: {told} {record.seconds} s")
            if len(results.records) % 20 == 0 and not asked.file:
                results.write(root)
    finally:
        if not asked.file:
            results.write(root)
    return results


def still_true(root: Path, records: Iterable[Record], drawn: list[Mutant]) -> dict[object, Record]:
    """Records of the same change of the same function, less survivors without a reason."""
    why = reasons(root)
    digests = {one.key: one for one in drawn}
    return {
        record.key: record
        for record in records
        if record.key in digests
        and digests[record.key].digest == record.digest
        and (record.verdict != SURVIVED or record.key in why)
    }


def publish(root: Path, results: Results) -> None:
    readme = root / "proofs" / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(with_score(text, results), encoding="utf-8")


def check(root: Path) -> list[str]:
    """Without judging anybody."""
    results = Results.read(root)
    found = problems(root, results) + problems_of_file(root, results)
    text = (root / "proofs" / "README.md").read_text(encoding="utf-8")
    if with_score(text, results) != text:
        found.append("proofs/README.md: the score is not that of proofs/mutants.json")
    return found


def closing(found: list[str]) -> int:
    """The complaints, and the line that counts."""
    for line in found:
        say(line)
    say(f"{int(not found)} passed, {len(found)} failed")
    return 1 if found else 0

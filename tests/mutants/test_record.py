# SPDX-License-Identifier: MIT
"""proofs/mutants.json is about these sources, and a few of its mutants are refused again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tools.mutate.command import main
from tools.mutate.court import Court
from tools.mutate.mutant import population
from tools.mutate.record import REFUSED, Record, Results, stale
from tools.shell import ROOT

SEED = 7
PROGRAMS, MUTANTS = 3, 12


def test_the_record_is_complete_and_new(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--check"])
    assert code == 0, capsys.readouterr().out


def by_unit_test(records: list[Record]) -> dict[str, list[Record]]:
    """Whom each test program refused."""
    old = {one.key for one in stale(ROOT, records)}
    found: dict[str, list[Record]] = {}
    for one in records:
        if one.by.startswith("tests/") and ".cpp: " in one.by and one.key not in old:
            found.setdefault(one.by.partition(": ")[0], []).append(one)
    return found


def test_a_sample_is_refused_again(tmp_path: Path) -> None:
    refused = by_unit_test(Results.read(ROOT).of(REFUSED))
    draw = random.Random(SEED)
    programs = draw.sample(sorted(refused), PROGRAMS)
    records = [one for name in programs for one in refused[name]]
    wanted = {one.key for one in draw.sample(records, min(MUTANTS, len(records)))}
    everyone = population(ROOT, sorted({key.file for key in wanted}))
    mutants = [one for one in everyone if one.key in wanted]
    assert len(mutants) == len(wanted) >= PROGRAMS

    court = Court(ROOT, mutants, 2, tmp_path)
    court.open(lambda judge: judge.name in programs)
    alive = [str(one.key) for n, one in court.scheme.mutants.items() if not court.tested(n)]
    assert alive == []

# SPDX-License-Identifier: MIT
"""README's table of evidence says what the records say, and misses none silently."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import evidence, evidence_proofs
from tools.shell import ROOT, Failure

VERDICT = {"profiles": ["tiny"], "goals": {"f": 1200, "g": 34}}
SHOWN = [{"profile": "tiny", "alarms": ["text"]}, {"profile": "tiny", "alarms": ["text"]}]
FIGURES = {
    "rows": {"taken": 3, "of": 4},
    "pairs": {"taken": 5, "of": 6},
    "lines": {"taken": 9, "of": 10},
    "branches": {"taken": 1, "of": 2},
    "per_second": {"stack": 7000, **dict.fromkeys(evidence.PACKET_TARGETS, 8000)},
}
PLANTED = {"bugs": 63, "by_seeds": 50, "seconds_at_most": 2.5}
RECORDS = {
    "proofs/verdicts/tcp_machine.json": {"key": VERDICT},
    "proofs/eva/verdicts.json": SHOWN,
    "fuzz/figures.json": FIGURES,
    "fuzz/planted.json": PLANTED,
}


def tree(folder: Path) -> Path:
    for name, record in RECORDS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(record), encoding="utf-8")
    return folder


def test_the_table_says_what_the_records_say(tmp_path: Path) -> None:
    said = evidence.table(tree(tmp_path))
    for figure in (
        "1,234 of 2 functions; the machine for `tiny`",
        "`tiny`, but for 1 that are believed",
        "3 of 4 rows, 5 of 6 state-event pairs",
        "90.0 % of lines and 50.0 % of branches",
        "whole stack 7,000, packets 8,000 and more",
        "63 bugs of other stacks and semantic ones, each within 2.5 s",
    ):
        assert figure in said


@pytest.mark.parametrize("name", [name for name in RECORDS if "tcp_machine" not in name])
def test_a_record_that_is_not_there_is_missed(name: str, tmp_path: Path) -> None:
    (tree(tmp_path) / name).unlink()
    with pytest.raises(Failure, match=name):
        evidence.table(tmp_path)


def test_the_readme_has_today_s_table() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    inner = readme.partition(evidence.START)[2].partition(evidence.END)[0]
    assert inner.strip() == evidence.table(ROOT)


def test_a_profile_is_proved_under_both_models_or_not(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        for folder, file in (("spec/profiles", f"{name}.yaml"), (f"generated/{name}", "memory.h")):
            path = tmp_path / folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("")
    verdicts = {
        "1": {"model": "avr8", "profiles": ["one", "two"], "goals": {"f": 1000, "g": 1}},
        "2": {"model": "gcc_x86_32", "profiles": ["one"], "goals": {"f": 2}},
    }
    (tmp_path / "proofs/verdicts").mkdir(parents=True)
    (tmp_path / "proofs/seq.c").write_text("")
    (tmp_path / "proofs/wire.c").write_text("")
    (tmp_path / "proofs/verdicts/seq.json").write_text(json.dumps(verdicts))
    assert evidence_proofs.table(tmp_path).splitlines()[2:] == [
        "| `seq` | 2 | 1,003 | `three`, `two` |",
        "| `wire` | 0 | 0 | `one`, `three`, `two` |",
    ]


def test_the_proofs_readme_has_today_s_table() -> None:
    readme = (ROOT / "proofs/verdicts/README.md").read_text(encoding="utf-8")
    inner = readme.partition(evidence_proofs.START)[2].partition(evidence_proofs.END)[0]
    assert inner.strip() == evidence_proofs.table(ROOT)

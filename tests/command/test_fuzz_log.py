# SPDX-License-Identifier: MIT
"""fuzz/searched.json: what adds up, what a finding ends, and what README says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import fuzz_log
from tools.fuzz_log import END, README, RECORD, START, Search, add, clean, joined, read, summary
from tools.fuzz_run import Fuzzer, run_all
from tools.shell import Failure

MONDAY, TUESDAY = "2030-01-07", "2030-01-08"


def of(target: str, hours: float, found: str = "", day: str = MONDAY) -> Search:
    return Search(day, target, round(3600 * hours), 1000, found)


def test_the_readme_says_what_the_record_says() -> None:
    inner = README.read_text(encoding="utf-8").partition(START)[2].partition(END)[0]
    assert inner.strip().splitlines() == summary(read(RECORD))


def test_one_record_for_a_day_and_a_target() -> None:
    two = joined([of("stack", 1), of("slip", 1), of("stack", 2), of("stack", 1, day=TUESDAY)])
    assert two == [
        Search(MONDAY, "stack", 10800, 2000), of("slip", 1), of("stack", 1, day=TUESDAY)
    ]  # fmt: skip


def test_a_finding_of_any_target_begins_the_count_anew() -> None:
    searches = joined([of("stack", 5), of("pair", 1, "promise_1"), of("stack", 2), of("pair", 1)])
    assert clean(searches) == [of("stack", 2), of("pair", 1)]
    assert clean(searches[:2]) == []
    assert clean(searches[:1]) == [of("stack", 5)]
    told = summary(searches)
    assert told[2:4] == ["| pair | 1.00 | 1,000 | 2.00 | 1 |", "| stack | 2.00 | 1,000 | 7.00 | 0 |"]
    assert told[-1].startswith("3.00 hours of a processor since the last finding (promise_1, 2030-01-07)")


def test_a_run_is_added(tmp_path: Path) -> None:
    record, readme = tmp_path / "searched.json", tmp_path / "README.md"
    readme.write_text(f"before\n{START}\nold\n{END}\nbehind\n")
    add([of("stack", 1)], record, readme)
    add([of("stack", 1)], record, readme)
    assert read(record) == [Search(MONDAY, "stack", 7200, 2000)]
    assert "| stack | 2.00 | 2,000 | 2.00 | 0 |" in readme.read_text()
    assert "since the first run" in readme.read_text() and "old" not in readme.read_text()


@pytest.mark.parametrize("text", ["[", '[{"day": 1}]', "[1]"])
def test_a_broken_record_is_named_and_kept(tmp_path: Path, text: str) -> None:
    record, readme = tmp_path / "searched.json", tmp_path / "README.md"
    record.write_text(text)
    with pytest.raises(Failure, match="searched.json: .*; it is written by"):
        add([of("stack", 1)], record, readme)
    assert record.read_text() == text


def test_time_is_that_of_the_processor() -> None:
    busy = Fuzzer("busy", ["sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"])
    idle = Fuzzer("idle", ["sleep", "1"])
    assert run_all([busy, idle], 2, 60, lambda running: None)
    assert busy.cpu_s > idle.cpu_s and idle.cpu_s < 0.5
    assert fuzz_log.today() > "2026"

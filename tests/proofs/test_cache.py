# SPDX-License-Identifier: MIT
"""The committed verdicts save time and prove nothing: a goal without an entry of its own is left to the provers."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Bench
from tools import proof_cache
from tools.proof_cache import Verdict
from test_gate import GOOD

WRONG = GOOD.replace("x > 7 ? 1 : 0);\n  @", "x > 6 ? 1 : 0);\n  @")


def test_verdicts_survive_packing(tmp_path: Path) -> None:
    one = Verdict("0" * 32, "CVC4:1.8", "valid", "0.12", "26356")
    two = Verdict("1" * 32, "Z3:4.8.12", "timeout", "10.00", "-")
    for verdict in (one, two):
        (tmp_path / f"{verdict.problem}.json").write_text(verdict.as_json())
    packed = tmp_path / "packed.txt"
    assert proof_cache.pack([tmp_path], packed) == 2
    first = packed.read_bytes()
    assert proof_cache.unpack(packed, tmp_path / "again") == 2
    assert proof_cache.read(tmp_path / "again") == {one, two}
    proof_cache.pack([tmp_path / "again", tmp_path], packed)
    assert packed.read_bytes() == first


def test_a_prover_that_gave_up_is_remembered_too(tmp_path: Path) -> None:
    """As Frama-C writes it: a whole number of seconds ends in a point."""
    (tmp_path / f"{'2' * 32}.json").write_text('{ "prover": "CVC4:1.8", "verdict": "timeout", "time": 150. }\n')
    (found,) = proof_cache.read(tmp_path)
    assert (found.answer, found.seconds, found.steps) == ("timeout", "150.00", "-")


def test_a_damaged_line_is_an_error(tmp_path: Path) -> None:
    packed = tmp_path / "packed.txt"
    packed.write_text("# verdicts\n0123 CVC4:1.8 valid 0.1 7\n")
    with pytest.raises(ValueError, match=r"packed\.txt:2: not a verdict"):
        proof_cache.unpack(packed, tmp_path / "cache")


def test_with_its_own_verdicts_no_prover_is_asked(bench: Bench) -> None:
    bench.write(GOOD)
    first = bench.prove()
    packed = bench.root / "cache" / "case.txt"
    count = proof_cache.pack(first.caches, packed)
    assert count > 0
    other = Bench(bench.setup, bench.root / "other")
    other.write(GOOD)
    (other.root / "cache").mkdir()
    packed.rename(other.root / "cache" / "case.txt")
    second = other.prove()
    assert second.good and second.total == first.total
    log = (other.tree.work / "avr8" / "case" / "functions" / "log.txt").read_text()
    assert f"found:{count}" in log and "updated" not in log


def test_verdicts_of_other_goals_do_not_help_a_false_one(bench: Bench) -> None:
    bench.write(GOOD)
    packed = bench.root / "cache" / "case.txt"
    proof_cache.pack(bench.prove().caches, packed)
    lines = [f"{n:032x} CVC4:1.8 valid 0.01 1\n" for n in range(1000)]
    packed.write_text(packed.read_text() + "".join(lines))
    bench.write(WRONG)
    result = bench.prove()
    assert not result.good and result.proved < result.total

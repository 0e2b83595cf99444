# SPDX-License-Identifier: MIT
"""The trusted facts: each has its check, and a false one is found."""

from __future__ import annotations

from pathlib import Path

from tools.proof_facts import check_facts
from tools.proof_setup import PROOFS

HEADER, NEGATED = PROOFS / "facts.h", PROOFS / "facts.smt2"


def changed(tmp_path: Path, before: str, after: str) -> list[str]:
    text = NEGATED.read_text()
    assert before in text
    negated = tmp_path / "facts.smt2"
    negated.write_text(text.replace(before, after))
    return [str(complaint) for complaint in check_facts(HEADER, negated, tmp_path)]


def test_no_fact_has_a_counterexample(tmp_path: Path) -> None:
    assert check_facts(HEADER, NEGATED, tmp_path) == []


def test_a_false_fact_is_found(tmp_path: Path) -> None:
    wrong = changed(tmp_path, "(assert (< x 131072))", "(assert (< x 131073))")
    assert len(wrong) == 1 and "fact wrap_down_u16 is not confirmed: Z3 says sat" in wrong[0]


def test_an_axiom_without_a_check_is_found(tmp_path: Path) -> None:
    wrong = changed(tmp_path, "; fact or_16\n", "; fact or_17\n")
    assert any("axiom or_16 has no section" in line for line in wrong)
    assert any("fact or_17 is no axiom" in line for line in wrong)


def test_a_check_that_is_no_problem_is_found(tmp_path: Path) -> None:
    wrong = changed(tmp_path, "(declare-const high (_ BitVec 64)) (declare-const low", "(declare-const low")
    assert any("is not confirmed" in line for line in wrong)

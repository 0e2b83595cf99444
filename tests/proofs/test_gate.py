# SPDX-License-Identifier: MIT
"""The gate's negative twins: each way to have less proved than it seems is refused, and by name."""

from __future__ import annotations

from pathlib import Path

from conftest import Bench
from tools.proof_wp import Mode, Result
from tools.prove import shrunken, unlisted

GOOD = """
/*@ assigns \\nothing;
  @ ensures \\result == (x > 7 ? 1 : 0);
  @*/
uint8_t above_seven(uint8_t x)
{
    return (uint8_t)(x > 7 ? 1 : 0);
}
"""


def said(result: Result) -> str:
    return "\n".join(str(complaint) for complaint in result.complaints)


def test_a_true_contract_passes(bench: Bench) -> None:
    bench.write(GOOD)
    result = bench.prove()
    assert result.good, said(result)
    assert result.proved == result.total > 0


def test_a_false_contract_fails_with_its_place(bench: Bench) -> None:
    bench.write(GOOD.replace("x > 7 ? 1 : 0);\n  @", "x > 6 ? 1 : 0);\n  @"))
    result = bench.prove()
    assert not result.good
    assert "case.c:4: above_seven: not proved: postcondition" in said(result)
    assert "goals not proved: above_seven_ensures" in said(result)


def test_a_possible_overflow_fails(bench: Bench) -> None:
    bench.write("/*@ assigns \\nothing; ensures \\true; */\nint next(int x)\n{\n    return x + 1;\n}\n")
    assert "next: not proved: signed_overflow" in said(bench.prove())


def test_a_function_without_contract_fails(bench: Bench) -> None:
    bench.write(GOOD + "uint8_t free(uint8_t x)\n{\n    return x;\n}\n")
    assert "case.c:10: free: no contract" in said(bench.prove())


def test_a_result_that_nobody_describes_fails(bench: Bench) -> None:
    bench.write("/*@ assigns \\nothing; */\nuint8_t vague(uint8_t x)\n{\n    return x;\n}\n")
    assert "vague: no contract: it needs `assigns` and" in said(bench.prove())


def test_an_unlisted_axiom_fails(bench: Bench) -> None:
    bench.write("/*@ axiomatic wish { axiom wish: \\forall integer x; x < 7; } */\n" + GOOD)
    assert "wish: an axiom that proofs/trusted.txt does not list" in said(bench.prove())


def test_an_admitted_clause_fails(bench: Bench) -> None:
    bench.write(GOOD.replace("    return", "    /*@ admit x > 7; */\n    return"))
    assert "an admitted clause proves nothing" in said(bench.prove())


def test_a_body_that_is_missing_fails(bench: Bench) -> None:
    bench.write("/*@ assigns \\nothing; ensures \\result == 1; */\nint elsewhere(void);\n" + GOOD)
    assert "elsewhere: a function without body" in said(bench.prove())


def test_a_loop_that_may_not_end_fails(bench: Bench) -> None:
    loop = "    /*@ loop assigns \\nothing; */\n    while (x > 3) {\n    }\n    return"
    bench.write(GOOD.replace("    return", loop))
    assert "a loop without `loop variant`" in said(bench.prove())


def test_a_file_that_does_not_parse_fails(bench: Bench) -> None:
    bench.write("int broken(\n")
    assert "cannot read it" in said(bench.prove())


def test_a_file_with_nothing_to_prove_fails(bench: Bench) -> None:
    bench.write("")
    assert "nothing to prove" in said(bench.prove())


def test_a_false_lemma_fails(bench: Bench) -> None:
    bench.write("/*@ lemma wrong: \\forall integer x; x * x > 0; */\n" + GOOD)
    result = bench.prove()
    assert "lemma: goals not proved: lemma_wrong" in said(result)


def test_a_contradiction_is_smelt(bench: Bench) -> None:
    bench.write(GOOD.replace("/*@ assigns", "/*@ requires x < 3;\n  @ requires x > 4;\n  @ assigns"))
    result = bench.prove(mode=Mode(smoke=True))
    assert "smoke test failed" in said(result)


def test_no_contradiction_no_smoke(bench: Bench) -> None:
    bench.write(GOOD)
    result = bench.prove(mode=Mode(smoke=True))
    assert result.good, said(result)
    assert result.smoke > 0


def test_fewer_goals_than_once_fail() -> None:
    result = Result("case", "avr8", total=9, proved=9)
    assert shrunken(result, {"case": {"avr8": 9}}) == []
    assert "case under avr8 has 9 goals, once 10" in str(shrunken(result, {"case": {"avr8": 10}})[0])
    assert "no count for case under avr8" in str(shrunken(result, {})[0])


def test_a_contract_that_nobody_proves_is_named(tmp_path: Path) -> None:
    (tmp_path / "seq.h").write_text("/*@ assigns \\nothing; */\nint proved(void);\n")
    (tmp_path / "ring.h").write_text("/*@ assigns \\nothing; */\nint hoped(void);\n")
    (tmp_path / "plain.h").write_text("int plain(void);\n")
    (said,) = unlisted(tmp_path, ["seq"], "- something else")
    assert str(said).startswith("core/ring.h: has contracts, but there is no proofs/ring.c")
    assert unlisted(tmp_path, ["seq"], "- the contracts in `ring.h`") == []

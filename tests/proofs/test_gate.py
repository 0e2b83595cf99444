# SPDX-License-Identifier: MIT
"""The gate's negative twins: each way to have less proved than it seems is refused, and by name."""

from __future__ import annotations

from conftest import Bench
from tools.proof_result import Result
from tools.proof_wp import Mode

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
    result = bench.prove(mode=Mode(smoke="all"))
    assert "smoke test failed" in said(result)


def test_a_vacuous_contract_fails_in_an_ordinary_run(bench: Bench) -> None:
    vacuous = GOOD.replace("/*@ assigns", "/*@ requires x < 3 && x > 4;\n  @ assigns")
    bench.write(vacuous)
    assert "something contradicts: typed_above_seven_wp_smoke" in said(bench.prove(mode=Mode(smoke="contracts")))
    bench.write(vacuous.replace("requires x", "requires feature: x"))
    result = bench.prove(mode=Mode(smoke="contracts"))
    assert result.good and result.absent == {"above_seven"}


def test_no_contradiction_no_smoke(bench: Bench) -> None:
    bench.write(GOOD.replace("/*@ assigns", "/*@ requires x < 9;\n  @ assigns"))
    result = bench.prove(mode=Mode(smoke="contracts"))
    assert result.good, said(result)
    assert result.smoke > 0


# Of a mask that two branches join, no prover says anything; of each path Qed does.
MARKS = """/*
 * Goals: whole.
 */
/*@ assigns \\nothing;
  @ ensures (\\result & 1) != 0 <==> a != 0;
  @ ensures (\\result & 2) != 0 <==> b > 3;
  @*/
uint8_t marks(uint8_t a, uint8_t b)
{
    uint8_t marks = 0;
    if (a != 0) {
        marks |= 1;
    }
    if (b > 3) {
        marks |= 2;
    }
    return marks;
}
"""


def test_what_is_too_much_whole_is_asked_in_parts(bench: Bench) -> None:
    bench.write(MARKS)
    whole, parts = bench.prove(mode=Mode()), bench.prove(mode=Mode(parts=True))
    assert whole.open == {"marks"} and whole.proved < whole.total and "marks: not proved" in said(whole)
    assert parts.good and parts.proved == parts.total == parts.goals["marks"] > whole.total


def test_what_is_false_is_so_in_parts(bench: Bench) -> None:
    bench.write(MARKS.replace("b > 3;", "b > 2;"))
    result = bench.prove(mode=Mode(parts=True))
    assert result.open == {"marks"} and result.proved < result.total
    assert said(result).count("marks: goals not proved") == 1

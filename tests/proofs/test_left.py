# SPDX-License-Identifier: MIT
"""What the gate asks beside goals: nothing left out, nothing only believed, no contract gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from conftest import Bench
from tools.proof_elsewhere import believed
from tools.proof_jobs import Job
from tools.proof_left import (
    definitions,
    left_out,
    never_there,
    strangers,
    unproved_headers,
    unread_sources,
)
from tools.proof_profiles import shipped
from tools.proof_result import Result
from tools.proof_run import shrunken
from tools.proof_setup import MODELS
from tools.proof_theorems import Proof
from tools.proof_verdicts import Verdict, Verdicts
from tools.proof_wp import Tree
from tools.shell import ROOT

TREE = Tree(ROOT / "proofs", [], ROOT / "build", {("assumed", "handler")})
DECLARED = "/*@ requires x < 9; assigns \\nothing; ensures \\result <= 9; */\nuint8_t half(uint8_t x);\n"
CALLER = "/*@ requires x < 9; assigns \\nothing; ensures \\result <= 9; */\nuint8_t caller(uint8_t x)\n{\n    return half(x);\n}\n"
BODY = "uint8_t half(uint8_t x)\n{\n    return (uint8_t)(x / 2);\n}\n"


def job(stem: str) -> Job:
    return Job(stem, MODELS[0], TREE, "0" * 64, ("tiny",))


def texts(complaints: Sequence[object]) -> str:
    return "\n".join(map(str, complaints))


def test_a_header_without_proof_file_is_named(tmp_path: Path) -> None:
    header = tmp_path / "ring.h"
    header.write_text("/* int no(void)\n{ */\nstatic inline int hoped(void)\n{\n    return 1;\n}\n")
    (said,) = unproved_headers([header], {"seq": {"seq_before"}}, "nothing")
    assert "ring.h: defines functions, and there is no proofs/ring.c" in str(said)
    assert unproved_headers([header], {}, "`ring.h` comes later") == []
    assert unproved_headers([header], {"ring": {"hoped"}}, "nothing") == []


def test_a_function_that_the_preprocessor_hides_is_named(tmp_path: Path) -> None:
    header = tmp_path / "ring.h"
    seen = "static inline int seen(void)\n{\n    return 1;\n}\n"
    header.write_text(seen + "#ifndef __FRAMAC__\n" + seen.replace("seen", "hidden") + "#endif\n")
    assert definitions(header) == ["seen", "hidden"]
    (said,) = unproved_headers([header], {"ring": {"seen"}}, "nothing")
    assert "hidden: defined here, but nothing was proved of it" in str(said)


def test_a_header_is_asked_of_profiles_that_have_it() -> None:
    without_proofs = {name: texts(left_out([shipped()[name]], [])) for name in ("services", "everything")}
    assert "core/slip_arena.h: defines functions" in without_proofs["services"]
    assert "core/slip_" not in without_proofs["everything"]  # a null NIC
    assert "core/tcp_ring.h: defines functions" in without_proofs["everything"]


def test_a_source_that_is_no_c_is_named(tmp_path: Path) -> None:
    (tmp_path / "fast.S").write_text("ret\n")
    (said,) = unread_sources(tmp_path, "nothing")
    assert "fast.S: is no C; proofs/README.md names `fast.S`" in str(said)
    assert unread_sources(tmp_path, "`fast.S`") == []


def test_a_file_whose_contracts_are_used_and_not_proved_is_named() -> None:
    (said,) = strangers({"seq.h", "ring.h", "udp.c"}, {"seq", "udp"}, "nothing")
    assert str(said).startswith("ring.h: proofs rely on its contracts")


def test_a_function_that_no_profile_has_is_named() -> None:
    results = [Result("case", "avr8", goals={"always": 1, "never": 1, "here": 1}, absent={"never"}) for _ in range(2)]
    results[1].absent.add("here")
    (said,) = never_there([(job("case"), result) for result in results])
    assert str(said) == "proofs/case.c: never: its `requires feature` cannot be met in any profile"


def test_a_body_that_is_missing_fails(bench: Bench) -> None:
    bench.write(DECLARED + CALLER)
    result = bench.prove()
    assert result.good and ("assumed", "half") in result.rests_on
    assert "half: a function without body" in texts(believed("tiny", [(job("case"), result)]))


def proofs_of(bench: Bench, proved: str) -> list[Proof]:
    """One stem calls `half` by its declaration, another defines and proves it."""
    bench.write(DECLARED + CALLER)
    bench.write(proved, "other")
    return [(job(stem), bench.prove(stem)) for stem in ("case", "other")]


def test_a_body_proved_elsewhere_under_the_same_contract_is_fine(bench: Bench) -> None:
    assert believed("tiny", proofs_of(bench, DECLARED + BODY)) == []


def test_another_contract_proved_elsewhere_is_found(bench: Bench) -> None:
    weaker = DECLARED.replace("\\result <= 9", "\\result <= 99")
    said = texts(believed("tiny", proofs_of(bench, weaker + BODY)))
    assert "half: proofs/other.c proves another contract: 1 clauses are not in it" in said


def test_a_proof_that_asks_more_of_its_caller_is_found(bench: Bench) -> None:
    narrow = "/*@ requires x < 3; */\n" + BODY
    assert "proves it under 1 more `requires`" in texts(believed("tiny", proofs_of(bench, DECLARED + narrow)))


def test_a_placed_clause_needs_a_proof_of_its_calls(bench: Bench) -> None:
    placed = "/*@ requires placed: x < 3; */\n"
    proofs = proofs_of(bench, DECLARED + placed + BODY)
    assert "its `placed` clauses are declared nowhere" in texts(believed("tiny", proofs))
    bench.write(DECLARED + placed + "uint8_t half(uint8_t x);\n" + CALLER.replace("x < 9", "x < 3"), "third")
    assert believed("tiny", [*proofs, (job("third"), bench.prove("third"))]) == []


NAME = "struct stack;\nstruct pair {\n    uint8_t a;\n    uint8_t b;\n};\n"
TELL = "/*@ requires \\valid(c); assigns c->a; ensures c->a == 1; */\nvoid tell(struct stack *s, struct pair *c);\n"
BELIEVER = "/*@ requires \\valid(c); assigns c->a; ensures c->a == 1; */\nvoid told(struct stack *s, struct pair *c)\n{\n    tell(s, c);\n}\n"
STACK = "struct stack {\n    uint8_t bell;\n};\n#define TCP_BESIDE(s, c) (s)->bell\n"
ASKED = "/*@ assigns \\nothing; ensures \\result == s->bell; */\nstatic inline uint8_t bell(struct stack *s)\n{\n    return s->bell;\n}\n"
WIDER = "/*@ requires placed: \\valid(s) && \\separated(s, c); assigns TCP_BESIDE(s, c); */\nvoid tell(struct stack *s, struct pair *c)"
RINGS = "\n{\n    c->a = 1;\n    s->bell = 1;\n}\n"
ELSEWHERE = "/*@ assigns \\nothing; ensures \\result == 1; */\nuint8_t tcp_beside_is_elsewhere(void)\n{\n    return 1;\n}\n"


def beside_of(bench: Bench, wider: str = WIDER, witness: str = WIDER, elsewhere: str = ELSEWHERE) -> str:
    """`told` believes that `tell` writes c->a; proved is that it rings the stack's bell too, as a third file believes."""
    (bench.root / "memory.h").write_text(NAME + STACK + ASKED)
    bench.write(NAME + TELL + BELIEVER)
    bench.write('#include "memory.h"\n' + TELL + wider + RINGS + elsewhere, "other")
    bench.write('#include "memory.h"\n' + TELL + witness + ";\n" + ELSEWHERE.replace("tcp_beside", "it"), "third")
    proofs = [(replace(job(stem), tree=bench.tree), bench.prove(stem)) for stem in ("case", "other", "third")]
    assert all(result.good for _, result in proofs), texts([one for _, each in proofs for one in each.complaints])
    return texts(believed("tiny", proofs))


ANOTHER = "tell: proofs/other.c proves another contract: 1 clauses are not in it"


def test_what_lies_beside_may_be_written_too(bench: Bench) -> None:
    assert beside_of(bench) == ""


def test_what_lies_beside_must_be_proved_to_be_elsewhere(bench: Bench) -> None:
    assert f"case.c: {ANOTHER}" in beside_of(bench, elsewhere=ELSEWHERE.replace("tcp_beside", "something"))


def test_who_knows_a_stack_must_say_what_lies_beside(bench: Bench) -> None:
    said = beside_of(bench, witness=WIDER.replace("assigns TCP_BESIDE(s, c);", ""))
    assert f"third.c: {ANOTHER}" in said and "case.c" not in said


def test_more_than_what_lies_beside_is_another_contract(bench: Bench) -> None:
    more = WIDER.replace("TCP_BESIDE(s, c)", "TCP_BESIDE(s, c), c->b")
    assert f"case.c: {ANOTHER}" in beside_of(bench, wider=more, witness=more)


def test_a_promise_less_is_another_contract_beside_or_not(bench: Bench) -> None:
    bench.write(NAME + TELL + BELIEVER)
    case = (replace(job("case"), tree=bench.tree), bench.prove())
    proved = Result("other", "avr8", goals={"tell": 1, "tcp_beside_is_elsewhere": 1})
    proved.contracts["tell"] = [each for each in case[1].contracts["tell"] if each != case[1].contracts["tell"][1]]
    assert "tell: proofs/other.c proves another contract" in texts(believed("tiny", [case, (job("other"), proved)]))


STEP = BELIEVER.replace("void told", "static inline void step")
ASKS = BELIEVER.replace("void told", "void asks")


def leading_there(bench: Bench, asks: str) -> str:
    """A fourth file knows what a stack is and says nothing of `tell`, which a machine's step calls."""
    (bench.root / "memory.h").write_text(NAME + STACK + ASKED)
    (bench.root / "tcp_machine.h").write_text(TELL + STEP)
    include = '#include "memory.h"\n#include "tcp_machine.h"\n'
    bench.write(include + WIDER + RINGS + ELSEWHERE, "other")
    bench.write(include + WIDER + ";\n" + ELSEWHERE.replace("tcp_beside", "it"), "third")
    bench.write(include + asks, "fourth")
    proofs = [(replace(job(stem), tree=bench.tree), bench.prove(stem)) for stem in ("other", "third", "fourth")]
    assert all(result.good for _, result in proofs), texts([one for _, each in proofs for one in each.complaints])
    return texts(believed("tiny", proofs))


def test_who_knows_a_stack_and_calls_nothing_that_leads_there_need_not_say(bench: Bench) -> None:
    assert leading_there(bench, ASKS.replace("tell(s, c)", "c->a = 1")) == ""


def test_who_knows_a_stack_and_calls_what_leads_there_must_say(bench: Bench) -> None:
    assert f"fourth.c: {ANOTHER}" in leading_there(bench, ASKS.replace("tell(s, c)", "step(s, c)"))


def test_a_feature_may_be_asked_for_and_nothing_else(bench: Bench) -> None:
    bench.write(NAME + TELL + BELIEVER)
    contract = "/*@ requires feature: 1; MORE assigns c->a; ensures c->a == 1; */\nvoid tell(struct stack *s, struct pair *c);\n"
    body = NAME + TELL + '#include "feature.h"\nvoid tell(struct stack *s, struct pair *c)\n{\n    c->a = 1;\n}\n'
    said = []
    for more in ("", "requires c->b < 9;"):
        (bench.root / "feature.h").write_text(contract.replace("MORE", more))
        bench.write(body, "other")
        proofs = [(replace(job(stem), tree=bench.tree), bench.prove(stem)) for stem in ("case", "other")]
        said.append(texts(believed("tiny", proofs)))
    assert said[0] == "" and "tell: proofs/other.c proves it under 2 more `requires`" in said[1]


def test_fewer_goals_than_once_fail(tmp_path: Path) -> None:
    verdicts = Verdicts(tmp_path, tmp_path)
    verdicts.write("case", {"1" * 64: Verdict("avr8", ["tiny"], {"f": 10}, 0, [], [], {}, [])})
    assert shrunken(job("case"), Result("case", "avr8", total=10), verdicts) == []
    (said,) = shrunken(job("case"), Result("case", "avr8", total=9), verdicts)
    assert "case under avr8 has 9 goals, once 10: a contract is gone?" in str(said)
    assert shrunken(job("other"), Result("other", "avr8", total=9), verdicts) == []


def test_clauses_are_proved_again_where_more_is_known(bench: Bench) -> None:
    """A header's caller under the `placed` clause of what it calls, with and without keeping it."""
    placed = "/*@ requires placed: x < 3; */\nuint8_t {0}(uint8_t x);\n"
    (bench.root / "caller.h").write_text(DECLARED + CALLER)
    head = "/* SPDX\n * Again: caller.h, clauses named placed.\n */\n#include \"facts.h\"\n#include \"caller.h\"\n"
    (bench.root / "case.c").write_text(head + placed.format("half") + placed.format("caller"))
    result = bench.prove()
    assert result.good and result.goals == {"caller": 1}, texts(result.complaints)
    (bench.root / "case.c").write_text(head + placed.format("half"))
    assert "caller: not proved: precondition" in texts(bench.prove().complaints)

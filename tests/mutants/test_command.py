# SPDX-License-Identifier: MIT
"""./thimble mutate on a small tree: who is refused, who is set aside, who survives, and what the
command says of it."""

from __future__ import annotations

import shutil

import pytest
from conftest import HEADER, IDLE, Small
from tools.mutate.record import REFUSED, SURVIVED
from tools.shell import ROOT, Failure

Said = pytest.CaptureFixture[str]


def test_a_test_that_looks_refuses_what_changes_anything(small: Small) -> None:
    assert small.mutate() == 0
    refused = small.results.of(REFUSED)
    assert {one.kind for one in refused} >= {"comparison", "constant", "negated condition"}
    assert {one.by for one in refused} == {"tests/clip.cpp: nothing above nine"}
    assert small.results.of(SURVIVED) == []
    readme = (small.root / "proofs/README.md").read_text()
    assert f"**{len(refused)}, {len(refused)} are refused**" in readme


def test_a_test_that_asserts_nothing_lets_them_live(small: Small, capsys: Said) -> None:
    small.write("tests/clip.cpp", IDLE)
    assert small.mutate() == 1
    said = capsys.readouterr().out
    assert "core/clip.h:9: nobody refuses core/clip.h: clipped: `if (value > 9) {` -> `if (0) {`" in said
    assert small.results.of(REFUSED) == []


def test_what_makes_the_same_code_is_nobodys_business(small: Small) -> None:
    small.write("tests/clip.cpp", IDLE)
    small.replace("core/clip.h", "    return value;", "    return (uint8_t)(value >> 0);")
    small.mutate()
    aside = {one.key.now: one.verdict for one in small.results.records}
    assert aside["return (uint8_t)(value << 0);"] == "same code"
    assert aside["return (uint8_t)(value >> 1);"] == SURVIVED


def test_a_warning_is_a_mutant_that_does_not_compile(small: Small) -> None:
    small.replace("core/clip.h", "    return value;", "    return (uint8_t)(value + 256);")
    small.mutate()
    without = [one for one in small.results.records if one.kind == "removed cast"]
    assert [one.verdict for one in without] == ["does not compile"]


def test_a_test_that_does_not_pass_as_it_is_judges_nobody(small: Small) -> None:
    small.replace("tests/clip.cpp", "value : 0", "value : 8")
    with pytest.raises(Failure, match="refuses the code without a mutant"):
        small.mutate()


def test_a_mutant_that_does_not_end_is_refused(small: Small) -> None:
    loop = "    while (value > 9) {\n        value = 0;\n    }\n    return value;\n}\n"
    small.write("core/clip.h", HEADER.partition("    if")[0] + loop + "\n}\n")
    assert small.mutate() == 0
    ways = {one.key.now: one.by for one in small.results.of(REFUSED)}
    assert ways[""] == "tests/clip.cpp: does not end"


def reason(small: Small, was: str, now: str, nth: int = 0) -> str:
    return (
        f"- {{file: core/clip.h, function: clipped, was: '{was}', now: '{now}', nth: {nth},\n"
        "   reason: nobody asks for more}\n"
    )


def test_a_survivor_with_a_reason_may_live(small: Small) -> None:
    small.write("tests/clip.cpp", IDLE)
    small.mutate()
    survivors = small.results.of(SURVIVED)
    text = "".join(reason(small, one.key.was, one.key.now, one.key.nth) for one in survivors)
    small.write("proofs/survivors.yaml", text)
    assert small.mutate() == 0


def test_a_reason_for_nobody_is_found(small: Small, capsys: Said) -> None:
    small.write("proofs/survivors.yaml", reason(small, "return 0;", "return 1;"))
    assert small.mutate() == 1
    said = capsys.readouterr().out
    assert "core/clip.h: clipped: `return 0;` -> `return 1;` is no survivor" in said


def test_a_function_that_changed_is_judged_again(small: Small, capsys: Said) -> None:
    small.mutate()
    many = len(small.results.records)
    small.mutate()
    assert f"{many} mutants, 0 to be judged" in capsys.readouterr().out
    small.replace("core/clip.h", "value > 9", "value >= 10")
    small.mutate("--check")
    said = capsys.readouterr().out
    assert f"{many} of {many} were judged before their function changed (clipped)" in said
    small.mutate()
    assert all("value >= 10" in one.key.was for one in small.results.records if one.line == 9)


def test_a_comment_makes_nothing_old(small: Small, capsys: Said) -> None:
    small.mutate()
    small.replace("core/clip.h", "    if (value", "    /*@ assert \\true; */\n    if (value")
    small.mutate("--check")
    assert "were judged before" not in capsys.readouterr().out


def test_a_score_that_somebody_wrote_is_found(small: Small, capsys: Said) -> None:
    small.mutate()
    readme = (small.root / "proofs/README.md").read_text()
    small.write("proofs/README.md", readme.replace("are refused", "were refused"))
    assert small.mutate("--check") == 1
    assert "the score is not that of proofs/mutants.json" in capsys.readouterr().out


def test_what_tests_let_pass_goes_to_the_proof(small: Small, capsys: Said) -> None:
    """The shipped seq.h and its contract, and a test that asserts nothing."""
    no_records = shutil.ignore_patterns("mutants.json")
    shutil.copytree(ROOT / "proofs", small.root / "proofs", dirs_exist_ok=True, ignore=no_records)
    shutil.copy(ROOT / "core" / "seq.h", small.root / "core")
    small.write("tests/clip.cpp", IDLE + '#include "seq.h"\nTEST_CASE("calls")\n{\n'
                "    (void)thimble::seq_before(1, 2);\n}\n")
    assert small.mutate("--file", "core/seq.h", "--count", "1") == 0
    assert "proof of seq_before under avr8: not proved: postcondition" in capsys.readouterr().out

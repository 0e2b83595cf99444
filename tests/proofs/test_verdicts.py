# SPDX-License-Identifier: MIT
"""Verdicts on whole texts: used for exactly that text, and found out when they are wrong."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from conftest import Bench
from tools import proof_sample
from tools.proof_jobs import Job, cpp_command, essence, jobs_of, proof_files, text_key
from tools.proof_profiles import shipped, tree_of
from tools.proof_result import Result
from tools.proof_run import kept_beside, run_all
from tools.proof_sample import draw, prove_sample
from tools.proof_setup import MODELS, PROOFS, prepare
from tools.proof_theorems import Proof
from tools.proof_verdicts import Verdict, Verdicts, as_result
from tools.proof_wp import Mode
from tools.shell import run

CONTRACT = "/*@ assigns \\nothing; ensures \\result == (x > LIMIT ? 1 : 0); */\n"
CODE = "uint8_t above(uint8_t x)\n{\n    return (uint8_t)(x > LIMIT ? 1 : 0);\n}\n"
TEXT = "#define LIMIT 7\n" + CONTRACT + CODE


def key(bench: Bench, text: str) -> str:
    bench.write(text)
    return text_key(bench.setup, bench.tree, "case", MODELS[0])


def test_the_key_is_of_what_decides(bench: Bench) -> None:
    first = key(bench, TEXT)
    assert key(bench, "\n/* said otherwise */\n\n" + TEXT) == first
    assert key(bench, TEXT.replace("return", "/* why */ return")) == first
    within = TEXT.replace("    return", "    /*@ assert x >= 0; */\n    return")
    assert key(bench, within) != key(bench, within.replace("x >= 0", "x >= 1"))
    for before, after in (
        ("#define LIMIT 7", "#define LIMIT 6"),
        ("ensures \\result ==", "ensures \\result >="),
        ("(uint8_t)(x", "(uint8_t)(+x"),
    ):
        assert before in TEXT and key(bench, TEXT.replace(before, after)) != first
    assert text_key(bench.setup, bench.tree, "case", MODELS[1]) != first


def test_a_macro_that_only_a_contract_uses_is_in_the_key(bench: Bench) -> None:
    """The preprocessor alone would drop its definition, and keep its name in the comment."""
    text = "#define PROMISE 9\n/*@ assigns \\nothing; ensures \\result <= PROMISE; */\nuint8_t f(void)\n{\n    return 1;\n}\n"
    assert key(bench, text) != key(bench, text.replace("PROMISE 9", "PROMISE 200"))


def test_contracts_stay_and_comments_go() -> None:
    text = '# 3 "a/b/x.h" 2\nint a; /* it\'s gone */ // gone too\n  /*@ stays; */\n/* gone */ //@ stays too\nchar *s = "/* no */";\n'
    assert essence(text) == '# "x.h"\nint a;\n/*@ stays; */\n//@ stays too\nchar *s = "/* no */";'
    assert essence("int a;  int   b;\n\n") == essence("int a; /* or */ int b;")


def test_the_text_is_preprocessed_as_frama_c_does(bench: Bench) -> None:
    bench.write(TEXT)
    source = bench.tree.source("case")
    command = bench.setup.frama_c(MODELS[0], source, bench.tree.include, bench.tree.proofs)
    said = run([*command, "-print-cpp-commands"], seconds=60).output
    theirs = next(line for line in said.splitlines() if line.startswith("  gcc -E")).split()
    ours = [str(word) for word in cpp_command(bench.setup, bench.tree, source, MODELS[0])]
    at = theirs.index("-o")
    assert set(theirs[: at - 1]) - set(ours) == {"-m16"} and set(ours) - set(theirs) == {str(source)}


def job_of(bench: Bench, text: str = TEXT) -> Job:
    return Job("case", MODELS[0], bench.tree, key(bench, text), ("tiny",))


def told(bench: Bench, job: Job, verdicts: Verdicts | None) -> Result:
    ((_, result),) = run_all(bench.setup, [job], Mode(), verdicts, lambda line: None)
    return result


def test_a_verdict_is_used_for_its_own_text_alone(bench: Bench) -> None:
    verdicts = Verdicts(bench.root / "committed", bench.root / "built")
    assert not told(bench, job_of(bench), verdicts).believed
    assert told(bench, job_of(bench), verdicts).believed
    broken = TEXT.replace("? 1 : 0);\n}", "? 0 : 1);\n}")
    result = told(bench, job_of(bench, broken), verdicts)
    assert not result.believed and not result.good and result.open == {"above"}


def test_a_text_that_changes_meanwhile_gets_no_verdict(bench: Bench) -> None:
    verdicts = Verdicts(bench.root / "committed", bench.root / "built")
    job = job_of(bench)
    bench.write(TEXT.replace("LIMIT 7", "LIMIT 8"))
    assert "case.c: changed while it was proved; prove it again" in str(told(bench, job, verdicts).complaints[0])
    assert verdicts.known(job) is None


def test_what_is_not_proved_is_not_kept(bench: Bench) -> None:
    verdicts = Verdicts(bench.root / "committed", bench.root / "built")
    job = job_of(bench, TEXT.replace("LIMIT ? 1 : 0); */", "6 ? 1 : 0); */"))
    assert not told(bench, job, verdicts).good
    assert verdicts.known(job) is None


def test_committed_verdicts_come_back(bench: Bench) -> None:
    verdicts = Verdicts(bench.root / "committed", bench.root / "built")
    job = job_of(bench)
    verdict = Verdict("avr8", ["tiny"], {"above": 4}, 1, ["axiom or_8"], ["case.c"], {}, [])
    verdicts.write("case", {job.key: verdict})
    assert verdicts.known(job) == verdict
    result = as_result(job, verdict)
    assert (result.total, result.proved, result.good, result.believed) == (4, 4, True, True)
    (bench.root / "committed" / "case.json").write_text(json.dumps({job.key: {**asdict(verdict), "more": 1}}))
    assert Verdicts(bench.root / "committed", bench.root / "built").known(job) is None


def test_verdicts_of_other_profiles_stay_while_their_texts_do(bench: Bench) -> None:
    verdicts = Verdicts(bench.root / "committed", bench.root / "built")
    names = ("tiny", "sensor", "datagrams")
    tiny, sensor, datagrams = (Verdict("avr8", [name], {"above": 4}, 0, [], [], {}, []) for name in names)
    verdicts.write("case", {"1" * 64: tiny, "2" * 64: sensor, "3" * 64: datagrams})
    today = {"1" * 64, "2" * 64}
    beside = kept_beside([(job_of(bench), Result("case", "avr8"))], today, verdicts)
    assert beside == {"2" * 64: sensor}  # tiny was asked for; what was proved of datagrams is another text


def test_a_verdict_that_rests_on_what_is_no_longer_trusted_fails(bench: Bench) -> None:
    verdict = Verdict("avr8", ["tiny"], {"above": 4}, 1, ["axiom once_believed"], [], {}, [])
    (complaint,) = as_result(job_of(bench), verdict).complaints
    assert "once_believed: rests on this axiom, and proofs/trusted.txt does not list it" in str(complaint)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({}, ""),
        ({"goals": {"above": 40}}, "goals of above: the verdict says 40, the proof "),
        ({"rests_on": ["axiom or_8"]}, "what it rests on: the verdict says {('axiom', 'or_8')}, the proof "),
        ({"goals": {"below": 4}}, "no goals of above"),
    ],
)
def test_a_forged_verdict_is_found(
    change: dict[str, object], complaint: str, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_sample, "WORK", bench.root / "sample")
    job = job_of(bench)
    proved = told(bench, job, None)
    true = Verdict("avr8", ["tiny"], proved.goals, 0, sorted(map(" ".join, proved.rests_on)), ["case.c"], {}, [])
    forged = as_result(job, replace(true, **change))
    said = "\n".join(map(str, prove_sample(bench.setup, [(job, forged)], "seed", 9, lambda line: None)))
    assert complaint in said if complaint else said == ""


def test_a_sample_that_needs_no_prover_is_no_error(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_sample, "WORK", bench.root / "sample")
    text = "/*@ assigns \\nothing; ensures \\result == x; */\nuint8_t same(uint8_t x)\n{\n    return x;\n}\n"
    job = job_of(bench, text)
    proved = told(bench, job, None)
    true = Verdict("avr8", ["tiny"], proved.goals, 0, sorted(map(" ".join, proved.rests_on)), ["case.c"], {}, [])
    assert prove_sample(bench.setup, [(job, as_result(job, true))], "seed", 9, lambda line: None) == []


def test_a_verdict_on_a_text_that_does_not_prove_is_found(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_sample, "WORK", bench.root / "sample")
    job = job_of(bench, TEXT.replace("? 1 : 0);\n}", "? 0 : 1);\n}"))
    forged = as_result(job, Verdict("avr8", ["tiny"], {"above": 4}, 0, [], ["case.c"], {}, []))
    assert forged.good
    said = "\n".join(map(str, prove_sample(bench.setup, [(job, forged)], "seed", 9, lambda line: None)))
    assert "above: not proved: postcondition" in said


def of_the_clock() -> Proof:
    """A text that proves clauses of another header once more, and what its verdict says."""
    services = shipped()["services"]
    job = jobs_of(prepare(), {"services": tree_of(services)}, ["tcp_timer"])[0]
    verdict = json.loads((PROOFS / "verdicts" / "tcp_timer.json").read_text())[job.key]
    return job, as_result(job, Verdict(**verdict))


def test_a_sample_of_what_has_clauses_of_another_header(monkeypatch: pytest.MonkeyPatch) -> None:
    job, result = of_the_clock()
    monkeypatch.setattr(proof_sample, "draw", lambda *_: [(job, result, ["tcp_tick_passes"])])
    assert prove_sample(prepare(), [(job, result)], "seed", 1, lambda line: None) == []
    monkeypatch.setattr(proof_sample, "with_one_again", lambda job, result, names: frozenset(names))
    with pytest.raises(AttributeError):  # WP was asked for none of them
        prove_sample(prepare(), [(job, result)], "seed", 1, lambda line: None)


def test_a_sample_is_another_with_another_seed(bench: Bench) -> None:
    job = job_of(bench)
    goals = {f"f{n}": 5 for n in range(40)}
    proofs: list[Proof] = [
        (replace(job, stem=f"s{n}"), Result(f"s{n}", "avr8", 200, 200, goals=goals)) for n in range(20)
    ]
    drawn = [[(at.stem, tuple(names)) for at, _, names in draw(proofs, seed, 60)] for seed in ("a", "a", "b")]
    assert drawn[0] == drawn[1] != drawn[2]
    assert sum(5 * len(names) for _, names in drawn[0]) == 60


def test_equal_texts_are_one_job(bench: Bench) -> None:
    bench.write(TEXT)
    trees = {"one": bench.tree, "two": replace(bench.tree, work=bench.root / "elsewhere")}
    jobs = jobs_of(bench.setup, trees, ["case"])
    assert [(job.model.name, job.profiles) for job in jobs] == [
        ("avr8", ("one", "two")),
        ("gcc_x86_32", ("one", "two")),
    ]
    other = Bench(bench.setup, bench.root / "other")
    other.write(TEXT.replace("LIMIT 7", "LIMIT 8"))
    jobs = jobs_of(bench.setup, {**trees, "three": other.tree}, ["case"])
    assert [job.profiles for job in jobs] == [("one", "two"), ("three",)] * 2


def test_committed_verdicts_are_of_todays_texts() -> None:
    trees = {name: tree_of(profile) for name, profile in shipped().items()}
    stems = proof_files(next(iter(trees.values())))
    today = {job.key for job in jobs_of(prepare(), trees, stems)}
    committed = Verdicts(PROOFS / "verdicts", PROOFS / "none")
    kept = {key: stem for stem in stems for key in committed.of_stem(stem)}
    gone = sorted({stem for key, stem in kept.items() if key not in today})
    assert [key for key in {**kept, "0" * 64: "seq"} if key not in today][-1:] == ["0" * 64]
    assert kept and not gone, f"of texts that are gone; to mend: ./thimble prove {' '.join(gone)} --update"

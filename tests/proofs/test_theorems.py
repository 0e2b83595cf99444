# SPDX-License-Identifier: MIT
"""Theorems in words: from the proof file, and never proved without goals."""

from __future__ import annotations

import json
from fnmatch import filter as matching
from pathlib import Path

from test_left import job
from tools.proof_left import README
from tools.proof_result import Result
from tools.proof_show import BELIEVED, NOT_PROVED, items
from tools.proof_audit import Complaint
from tools.proof_setup import PROOFS
from tools.proof_theorems import judge, theorems_of, unsaid

PROOF = """/* SPDX-License-Identifier: MIT
 * Proves ring.h:
 *
 *   - what was written into [at, at + bytes) is read in order, once
 *     [ring_put, ring_get_*]
 *   - it ends [*]
 *
 * More.
 */
"""


def file(tmp_path: Path, text: str = PROOF) -> Path:
    (tmp_path / "ring.c").write_text(text)
    return tmp_path / "ring.c"


def test_words_and_functions_are_read(tmp_path: Path) -> None:
    first, second = theorems_of(file(tmp_path))
    assert first.words == "what was written into [at, at + bytes) is read in order, once"
    assert first.patterns == ("ring_put", "ring_get_*")
    assert [first.covers(name) for name in ("ring_put", "ring_get_u8", "ring_putt")] == [True, True, False]
    assert (second.words, second.patterns) == ("it ends", ("*",))


def test_goals_are_counted_over_all_texts(tmp_path: Path) -> None:
    theorem = theorems_of(file(tmp_path))[0]
    results = [Result("ring", model, goals={"ring_put": 3, "ring_free": 9}) for model in ("avr8", "gcc_x86_32")]
    said = judge(theorem, [(job("ring"), result) for result in results])
    assert str(said) == f"{theorem.words}: proved, 6 goals" and said.verdict == "proved"


def test_an_open_function_is_named(tmp_path: Path) -> None:
    first, second = theorems_of(file(tmp_path))
    result = Result("ring", "avr8", goals={"ring_put": 3, "ring_free": 9}, missing={"ring_free": 1})
    result.complaints.append(Complaint("ring.h:7", "ring_free: not proved"))
    proofs = [(job("ring"), result)]
    assert judge(first, proofs).verdict == "proved"
    assert str(judge(second, proofs)) == "it ends: NOT PROVED: ring_free"


def test_a_proof_that_did_not_end_proves_nothing(tmp_path: Path) -> None:
    result = Result("ring", "avr8", goals={"ring_put": 3})
    result.complaints.append(Complaint("ring.c", "Frama-C did not finish"))
    said = judge(theorems_of(file(tmp_path))[0], [(job("ring"), result)])
    assert said.verdict == "not proved" and said.open == ("ring under avr8",)


def test_without_goals_nothing_is_proved(tmp_path: Path) -> None:
    proofs = [(job("ring"), Result("ring", "avr8", goals={"ring_free": 9}))]
    theorems = theorems_of(file(tmp_path))
    assert str(judge(theorems[0], proofs)).endswith("nothing of it in this profile")
    (said,) = unsaid(tmp_path / "ring.c", theorems, proofs, whole=True)
    assert "no function of theorem 'what was written into" in str(said)
    assert unsaid(tmp_path / "ring.c", theorems, proofs, whole=False) == []


def test_a_file_without_theorems_fails(tmp_path: Path) -> None:
    source = file(tmp_path, PROOF.replace(" *   - ", " *   "))
    (said,) = unsaid(source, theorems_of(source), [], whole=True)
    assert "says no theorem" in str(said)


def test_a_function_of_no_theorem_fails(tmp_path: Path) -> None:
    source = file(tmp_path, PROOF.replace(" *   - it ends [*]\n", ""))
    proofs = [(job("ring"), Result("ring", "avr8", goals={"ring_put": 1, "ring_free": 9}))]
    (said,) = unsaid(source, theorems_of(source), proofs, whole=True)
    assert str(said).endswith("ring.c: ring_free belongs to no theorem")


def test_assumptions_are_readmes() -> None:
    believed, open_ = items(BELIEVED), items(NOT_PROVED)
    assert len(believed) >= 3 and len(open_) >= 3
    text = " ".join(README.read_text().replace("**", "").split())
    assert all(item in text for item in believed + open_)
    assert any(item.startswith("Tools: Frama-C") for item in believed)
    assert items("No such heading") == []


def nobody(source: Path, proved: set[str]) -> list[str]:
    """What a file's theorems name, and no profile has."""
    patterns = [pattern for theorem in theorems_of(source) for pattern in theorem.patterns]
    return [pattern for pattern in patterns if not matching(proved, pattern)]


def test_a_theorem_names_nobody_who_is_not_there(tmp_path: Path) -> None:
    assert nobody(file(tmp_path), {"ring_put"}) == ["ring_get_*"]
    kept = sorted((PROOFS / "verdicts").glob("*.json"))
    assert len(kept) > 20
    for path in kept:
        proved = {name for verdict in json.loads(path.read_text()).values() for name in verdict["goals"]}
        assert nobody(PROOFS / f"{path.stem}.c", proved) == [], f"proofs/{path.stem}.c"

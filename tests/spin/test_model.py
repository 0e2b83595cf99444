# SPDX-License-Identifier: MIT
"""The searches themselves, and their account of what was not taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofs.model import untaken
from proofs.model.assemble import assemble
from proofs.model.cases import CASES
from proofs.model.run import main
from proofs.model.steps import LEVELS

ROWS = {"small": {7: "segment: rst | else", 9: "tick | else"}}


def test_every_search_is_good_and_every_row_is_taken() -> None:
    said: list[str] = []
    code = main(say=said.append)
    print("\n".join(said))
    assert code == 0, "\n".join(said)
    assert said[-1] == f"{len(LEVELS) + 1 + sum(not case.large for case in CASES)} passed, 0 failed"


def test_two_prints_are_the_same() -> None:
    pair = CASES[0].pair
    assert assemble(pair).files == assemble(pair).files


def test_guards_assignments_and_sequence_numbers_are_printed() -> None:
    text = assemble(CASES[0].pair).files["machine_a.pml"]
    assert ":: (c[me].state == SYN_RCVD) && (!a_ack_new) ->" in text
    assert "c[me].rcv_nxt = ((c[me].rcv_nxt + 1) & CIRCLE);" in text
    assert "#define a_wnd_newer ((NOT_AFTER(c[me].snd_wl1, seg_seqno)" in text
    assert (
        "c[me].rtt_mark" not in text and " rtt_mark " in text
    )  # nobody reads it, and that is said


def excuses(path: Path, text: str) -> tuple[untaken.Excuse, ...]:
    path.write_text(text, encoding="utf-8")
    return untaken.read(path)


def test_a_row_may_be_excused_with_a_reason(tmp_path: Path) -> None:
    given = excuses(tmp_path / "list.txt", "[small] tick | else\n    nobody waits\n")
    assert untaken.complaints(ROWS, {"small": {7}}, given) == []


def test_an_excuse_for_a_row_that_is_taken_is_refused(tmp_path: Path) -> None:
    given = excuses(tmp_path / "list.txt", "tick | else\n    nobody waits\n")
    (wrong,) = untaken.complaints(ROWS, {"small": {7, 9}}, given)
    assert wrong == (
        "proofs/model/untaken.txt:1: tick | else: every profile named takes this row, or has none;"
        " remove the entry"
    )


def test_an_excuse_needs_a_reason(tmp_path: Path) -> None:
    given = excuses(tmp_path / "list.txt", "tick | else\n")
    wrong = untaken.complaints(ROWS, {"small": {7}}, given)
    assert wrong == ["proofs/model/untaken.txt:1: no reason is given"]


def test_a_line_that_is_no_entry_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"untaken\.txt:1: expected"):
        excuses(tmp_path / "list.txt", "tick else\n")

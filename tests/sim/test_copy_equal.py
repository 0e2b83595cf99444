# SPDX-License-Identifier: MIT
"""The hand-written copy moves what the portable form moves, where it runs, and no byte more."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, Build, Run

HEADERS = [f"-I{ROOT / 'core'}", f"-I{ROOT / 'generated/services'}"]
ASSEMBLER = ROOT / "core/avr/copy.S"


def test_both_forms_agree_on_every_length_and_overlap(build: Build, run: Run) -> None:
    ran = run(build("copy_equal", *HEADERS, str(ASSEMBLER)), seconds=20)
    assert ran.status == 0, ran.said


def test_the_assembler_takes_less_than_five_cycles_a_byte(build: Build, run: Run) -> None:
    ran = run(build("copy_equal", *HEADERS, str(ASSEMBLER)), seconds=20)
    assert ran.json["markers"]["1"]["max"] < 5 * 500
    assert ran.json["markers"]["2"]["min"] > 5 * 500  # the portable form does not: the markers do measure


@pytest.mark.parametrize(("right", "wrong"), [
    ("sbci r21, 0", "nop"),                     # 256 bytes too few
    ("subi r20, -8", "subi r20, -7"),           # a byte too few
    ("breq done", "nop"),                       # 256 bytes too many, when none is left over
    (".rept 8", ".rept 7"),
    ("    brcc turn", "    brcs turn"),
    ("movw r30, r24", "movw r30, r22"),         # copies a thing onto itself
])
def test_a_wrong_assembler_is_found(build: Build, run: Run, tmp_path: Path,
                                    right: str, wrong: str) -> None:
    text = ASSEMBLER.read_text(encoding="utf-8")
    assert text.count(right) == 1
    mutant = tmp_path / "copy.S"
    mutant.write_text(text.replace(right, wrong), encoding="utf-8")
    assert run(build("copy_equal", *HEADERS, str(mutant)), seconds=20).status != 0

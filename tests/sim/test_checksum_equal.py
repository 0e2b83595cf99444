# SPDX-License-Identifier: MIT
"""The hand-written assembler of the checksum says what the portable form says, where it runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, Build, Run

HEADERS = [f"-I{ROOT / 'core'}", f"-I{ROOT / 'generated/services'}"]
ASSEMBLER = ROOT / "core/avr/checksum.S"


def test_both_forms_agree_on_every_length_alignment_and_carry(build: Build, run: Run) -> None:
    ran = run(build("checksum_equal", *HEADERS, str(ASSEMBLER)), seconds=20)
    assert ran.status == 0, ran.said


def test_the_assembler_takes_less_than_four_cycles_a_byte(build: Build, run: Run) -> None:
    ran = run(build("checksum_equal", *HEADERS, str(ASSEMBLER)), seconds=20)
    assert ran.json["markers"]["1"]["max"] < 4 * 512
    assert ran.json["markers"]["2"]["min"] > 4 * 512  # the portable form does not: the markers do measure


@pytest.mark.parametrize(("right", "wrong"), [
    ("adc  r25, r19\nhalf", "add  r25, r19\nhalf"),  # a carry lost inside a pair
    ("    clc\n", ""),                               # a carry brought in from the count
    ("brtc last", "rjmp last"),                      # no odd byte
    ("bst  r20, 0", "bst  r20, 1"),
    ("last:\n    adc", "last:\n    add"),            # the last carry not folded
    ("inc  r21", "nop"),                             # 256 pairs too many
])
def test_a_wrong_assembler_is_found(build: Build, run: Run, tmp_path: Path,
                                    right: str, wrong: str) -> None:
    text = ASSEMBLER.read_text(encoding="utf-8")
    assert text.count(right) == 1
    mutant = tmp_path / "checksum.S"
    mutant.write_text(text.replace(right, wrong), encoding="utf-8")
    assert run(build("checksum_equal", *HEADERS, str(mutant)), seconds=20).status == 1

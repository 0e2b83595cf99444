# SPDX-License-Identifier: MIT
"""The hand-written assembler of the keyed sequence numbers says what the portable form says."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, Build, Run

HEADERS = [f"-I{ROOT / 'core'}"]
ASSEMBLER = ROOT / "core/avr/iss.S"


def test_both_forms_agree_and_are_the_published_cipher(build: Build, run: Run) -> None:
    ran = run(build("iss_equal", *HEADERS, str(ASSEMBLER)), seconds=20)
    assert ran.status == 0, ran.said


def test_a_number_takes_less_than_a_millisecond(build: Build, run: Run) -> None:
    """A SYN for a free connection costs that much more, and no other segment does."""
    ran = run(build("iss_equal", *HEADERS, str(ASSEMBLER)), seconds=20)
    assert 5_000 < ran.json["markers"]["1"]["max"] < 16_000
    assert ran.json["markers"]["2"]["min"] > 16_000  # the portable form: the markers do measure


@pytest.mark.parametrize(("right", "wrong"), [
    ("adc  r18, r1", "nop"),                 # a bit lost at the end of the rotation
    ("ldi  r30, 3", "ldi  r30, 2"),
    ("adc  r24, r0", "add  r24, r0"),        # a carry lost
    ("ldd  r22, Z+1", "ldd  r22, Z+2"),      # a byte from the wrong place
    ("eor  r20, r24", "nop"),
    ("sbiw r26, 12\nsame", "sbiw r26, 8\nsame"),  # the key's words not taken in turn
    ("cpi  r17, 27", "cpi  r17, 26"),        # a round too few
    ("clr  r21\n", "nop\n"),                 # the number of a round with a byte of the key in it
    ("ldi  r17, 16", "ldi  r17, 15"),        # a byte of the secret left out
])
def test_a_wrong_assembler_is_found(build: Build, run: Run, tmp_path: Path,
                                    right: str, wrong: str) -> None:
    text = ASSEMBLER.read_text(encoding="utf-8")
    assert text.count(right) == 1
    mutant = tmp_path / "iss.S"
    mutant.write_text(text.replace(right, wrong), encoding="utf-8")
    assert run(build("iss_equal", *HEADERS, str(mutant)), seconds=20).status == 1

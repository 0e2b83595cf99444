# SPDX-License-Identifier: MIT
"""Every line of core/ and generated/, and every side of a condition there, is taken by a corpus, a
doctest or a script, but for those of which fuzz/uncovered.txt says why not.
"""

from __future__ import annotations

import pytest

from tools.fuzz import CORPUS, targets
from tools.fuzz_covered import measured
from tools.fuzz_lines import Reach, headers, together
from tools.fuzz_uncovered import UNCOVERED, complaints, listed

TEXT = UNCOVERED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found() -> Reach:
    return measured(targets(), CORPUS)[1]


def test_what_no_test_takes_is_explained(found: Reach) -> None:
    assert complaints(found, TEXT) == []


def test_as_much_is_taken_as_was_asked_for(found: Reach) -> None:
    every = together(headers(found))
    assert every.line_percent >= 98 and every.branch_percent >= 95
    assert every.lines > 2000 and every.branches > 1200  # of all headers, not of some


def test_a_line_that_is_no_longer_taken_is_missed(found: Reach) -> None:
    place = next(place for place, count in found.lines.items() if count)
    poorer = Reach(found.lines | {place: 0}, found.conditions)
    assert f"line {place.file} {place.function}: {place.text}" in complaints(poorer, TEXT)[0]


def test_an_entry_whose_line_is_taken_is_too_many(found: Reach) -> None:
    place = next(place for place, count in found.lines.items() if count)
    entry = f"line {place.file} {place.function}: {place.text}"
    assert complaints(found, f"{TEXT}\nwhy: so\n{entry}\n") == [
        f"{UNCOVERED.name} explains what a test takes, or what is gone: {entry}"
    ]


def test_each_entry_is_needed(found: Reach) -> None:
    for entry in listed(TEXT):
        without = "\n".join(line for line in TEXT.splitlines() if line != entry)
        assert any(said.endswith(f"why: {entry}") for said in complaints(found, without))

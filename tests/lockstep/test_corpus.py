# SPDX-License-Identifier: MIT
"""The committed corpus takes every row of tcp.fsm and brings every event to every state, but for
those of which fuzz/unreached.txt says why not.
"""

from __future__ import annotations

import re

import pytest

from tools import build
from tools.fuzz import CORPUS, FUZZ
from tools.fuzz_met import UNREACHED, Met, complaints, of_spec, replayed, unreached
from tools.shell import Failure

TEXT = UNREACHED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def met() -> Met:
    build.need("fuzz", FUZZ / "met_stack", "met_stack")
    return replayed(FUZZ / "met_stack", [CORPUS / "stack"])


def test_all_that_can_be_reached_is(met: Met) -> None:
    assert complaints(met, unreached(TEXT)) == []
    assert len(met.rows) - len(unreached(TEXT).rows) == len(met.rows_taken())


def test_a_row_and_a_pair_that_are_no_longer_met_are_missed(met: Met) -> None:
    row = next(each for each in met.rows if met.taken.get(each.line))
    pair = min(met.pairs_met())
    poorer = Met(met.states, met.rows, 1, 1, met.pairs | {pair: 0}, met.taken | {row.line: 0})
    assert complaints(poorer, unreached(TEXT)) == sorted(
        [f"no input takes the row '{row.what}'", f"in no input does {pair[0]} meet {pair[1]}"]
    )


@pytest.mark.parametrize(
    "line, says",
    [
        ("row segment text: else", "'segment text: else' is taken, and listed"),
        ("row segment text: if late", "'segment text: if late' is listed, and no row"),
        ("pair segment: ESTAB", "segment meets ESTAB, and is listed"),
        ("pair segment: OPEN", "segment and OPEN are listed, and no pair"),
    ],
)
def test_an_entry_that_is_wrong(met: Met, line: str, says: str) -> None:
    assert complaints(met, unreached(f"{TEXT}\n{line}\n")) == [says]


def test_what_means_nothing() -> None:
    with pytest.raises(Failure, match=re.escape("unreached.txt says 'rows all', which means")):
        unreached("rows all\n")


def test_rows_have_names_of_their_own() -> None:
    names = [row.what for row in of_spec().rows]
    assert len(set(names)) == len(names)

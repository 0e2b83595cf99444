# SPDX-License-Identifier: MIT
"""The fuzz targets can fail: each bug of fuzz/planted/ is found from the committed seeds within a
minute of one processor, as the table in fuzz/README.md says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tools import fuzz_planted
from tools.fuzz_planted import SECONDS, Bug, Found, oracle_of, place, read, sought, woven
from tools.fuzz_planted_table import README, RECORD, columns, parts, table, wrong_rows
from tools.shell import Failure

BUGS = read()
HARMLESS = Bug(len(BUGS) + 1, "none", "slip", "core/slip_arena.h", "return bytes;", "return bytes;",
               after="what came, is behind */ ")


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    return fuzz_planted.programs_of([*BUGS, HARMLESS], tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def row() -> Mapping[str, list[str]]:
    return {each[0]: each for each in columns(parts(README.read_text(encoding="utf-8"))[1])}


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_found(
    bug: Bug, programs: Mapping[str, Path], row: Mapping[str, list[str]]
) -> None:
    found = sought(bug, programs[bug.target])
    assert found.how, f"not found in {SECONDS} s"
    assert found.seconds < SECONDS
    expected = [bug.name, bug.target, found.how, found.oracle]
    assert row.get(bug.name) == expected, "to mend: ./thimble fuzz --planted --update"


def test_what_is_no_bug_is_not_found(programs: Mapping[str, Path]) -> None:
    found = sought(HARMLESS, programs["slip"], seconds=1)
    assert (found.oracle, found.how) == ("", "")


def test_the_table_has_no_other_rows(row: Mapping[str, list[str]]) -> None:
    assert list(row) == [bug.name for bug in BUGS]


def test_the_record_is_the_tables(row: Mapping[str, list[str]]) -> None:
    kept = json.loads(RECORD.read_text(encoding="utf-8"))
    replayed = [each for each in row.values() if each[2] == "replay"]
    assert (kept["bugs"], kept["by_seeds"]) == (len(row), len(replayed))
    assert f"; {kept['seconds_at_most']} s of one processor" in README.read_text(encoding="utf-8")


def found_all() -> list[Found]:
    return [Found(bug, "ASan", "heap-use-after-free", "replay", 0.5) for bug in BUGS[:2]]


def test_a_table_that_says_something_else_is_named() -> None:
    readme = "before\n" + table(found_all()) + "\nbehind\n"
    assert wrong_rows(readme, found_all()) == []
    wrong = readme.replace("| ASan |", "| UBSan |", 1)
    name, target = BUGS[0].name, BUGS[0].target
    assert wrong_rows(wrong, found_all()) == [
        f"{name} | {target} | replay | ASan: not in the table",
        f"{name} | {target} | replay | UBSan: the run does not say so",
    ]


def test_a_readme_without_a_place_for_it_is_named() -> None:
    with pytest.raises(Failure, match="fuzz/README.md has no place for the table"):
        parts("nothing\n")


def test_a_bug_is_there_when_its_number_is_asked_for() -> None:
    one = Bug(7, "seven", "stack", "a.h", "a < b", "a > b", after="if (")
    two = replace(one, number=8, wrong="true")
    call = replace(one, number=9, right="go(a);", wrong="", after="")
    assert woven([one], "if (a\n < b) x;") == "if ((planted == 7 ? (a > b) : (a\n < b))) x;"
    assert "(planted == 8 ? (true) : ((planted == 7 ? " in woven([one, two], "if (a < b)")
    assert woven([call], "{ go(a); }") == "{ if (planted == 9) {  } else { go(a); } }"


@pytest.mark.parametrize(
    "text, says",
    [
        ("if (a <= b)", "'seven': a.h has its place 0 times"),
        ("if (a < b) if (a < b)", "'seven': a.h has its place 2 times"),
    ],
)
def test_a_place_that_is_gone_is_named(text: str, says: str) -> None:
    with pytest.raises(Failure, match=says):
        place(Bug(7, "seven", "stack", "a.h", "a < b", "true", after="if ("), text)


def test_bugs_that_overlap_are_named() -> None:
    one = Bug(7, "seven", "stack", "a.h", "a < b", "true")
    with pytest.raises(Failure, match="'eight' overlaps another in a.h"):
        other = replace(one, number=8, name="eight", right="b) go();", wrong="")
        woven([one, other], "(a < b) go();")


@pytest.mark.parametrize(
    "output, oracle, says",
    [
        ("tcp.fsm:9: tick in state 2:  rto: 1 in the device, 2 by the rows; does not hold",
         "lock step", "tick: rto"),
        ("x.h:1: does not hold: a == b\nAddressSanitizer: SEGV", "promise", "a == b"),
        ("core/a.h:1:2: runtime error: index 9 out of bounds", "UBSan", "index 9 out of bounds"),
        ("==1==ERROR: AddressSanitizer: heap-buffer-overflow on", "ASan", "heap-buffer-overflow"),
        ("==1== ERROR: libFuzzer: timeout after 5 seconds", "libFuzzer", "timeout"),
        ("nobody knows\nwhy\n", "something else", "why"),
    ],
)  # fmt: skip
def test_who_saw_it(output: str, oracle: str, says: str) -> None:
    assert oracle_of(output) == (oracle, says)

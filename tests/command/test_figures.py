# SPDX-License-Identifier: MIT
"""The figures: linker and budget must agree, README is rewritten only between its markers."""

from __future__ import annotations

import pytest

from tools import figures, report
from tools.figures import Figures, application_bytes
from tools.shell import Failure

STATED = {
    "application": 10,
    "members": [
        {"struct": "stack", "bytes": 100},
        {"struct": "stack", "bytes": 20},
        {"struct": "clock", "bytes": 4},
    ],
}
MEASURED = {"stack": {"min_sp": 2213, "lowest_write": 2214, "paint": 2214}, "high_water_bytes": 90}
FOUND = Figures(
    "services",
    "atmega328p",
    "avr-g++ 5.4",
    "-Os",
    9000,
    16384,
    32768,
    2048,
    1900,
    {"rings": 1200, "frames": 700},
)


def test_every_struct_is_found_once_and_the_rest_is_the_application() -> None:
    assert application_bytes(STATED, {"core": 120, "ticks": 4, "state": 7}) == 7


def test_a_struct_of_another_size_is_refused() -> None:
    with pytest.raises(Failure, match="struct stack should be 120 bytes; .*core 119"):
        application_bytes(STATED, {"core": 119, "ticks": 4})


def test_an_application_above_its_share_is_refused() -> None:
    with pytest.raises(
        Failure, match=r"has 11 bytes of static RAM \(state\); the profile gives it 10"
    ):
        application_bytes(STATED, {"core": 120, "ticks": 4, "state": 11})


@pytest.mark.parametrize("key", ["min_sp", "lowest_write", "paint"])
def test_three_measurements_that_differ_are_refused(key: str) -> None:
    assert figures.stack_of(MEASURED).bytes_used == 90
    seen = {"min_sp": 2213, "lowest_write": 2214, "paint": 2214}
    with pytest.raises(Failure, match="three measurements of the stack differ"):
        figures.stack_of({"stack": {**seen, key: seen[key] - 1}, "high_water_bytes": 90})


def test_what_is_left_is_what_is_not_used() -> None:
    assert figures.rows(FOUND, figures.stack_of(MEASURED))[-1] == ("RAM left", 58, "of 2,048")


def test_a_stack_that_does_not_fit_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    deep = {"stack": {"min_sp": 2154, "lowest_write": 2155, "paint": 2155}, "high_water_bytes": 149}
    with pytest.raises(Failure, match="more than the part has"):
        figures.print_budget(FOUND, deep)
    assert "RAM left" in capsys.readouterr().out


def test_readme_changes_only_between_the_markers() -> None:
    text = "a\n<!-- figures -->\nold\n<!-- /figures -->\nb\n"
    assert report.replaced(text, "new") == "a\n<!-- figures -->\nnew\n<!-- /figures -->\nb\n"


@pytest.mark.parametrize("text", ["", "<!-- figures -->", "<!-- /figures -->\n<!-- figures -->"])
def test_readme_without_markers_is_refused(text: str) -> None:
    with pytest.raises(Failure, match="README.md: expected one line '<!-- figures -->'"):
        report.replaced(text, "new")


def test_check_names_the_line_that_differs(capsys: pytest.CaptureFixture[str]) -> None:
    assert report.check("a\nb 1\nc", "a\nb 2\nc") == 1
    shown = capsys.readouterr().out
    assert "has:  b 1" in shown and "is:   b 2" in shown and shown.endswith("0 passed, 1 failed\n")
    assert report.check("a", "a") == 0


def test_the_table_is_the_same_for_the_same_figures() -> None:
    assert report.table(FOUND, MEASURED) == report.table(FOUND, MEASURED)
    assert "| RAM: rings | 1,200 |" in report.table(FOUND, MEASURED)

# SPDX-License-Identifier: MIT
"""The figures: the stack that was seen is within its bound, README is rewritten only between its
markers.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from proofs.stack import StackBound
from tools import bounds_page, figures, report
from tools.bounds_data import Data, Item
from tools.bounds_firmware import Firmware
from tools.bounds_flash import Flash
from tools.shell import Failure

MEASURED = {"stack": {"min_sp": 2213, "lowest_write": 2214, "paint": 2214}, "high_water_bytes": 90}
BOUND = StackBound(
    "services.elf", "atmega328p", 95, 80, 20, [], 100, 1900, 2048, [], [], ["no SPM"]
)
FOUND = Firmware(
    file=Path("services.elf"),
    profile="services",
    part="atmega328p",
    compiler="avr-gcc 5.4",
    level="full",
    features=(),
    ram=2048,
    ram_of_part=2048,
    ram_start=256,
    flash_budget=16384,
    flash_of_part=32768,
    share=10,
    sections={".bss": 1900},
    data=Data(
        (
            Item("rings", 1890, "core", 256, "stack", "ring"),
            Item("state", 10, "state", 2146, "", ""),
        ),
        (),
        (),
    ),
    stack=BOUND,
    flash=Flash({"TCP machine": 9000}, 9000, "by line"),
    vectors={},
)


@pytest.mark.parametrize("key", ["min_sp", "lowest_write", "paint"])
def test_three_measurements_that_differ_are_refused(key: str) -> None:
    assert figures.stack_of(MEASURED).bytes_used == 90
    seen = {"min_sp": 2213, "lowest_write": 2214, "paint": 2214}
    with pytest.raises(Failure, match="three measurements of the stack differ"):
        figures.stack_of({"stack": {**seen, key: seen[key] - 1}, "high_water_bytes": 90})


def test_what_is_left_is_what_the_worst_case_leaves() -> None:
    rows = {what: (size, remark) for what, size, remark in table()}
    assert rows["stack, worst case"] == (100, "computed: main 80, interrupts 20")
    assert rows["stack, highest seen"][0] == 90
    assert rows["RAM left, worst case"] == (48, "of 2,048")
    assert rows["RAM: application"] == (10, "") and rows["RAM: rings"] == (1890, "")


def table() -> list[tuple[str, int, str]]:
    return figures.rows(FOUND, figures.stack_of(MEASURED))


def test_where_no_interrupt_counts_main_is_all() -> None:
    alone = replace(FOUND, stack=replace(BOUND, main=110, total=110))
    assert (alone.main, alone.interrupts) == (110, 0)


def test_more_stack_than_its_bound_is_refused() -> None:
    low = replace(FOUND, stack=replace(BOUND, total=89))
    with pytest.raises(Failure, match="90 bytes of stack were seen, more than the bound of 89"):
        figures.rows(low, figures.stack_of(MEASURED))


def test_a_firmware_that_is_not_there() -> None:
    with pytest.raises(Failure, match="none.elf is not there"):
        figures.collect(Path("none.elf"))


def test_the_picture_is_to_scale() -> None:
    text = bounds_page.picture([FOUND, replace(FOUND, ram=1900)])
    assert 'width="922.85" height="56.0" fill="#0f7f7a"' in text  # 1,890 of 2,048
    assert "1,900 static + 100 stack at worst = 2,000 of 2,048 bytes of RAM, 48 left" in text
    assert "-100 left" in text


def test_readme_changes_only_between_the_markers() -> None:
    text = "a\n<!-- figures -->\nold\n<!-- /figures -->\nb\n"
    assert report.replaced(text, "new") == "a\n<!-- figures -->\nnew\n<!-- /figures -->\nb\n"


@pytest.mark.parametrize("text", ["", "<!-- figures -->", "<!-- /figures -->\n<!-- figures -->"])
def test_readme_without_markers_is_refused(text: str) -> None:
    with pytest.raises(Failure, match="README.md: expected one line '<!-- figures -->'"):
        report.replaced(text, "new")


def test_check_names_the_file_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    readme, picture = Path("README.md"), Path("ram.svg")
    texts = {readme: ("a\nb 1\nc", "a\nb 2\nc"), picture: ("", "<svg>")}
    assert report.check(texts) == 1
    shown = capsys.readouterr().out
    assert "README.md: the first line that differs\n  has:  b 1\n  is:   b 2" in shown
    assert "ram.svg: the first line that differs\n  has:  (nothing)\n  is:   <svg>" in shown
    assert shown.endswith("0 passed, 2 failed\n")
    assert report.check({readme: ("a", "a")}) == 0


def test_the_table_is_the_same_for_the_same_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "compiler", lambda: "avr-g++ 5.4")
    monkeypatch.setattr(figures, "flags", lambda: "-Os")
    shown = report.table(FOUND, MEASURED)
    assert shown == report.table(FOUND, MEASURED) and "(examples/ram.svg)" in shown
    assert "| RAM: rings | 1,890 |" in shown and shown.endswith("avr-g++ 5.4, `-Os`.")

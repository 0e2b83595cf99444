# SPDX-License-Identifier: MIT
"""docs/level.md says what a profile leaves out of the machine, down to rows and bytes."""

from __future__ import annotations

from pathlib import Path

from profile_text import read
from test_fsm_features import LIFT

from codegen.machines import level_file

FULL = {"lamp": True, "upper": True}


def level(tmp_path: Path, here: dict[str, bool], full: dict[str, bool] | None = None) -> str:
    path = tmp_path / "lift.fsm"
    path.write_text(LIFT, encoding="utf-8")
    whole = FULL if full is None else full
    return level_file(path, read(tmp_path), ({}, here), ({}, whole))["docs/level.md"]


def test_what_is_off_is_listed(tmp_path: Path) -> None:
    text = level(tmp_path, {"lamp": False, "upper": True})
    assert "Features that are off here: lamp.\n" in text
    assert "| bytes of a connection | 3 | 5 |\n" in text
    assert "| light |  | 0 | 1 |\n" in text
    assert "| dim | ticks until dimmed; 0: stopped | 0 | 1 |\n" in text
    assert "| 32 | press: lamps | `\\| if hand.force == 0 : shine(); drop` |\n" in text
    assert "States that are gone" not in text


def test_states_that_are_gone(tmp_path: Path) -> None:
    text = level(tmp_path, {"lamp": True, "upper": False})
    assert "States that are gone: FIRST, ROOF.\n" in text
    assert "| rows of the state machine | 6 | 11 |\n" in text


def test_nothing_is_left_out(tmp_path: Path) -> None:
    text = level(tmp_path, FULL)
    assert "No feature of level `full` is off here.\n" in text
    assert "## " not in text.replace("# What", "")


def test_more_than_full(tmp_path: Path) -> None:
    text = level(tmp_path, FULL, {"lamp": False, "upper": True})
    assert "Features that level `full` does not switch on by itself: lamp.\n" in text

# SPDX-License-Identifier: MIT
"""Long parts show that they live; short ones stay quiet."""

from __future__ import annotations

import time

import pytest

from tools.test import heartbeat


def test_a_long_part_shows_dots(capsys: pytest.CaptureFixture[str]) -> None:
    with heartbeat(0.01):
        time.sleep(0.2)
    assert capsys.readouterr().out.startswith("..")


def test_a_short_part_shows_none(capsys: pytest.CaptureFixture[str]) -> None:
    with heartbeat(60):
        pass
    assert capsys.readouterr().out == ""


def test_the_dots_end_with_the_part(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt), heartbeat(0.01):
        raise KeyboardInterrupt
    capsys.readouterr()
    time.sleep(0.05)
    assert capsys.readouterr().out == ""

# SPDX-License-Identifier: MIT
"""Every planted fault has its turn."""

from __future__ import annotations

from pathlib import Path

from share import drawn, text_of

NAMES = [f"fault {number}" for number in range(60)]


def test_a_third_of_them_and_all_in_a_long_run() -> None:
    assert 10 < len(drawn(NAMES, b"", long=False)) < 30
    assert drawn(NAMES, b"", long=True) == set(NAMES)


def test_each_has_its_turn_before_long() -> None:
    turns = [drawn(NAMES, f"{day}".encode(), long=False) for day in range(20)]
    assert set().union(*turns) == set(NAMES)


def test_the_same_headers_draw_the_same(tmp_path: Path) -> None:
    (tmp_path / "seq.h").write_text("one")
    first = drawn(NAMES, text_of([tmp_path]), long=False)
    assert drawn(NAMES, text_of([tmp_path]), long=False) == first
    (tmp_path / "seq.h").write_text("two")
    assert drawn(NAMES, text_of([tmp_path]), long=False) != first

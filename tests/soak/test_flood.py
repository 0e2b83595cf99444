# SPDX-License-Identifier: MIT
"""A flood of SYNs from nobody, and real callers beside it. The soak itself demands that each SYN too
many is refused or passed over as the profile says, and that nobody else's connection is touched.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, build, run

TCP = "tcp: {mss: 216,"
CALLERS = 600


def flooded(folder: Path, keys: str, per_second: int) -> tuple[int, int]:
    """How many conversations were complete, and how many callers never got in."""
    soak = build(ROOT, folder, ["-O1"], {TCP: f"{TCP} {keys},"})
    ran = run(soak, "--connections", CALLERS, "--bad", 10, "--flood", per_second)
    assert ran.returncode == 0, ran.stdout[-4000:]
    complete = re.search(r"(\d+) complete,", ran.stdout)
    away = re.search(r"(\d+) turned away", ran.stdout)
    assert complete is not None and away is not None
    assert re.search(r"^\d{3,} SYNs from nobody", ran.stdout, re.MULTILINE), ran.stdout
    return int(complete[1]), int(away[1])


@pytest.mark.parametrize("no_slot", ["reset", "silent"])
def test_a_flood_harms_nobody_who_is_connected(tmp_path: Path, no_slot: str) -> None:
    complete, away = flooded(tmp_path, f"no_slot: {no_slot}, syn_flood: keep", 1)
    assert complete > CALLERS * 0.3  # half of the conversations are the device's own calls
    assert away > 0  # that is the price of keeping half-open slots for three minutes


@pytest.mark.parametrize("no_slot", ["reset", "silent"])
def test_recycled_slots_let_callers_in_while_the_flood_lasts(tmp_path: Path, no_slot: str) -> None:
    _, away = flooded(tmp_path, f"no_slot: {no_slot}, syn_flood: recycle", 2)
    assert away < CALLERS * 0.02

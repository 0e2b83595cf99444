# SPDX-License-Identifier: MIT
"""Connections by the thousand in virtual time; with `./thimble test soak --long` 100,000."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import LONG, ROOT, build, run


def demand_clean(soak: Path, connections: int, bad: int, seed: int) -> None:
    """The run ends well, and all its conversations were judged."""
    ran = run(soak, "--connections", connections, "--bad", bad, "--seed", seed, seconds=3000)
    assert ran.returncode == 0, ran.stdout[-6000:]
    print(ran.stdout)
    counted = re.search(r"^(\d+) conversations: (\d+) complete", ran.stdout, re.MULTILINE)
    away = re.search(r"(\d+) turned away", ran.stdout)
    assert counted is not None and away is not None
    assert int(counted[1]) == connections
    # The others are rude, as drawn; and at 20 % many find both connections of a port half-open.
    assert int(counted[2]) + int(away[1]) > connections * 0.85
    assert int(away[1]) < connections * (0.4 if bad > 50 else 0.05)


@pytest.mark.parametrize(("connections", "bad"), [(300, 0), (300, 10), (2000, 50), (300, 200)])
def test_every_conversation_ends_as_it_should(soak: Path, connections: int, bad: int) -> None:
    demand_clean(soak, connections, bad, seed=1)


def test_waits_go_on_in_records(tmp_path: Path) -> None:
    records = build(ROOT, tmp_path, ["-O1"], {"msl_s: 30": "msl_s: 30, time_wait: 3"})
    demand_clean(records, 1000, 50, seed=4)


@pytest.mark.parametrize("connections", [100_000 if LONG else 6000])
def test_a_long_run(quick: Path, connections: int) -> None:
    demand_clean(quick, connections, 50, seed=2)


def test_the_same_seed_is_the_same_run(soak: Path) -> None:
    first, second = (
        re.sub(r"^.*real time.*$", "", run(soak, "--connections", 100, "--seed", 3).stdout,
               flags=re.MULTILINE)
        for _ in range(2)
    )
    assert first == second

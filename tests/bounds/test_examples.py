# SPDX-License-Identifier: MIT
"""Half of 2 KB is the application's, in every example: Thimble, its drivers and the worst stack take
the rest.
"""

from __future__ import annotations

import json

import pytest
from conftest import bounds

from tools import build

WANTED = 1000
FIRMWARES = ["services", "telemetry_update"]  # several connections each; and too roomy a one:
ROOMY = "workbench"


@pytest.fixture(scope="module")
def left() -> dict[str, int]:
    """By profile: bytes that are the application's, those it has taken already among them."""
    build.need("avr", build.FIRMWARE, *[f"{name}.elf" for name in (*FIRMWARES, ROOMY)])
    found = {}
    for name in (*FIRMWARES, ROOMY):
        ran = bounds(name, "--elf", build.FIRMWARE.parent / f"{name}.elf", "--json")
        assert ran.code == 0, ran.problems
        ram = json.loads(ran.output)["ram"]
        found[name] = ram["limit"] - ram["total"] + ram["owners"]["application"]
    return found


@pytest.mark.parametrize("profile", FIRMWARES)
def test_a_thousand_bytes_are_the_applications(profile: str, left: dict[str, int]) -> None:
    print(f"{profile}: {left[profile]}")
    assert left[profile] >= WANTED


def test_a_roomy_one_does_not_leave_them(left: dict[str, int]) -> None:
    assert 0 <= left[ROOMY] < WANTED

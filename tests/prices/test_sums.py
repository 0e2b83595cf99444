# SPDX-License-Identifier: MIT
"""Prices against what they are made of: RAM as the specs say, and sums as firmwares came out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from codegen.profiles import generate
from tools.price_build import text_of
from tools.price_combine import BENCH, Combination
from tools.price_spec import Features, Raw
from tools.prices import JSON, read
from tools.shell import ROOT

FEATURES = Features()
STORED = read(JSON)
WORST_PERCENT = {"full": 5.0}  # of the plain sum; other profiles are told more, never less
TOO_LITTLE_PERCENT = 4.0  # 5 are added before it is shown


def static_ram(raw: Raw, folder: Path) -> int:
    """What the specs say that a profile takes, before any compiler runs."""
    path = folder / f"{raw['profile']}.yaml"
    path.write_text(text_of(raw))
    return generate(path, ROOT / "spec", path.name).ram.static


@pytest.mark.parametrize("name", ["keepalive", "time_wait", "receive_ring", "third_connection"])
def test_ram_that_was_linked_is_what_the_specs_add_up(name: str, tmp_path: Path) -> None:
    pair = FEATURES.added(name)
    computed = static_ram(pair.having, tmp_path) - static_ram(pair.lacking, tmp_path)
    stored = next(each for each in STORED.features if (each.name, each.level) == (name, pair.level))
    assert computed == stored.ram > 0


def test_what_is_said_of_a_profile_holds_for_those_that_were_built() -> None:
    assert [each.profile for each in STORED.combinations[: len(BENCH)]] == list(BENCH)
    assert len(STORED.combinations) >= 10
    assert [each.profile for each in STORED.combinations if not each.holds] == []


def test_the_sum_of_prices_is_near_what_was_linked() -> None:
    """Sums are not what was linked: what features share is in the price of each."""
    for each in STORED.combinations:
        assert each.error_percent >= -TOO_LITTLE_PERCENT, each.profile
        assert each.error_percent <= WORST_PERCENT.get(each.profile, 15.0), each.profile


def test_a_firmware_above_what_was_said_is_seen() -> None:
    good = Combination("tiny", 7000, 7070, 7420, 80, 100)
    assert good.holds and round(good.error_percent, 1) == 1.0
    assert not replace(good, flash=7421).holds
    assert not replace(good, stack=101).holds

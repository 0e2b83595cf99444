# SPDX-License-Identifier: MIT
"""Flash and stack that were estimated beside what was linked.

The linked ones are those of bench/prices.json, which ./thimble prices compares with the build.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import PRICES, ROOT

from codegen.ir.profile import Profile
from tools.plan import estimate as module
from tools.plan.estimate import (
    PROFILES,
    STACK_RESERVE,
    TOLERANCE_PERCENT,
    Prices,
    base,
    estimate,
    has_of,
    read_prices,
)

LINKED: list[dict[str, Any]] = json.loads(module.PRICES.read_text())["combinations"]
WORST_PERCENT = 15  # above what was linked


def profile_of(name: str) -> Profile:
    return base(next(each for each in (one / f"{name}.yaml" for one in PROFILES) if each.is_file()))


def bench(name: str) -> Profile:
    return base(ROOT / "bench" / "profiles" / f"{name}.yaml")


def without(prices: Prices, profile: Profile) -> Prices:
    """As if no firmware with just these features had been measured."""
    here = has_of(profile)
    return replace(prices, built=tuple(each for each in prices.built if each.has != here))


@pytest.mark.parametrize("row", LINKED, ids=lambda row: row["profile"])
def test_a_profile_that_was_measured_has_its_own_figures(row: dict[str, Any]) -> None:
    found = estimate(profile_of(row["profile"]), read_prices())
    assert found.same and found.unpriced == ()
    assert (found.summed, found.stack) == (row["flash"], row["stack"])


@pytest.mark.parametrize("row", LINKED, ids=lambda row: row["profile"])
def test_an_estimate_is_never_below_what_was_linked_and_near_it(row: dict[str, Any]) -> None:
    """From the other firmwares: sums of prices are -3.4 to +11.3 % of flash and -24 to +51 bytes of
    stack off when this was written.
    """
    profile = profile_of(row["profile"])
    found = estimate(profile, without(read_prices(), profile))
    assert not found.same
    assert row["flash"] <= found.flash
    assert row["stack"] <= found.stack
    assert found.summed >= row["flash"] * (100 - TOLERANCE_PERCENT) / 100
    assert found.summed <= row["flash"] * (100 + WORST_PERCENT) / 100
    assert found.stack == found.stack_summed + STACK_RESERVE


def test_the_price_of_a_feature_is_in_the_estimate() -> None:
    """Without it the figure is lower by no more than its highest price."""
    prices = read_prices(PRICES)
    full = bench("full")
    with_it, without = estimate(full, prices), estimate(bench("udp"), prices)
    assert with_it.summed > without.summed
    assert has_of(full)["congestion"] == 1 and has_of(bench("udp"))["congestion"] == 0


def test_each_name_that_a_profile_can_have_has_a_price() -> None:
    """Or the user reads that it is not in the sums."""
    prices = read_prices()
    for path in sorted((ROOT / "spec" / "profiles").glob("*.yaml")):
        assert estimate(base(path), prices).unpriced == (), path.stem


def test_a_name_without_a_price_is_said(tmp_path: Path) -> None:
    assert estimate(bench("full"), read_prices(PRICES)).unpriced == ()
    text = PRICES.read_text().replace('"name": "time_wait"', '"name": "time"')
    (tmp_path / "prices.json").write_text(text)
    found = estimate(bench("full"), read_prices(tmp_path / "prices.json"))
    assert found.unpriced == ("time_wait",)

# SPDX-License-Identifier: MIT
"""Profiles with many features, built: how far what ./thimble plan says of them is from the truth.

Prices do not add up: a function that two features share is paid by whichever comes first, and one
that is called from two places is no longer a part of its caller. The sum of prices is therefore
another figure than the price of the sum; here both are measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.plan.estimate import Prices, estimate
from tools.price_build import Firmware
from tools.price_spec import APPLICATION, Raw, read
from tools.shell import ROOT

BENCH = ("passive", "active", "udp", "full", "datagram")


@dataclass(frozen=True)
class Combination:
    """One profile, with the bench's application: bytes as linked, and what was said before.
    `flash_summed` is the plain sum of prices, `flash_at_most` what is shown to a user.
    """

    profile: str
    flash: int
    flash_summed: int
    flash_at_most: int
    stack: int
    stack_at_most: int

    @property
    def holds(self) -> bool:
        """Whether the estimate is no less than what came of it."""
        return self.flash <= self.flash_at_most and self.stack <= self.stack_at_most

    @property
    def error_percent(self) -> float:
        """Of the plain sum: below 0 where it is too little."""
        return 100 * (self.flash_summed - self.flash) / self.flash


def combined() -> list[Raw]:
    """The bench's profiles that are weighed, and all that come with the tree."""
    bench = [ROOT / "bench" / "profiles" / f"{name}.yaml" for name in BENCH]
    ours = sorted((ROOT / "spec" / "profiles").glob("*.yaml"))
    return [whole(read(path)) for path in (*bench, *ours)]


def whole(raw: Raw) -> Raw:
    """With the secret, where there is a driver of ours: as a product has it."""
    if raw["level"] == "minimal" or "tcp" not in raw or raw["link"]["driver"] == "none":
        return raw
    return {**raw, APPLICATION: {"call": "secret_gather"}}


def compared(
    built: Sequence[Firmware], stacks: Sequence[int], prices: Prices
) -> list[Combination]:
    """Each firmware beside what these prices say of it."""
    found = []
    for firmware, stack in zip(built, stacks, strict=True):
        said = estimate(firmware.profile, prices)
        found.append(
            Combination(
                firmware.raw["profile"], firmware.flash, said.summed, said.flash, stack, said.stack
            )
        )
    return found

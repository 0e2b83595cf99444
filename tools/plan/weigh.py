# SPDX-License-Identifier: MIT
"""One profile against what there is: RAM by the generator's own sums, flash and stack estimated."""

from __future__ import annotations

from dataclasses import dataclass

from codegen.bound.owners import by_name, shares
from codegen.bound.profile import Bounded, Specs, bounded, read_specs
from codegen.load.profile import profile_of
from tools.plan.candidates import Raw
from tools.plan.estimate import Estimate, Prices, estimate
from tools.plan.records import Records
from tools.plan.sizes import Limits
from tools.shell import ROOT


@dataclass(frozen=True)
class Weighed:
    """A profile with its sums, in bytes."""

    raw: Raw
    bounded: Bounded
    guess: Estimate
    limits: Limits

    @property
    def protocol_ram(self) -> int:
        """Computed: everything but the application's."""
        return self.bounded.ram.static

    @property
    def own_driver(self) -> int:
        """What the application's RAM has on top for the buffers of a driver that is not ours."""
        return self.bounded.ram.application - self.limits.application_ram

    @property
    def ram_left(self) -> int:
        """Negative when it does not fit."""
        return self.limits.ram - self.bounded.ram.total - self.guess.stack

    @property
    def flash_left(self) -> int:
        return self.limits.flash_for_protocol - self.guess.flash

    @property
    def fits(self) -> bool:
        return self.ram_left >= 0 and self.flash_left >= 0

    @property
    def owners(self) -> dict[str, int]:
        """Static RAM by what it is for, without the application's."""
        found = by_name(shares(self.bounded.profile, self.bounded.ram))
        return {name: size for name, size in found.items() if name != "application"}


class Scales:
    """Weighs profiles; counts how many, for a test of how much work an answer is."""

    def __init__(self, prices: Prices, records: Records) -> None:
        self.prices, self.records = prices, records
        self.specs: Specs = read_specs(ROOT / "spec", records)
        self.weighed = 0

    def weigh(self, raw: Raw, limits: Limits) -> Weighed:
        """Raises Failure when nothing is known of the profile's level."""
        self.weighed += 1
        profile = profile_of(raw, limits.in_profile(), raw["profile"])
        return Weighed(raw, bounded(profile, self.specs), estimate(profile, self.prices), limits)

# SPDX-License-Identifier: MIT
"""Which ways to send and receive fit, with what sizes, and which of them to take."""

from __future__ import annotations

from dataclasses import dataclass

from tools.plan.candidates import RUNGS, Rung, Way, profile_map, ways
from tools.plan.need import Need
from tools.plan.sizes import Limits
from tools.plan.weigh import Scales, Weighed


@dataclass(frozen=True)
class Choice:
    """A way with the largest sizes that fit; when none does, with the smallest there are."""

    way: Way
    rung: Rung
    weighed: Weighed

    @property
    def fits(self) -> bool:
        return self.weighed.fits


@dataclass(frozen=True)
class Plan:
    """Every way, the best first, and the one to take: None when nothing fits."""

    need: Need
    limits: Limits
    choices: tuple[Choice, ...]
    taken: Choice | None

    @property
    def nearest(self) -> Choice:
        """Of those that do not fit the one that lacks least."""
        return min(self.choices, key=lambda each: lacking(each.weighed))


def lacking(weighed: Weighed) -> int:
    """Bytes of RAM and of flash that are missing."""
    return max(-weighed.ram_left, 0) + max(-weighed.flash_left, 0)


def plan(name: str, need: Need, limits: Limits, scales: Scales) -> Plan:
    """Looks at every way, and at as many sizes of it as are too large."""
    choices = tuple(_largest(name, need, limits, way, scales) for way in ways(need))
    return Plan(need, limits, choices, take(choices))


def _largest(name: str, need: Need, limits: Limits, way: Way, scales: Scales) -> Choice:
    """Flash hardly depends on the sizes: when it is too little for the largest, it is for all."""
    found = None
    for rung in RUNGS:
        weighed = scales.weigh(profile_map(name, need, limits, way, rung), limits)
        found = Choice(way, rung, weighed)
        if found.fits:
            break
    assert found is not None
    return found


def take(choices: tuple[Choice, ...]) -> Choice | None:
    """The best way whose segments are not too small for it, else the one with the largest."""
    fitting = [each for each in choices if each.fits]
    for each in fitting:
        if each.rung.mss >= each.way.good_from:
            return each
    return max(fitting, key=lambda each: each.rung.mss) if fitting else None

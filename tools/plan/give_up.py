# SPDX-License-Identifier: MIT
"""What to give up where nothing fits: one thing at a time, the cheapest first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from codegen.ir.profile import Part
from tools.plan.candidates import RUNGS, profile_map, ways
from tools.plan.need import Need
from tools.plan.search import Plan, lacking
from tools.plan.sizes import LEAST_FLASH, Limits
from tools.plan.weigh import Scales, Weighed

KINDS = {"clients": "TCP client", "servers": "TCP server", "udp": "UDP socket"}  # of Need
Wish = tuple[str, Need, Limits]  # what is given up, and what is asked for then


@dataclass(frozen=True)
class Sacrifice:
    """A smaller wish, the bytes it gives up, and the bytes that are missing after it."""

    what: str
    need: Need
    limits: Limits
    bytes: int
    missing_ram: int
    missing_flash: int

    @property
    def enough(self) -> bool:
        return not self.missing_ram and not self.missing_flash


@dataclass(frozen=True)
class Advice:
    """Alone enough or not, the cheapest first; `together` is what is enough only in company."""

    single: tuple[Sacrifice, ...]
    together: Sacrifice | None
    part: Part | None  # the smallest known one on which all of it fits


def advise(name: str, found: Plan, scales: Scales, known: Sequence[Part]) -> Advice:
    """For a plan in which nothing fits."""
    best = found.nearest.weighed
    single = [
        _tried(name, wish, best, scales)
        for wish in (
            *_fewer(name, found.need, found.limits, scales),
            *_shares(found.need, found.limits, best),
        )
    ]
    missing = {each.what: each.missing_ram + each.missing_flash for each in single}
    single.sort(key=lambda each: (not each.enough, missing[each.what], each.bytes))
    return Advice(
        tuple(single),
        None if any(each.enough for each in single) else _together(name, found, scales),
        _larger(name, found, scales, known),
    )


def _fewer(name: str, need: Need, limits: Limits, scales: Scales) -> Iterator[Wish]:
    """Of each kind of socket as few less as are enough, or none of it."""
    for kind in KINDS:
        count = getattr(need, kind)
        most = count - (need.tcp + need.udp == count)  # something has to be left
        less = [_less(need, kind, by) for by in range(1, most + 1)]
        if less:
            at = bisect_left(less, True, key=lambda wish: smallest(name, wish, limits, scales).fits)
            by = min(at + 1, most)
            yield _said(kind, by, count), _less(need, kind, by), limits
    if need.ping:
        yield "no ping", replace(need, ping=False), limits
    if need.tcp and need.udp:
        yield "UDP alone, no TCP", replace(need, servers=0, clients=0), limits


def _less(need: Need, kind: str, by: int) -> Need:
    return replace(need, **{kind: getattr(need, kind) - by})


def _said(kind: str, by: int, of: int) -> str:
    what = KINDS[kind] + "s" * (by > 1)
    return f"no {what}" if by == of == 1 else f"{by} {what} less, of {of}"


def _shares(need: Need, limits: Limits, best: Weighed) -> Iterator[Wish]:
    """Of what is not the protocol's just what is missing."""
    ram, flash = max(-best.ram_left, 0), max(-best.flash_left, 0)
    if 0 < ram <= limits.application_ram:
        left = limits.application_ram - ram
        text = f"RAM of the application {limits.application_ram:,} -> {left:,}"
        yield text, need, replace(limits, application_ram=left)
    if 0 < flash <= limits.application_flash:
        left = limits.application_flash - flash
        text = f"flash of the application {limits.application_flash:,} -> {left:,}"
        yield text, need, replace(limits, application_flash=left)
    if flash and limits.bootloader:
        yield f"no bootloader ({limits.bootloader:,})", need, replace(limits, bootloader=0)


def _tried(name: str, wish: Wish, best: Weighed, scales: Scales) -> Sacrifice:
    what, need, limits = wish
    after = smallest(name, need, limits, scales)
    given = (
        best.limits.application_ram
        - limits.application_ram
        + best.limits.application_flash
        - limits.application_flash
        + best.limits.bootloader
        - limits.bootloader
    )
    given = given or max(after.ram_left - best.ram_left, 0) + max(
        after.flash_left - best.flash_left, 0
    )
    return Sacrifice(what, need, limits, given, max(-after.ram_left, 0), max(-after.flash_left, 0))


def smallest(name: str, need: Need, limits: Limits, scales: Scales) -> Weighed:
    """The way that lacks least, with the smallest sizes there are."""
    tried = (
        scales.weigh(profile_map(name, need, limits, way, RUNGS[-1]), limits) for way in ways(need)
    )
    return min(tried, key=lacking)


def _together(name: str, found: Plan, scales: Scales) -> Sacrifice | None:
    """One thing after the other, always what helps most, until it is enough."""
    need, limits = found.need, found.limits
    best = found.nearest.weighed
    said: list[str] = []
    while not best.fits:
        wishes = [*_none(need, limits), *_shares(need, limits, best)]
        wishes = wishes or [*_fewer(name, need, limits, scales)]  # one kind is left: some of it
        tried = [_tried(name, wish, best, scales) for wish in wishes]
        if not tried:
            return None
        most = min(tried, key=lambda each: (each.missing_ram + each.missing_flash, each.bytes))
        need, limits = most.need, most.limits
        said.append(most.what)
        best = smallest(name, need, limits, scales)
    return Sacrifice(", ".join(said), need, limits, 0, 0, 0)


def _none(need: Need, limits: Limits) -> Iterator[Wish]:
    """Nothing of one kind, while something is left."""
    for kind, what in KINDS.items():
        if 0 < getattr(need, kind) < need.tcp + need.udp:
            yield f"no {what}", replace(need, **{kind: 0}), limits
    if need.ping:
        yield "no ping", replace(need, ping=False), limits


def _larger(name: str, found: Plan, scales: Scales, known: Sequence[Part]) -> Part | None:
    """The same bootloader and the same application on another chip."""
    for part in sorted(known, key=lambda part: (part.flash, part.ram)):
        limits = replace(found.limits, flash=part.flash, ram=part.ram, part=part)
        if part.flash < LEAST_FLASH + limits.bootloader:
            continue
        if smallest(name, found.need, limits, scales).fits:
            return part
    return None

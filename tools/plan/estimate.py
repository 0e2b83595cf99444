# SPDX-License-Identifier: MIT
"""Flash and stack of a profile that nobody has built: a measured firmware of its level, and the
measured prices of what it has beyond that (bench/prices.json, written by ./thimble prices).

On the safe side: what is added costs its highest price, what is left out saves its lowest, and no
feature that is left out gives stack back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen.ir.profile import LINK_DRIVERS, Part, Profile
from codegen.load.profile import profile_of
from codegen.lower.features import features, machine_params
from codegen.yaml_loc import load, plain
from tools.shell import ROOT, Failure

PRICES = ROOT / "bench" / "prices.json"
BASES = ROOT / "bench" / "prices"  # the profile behind each level's figures
# What comes with something else, and has no price of its own.
FREE = frozenset({"urgent", "reuse"})
# No sum of prices has been lower than what was linked by more: tests/plan/test_estimate.py. A stack
# is a path and no sum: what one feature adds depends on which others made the path.
TOLERANCE_PERCENT = 5
STACK_RESERVE = 20
# Features that a firmware without TCP can have or lack by itself.
OWN = frozenset(
    {"udp", "second_udp", "udp_errors", "icmp_echo", "unreachable", "fragments", "drop_counters"}
) | frozenset({"mtu", *LINK_DRIVERS})
BYTE = 255
# core/avr/secret.cpp, which the price of keyed_iss has not: measured, tests/plan/test_estimate.py.
SECRET_FLASH = 566
_ANY_PART = Part("any", 1 << 20, 65535, 16_000_000, 16, 2)


@dataclass(frozen=True)
class Price:
    """Bytes; the least and the most that was measured."""

    flash: tuple[int, int]
    stack: int


@dataclass(frozen=True)
class Level:
    """A whole firmware with a null network and handlers that echo."""

    flash: int
    stack: int
    has: Counter[str]


@dataclass(frozen=True)
class Prices:
    compiler: str
    levels: Mapping[str, Level]
    features: Mapping[str, Price]


@dataclass(frozen=True)
class Estimate:
    """Bytes. `flash` and `stack` have the tolerances in them, the sums of prices have not."""

    summed: int
    stack_summed: int
    unpriced: tuple[str, ...]  # names that nobody has measured yet

    @property
    def stack(self) -> int:
        return self.stack_summed + STACK_RESERVE

    @property
    def flash(self) -> int:
        return -(-self.summed * (100 + TOLERANCE_PERCENT) // 100)


def read_prices(path: Path = PRICES, bases: Path = BASES) -> Prices:
    """Raises Failure when the file is not there or says something else than expected."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        rows: dict[str, list[Any]] = {}
        for row in raw["features"]:
            rows.setdefault(row["name"], []).append(row)
        levels = {
            name: Level(
                int(each["flash"]), int(each["stack"]), has_of(base(bases / f"{name}.yaml"))
            )
            for name, each in raw["levels"].items()
        }
        return Prices(
            str(raw["compiler"]),
            levels,
            {name: _price(found) for name, found in rows.items()},
        )
    except FileNotFoundError as error:
        raise Failure(f"{error.filename} is not there; ./thimble prices writes it") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Failure(
            f"{path.name} is not what ./thimble prices writes: {type(error).__name__} {error}"
        ) from error


def base(path: Path) -> Profile:
    """A profile of ours, whatever its part."""
    return profile_of(plain(load(path)), _ANY_PART, path.name)


def _price(rows: list[Any]) -> Price:
    flash = [int(row["flash"]) for row in rows]
    return Price((min(flash), max(flash)), max(int(row["stack"]) for row in rows))


def has_of(profile: Profile) -> Counter[str]:
    """How often a profile has what is priced: its features, its sockets beyond the first, numbers
    that do not fit in a byte.
    """
    found = Counter(name for name, on in features(profile).items() if on)
    params = machine_params(profile)
    sockets = len(profile.tcp_sockets)
    slots = sum(socket.connections for socket in profile.tcp_sockets)
    udp = len(profile.udp_sockets)
    found["tcp"] = min(sockets, 1)
    found["shares"] = max(sockets - 1, 0)
    found["connection"] = min(max(slots - 1, 0), 1)
    found["third_connection"] = max(slots - 2, 0)
    found["udp"], found["second_udp"] = min(udp, 1), max(udp - 1, 0)
    found["icmp_echo"] = int(profile.net.icmp_echo)
    found["mtu"] = int(profile.link.mtu > BYTE)
    found["tick"] = int(params["RTO_MAX"] > BYTE)
    found["send_bytes"] = int(params["RING_MAX"] > BYTE)
    found["receive_bytes"] = int(params["RECEIVE_MAX"] > BYTE)
    for driver in LINK_DRIVERS:
        found[driver] = int(profile.link.driver == driver)
    return +found


def estimate(profile: Profile, prices: Prices) -> Estimate:
    """Raises Failure when no figure is of the profile's level."""
    name = profile.level if profile.tcp_sockets else "minimal"
    level = prices.levels.get(name)
    if level is None:
        raise Failure(f"bench/prices.json has no level '{name}'; ./thimble prices writes it")
    here = has_of(profile)
    more, less = here - level.has, level.has - here
    if not profile.tcp_sockets:  # the price of TCP has everything in it that cannot be without
        less = Counter({"tcp": 1}) + Counter({each: n for each, n in less.items() if each in OWN})
        more = Counter({each: n for each, n in more.items() if each in OWN})
    flash, stack = level.flash, level.stack
    unpriced = sorted((set(more) | set(less)) - set(prices.features) - FREE)
    for each, count in more.items():
        if each in prices.features:
            flash += count * max(prices.features[each].flash[1], 0)
            stack += max(prices.features[each].stack, 0)
    for each, count in less.items():
        if each in prices.features:
            flash -= count * max(prices.features[each].flash[0], 0)
    if here["keyed_iss"] and profile.link.driver in LINK_DRIVERS:  # ours are for a chip of ours
        flash += SECRET_FLASH
    return Estimate(flash, stack, tuple(unpriced))

# SPDX-License-Identifier: MIT
"""Flash and stack of a profile that nobody has built: measured firmwares that have much in common
with it, and the measured prices of the difference (bench/prices.json, written by ./thimble prices).

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
STACK_RESERVE = 32
BYTE = 255
SECRET = "secret"  # gathered by a driver of ours where initial sequence numbers are keyed
PROFILES = (ROOT / "bench" / "profiles", ROOT / "spec" / "profiles")
_ANY_PART = Part("any", 1 << 20, 65535, 16_000_000, 16, 2)


@dataclass(frozen=True)
class Price:
    """Bytes; the least and the most that was measured."""

    flash: tuple[int, int]
    stack: int


@dataclass(frozen=True)
class Built:
    """A whole firmware with handlers that echo, measured."""

    name: str
    flash: int
    stack: int
    has: Counter[str]


@dataclass(frozen=True)
class Prices:
    """`built` are the levels' own firmwares, and those of whole profiles."""

    compiler: str
    built: tuple[Built, ...]
    features: Mapping[str, Price]


@dataclass(frozen=True)
class Estimate:
    """Bytes. `flash` and `stack` have the tolerances in them, the sums of prices have not."""

    summed: int
    stack_summed: int
    same: bool  # a firmware with the very same features was measured
    unpriced: tuple[str, ...]  # names that nobody has measured yet

    @property
    def stack(self) -> int:
        return self.stack_summed + (0 if self.same else STACK_RESERVE)

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
        found = {(bases, name): each for name, each in raw["levels"].items()}
        for each in raw.get("combinations", ()):
            folder = next(one for one in PROFILES if (one / f"{each['profile']}.yaml").is_file())
            found[folder, each["profile"]] = each
        built = [
            Built(
                name, int(each["flash"]), int(each["stack"]), has_of(base(folder / f"{name}.yaml"))
            )
            for (folder, name), each in found.items()
        ]
        features = {name: _price(each) for name, each in rows.items()}
        built += [_without_tcp(each, features) for each in built if each.name == "minimal"]
        return Prices(str(raw["compiler"]), tuple(built), features)
    except FileNotFoundError as error:
        raise Failure(f"{error.filename} is not there; ./thimble prices writes it") from error
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise Failure(f"{path}: {broken(error)}; ./thimble prices writes it anew") from error


def broken(error: Exception) -> str:
    """What is wrong with a prices.json, without Python's words for it."""
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON: {error}"
    if isinstance(error, OSError):
        return str(error.strerror)
    if isinstance(error, KeyError):
        return f"'{error.args[0]}' is missing"
    return "a number, a text or a list is not where it belongs"


def _without_tcp(built: Built, features: Mapping[str, Price]) -> Built:
    """Nobody builds it: the price of TCP has everything in it that cannot be without."""
    has = Counter({name: count for name, count in built.has.items() if name == "icmp_echo"})
    return Built("no tcp", built.flash - features["tcp"].flash[0], built.stack, has)


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
    for driver in LINK_DRIVERS:  # ours are for a chip of ours, which has to gather a secret
        found[driver] = int(profile.link.driver == driver)
        found[SECRET] += found[driver] * found["keyed_iss"]
    if not sockets:  # defaults that say something of TCP alone
        found["full_reset"] = found["tick"] = 0
    return +found


def estimate(profile: Profile, prices: Prices) -> Estimate:
    """From the firmwares that are nearest; raises Failure when there is none."""
    here = has_of(profile)
    like = [each for each in prices.built if each.has["tcp"] == here["tcp"]]
    if not like:
        raise Failure("bench/prices.json has no level minimal; ./thimble prices writes it")
    same = next((each for each in like if each.has == here), None)
    if same:
        return Estimate(same.flash, same.stack, True, ())
    flash = min(flash_from(each, here, prices) for each in like)
    stack = min(stack_from(each, here, prices) for each in like)
    unpriced = set(here) - set(prices.features) - FREE
    return Estimate(flash, stack, False, tuple(sorted(unpriced)))


def flash_from(built: Built, here: Counter[str], prices: Prices) -> int:
    """A firmware's flash, that of what it lacks, less that of what it has beyond. Each such sum is on
    the safe side, so the least of them is the nearest.
    """
    more, less = here - built.has, built.has - here
    added = sum(count * max(_known(name, prices).flash[1], 0) for name, count in more.items())
    saved = sum(count * max(_known(name, prices).flash[0], 0) for name, count in less.items())
    return built.flash + added - saved


def stack_from(built: Built, here: Counter[str], prices: Prices) -> int:
    """A firmware's stack and that of what it lacks; what it has beyond gives none back."""
    more = here - built.has
    return built.stack + sum(
        count * max(_known(name, prices).stack, 0) for name, count in more.items()
    )


def described(guess: Estimate, compiler: str) -> str:
    """Where the figures come from, for whoever reads them."""
    how = "a firmware with the same features" if guess.same else "summed"
    reserve = "" if guess.same else f", stack with {STACK_RESERVE} bytes"
    return (
        f"measured ({compiler}), {how} from bench/prices.json, flash with {TOLERANCE_PERCENT} % on"
        f" top{reserve}"
    )


def _known(name: str, prices: Prices) -> Price:
    return prices.features.get(name, Price((0, 0), 0))

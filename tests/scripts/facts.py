# SPDX-License-Identifier: MIT
"""What a script may know of a profile: its numbers, its features, its sockets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Socket:
    """One of a profile. `words` are what a script can ask of it."""

    name: str
    number: int
    port: int
    words: frozenset[str]
    ring: int


@dataclass(frozen=True)
class Profile:
    """`numbers` are PROFILE_ constants in lower case without that prefix, times in ms."""

    name: str
    address: str
    numbers: dict[str, int]
    sockets: tuple[Socket, ...]
    signals: tuple[str, ...]
    states: tuple[str, ...]
    errors: tuple[str, ...]
    drops: tuple[str, ...]
    features: frozenset[str] = field(default_factory=frozenset)

    def socket(self, wanted: tuple[str, ...]) -> Socket | None:
        """The first that has all these words; a name is a word too."""
        return next((one for one in self.sockets if set(wanted) <= one.words), None)


TICKS = ("rto_init", "rto_max", "rto_min", "rto_after_syn", "msl2", "fin_wait",
         "keepalive", "keep_again")


def enumerators(text: str, prefix: str) -> dict[str, int]:
    """NAME = number, or one more than the one before."""
    found: dict[str, int] = {}
    for name, given in re.findall(rf"^ +{prefix}(\w+)(?: = (\d+))?[,\s]", text, re.MULTILINE):
        found[name] = int(given) if given else (max(found.values()) + 1 if found else 0)
    return found


def by_number(found: dict[str, int]) -> tuple[str, ...]:
    """Names by their number; "" where there is none."""
    names = {number: name for name, number in found.items()}
    return tuple(names.get(number, "") for number in range(max(names, default=-1) + 1))


def names(root: Path = ROOT) -> list[str]:
    """The profiles with a TCP socket; a bench_ profile is for its bench."""
    generated = sorted(path.parent.name for path in root.glob("generated/*/profile.h"))
    return [name for name in generated if not name.startswith("bench_") and load(name).sockets]


@lru_cache
def load(name: str, root: Path = ROOT) -> Profile:
    folder = root / "generated" / name
    header = (folder / "profile.h").read_text(encoding="utf-8")
    machine = (folder / "tcp_machine.h").read_text(encoding="utf-8")
    drops = (folder / "drop.h").read_text(encoding="utf-8")
    spec = yaml.safe_load((root / "spec" / "profiles" / f"{name}.yaml").read_text("utf-8"))
    numbers = {key.lower(): value for key, value in enumerators(header, "PROFILE_").items()}
    features = frozenset(key for key, value in numbers.items() if value)
    for key in TICKS:
        if key in numbers:
            numbers[key] *= numbers["tick_ms"]
    numbers.update(mss=numbers["tcp_mss"], rto=numbers["rto_init"], tick=numbers["tick_ms"])
    order = enumerators(header, "SOCKET_")
    sockets = [socket_of(key, one, order[key.upper()], numbers["tcp_mss"])
               for key, one in spec["sockets"].items() if one["protocol"] == "tcp"]
    found = re.search(r"enum tcp_error \{(.*?)\}", machine, re.DOTALL)
    errors = enumerators("\n" + found[1], "TCP_(?:ERROR_)?") if found else {}
    return Profile(name, spec["net"]["address"].split("/")[0], numbers, tuple(sockets),
                   by_number(bits(machine)), states(machine), by_number(errors),
                   by_number(enumerators(drops, "DROP_"))[:-1], features)


def bits(machine: str) -> dict[str, int]:
    """Signals and the number of their bit."""
    found = re.findall(r"^ +TCP_SIGNAL_(\w+) = (\d+)", machine, re.MULTILINE)
    return {name: int(bit).bit_length() - 1 for name, bit in found}


def states(machine: str) -> tuple[str, ...]:
    found = re.search(r"enum tcp_state \{(.*?)\}", machine, re.DOTALL)
    return by_number(enumerators("\n" + found[1], "TCP_")) if found else ()


def socket_of(name: str, one: dict[str, Any], number: int, mss: int) -> Socket:
    send = one.get("send")
    words = {name, one["role"], *(["writes"] if send else [])}
    if send == "source":
        words.add("source")
    elif send:
        words.add("ring")
        if send >= 4 * mss:
            words.add("wide")  # room for fast retransmit
        if send >= 2 * mss:
            words.add("deep")  # more than one full segment
    if one.get("receive"):
        words.add("receive_ring")
    else:
        words.add("direct")  # text comes straight from the frame
    return Socket(name, number, one.get("port", 0), frozenset(words), send if words & {"ring"}
                  else 0)

# SPDX-License-Identifier: MIT
"""bench/prices/: what is priced, and the profiles that are built for it, as changed in memory."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tools.shell import ROOT, Failure

FOLDER = ROOT / "bench" / "prices"
LEVELS = ("full", "client", "minimal")
SMALLEST, EVERYTHING = "minimal", "everything"
ADDED, LEFT_OUT = "minimal", "full"  # `level` of a price: added to minimal, left out of everything

APPLICATION = "application"  # beside the profile's keys: what the firmware does besides

Raw = dict[str, Any]  # a profile, or a change of one (RFC 7396), as YAML has it


@dataclass(frozen=True)
class Feature:
    """One name with a price. Changes are merge patches: null removes a key."""

    name: str
    what: str
    add: Raw
    bare: Raw
    leave: Raw
    more: Raw
    needs: tuple[str, ...]
    beside: tuple[str, ...]
    nothing: str  # why it may cost nothing; "" where it may not
    is_number: bool  # a constant of the program: README's table does not list it


@dataclass(frozen=True)
class Pair:
    """The two profiles whose difference is the price."""

    feature: Feature
    level: str
    having: Raw
    lacking: Raw


def merged(document: Any, patch: Any) -> Any:
    """A JSON merge patch, RFC 7396; neither argument is changed."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    result = dict(document) if isinstance(document, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def said(patch: Raw, path: str = "") -> str:
    """A change as a person would say it: `tcp.pipeline: true`, `no sockets.caller`."""
    found = []
    for key, value in patch.items():
        here = f"{path}.{key}" if path else str(key)
        if value is None:
            found.append(f"no {here}")
        elif isinstance(value, dict) and "protocol" not in value:  # a new socket is one thing
            found.append(said(value, here))
        else:
            found.append(f"{here}: {flow(value)}")
    return ", ".join(found)


def flow(value: Any) -> str:
    """YAML in one line."""
    text: str = yaml.safe_dump(value, default_flow_style=True, width=1000, sort_keys=False)
    return text.removesuffix("...\n").strip()


def read(path: Path) -> Any:
    """The YAML of one file."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise Failure(f"{path}: {error}") from error


def base(name: str, folder: Path = FOLDER) -> Raw:
    """One of the profiles beside features.yaml."""
    raw: Raw = read(folder / f"{name}.yaml")
    return raw


class Features(dict[str, Feature]):
    """By name, in the order of the file; numbers last."""

    def __init__(self, folder: Path = FOLDER) -> None:
        document = read(folder / "features.yaml")
        super().__init__()
        for name, raw in document["features"].items():
            self[name] = feature(name, raw)
        for name, raw in document["numbers"].items():
            self[name] = feature(name, raw, is_number=True)
        self.free: Mapping[str, str] = document["free"]
        self.folder = folder
        for each in self.values():
            for other in (*each.needs, *each.beside):
                if other not in self:
                    raise Failure(f"{each.name} needs '{other}', which features.yaml has not")

    def under(self, name: str) -> list[str]:
        """What has to be there before it, deepest first."""
        found: list[str] = []
        for need in self[name].needs:
            found += [each for each in (*self.under(need), need) if each not in found]
        return found

    def over(self, name: str) -> list[str]:
        """What cannot be without it."""
        return [other for other in self if name in self.under(other)]

    def added(self, name: str) -> Pair:
        """To the smallest profile."""
        one, low = self[name], base(SMALLEST, self.folder)
        for other in (*one.beside, *self.under(name)):
            low = merged(low, self[other].add)
        return Pair(one, ADDED, merged(low, one.add), merged(low, one.bare))

    def left_out(self, name: str) -> Pair | None:
        """Of the richest, or added to it; None where nothing says how."""
        one, high = self[name], base(EVERYTHING, self.folder)
        if one.more:
            for other in self.under(name):
                high = merged(high, self[other].more)
            return Pair(one, LEFT_OUT, merged(high, one.more), high)
        if not one.leave:
            return None
        for other in self.over(name):
            high = merged(high, self[other].leave)
        return Pair(one, LEFT_OUT, high, merged(high, one.leave))

    def pairs(self, names: list[str]) -> list[Pair]:
        """Everything to measure for these."""
        both = [pair for name in names for pair in (self.added(name), self.left_out(name))]
        return [pair for pair in both if pair is not None]


def feature(name: str, raw: Raw, *, is_number: bool = False) -> Feature:
    """From its lines in the file."""
    unknown = set(raw) - {"what", "add", "bare", "leave", "more", "needs", "beside", "nothing"}
    if unknown:
        raise Failure(f"features.yaml: {name} has a key '{min(unknown)}' that nobody knows")
    return Feature(
        name,
        raw.get("what", f"another {name}"),
        raw.get("add", {}),
        raw.get("bare", {}),
        raw.get("leave", {}),
        raw.get("more", {}),
        tuple(raw.get("needs", ())),
        tuple(raw.get("beside", ())),
        raw.get("nothing", ""),
        is_number,
    )

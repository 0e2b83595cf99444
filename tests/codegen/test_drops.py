# SPDX-License-Identifier: MIT
"""The drop reasons of spec/drops.yaml and those that are counted are the same."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from codegen.load.drops import load_drops

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for folder in ("core", "examples")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".h", ".hpp", ".cpp"}
}


# What drop_refused counts from its first reason on: one for each way to be refused, in the order of
# enum wire_verdict.
VERDICTS = ("short", "length", "version", "option")


def refusals(first: str, names: Sequence[str]) -> set[str]:
    """The reasons that follow `first` in the order of the verdicts, for as long as they do."""
    protocol = first.rpartition("_")[0]
    at = names.index(first) if first in names else len(names)
    pairs = zip(names[at:], (f"{protocol}_{verdict}" for verdict in VERDICTS))
    return {name for name, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs)}


def mistakes(names: Sequence[str], sources: Mapping[str, str]) -> list[str]:
    """Reasons that are counted and nobody declares, and the other way round."""
    found, used = [], {"reasons"}  # DROP_REASONS is their number
    for path, text in sources.items():
        for number, line in enumerate(text.splitlines(), 1):
            for word in re.findall(r"\bDROP_([A-Z0-9_]+)", line):
                used.add(word.lower())
                if word.lower() not in {*names, "reasons"}:
                    found.append(f"{path}:{number}: DROP_{word} has no line in spec/drops.yaml")
            for word in re.findall(r"\bdrop_refused\(s, DROP_([A-Z0-9_]+)", line):
                used |= refusals(word.lower(), names)
    unused = sorted(set(names) - used)
    return found + [f"spec/drops.yaml: nobody drops for '{name}'" for name in unused]


def test_counted_is_what_is_declared_and_nothing_else() -> None:
    assert mistakes([drop.name for drop in load_drops(ROOT / "spec")], SOURCES) == []


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (
            ["udp_port", "udp_shrot"],
            [
                "core/udp.h:2: DROP_UDP_SHORT has no line in spec/drops.yaml",
                "spec/drops.yaml: nobody drops for 'udp_shrot'",
            ],
        ),
        (["udp_port", "udp_short", "arp"], ["spec/drops.yaml: nobody drops for 'arp'"]),
        (["udp_port", "udp_short"], []),
    ],
)
def test_a_name_spelt_in_two_ways(names: list[str], message: list[str]) -> None:
    sources = {"core/udp.h": "\nreturn drop(s, DROP_UDP_SHORT);\nreturn drop(s, DROP_UDP_PORT);\n"}
    assert mistakes(names, sources) == message


@pytest.mark.parametrize(
    ("names", "unused"),
    [
        (["ip_short", "ip_length", "ip_version", "ip_option"], []),
        (["ip_short", "ip_length"], []),
        (["ip_short", "ip_version", "ip_length"], ["ip_length", "ip_version"]),
        (["ip_short", "udp_length"], ["udp_length"]),
        (["ip_length", "ip_short"], ["ip_length"]),
    ],
)
def test_refusals_stand_in_the_order_of_the_verdicts(names: list[str], unused: list[str]) -> None:
    sources = {"core/ip.h": "return drop_refused(s, DROP_IP_SHORT, (uint8_t)verdict);\n"}
    assert mistakes(names, sources) == [
        f"spec/drops.yaml: nobody drops for '{name}'" for name in unused
    ]

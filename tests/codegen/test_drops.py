# SPDX-License-Identifier: MIT
"""The drop reasons of spec/drops.yaml and those that are counted are the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
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


def mistakes(names: set[str], sources: Mapping[str, str]) -> list[str]:
    """Reasons that are counted and nobody declares, and the other way round."""
    found, used = [], {"reasons"}  # DROP_REASONS is their number
    for path, text in sources.items():
        for number, line in enumerate(text.splitlines(), 1):
            for word in re.findall(r"\bDROP_([A-Z0-9_]+)", line):
                used.add(word.lower())
                if word.lower() not in names | {"reasons"}:
                    found.append(f"{path}:{number}: DROP_{word} has no line in spec/drops.yaml")
    unused = sorted(names - used)
    return found + [f"spec/drops.yaml: nobody drops for '{name}'" for name in unused]


def test_counted_is_what_is_declared_and_nothing_else() -> None:
    assert mistakes({drop.name for drop in load_drops(ROOT / "spec")}, SOURCES) == []


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (
            {"udp_port", "udp_shrot"},
            [
                "core/udp.h:2: DROP_UDP_SHORT has no line in spec/drops.yaml",
                "spec/drops.yaml: nobody drops for 'udp_shrot'",
            ],
        ),
        ({"udp_port", "udp_short", "arp"}, ["spec/drops.yaml: nobody drops for 'arp'"]),
        ({"udp_port", "udp_short"}, []),
    ],
)
def test_a_name_spelt_in_two_ways(names: set[str], message: list[str]) -> None:
    sources = {"core/udp.h": "\nreturn drop(s, DROP_UDP_SHORT);\nreturn drop(s, DROP_UDP_PORT);\n"}
    assert mistakes(names, sources) == message

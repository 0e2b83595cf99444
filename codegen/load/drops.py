# SPDX-License-Identifier: MIT
"""Reads spec/drops.yaml: why a frame may be dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from codegen.diagnostic import SpecError
from codegen.ir.profile import Drop
from codegen.yaml_loc import find, plain
from codegen.load.schema import load_checked


def load_drops(spec: Path) -> tuple[Drop, ...]:
    """The reasons in the order of the file, which is their number."""
    root = load_checked(spec / "drops.yaml", spec / "drops.schema.json")
    raw: Any = plain(root)
    drops = tuple(Drop(row["name"], row["why"], row.get("rfc", "")) for row in raw["drops"])
    names: set[str] = set()
    for position, drop in enumerate(drops):
        if drop.name in names:
            at = find(root, ["drops", position, "name"]).at
            raise SpecError(at, f"drop reason '{drop.name}' is there already; one name a cause")
        names.add(drop.name)
    return drops

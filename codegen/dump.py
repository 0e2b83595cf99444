# SPDX-License-Identifier: MIT
"""What the generator understood, as JSON, for people and for tests of the reader."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from enum import Enum

from codegen.lower.profile import machine_params, slots
from codegen.profiles import GeneratedSet


def dump(sets: Sequence[GeneratedSet]) -> str:
    """A list with one object for each profile."""
    return json.dumps([_one(made) for made in sets], indent=2, default=_plain)


def _one(made: GeneratedSet) -> dict[str, object]:
    return {
        "profile": made.profile,
        "slots": slots(made.profile),
        "machine_params": machine_params(made.profile),
        "ram": {
            "static": made.ram.static,
            "application": made.ram.application,
            "rows": made.ram.rows,
        },
        "files": sorted(made.files),
    }


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} cannot be printed as JSON")

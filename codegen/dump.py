# SPDX-License-Identifier: MIT
"""What the generator understood, as JSON, for people and for tests of the reader."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path

from codegen.diagnostic import Place
from codegen.lower.features import machine_features, machine_params
from codegen.lower.profile import slots
from codegen.machines import check_file
from codegen.packets import load_packets
from codegen.profiles import GeneratedSet


def dump(sets: Sequence[GeneratedSet], spec: Path) -> str:
    """A list with one object for each profile."""
    text = json.dumps([plain(_one(made, spec)) for made in sets], indent=2)
    return text.replace(f"{spec.parent.as_posix()}/", "")


def _one(made: GeneratedSet, spec: Path) -> dict[str, object]:
    params, switches = machine_params(made.profile), machine_features(made.profile)
    return {
        "profile": made.profile,
        "slots": slots(made.profile),
        "machine_params": params,
        "ram": {
            "static": made.ram.static,
            "application": made.ram.application,
            "rows": made.ram.rows,
        },
        "packets": load_packets(spec),
        "machine": check_file(spec / "machines" / "tcp.fsm", params, switches),
        "files": sorted(made.files),
    }


def plain(value: object) -> object:
    """Lists, maps, texts and numbers alone; a place is `udp.ksy:9`, the same on every machine."""
    if isinstance(value, Place):
        return value.short
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"{type(value).__name__} cannot be printed as JSON")

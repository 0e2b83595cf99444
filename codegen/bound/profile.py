# SPDX-License-Identifier: MIT
"""The static RAM of one profile, from the specs alone: what `generate` prints, `bounds` and `plan`
show.

Nothing here prints, and nothing reads the profile's file: a planner asks for profiles that nobody
has written yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codegen.bound.ram import RamSum, ram_sum
from codegen.ir.profile import Drop, MemoryStruct, Profile
from codegen.load.drops import load_drops
from codegen.load.memory import MemoryFile, memory_structs, read_memory
from codegen.lower.features import features, machine_features, machine_params
from codegen.lower.profile import counts

# Parameters and features of a profile -> bytes of one connection.
RecordBytes = Callable[[Mapping[str, int], Mapping[str, bool]], int]


@dataclass(frozen=True)
class Specs:
    """What is the same for every profile, read once."""

    memory: MemoryFile
    drops: tuple[Drop, ...]
    record: RecordBytes


@dataclass(frozen=True)
class Bounded:
    """A profile with the structs that it has, the numbers in them, and their sum."""

    profile: Profile
    structs: Sequence[MemoryStruct]
    counts: Mapping[str, int]
    ram: RamSum


def read_specs(spec: Path, record: RecordBytes) -> Specs:
    """Raises SpecError when memory.yaml or drops.yaml is wrong."""
    return Specs(read_memory(spec), load_drops(spec), record)


def bounded(profile: Profile, specs: Specs) -> Bounded:
    """Raises SpecError when the machine or memory.yaml cannot be what the profile asks for."""
    record = specs.record(machine_params(profile), machine_features(profile))
    records = {"tcp_connection": record}
    sizes = counts(profile, len(specs.drops))
    structs = memory_structs(specs.memory, profile.link.driver, sizes, records, features(profile))
    return Bounded(profile, structs, sizes, ram_sum(profile, structs, sizes, records))

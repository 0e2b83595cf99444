# SPDX-License-Identifier: MIT
"""Reads spec/memory.yaml: every byte of static RAM that is not a connection's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen.bound.ram import SCALAR_BYTES
from codegen.diagnostic import SpecError, one_of
from codegen.ir.profile import MemoryField, MemoryStruct
from codegen.yaml_loc import MapNode, find, plain
from codegen.load.schema import load_checked


@dataclass(frozen=True)
class MemoryFile:
    """The file as its schema accepts it, before any profile has asked for its structs."""

    root: MapNode
    raw: Any


def read_memory(spec: Path) -> MemoryFile:
    root = load_checked(spec / "memory.yaml", spec / "memory.schema.json")
    return MemoryFile(root, plain(root))


def load_memory(
    spec: Path,
    driver: str,
    counts: Collection[str],
    records: Collection[str],
    features: Mapping[str, bool],
) -> tuple[MemoryStruct, ...]:
    """Both steps for one profile."""
    return memory_structs(read_memory(spec), driver, counts, records, features)


def memory_structs(
    file: MemoryFile,
    driver: str,
    counts: Collection[str],
    records: Collection[str],
    features: Mapping[str, bool],
) -> tuple[MemoryStruct, ...]:
    """The structs for this link driver. `counts` and `records` are the names that may be used."""
    records = list(records)
    root, structs = file.root, []
    for name, struct in file.raw["structs"].items():
        for position, field in enumerate(struct["fields"]):
            _check_field(root, [name, position], field, counts, records)
            _check_when(root, [name, position], field, features)
        _check_names(root, name, [field["name"] for field in struct["fields"]])
        fields = tuple(_field(field, features) for field in struct["fields"])
        record = bool(struct.get("record", False))
        records += [name] * record
        structs.append(MemoryStruct(name, struct["why"], struct.get("driver", ""), fields, record))
    return tuple(struct for struct in structs if struct.driver in ("", driver))


def _field(raw: Any, features: Mapping[str, bool]) -> MemoryField:
    when = raw.get("when", "")
    return MemoryField(
        name=raw["name"],
        type=raw["type"],
        count=raw.get("count", 1),
        owner=raw["owner"],
        why=raw.get("why", ""),
        volatile=raw.get("volatile", False),
        when=when,
        here=when == "" or features[when],
    )


def _check_field(
    root: MapNode, where: list[Any], raw: Any, counts: Collection[str], records: Collection[str]
) -> None:
    path = ["structs", where[0], "fields", where[1]]
    types = [*SCALAR_BYTES, *records]
    if raw["type"] not in types:
        at = find(root, [*path, "type"]).at
        raise SpecError(at, f"type '{raw['type']}' is not known; {one_of(types)}")
    count = raw.get("count", 1)
    if isinstance(count, str) and count not in counts:
        at = find(root, [*path, "count"]).at
        raise SpecError(at, f"count '{count}' is not known; a number or {one_of(counts)}")


def _check_when(
    root: MapNode, where: list[Any], raw: Any, features: Collection[str]
) -> None:
    when = raw.get("when")
    if when is not None and when not in features:
        at = find(root, ["structs", where[0], "fields", where[1], "when"]).at
        raise SpecError(at, f"feature '{when}' is not known; {one_of(features)}")


def _check_names(root: MapNode, struct: str, names: list[str]) -> None:
    for position, name in enumerate(names):
        if name in names[:position]:
            at = find(root, ["structs", struct, "fields", position, "name"]).at
            raise SpecError(at, f"field '{name}' is in struct '{struct}' already")

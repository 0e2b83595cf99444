# SPDX-License-Identifier: MIT
"""Prints the structs of memory.yaml and the RAM table that adds them up."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from codegen.bound.ram import SCALAR_BYTES, RamRow, RamSum
from codegen.ir.profile import MemoryField, MemoryStruct, Profile
from codegen.lower.profile import Constant
from codegen.print.columns import beside
from codegen.print.env import environment
from codegen.print.profile import enumerators, handlers, wide_constants

SCALAR_IN_C = {"u8": "uint8_t", "u16": "uint16_t", "u32": "uint32_t"}
OWN_COUNTS = (
    "DROP_REASONS",
)  # declared in drop.h under this very name; the others are PROFILE_ constants


def memory_files(
    profile: Profile, structs: Sequence[MemoryStruct], counts: Mapping[str, int], ram: RamSum
) -> dict[str, str]:
    """File name to text."""
    env = environment()
    common = {"source": profile.source, "name": profile.name, "part": profile.part.name}
    views = [_struct_view(struct, counts) for struct in structs]
    doors = [_door(struct, field) for struct in structs for field in struct.fields if field.when]
    sums = {"total": ram.total, "left": ram.left, "limit": ram.limit}
    owners = [{"name": name, "bytes": size} for name, size in ram.by_owner()]
    return {
        "memory.h": env.get_template("memory.h.j2").render(**common, structs=views, doors=doors),
        "budget.h": env.get_template("budget.h.j2").render(
            **common, **_budget_view(profile, structs, ram)
        ),
        "README.md": env.get_template("README.md.j2").render(
            **common,
            **sums,
            static=ram.static,
            application=ram.application,
            handlers=handlers(profile),
        ),
        "docs/budget.md": env.get_template("docs/budget.md.j2").render(
            **common, **sums, owners=owners, rows=ram.rows
        ),
        "docs/budget.json": _json(profile, ram),
    }


def _struct_view(struct: MemoryStruct, counts: Mapping[str, int]) -> dict[str, Any]:
    fields = [field for field in struct.fields if field.here]
    members = [(_member(field, counts), _comment(field, counts)) for field in fields]
    title = struct.why[:1].upper() + struct.why[1:] + "."
    return {"name": struct.name, "title": title, "members": beside(members)}


def _door(struct: MemoryStruct, field: MemoryField) -> dict[str, Any]:
    """How core reaches a field that not every profile has: a number by value, the rest by place."""
    by_place = isinstance(field.count, str) or field.count > 1
    return {
        "type": SCALAR_IN_C.get(field.type, f"struct {field.type}"),
        "struct": struct.name,
        "name": field.name,
        "here": field.here,
        "is_number": field.type in SCALAR_IN_C and not by_place,
        "place": f"s->{field.name}" if by_place else f"&s->{field.name}",
        "in_acsl": f"&s->{field.name}[0]" if by_place else f"&s->{field.name}",
    }


def _member(field: MemoryField, counts: Mapping[str, int]) -> str:
    c_type = SCALAR_IN_C.get(field.type, f"struct {field.type}")
    volatile = "volatile " if field.volatile else ""
    length = ""
    if isinstance(field.count, str):
        name = field.count if field.count in OWN_COUNTS else f"PROFILE_{field.count}"
        length = f"[{name}]" if counts[field.count] else "[1]"
    elif field.count > 1:
        length = f"[{field.count}]"
    return f"{volatile}{c_type} {field.name}{length};"


def _comment(field: MemoryField, counts: Mapping[str, int]) -> str:
    if isinstance(field.count, str) and not counts[field.count]:
        return "this profile needs none, but C has no empty array"
    return field.why


def _budget_view(profile: Profile, structs: Sequence[MemoryStruct], ram: RamSum) -> dict[str, Any]:
    own = [struct.name for struct in structs if not struct.record]
    names = [*ram.record_bytes, *own]
    sizes = {**ram.record_bytes, **{name: ram.struct_bytes(name) for name in own}}
    rows = [Constant(f"{name.upper()}_BYTES", sizes[name], f"struct {name}") for name in names]
    rows += [
        Constant(
            "APPLICATION_BYTES", ram.application, "set aside for the application and its drivers"
        ),
        Constant("STATIC_BYTES", ram.static, "all structs of memory.h, once each"),
        Constant("RAM_BYTES", ram.limit, "what the profile may use of the part"),
        Constant("FLASH_BYTES", profile.budget.flash, ""),
    ]
    return {
        "table": _table(ram),
        "enumerators": enumerators(rows, "BUDGET_"),
        "constants": wide_constants(rows, "BUDGET_"),
        "assertions": [
            {"type": f"struct {name}", "constant": f"BUDGET_{name.upper()}_BYTES"} for name in names
        ],
    }


def _table(ram: RamSum) -> list[str]:
    """As a person would write it: arrays and records line by line, an owner's scalars together."""
    lines = [f"{'what':<24} {'each':>6} {'count':>6} {'bytes':>6}"]
    small: dict[str, int] = {}
    for row in ram.rows:
        if row.count > 1 or row.each > max(SCALAR_BYTES.values()):
            lines.append(_line(row))
        else:
            small[row.owner] = small.get(row.owner, 0) + row.bytes
    lines += [f"{owner:<24} {'':>6} {'':>6} {size:>6}" for owner, size in small.items()]
    if ram.application:
        lines.append(f"{'application':<24} {'':>6} {'':>6} {ram.application:>6}")
    lines.append(f"{'':<24} {'':>6} {'':>6} {'-----':>6}")
    lines.append(f"{'altogether':<24} {'':>6} {'':>6} {ram.total:>6}")
    lines.append(f"{'left of ' + str(ram.limit):<24} {'':>6} {'':>6} {ram.left:>6}")
    return lines


def _line(row: RamRow) -> str:
    return f"{row.owner:<24} {row.each:>6} {row.count:>6} {row.bytes:>6}"


def _json(profile: Profile, ram: RamSum) -> str:
    document = {
        "generated": f"GENERATED from {profile.source} -- change the spec and regenerate.",
        "profile": profile.name,
        "part": profile.part.name,
        "ram": ram.limit,
        "flash": profile.budget.flash,
        "static": ram.static,
        "application": ram.application,
        "left": ram.left,
        "owners": dict(ram.by_owner()),
        "members": [
            {
                "struct": row.struct,
                "member": row.field,
                "owner": row.owner,
                "each": row.each,
                "count": row.count,
                "bytes": row.bytes,
            }
            for row in ram.rows
        ],
    }
    return json.dumps(document, indent=2) + "\n"

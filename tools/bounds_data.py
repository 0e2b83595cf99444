# SPDX-License-Identifier: MIT
"""Static RAM of a linked firmware by who it is for: the structs of memory.h split as the specs say,
everything else by its symbol. The parts add up to the sections in RAM, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codegen.bound.owners import Share, shares
from codegen.bound.profile import Bounded
from proofs.refused import Refused
from tools.bounds_dwarf import Held
from tools.shell import ROOT

# What core's own drivers call their objects; the struct stack is the application's to name.
DRIVER_OBJECTS = {"slip_link": "thimble::link", "clock": "thimble::now"}
NAMELESS = "(no symbol)"


@dataclass(frozen=True)
class Placed:
    """One object in RAM, as the linker laid it."""

    symbol: str  # as in C++
    linkage: str  # as the assembler has it
    address: int  # in the data space
    bytes: int


@dataclass(frozen=True)
class Item:
    """Bytes of static RAM with one purpose. `struct` is "" where the specs do not know it."""

    name: str  # the spec's name for it, or the symbol
    bytes: int
    symbol: str
    address: int
    struct: str
    member: str

    @property
    def of_application(self) -> bool:
        """Everything that the specs do not know counts towards `budget.application`."""
        return not self.struct


@dataclass(frozen=True)
class Data:
    """`items` in the order of their addresses."""

    items: tuple[Item, ...]
    absent: tuple[str, ...]  # structs of the profile that this firmware has no object of
    notes: tuple[str, ...]  # what was assumed

    @property
    def bytes(self) -> int:
        return sum(item.bytes for item in self.items)

    @property
    def application(self) -> int:
        return sum(item.bytes for item in self.items if item.of_application)

    def by_name(self) -> dict[str, int]:
        """Name to bytes, the biggest first; `clock` lies in two structs."""
        sums: dict[str, int] = {}
        for item in self.items:
            name = "application" if item.of_application else item.name
            sums[name] = sums.get(name, 0) + item.bytes
        return dict(sorted(sums.items(), key=lambda each: (-each[1], each[0])))


Within = Sequence[Held]


def attribute(
    made: Bounded,
    objects: Sequence[Placed],
    static_bytes: int,
    types: Mapping[str, Within],
    where: Path,
) -> Data:
    """`types` is what DWARF says of each object, by its linkage name; without it a struct is known
    by its size. Refuses a firmware whose structs are not this profile's.
    """
    names = sorted({row.struct for row in made.ram.rows})
    sizes = {name: made.ram.struct_bytes(name) for name in names}
    found, notes = _structs(made, sizes, objects, types, where)
    items: list[Item] = []
    for placed in objects:
        items += _items(made, placed, found.get(placed.linkage, ()))
    rest = static_bytes - sum(placed.bytes for placed in objects)
    if rest < 0:
        raise Refused(f"{where}: its objects in RAM are {-rest} bytes more than its sections")
    if rest:
        items.append(Item(NAMELESS, rest, NAMELESS, 0, "", ""))
        notes.append(f"{rest} bytes of the sections in RAM have no symbol: texts, most likely")
    there = {held.struct for within in found.values() for held in within}
    absent = tuple(sorted(set(sizes) - there))
    return Data(tuple(sorted(items, key=lambda item: item.address)), absent, tuple(notes))


def _structs(
    made: Bounded,
    sizes: Mapping[str, int],
    objects: Sequence[Placed],
    types: Mapping[str, Within],
    where: Path,
) -> tuple[dict[str, Within], list[str]]:
    """Which object is or holds which struct, by linkage name, and what was assumed."""
    found: dict[str, Within] = {}
    notes: list[str] = []
    for placed in objects:
        within = types.get(placed.linkage, ())
        for held in within:
            if held.bytes != sizes[held.struct]:
                problem = f"{placed.symbol} has one of {held.bytes}"
                raise _other_profile(made, held.struct, problem, objects, where)
        if within:
            found[placed.linkage] = within
    seen = {held.struct for within in found.values() for held in within}
    for struct in sorted(set(sizes) - seen):
        alike = _by_size(struct, sizes[struct], objects, found)
        if alike:
            found[alike[0].linkage] = [Held(0, struct, sizes[struct])]
        if len(alike) > 1:
            others = ", ".join(placed.symbol for placed in alike[1:])
            notes.append(f"{alike[0].symbol} is taken for the struct {struct}, not {others}")
        _refuse_driver_of_other_size(made, struct, sizes[struct], objects, where)
    if not any(held.struct == "stack" for within in found.values() for held in within):
        raise _other_profile(made, "stack", "no object in RAM has as many", objects, where)
    return found, notes


def _by_size(
    struct: str, size: int, objects: Sequence[Placed], taken: Mapping[str, Within]
) -> list[Placed]:
    """The objects that could be this struct, the likeliest first."""
    name = DRIVER_OBJECTS.get(struct)
    alike = [p for p in objects if p.bytes == size and p.linkage not in taken]
    if name is not None:
        return [placed for placed in alike if placed.symbol == name]
    drivers = set(DRIVER_OBJECTS.values())
    return [placed for placed in alike if placed.symbol not in drivers]


def _refuse_driver_of_other_size(
    made: Bounded, struct: str, size: int, objects: Sequence[Placed], where: Path
) -> None:
    name = DRIVER_OBJECTS.get(struct)
    for placed in objects:
        if name is not None and placed.symbol == name and placed.bytes != size:
            problem = f"{placed.symbol} has {placed.bytes}"
            raise _other_profile(made, struct, problem, objects, where)


def _other_profile(
    made: Bounded, struct: str, problem: str, objects: Sequence[Placed], where: Path
) -> Refused:
    """One line: what differs, and what to do about it."""
    name = made.profile.name
    present = {placed.bytes for placed in objects}
    fitting = [other for other, size in _shipped_stacks().items() if size in present]
    hint = f"its sizes are those of {' or '.join(fitting)}; " if fitting else ""
    return Refused(
        f"{where}: is no firmware of profile {name}, whose struct {struct} has "
        f"{made.ram.struct_bytes(struct)} bytes: {problem}; {hint}"
        f"name its own profile, or build it with the headers of {name}"
    )


def _shipped_stacks() -> dict[str, int]:
    """Bytes of struct stack by profile, for those that lie in generated/."""
    sizes = {}
    for path in sorted((ROOT / "generated").glob("*/docs/budget.json")):
        members = json.loads(path.read_text())["members"]
        sizes[path.parts[-3]] = sum(m["bytes"] for m in members if m["struct"] == "stack")
    return sizes


def _items(made: Bounded, placed: Placed, within: Within) -> list[Item]:
    """One object, split where the specs can."""
    items, at = [], 0
    for held in sorted(within, key=lambda each: each.offset):
        items += _plain(placed, at, held.offset)
        at = held.offset
        for share in shares(made.profile, made.ram):
            if share.struct == held.struct:
                where = placed.address + at
                items.append(
                    Item(share.name, share.bytes, placed.symbol, where, held.struct, share.member)
                )
                at += share.bytes
    return items + _plain(placed, at, placed.bytes)


def _plain(placed: Placed, start: int, end: int) -> list[Item]:
    """What the specs do not know."""
    if start >= end:
        return []
    return [Item(placed.symbol, end - start, placed.symbol, placed.address + start, "", "")]

# SPDX-License-Identifier: MIT
"""Static RAM, summed from the specs before any compiler runs.

AVR has no alignment: a struct is the sum of its members. generated/*/budget.h asserts that the
compiler agrees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from codegen.ir.profile import MemoryStruct, Profile

SCALAR_BYTES = {"u8": 1, "u16": 2, "u32": 4}


@dataclass(frozen=True)
class RamRow:
    """One line of the table: `count` things of `each` bytes."""

    struct: str
    field: str
    owner: str
    each: int
    count: int

    @property
    def bytes(self) -> int:
        return self.each * self.count


@dataclass(frozen=True)
class RamSum:
    rows: tuple[RamRow, ...]
    record_bytes: Mapping[str, int]
    application: int
    limit: int  # RAM that the profile may use

    @property
    def static(self) -> int:
        """Bytes of the stack's own structs."""
        return sum(row.bytes for row in self.rows)

    @property
    def total(self) -> int:
        return self.static + self.application

    @property
    def left(self) -> int:
        """What remains for the call stack and its interrupts."""
        return self.limit - self.total

    def struct_bytes(self, name: str) -> int:
        return sum(row.bytes for row in self.rows if row.struct == name)

    def by_owner(self) -> tuple[tuple[str, int], ...]:
        """Owners with their bytes, the biggest first; equal ones in the order of the file."""
        sums: dict[str, int] = {}
        for row in self.rows:
            sums[row.owner] = sums.get(row.owner, 0) + row.bytes
        if self.application:
            sums["application"] = self.application
        return tuple(sorted(sums.items(), key=lambda item: -item[1]))


def ram_sum(
    profile: Profile,
    structs: Sequence[MemoryStruct],
    counts: Mapping[str, int],
    records: Mapping[str, int],
) -> RamSum:
    """Add up every field. C has no empty array, so an array of none still has one element."""
    rows: list[RamRow] = []
    known = {**SCALAR_BYTES, **records}
    used = set(records)
    for struct in structs:
        own = _rows(struct, counts, known)
        if struct.record:
            known[struct.name] = sum(row.bytes for row in own)
        else:
            rows += own
            used |= {field.type for field in struct.fields if field.here} - set(SCALAR_BYTES)
    limit = min(profile.budget.ram, profile.part.ram)
    sizes = {name: size for name, size in known.items() if name in used}
    return RamSum(tuple(rows), sizes, profile.budget.application, limit)


def _rows(
    struct: MemoryStruct, counts: Mapping[str, int], known: Mapping[str, int]
) -> list[RamRow]:
    rows = []
    for field in struct.fields:
        if field.here:
            count = counts[field.count] if isinstance(field.count, str) else field.count
            each = known[field.type]
            rows.append(RamRow(struct.name, field.name, field.owner, each, max(count, 1)))
    return rows

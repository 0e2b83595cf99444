# SPDX-License-Identifier: MIT
"""Static RAM by who it is for, connection by connection: `connection telemetry` 44, and so on.

The rows of bound/ram.py say which member of which struct; here the arrays that hold something for
each connection are split by the sockets that own the slots. The sum stays the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from codegen.bound.ram import RamRow, RamSum
from codegen.ir.profile import Profile
from codegen.lower.profile import Slot, slots

PER_SLOT = {  # member of struct stack -> what one socket's share of it is called
    "connection": "connection",
    "ring": "send ring",
    "receive_ring": "receive ring",
}
NO_CONNECTION = "no TCP (C has no empty array)"  # one record, in a profile without TCP sockets


@dataclass(frozen=True)
class Share:
    """Bytes with one purpose. `member` is the array they lie in; "" when the application's."""

    name: str
    bytes: int
    struct: str
    member: str
    socket: str  # whose connections; "" when they are for all


def shares(profile: Profile, ram: RamSum) -> tuple[Share, ...]:
    """Everything in `ram`, the application included: adds up to `ram.total`.

    In the order of the structs' members, the connections in the order of the sockets.
    """
    found: list[Share] = []
    table = slots(profile)
    for row in ram.rows:
        found += _split(row, table) if _is_split(row, profile) else [_whole(row, profile)]
    if ram.application:
        found.append(Share("application", ram.application, "", "", ""))
    assert sum(each.bytes for each in found) == ram.total
    return tuple(found)


def by_name(found: Iterable[Share]) -> dict[str, int]:
    """What has the same name is one thing: `clock` lies in two structs."""
    sums: dict[str, int] = {}
    for each in found:
        sums[each.name] = sums.get(each.name, 0) + each.bytes
    return sums


def _is_split(row: RamRow, profile: Profile) -> bool:
    return row.struct == "stack" and row.field in PER_SLOT and bool(profile.tcp_sockets)


def _whole(row: RamRow, profile: Profile) -> Share:
    unused = (row.struct, row.field) == ("stack", "connection") and not profile.tcp_sockets
    return Share(NO_CONNECTION if unused else row.owner, row.bytes, row.struct, row.field, "")


def _split(row: RamRow, table: tuple[Slot, ...]) -> list[Share]:
    """One share for each socket that owns slots."""
    found = []
    for owner in dict.fromkeys(slot.owner.name for slot in table):
        own = [slot for slot in table if slot.owner.name == owner]
        size = sum(_bytes(row, slot) for slot in own)
        many = f" ({len(own)})" if len(own) > 1 else ""
        if size:
            name = f"{PER_SLOT[row.field]} {owner}{many}"
            found.append(Share(name, size, row.struct, row.field, owner))
    return found


def _bytes(row: RamRow, slot: Slot) -> int:
    lengths = {"ring": slot.ring_bytes, "receive_ring": slot.receive_bytes}
    return row.each * lengths.get(row.field, 1)

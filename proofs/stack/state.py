# SPDX-License-Identifier: MIT
"""What is known of the chip at one place of a function, whatever way led there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Value(NamedTuple):
    """What a byte is known to be; None in its place is a byte nobody knows.

    `entry` n: what register n held when the function was entered. `const` n: n. `high` k: the high
    byte of the stack pointer at entry, less k; `low` k: its low byte, k modulo 256. `flags` n: SREG
    as read here; bit 0 of n: I may have been set; bit 1: all other flags were those at entry.
    """

    kind: str
    number: int


ZERO = Value("const", 0)
FLAGS_ON, FLAGS_OF_ENTRY = 1, 2
Known = Value | None


class Carry(NamedTuple):
    """The next instruction finds the borrow of `base` - `number` (low bytes) in the carry flag, or
    the carry of `base` + `number`. `base` is the number of the Value calculated with, whose kind is
    `low` or `const`.
    """

    base: int
    number: int
    is_add: bool
    kind: str


class Mismatch(Exception):
    """Two ways that lead to one place disagree on what has to be the same."""


@dataclass(slots=True)
class State:
    """`depth`: bytes on the stack since entry. `slots`: what a byte of them holds, by the depth at
    which it was pushed. `half`: one byte of SP was written and the other not yet: its name and
    value. `on`: interrupts may be on; `guarded`: they were let in by the last instruction, so none
    comes before the next has run. `flags_of_entry`: the flags but for I are those at entry.
    `dynamic`: SP is at most `depth` below its entry, not exactly, since it was set to an annotated
    bound; the depth before that. `result`: the register that the last instruction calculated, so
    that the zero flag tells about it.
    """

    depth: int
    registers: list[Known]
    slots: dict[int, Value]
    on: bool
    guarded: bool = False
    flags_of_entry: bool = True
    half: tuple[str, Known] | None = None
    carry: Carry | None = None
    dynamic: int | None = None
    result: int | None = None

    def copy(self) -> State:
        return State(
            self.depth,
            self.registers.copy(),
            self.slots.copy(),
            self.on,
            self.guarded,
            self.flags_of_entry,
            self.half,
            self.carry,
            self.dynamic,
            self.result,
        )

    @property
    def can_be_interrupted(self) -> bool:
        """Right here, before the next instruction."""
        return self.on and not self.guarded

    def push(self, value: Known) -> None:
        if value is not None and self.dynamic is None:
            self.slots[self.depth] = value
        else:
            self.slots.pop(self.depth, None)
        self.depth += 1

    def pop(self) -> Known:
        self.depth -= 1
        value = self.slots.pop(self.depth, None)
        return value if self.dynamic is None else None

    def pair(self, low: int) -> int | None:
        """The k of a register pair that holds the stack pointer at entry, less k."""
        first, second = self.registers[low], self.registers[low + 1]
        if first is None or second is None or first.number != second.number & 0xFF:
            return None
        return second.number if (first.kind, second.kind) == ("low", "high") else None

    def constant_pair(self, low: int) -> int | None:
        """The number in a register pair."""
        first, second = self.registers[low], self.registers[low + 1]
        if first is None or second is None or first.kind != "const" or second.kind != "const":
            return None
        return first.number | second.number << 8

    def move_pair(self, low: int, by: int) -> None:
        """Adds to the address in it, of the stack or a constant."""
        k, address = self.pair(low), self.constant_pair(low)
        self.registers[low] = self.registers[low + 1] = None
        if k is not None:
            self.registers[low] = Value("low", k - by & 0xFF)
            self.registers[low + 1] = Value("high", k - by & 0xFFFF)
        elif address is not None:
            self.registers[low] = Value("const", address + by & 0xFF)
            self.registers[low + 1] = Value("const", address + by >> 8 & 0xFF)

    def forget_locals(self, keep_scratch: bool) -> None:
        """Somebody stored through a pointer. Saved registers are not hit (an assumption); constants
        were pushed to make room, as r0 may have been, so they are variables.
        """
        self.slots = {
            at: value
            for at, value in self.slots.items()
            if value.kind != "const"
            and (keep_scratch or value.kind != "entry" or value.number > 1)
        }


def at_entry(on: bool, zero: bool) -> State:
    """`zero`: r1 holds 0, as compiled code expects."""
    registers: list[Known] = [Value("entry", number) for number in range(32)]
    if zero:
        registers[1] = ZERO
    return State(0, registers, {}, on)


def join(one: State, other: State) -> State:
    """What holds in both; Mismatch when the stack does not."""
    depth, dynamic = one.depth, one.dynamic if one.dynamic is not None else other.dynamic
    if (one.dynamic is None) != (other.dynamic is None):
        depth = max(one.depth, other.depth)  # the annotated bound holds both
    elif one.depth != other.depth or one.dynamic != other.dynamic:
        raise Mismatch(f"reached with {one.depth} and with {other.depth} bytes on the stack")
    if one.half != other.half:
        raise Mismatch("reached with SP whole and with one half of it written")
    return State(
        depth,
        [a if a == b else None for a, b in zip(one.registers, other.registers, strict=True)],
        {at: value for at, value in one.slots.items() if other.slots.get(at) == value},
        one.on or other.on,
        one.guarded and other.guarded,
        one.flags_of_entry and other.flags_of_entry,
        one.half,
        one.carry if one.carry == other.carry else None,
        dynamic,
        one.result if one.result == other.result else None,
    )

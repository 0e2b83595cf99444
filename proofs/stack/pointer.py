# SPDX-License-Identifier: MIT
"""SP and SREG: what reading them gives, and what a write makes of the stack."""

from __future__ import annotations

from dataclasses import dataclass

from proofs.stack.state import FLAGS_OF_ENTRY, FLAGS_ON, Known, State, Value

IO_OFFSET = 0x20  # of an I/O register's address among the data addresses
SPL, SPH, SREG = 0x5D, 0x5E, 0x5F  # as data addresses
HALVES = {SPL: "SPL", SPH: "SPH"}


class Trouble(Exception):
    """An instruction after which the stack is not known."""


@dataclass(frozen=True)
class Rules:
    """`ram_end`: SP before the first instruction, where constants may be written to it; None
    elsewhere. `frame`: an annotated bound on the bytes that unknown values of SP take.
    `is_handler`: of an interrupt.
    """

    ram_end: int | None = None
    frame: int | None = None
    is_handler: bool = False


def read(state: State, address: int) -> Known:
    """From an address that is known."""
    if address in HALVES and state.half is None and state.dynamic is None:
        return Value("low", state.depth & 0xFF) if address == SPL else Value("high", state.depth)
    if address == SREG:
        entry = FLAGS_OF_ENTRY if state.flags_of_entry else 0
        return Value("flags", (FLAGS_ON if state.on else 0) | entry)
    return None


def write(state: State, address: int, value: Known, rules: Rules) -> None:
    """To an address that is known. Trouble, when SP is not known then."""
    if address < IO_OFFSET:
        state.registers[address & 0x1F] = None
    elif address in HALVES:
        _write_half(state, HALVES[address], value, rules)
    elif address == SREG:
        was_on, state.on = state.on, True
        state.flags_of_entry = False
        if value is not None and value.kind == "flags":
            state.on = bool(value.number & FLAGS_ON)
            state.flags_of_entry = bool(value.number & FLAGS_OF_ENTRY)
        elif value is not None and value.kind == "const":
            state.on = bool(value.number & 0x80)
        state.guarded = state.on and not was_on


def _write_half(state: State, name: str, value: Known, rules: Rules) -> None:
    if state.half is None or state.half[0] == name:
        state.half = (name, value)
        return
    _, other = state.half
    state.half = None
    low, high = (value, other) if name == "SPL" else (other, value)
    if low is None or high is None:
        depth: int | None = None
    elif (low.kind, high.kind) == ("low", "high") and low.number == high.number & 0xFF:
        depth = high.number - 0x10000 if high.number & 0x8000 else high.number
        if depth < 0:
            raise Trouble("moves SP above where it was when its function was entered")
    elif (low.kind, high.kind) == ("const", "const"):
        depth = _from_ram_end(low.number | high.number << 8, rules)
    else:
        depth = None
    if depth is not None:
        state.depth, state.dynamic = depth, None
        state.slots = {at: kept for at, kept in state.slots.items() if at < depth}
    elif rules.frame is not None:
        state.dynamic = state.depth if state.dynamic is None else state.dynamic
        state.depth = state.dynamic + rules.frame
    else:
        raise Trouble(
            "sets SP to a value that is not known: a variable-length array or alloca; give it a"
            " fixed size"
        )


def _from_ram_end(address: int, rules: Rules) -> int:
    if rules.ram_end is None:
        raise Trouble(f"sets SP to the constant 0x{address:x}; only the start-up code may")
    if address > rules.ram_end:
        raise Trouble(f"sets SP to 0x{address:x}, behind the last byte of RAM")
    return rules.ram_end - address

# SPDX-License-Identifier: MIT
"""What registers hold where the instructions before leave no doubt: constants, followed along every
way through a function (conditional ones included; where ways meet, what they agree on).

A copy of SREG is known as such: its value is less the address of the instruction that read it.

Behind a call the registers that avr-gcc's calling convention leaves to the callee are unknown, and
r1 is 0.
"""

from __future__ import annotations

from collections.abc import Iterable

from proofs.avr.image import Image
from proofs.avr.instruction import CALLS, INDIRECT_CALLS, INDIRECT_JUMPS, Instruction
from proofs.cycles import graph as graphs

Registers = tuple[int | None, ...]  # of r0 to r31 the value, None when it is not known
SREG = 0x3F  # its I/O address
IO_SPACE = 0x20  # where the I/O addresses begin in data space
UNKNOWN: Registers = (None, 0, *(None,) * 30)
CALLEES = frozenset((0, *range(18, 28), 30, 31))
POINTERS = {"X": 26, "Y": 28, "Z": 30}

_NO_RESULT = frozenset(
    "cp cpc cpi tst out st std sts push nop cbi sbi bst sei cli wdr sec clc set clt sez clz sen cln"
    " sev clv ses cls seh clh sleep jmp rjmp ret reti cpse sbrc sbrs sbic sbis bset bclr".split()
)
_PAIRS = frozenset("movw adiw sbiw".split())
_PRODUCTS = frozenset("mul muls mulsu fmul fmuls fmulsu".split())
_KNOWN = frozenset(
    "adc add and andi asr bld clr com dec eor in inc ldi ld ldd lds lsl lsr mov neg or ori pop rol"
    " ror sbc sbci ser sub subi swap lpm".split()
)


class Constants:
    """Of one firmware; a function is looked at when it is asked for."""

    def __init__(self, image: Image) -> None:
        self.image = image
        self._known: dict[int, Registers] = {}
        self._done: set[int] = set()

    def at(self, address: int) -> Registers:
        """Before the instruction at `address`; while its function is followed, as far as that is.
        """
        function = self.image.function_at(address)
        start = function.address if function is not None else address
        if start not in self._done:
            self._done.add(start)
            self._follow(self._entries(start))
        return self._known.get(address, UNKNOWN)

    def after(self, address: int) -> Registers:
        """Behind the instruction at `address`."""
        self.at(address)
        return self._behind(self.image.instructions[address])

    def _behind(self, one: Instruction) -> Registers:
        after = _after(one, self._known.get(one.address, UNKNOWN))
        if self._known.get(one.address) is not None and self.reads_sreg(one):
            copied = list(after)
            copied[one.register(0)] = -one.address
            return tuple(copied)
        return after

    def word(self, address: int, low: int) -> int | None:
        """The two registers from `low` on as one number."""
        registers = self.at(address)
        first, second = registers[low], registers[low + 1]
        if first is None or second is None or first < 0 or second < 0:
            return None
        return first + 256 * second

    def byte(self, address: int, register: int) -> int | None:
        """A register's number before an instruction; None when it is not known."""
        value = self.at(address)[register]
        return None if value is None or value < 0 else value

    def reads_sreg(self, one: Instruction) -> bool:
        """Does it copy SREG? Compilers reach it as data, too."""
        if one.mnemonic == "in":
            return one.number(1) == SREG
        loads = one.mnemonic in ("ld", "ldd", "lds")
        return loads and self.data_address(one) == SREG + IO_SPACE

    def writes_sreg(self, one: Instruction) -> bool:
        """Does it put a register into SREG?"""
        if one.mnemonic == "out":
            return one.number(0) == SREG
        stores = one.mnemonic in ("st", "std", "sts")
        return stores and self.data_address(one) == SREG + IO_SPACE

    def data_address(self, one: Instruction) -> int | None:
        """What a load or store reaches, when its pointer is known."""
        if one.mnemonic in ("lds", "sts"):
            return one.number(1 if one.mnemonic == "lds" else 0)
        text = one.operands[1 if one.mnemonic in ("ld", "ldd") else 0]
        base, _, beyond = text.strip("-").partition("+")
        if base not in POINTERS or text.startswith("-"):
            return None
        pointer = self.word(one.address, POINTERS[base])
        return None if pointer is None else pointer + int(beyond or "0", 0)

    def _entries(self, start: int) -> list[int]:
        """The function's first instruction, and others in it that somebody calls, or that code of
        another one jumps to (tails that functions share).
        """
        own = self.image.function_at(start)
        inside = {
            one.target for one in self.image.instructions.values()
            if one.target is not None and self.image.function_at(one.target) == own
            and (one.mnemonic in CALLS or self.image.function_at(one.address) != own)
        }
        return [start, *sorted(inside)]

    def _follow(self, entries: Iterable[int]) -> None:
        waiting = list(entries)
        self._known.update(dict.fromkeys(waiting, UNKNOWN))
        while waiting:
            address = waiting.pop()
            one = self.image.instructions.get(address)
            if one is None or one.mnemonic in INDIRECT_CALLS | INDIRECT_JUMPS | {"spm"}:
                continue
            after = self._behind(one)
            for to, _ in graphs.ways(self.image, one, address):
                before = self._known.get(to)
                met = after if before is None else _met(before, after)
                if met != before:
                    self._known[to] = met
                    waiting.append(to)


def _met(one: Registers, other: Registers) -> Registers:
    return tuple(a if a == b else None for a, b in zip(one, other, strict=True))


def _after(one: Instruction, before: Registers) -> Registers:
    values = list(before)
    if one.mnemonic in CALLS:
        if one.target != one.next:
            for register in CALLEES:
                values[register] = None
            values[1] = 0
        return tuple(values)
    changed = written(one)
    if changed is None:
        return UNKNOWN
    for register in changed:
        values[register] = None
    if one.mnemonic == "ldi":
        values[one.register(0)] = one.number(1)
    elif one.mnemonic == "mov":
        values[one.register(0)] = before[one.register(1)]
    elif one.mnemonic == "movw":
        for half in (0, 1):
            values[one.register(0) + half] = before[one.register(1) + half]
    elif one.mnemonic == "clr" or (one.mnemonic == "eor" and one.operands[0] == one.operands[1]):
        values[one.register(0)] = 0
    return tuple(values)


def written(one: Instruction) -> set[int] | None:
    """The registers that an instruction changes; None when it is not known."""
    changed: set[int] = set()
    if one.mnemonic in _PAIRS:
        changed = {one.register(0), one.register(0) + 1}
    elif one.mnemonic in _PRODUCTS:
        changed = {0, 1}
    elif one.mnemonic in _KNOWN and one.operands:
        changed = {one.register(0)}
    elif one.mnemonic not in _NO_RESULT and not one.mnemonic.startswith("br"):
        return None
    for word in one.operands[-2:]:
        base = word.strip("+-")
        if base in POINTERS and base != word:
            changed |= {POINTERS[base], POINTERS[base] + 1}
    return changed

# SPDX-License-Identifier: MIT
"""How long interrupts are off: each handler from its call to `reti`, and everything that runs from
an instruction that clears I to the one that sets it again.

A copy of SREG that was taken while I was clear leaves it clear when it is put back, so the walk
remembers which registers hold one. What a copy from before the region holds is I set: were it
clear, the region would have begun earlier, and that one is looked at too. What is no copy that can
be followed is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from proofs.avr.image import Image
from proofs.avr.instruction import (
    BRANCHES,
    CALLS,
    INDIRECT_CALLS,
    INDIRECT_JUMPS,
    JUMPS,
    RETURNS,
    SKIPS,
    Instruction,
)
from proofs.cycles import graph as graphs
from proofs.cycles import model
from proofs.cycles.constants import written
from proofs.cycles.graph import ADDRESS_BITS, Graph, Way, address_of
from proofs.refused import Refused

if TYPE_CHECKING:
    from proofs.cycles import Firmware

RESPONSE = 4  # cycles from the last instruction before a handler to its vector (data sheet 7.7.1)
WAKE = 4  # on top when the program sleeps
I = 0x80  # in SREG
_ENDS_NOT = (BRANCHES | SKIPS | CALLS | RETURNS | INDIRECT_CALLS | INDIRECT_JUMPS
             | {"sei", "bset", "spm"})
LAST = 4  # the longest instruction that still runs behind the one that sets I


@dataclass(frozen=True)
class Silence:
    """`cycles` is the longest with I clear, `where` what runs then, `wait` the longest from a
    request to its vector when no other waits. `handlers`: name -> cycles, with response, vector and
    reti; `regions`: the place of a cli -> cycles from behind it.
    """

    cycles: int
    where: str
    wait: int
    handlers: dict[str, int]
    regions: dict[str, int]

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def silence(firmware: Firmware) -> Silence:
    """Of handlers and regions; Refused when interrupts are not on again on some way."""
    image = firmware.image
    handlers: dict[str, int] = {}
    regions: dict[str, int] = {}
    problems: list[str] = []
    sleeps = any(one.mnemonic == "sleep" for one in image.instructions.values())
    response = RESPONSE + (WAKE if sleeps else 0)
    for vector, name in image.vectors.items():
        if vector and name.startswith("__vector_") and name != "__vector_default":
            try:
                handlers[name] = response + _longest(firmware, graphs.of(image, vector), name)
            except Refused as refused:
                problems += refused.problems
    for address in _switched_off(firmware):
        where = graphs.at(image, address)
        try:
            regions[where] = _longest(firmware, _region(firmware, address), where)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(sorted(set(problems)))
    longest = max([*handlers.items(), *regions.items()], key=lambda each: each[1],
                  default=("nothing switches them off", 0))
    wait = longest[1] + LAST + response
    return Silence(longest[1], longest[0], wait, handlers, regions)


def _longest(firmware: Firmware, graph: Graph, name: str) -> int:
    if not graph.blocks:
        return 0
    made = model.build(firmware.image, graph)
    made.extra = firmware.turns(made).rows(name)
    return made.solve().most


def _switched_off(firmware: Firmware) -> Iterator[int]:
    """Every `cli`, and every write to SREG that may clear I, but start-up's and dead ends."""
    image, constants = firmware.image, firmware.constants
    first = image.instructions.get(0)
    begin = 0 if first is None or first.target is None else first.target
    start_up = {address_of(node) for node in graphs.of(image, begin).nodes()}
    for address, one in sorted(image.instructions.items()):
        off = one.mnemonic == "cli" or (one.mnemonic == "bclr" and one.number(0) == 7)
        if constants.writes_sreg(one) and address not in start_up:
            value = constants.at(address)[one.register(1)]
            copied = value is not None and value < 0
            off = not copied and not _writes_one(firmware, one)
        if off and not _stops_for_ever(firmware, one.next):
            yield address


def _writes_one(firmware: Firmware, one: Instruction) -> bool:
    """Does it put a number into SREG that has I set: a constant, or `SREG |= _BV(SREG_I)`?"""
    value = firmware.constants.byte(one.address, one.register(1))
    before = firmware.image.instructions.get(one.address - 2)
    sets = before is not None and before.mnemonic in ("ori", "sbr") and (
        before.operands[0] == one.operands[1] and before.number(1) & I != 0)
    return sets or (value is not None and value & I != 0)


def _stops_for_ever(firmware: Firmware, address: int) -> bool:
    """`rjmp .-2`, or a loop without branches that only sleeps: the end of a program, behind which
    nothing is late.
    """
    seen: set[int] = set()
    while address not in seen:
        seen.add(address)
        one = firmware.image.instructions.get(address)
        if one is None or one.mnemonic in _ENDS_NOT or firmware.constants.writes_sreg(one):
            return False
        address = one.next if one.target is None else one.target
    return True


class _Clear:
    """What instructions do to I while it is clear. A node's state is the set of registers with a
    copy of SREG in which it is.
    """

    def __init__(self, firmware: Firmware, begin: int) -> None:
        self.firmware = firmware
        self.image = firmware.image
        self.constants = firmware.constants
        self.begin = begin
        one = self.image.instructions[begin]
        first = {one.register(1)} if self.constants.writes_sreg(one) else set[int]()
        self.states: list[frozenset[int]] = [frozenset(first)]

    def onwards(self, node: int) -> list[Way]:
        """What runs next, with I still clear."""
        one = self.image.instructions[address_of(node)]
        after = self._copies(one, self.states[node >> ADDRESS_BITS])
        if after not in self.states:
            self.states.append(after)
        state = self.states.index(after) << ADDRESS_BITS
        return [(to | state, cycles) for to, cycles in graphs.ways(self.image, one, self.begin)]

    def sets(self, node: int) -> bool:
        """Is I set, or as it was before the region, behind this instruction?"""
        one = self.image.instructions[address_of(node)]
        if not self.constants.writes_sreg(one):
            always = one.mnemonic in ("sei", "reti")
            return always or (one.mnemonic == "bset" and one.number(0) == 7)
        register = one.register(1)
        if register in self.states[node >> ADDRESS_BITS]:
            return False
        if _writes_one(self.firmware, one):
            return True
        value = self.constants.at(one.address)[register]
        if value is not None and value >= 0:
            return False
        if value is None:
            raise Refused(f"{graphs.at(self.image, one.address)}: SREG is put back from "
                          f"r{register}, and nobody can tell what it holds")
        return True

    def _copies(self, one: Instruction, copies: frozenset[int]) -> frozenset[int]:
        """The registers with a copy of SREG behind this instruction, which leaves I clear."""
        changed = written(one)
        kept = copies if changed is None else copies - changed
        if self.constants.reads_sreg(one):
            return kept | {one.register(0)}
        if one.mnemonic in ("mov", "movw"):
            halves = (0, 1) if one.mnemonic == "movw" else (0,)
            return kept | {
                one.register(0) + half for half in halves if one.register(1) + half in copies
            }
        return kept


class _Region(_Clear):
    """From behind a `cli` to what sets I."""

    def follow(self, node: int) -> list[Way]:
        one = self.image.instructions[address_of(node)]
        if self.sets(node) or _stops_for_ever(self.firmware, one.address):
            return []
        callee = graphs.called(self.image, one, self.begin)
        if one.mnemonic in RETURNS or (callee is not None and one.mnemonic in JUMPS):
            raise Refused(f"{graphs.at(self.image, self.begin)}: interrupts are switched off here "
                          f"and not on again before {graphs.at(self.image, one.address)} returns")
        if callee is not None:
            self._refuse_switching(callee)
        return self.onwards(node)

    def _refuse_switching(self, callee: int) -> None:
        """A function called with I clear leaves it so, on all its ways."""
        waiting, seen = [callee], set()
        while waiting:
            function = waiting.pop()
            if function not in seen:
                seen.add(function)
                inside = _Called(self.firmware, function)
                graph = graphs.walk(self.image, function, inside.follow)
                waiting += [to for each in graph.blocks.values() for _, to in each.calls]
                if inside.switches:
                    raise Refused(
                        f"{graphs.at(self.image, self.begin)}: interrupts are switched off here, "
                        f"and {self.image.name_of(callee)} is called, which sets I")


class _Called(_Clear):
    """A function that is called meanwhile."""

    switches = False

    def follow(self, node: int) -> list[Way]:
        self.switches = self.switches or self.sets(node)
        one = self.image.instructions[address_of(node)]
        return [] if one.mnemonic in RETURNS else self.onwards(node)


def _region(firmware: Firmware, address: int) -> Graph:
    begin = firmware.image.instructions[address].next
    return graphs.walk(firmware.image, begin, _Region(firmware, address).follow)

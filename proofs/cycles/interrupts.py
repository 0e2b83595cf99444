# SPDX-License-Identifier: MIT
"""How long interrupts are off: each handler from its call to `reti`, and everything that runs from
an instruction that clears I to the one that sets it again.

A copy of SREG that was taken while I was clear leaves it clear when it is put back, so the walk
remembers which registers hold one. What a copy from before the region holds is I set: were it
clear, the region would have begun earlier, and that one is looked at too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from proofs.avr.image import Image
from proofs.avr.instruction import Instruction
from proofs.cycles import graph as graphs
from proofs.cycles import model
from proofs.cycles.constants import written
from proofs.cycles.graph import ADDRESS_BITS, Graph, Way, address_of
from proofs.refused import Refused

if TYPE_CHECKING:
    from proofs.cycles import Firmware

SREG = 0x3F  # its I/O address
RESPONSE = 4  # cycles from the last instruction before a handler to its vector (data sheet 7.7.1)
WAKE = 4  # on top when the program sleeps
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
    for address in _switched_off(image):
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


def _switched_off(image: Image) -> Iterator[int]:
    """Every `cli` that the program can reach: where code is, and is no dead end."""
    for address, one in sorted(image.instructions.items()):
        if one.mnemonic == "cli" and not _stops_for_ever(image, one.next):
            yield address


def _stops_for_ever(image: Image, address: int) -> bool:
    """`rjmp .-2`: the end of a program, behind which nothing is late."""
    one = image.instructions.get(address)
    return one is not None and one.mnemonic == "rjmp" and one.target == address


class _Walk:
    """From behind a `cli` on. A node's state is the set of registers with a copy of SREG in which I
    is clear.
    """

    def __init__(self, firmware: Firmware, begin: int) -> None:
        self.image = firmware.image
        self.constants = firmware.constants
        self.begin = begin
        self.states: list[frozenset[int]] = [frozenset()]

    def node(self, address: int, copies: frozenset[int]) -> int:
        if copies not in self.states:
            self.states.append(copies)
        return address | self.states.index(copies) << ADDRESS_BITS

    def follow(self, node: int) -> list[Way]:
        one = self.image.instructions[address_of(node)]
        copies = self.states[node >> ADDRESS_BITS]
        if self._sets(one, copies) or _stops_for_ever(self.image, one.address):
            return []
        callee = graphs.called(self.image, one, self.begin)
        if one.mnemonic in ("ret", "reti") or (callee is not None and one.mnemonic.endswith("jmp")):
            raise Refused(f"{graphs.at(self.image, self.begin)}: interrupts are switched off here "
                          f"and not on again before {graphs.at(self.image, one.address)} returns")
        if callee is not None:
            self._refuse_switching(callee)
        after = self._copies(one, copies)
        return [(self.node(to, after), cycles)
                for to, cycles in graphs.ways(self.image, one, self.begin)]

    def _refuse_switching(self, callee: int) -> None:
        """A function called with I clear leaves it so."""
        waiting, seen = [callee], set()
        while waiting:
            function = waiting.pop()
            if function in seen:
                continue
            seen.add(function)
            graph = graphs.of(self.image, function)
            copies: frozenset[int] = frozenset()
            for address in sorted(address_of(node) for node in graph.nodes()):
                one = self.image.instructions[address]
                if self._sets(one, copies):
                    raise Refused(f"{graphs.at(self.image, self.begin)}: interrupts are switched "
                                  f"off here, and {self.image.name_of(callee)} is called, "
                                  "which sets I")
                copies = self._copies(one, copies)
            waiting += [to for each in graph.blocks.values() for _, to in each.calls]

    def _sets(self, one: Instruction, copies: frozenset[int]) -> bool:
        """Is I set, or as it was before the region, behind this instruction?"""
        if self._is_sreg(one, ("out",), ("st", "std", "sts")):
            return one.register(1) not in copies
        if one.mnemonic == "bset":
            return one.number(0) == 7
        return one.mnemonic in ("sei", "reti")

    def _copies(self, one: Instruction, copies: frozenset[int]) -> frozenset[int]:
        """The registers with a copy of SREG behind this instruction, which leaves I clear."""
        if self._is_sreg(one, ("in",), ("ld", "ldd", "lds")):
            return copies | {one.register(0)}
        if one.mnemonic == "mov" and one.register(1) in copies:
            return copies | {one.register(0)}
        changed = written(one)
        return copies if changed is None else copies - changed

    def _is_sreg(
        self, one: Instruction, by_number: tuple[str, ...], by_address: tuple[str, ...]
    ) -> bool:
        """Is it one of these instructions, and about SREG? Compilers reach it as data, too."""
        if one.mnemonic in by_number:
            return one.number(1 if one.mnemonic == "in" else 0) == SREG
        return one.mnemonic in by_address and self.constants.data_address(one) == SREG + 0x20


def _region(firmware: Firmware, address: int) -> Graph:
    walk = _Walk(firmware, address)
    return graphs.walk(firmware.image, firmware.image.instructions[address].next, walk.follow)

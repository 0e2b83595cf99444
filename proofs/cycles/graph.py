# SPDX-License-Identifier: MIT
"""The code that runs from one place on, as blocks, with the cycles of each way out of a block.

A node is an address, with a state of whoever walks in the bits above (interrupts.py); a block is
named by its first node. Calls are steps over: their time is the callee's own graph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

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
from proofs.refused import Refused

ADDRESS_BITS = 20  # more than any part's flash has
Way = tuple[int, int]  # the node that runs next, and the cycles of the instruction on this way
Follow = Callable[[int], list[Way]]  # from a node; no way: the walk ends here


def address_of(node: int) -> int:
    """Where in flash a node is, in bytes."""
    return node & (1 << ADDRESS_BITS) - 1


@dataclass
class Block:
    """Instructions that run one after the other. `cycles` are those of all but the last, whose own
    are on the ways out; `to` is None where the walk ends.
    """

    nodes: list[int]
    cycles: int
    ways: list[tuple[int | None, int]]
    calls: list[tuple[int, int]] = field(default_factory=list)  # address of the call, callee


@dataclass
class Graph:
    """All blocks that can run from `start` on, `start` itself included."""

    start: int
    blocks: dict[int, Block]

    def nodes(self) -> Iterable[int]:
        return (node for block in self.blocks.values() for node in block.nodes)

    def block_of(self, address: int) -> int | None:
        """The block that has this instruction; None: it does not run here."""
        return self._block_of.get(address)

    @cached_property
    def _block_of(self) -> dict[int, int]:
        return {address_of(node): first
                for first, block in self.blocks.items() for node in block.nodes}


def called(image: Image, one: Instruction, owner: int) -> int | None:
    """The function that an instruction runs, a jump into another function's beginning included: it
    returns to our caller. `rcall .+0` is avr-gcc's way to take two bytes of stack.
    """
    if one.mnemonic in CALLS and one.target != one.next:
        return one.target
    if one.mnemonic in JUMPS and one.target is not None and one.target != owner:
        other = image.function_at(one.target)
        mine = image.function_at(one.address)
        if other is not None and other.address == one.target and other != mine:
            return one.target
    return None


def ways(image: Image, one: Instruction, owner: int) -> list[Way]:
    """What may run after an instruction; Refused where nobody can tell."""
    fewest, most = cycles_of(image, one)
    if one.mnemonic in BRANCHES:
        assert one.target is not None
        return [(one.next, fewest), (one.target, most)]
    if one.mnemonic in SKIPS:
        return [(one.next, fewest), (one.after_skip, most)]
    if one.mnemonic in RETURNS or (one.mnemonic in JUMPS and called(image, one, owner)):
        return []
    if one.mnemonic in JUMPS:
        assert one.target is not None
        return [(one.target, most)]
    return [(one.next, most)]


def cycles_of(image: Image, one: Instruction) -> tuple[int, int]:
    """Fewest and most cycles; Refused for what has no figure or goes where Z says."""
    if one.mnemonic in INDIRECT_CALLS | INDIRECT_JUMPS:
        raise Refused(f"{at(image, one.address)}: {one} goes where Z says: its time has no bound")
    if one.mnemonic == "spm":
        raise Refused(f"{at(image, one.address)}: spm writes flash: its time has no bound")
    return one.cycles


def at(image: Image, address: int) -> str:
    """A place for a message: the source line if there is one."""
    line = image.line_of(address)
    return f"{line}: 0x{address:x} in {image.name_of(address)}" if line else image.name_of(address)


def of(image: Image, start: int, stops: Iterable[int] = ()) -> Graph:
    """From the address `start` to returns, and no further than the instructions `stops`."""
    ends = frozenset(stops)

    def follow(node: int) -> list[Way]:
        return [] if node in ends else ways(image, image.instructions[node], start)

    return walk(image, start, follow)


def walk(image: Image, start: int, follow: Follow) -> Graph:
    """The graph of every node that `follow` leads to."""
    after: dict[int, list[Way]] = {}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node in after:
            continue
        if address_of(node) not in image.instructions:
            raise Refused(f"{image.path}: 0x{address_of(node):x} is no code, and runs")
        after[node] = follow(node)
        waiting += [to for to, _ in after[node]]
    firsts = _firsts(after, start)
    graph = Graph(start, {first: _block(after, first, firsts) for first in sorted(firsts)})
    for block in graph.blocks.values():
        for node in block.nodes:
            one = image.instructions[address_of(node)]
            callee = called(image, one, start)
            if callee is not None:
                block.calls.append((one.address, callee))
        if not after[block.nodes[-1]]:
            last = image.instructions[address_of(block.nodes[-1])]
            block.ways.append((None, cycles_of(image, last)[1]))
    return graph


def _firsts(after: dict[int, list[Way]], start: int) -> set[int]:
    """Nodes that more than one way leads to, or that one of several ways leads to."""
    into = Counter(to for all_ways in after.values() for to, _ in all_ways)
    forked = {to for all_ways in after.values() if len(all_ways) > 1 for to, _ in all_ways}
    return {start} | forked | {node for node, count in into.items() if count > 1}


def _block(after: dict[int, list[Way]], first: int, firsts: set[int]) -> Block:
    nodes = [first]
    cycles = 0
    while len(after[nodes[-1]]) == 1 and after[nodes[-1]][0][0] not in firsts:
        to, most = after[nodes[-1]][0]
        cycles += most
        nodes.append(to)
    return Block(nodes, cycles, [(to, most) for to, most in after[nodes[-1]]])

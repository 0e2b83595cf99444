# SPDX-License-Identifier: MIT
"""What `stack_poll` is in a firmware: a function, or, when the compiler has put it into its caller,
what runs between two marks around it (GPIOR0 = n before, GPIOR0 = 0 behind).
"""

from __future__ import annotations

from dataclasses import dataclass

from proofs.avr.image import Image
from proofs.cycles import graph as graphs
from proofs.cycles.constants import IO_SPACE, Constants
from proofs.cycles.graph import Graph
from proofs.cycles.places import Places, plain
from proofs.refused import Refused

GPIOR0 = 0x1E  # its I/O address
FLAGS = "-gdwarf-2 -g1 -fno-var-tracking-assignments"


@dataclass(frozen=True)
class Region:
    """`begin` is the first instruction that counts, `ends` those behind which nothing counts any
    more (none: the function's returns). `mark` is the number before it, 0 for a function.
    """

    name: str
    begin: int
    ends: frozenset[int]
    mark: int
    graph: Graph


def find(image: Image, places: Places, constants: Constants, name: str) -> Region:
    """By the function's name without namespace; Refused when it is not there."""
    for function in image.functions:
        if name in (plain(function.name), function.name):
            begin = function.address
            return Region(name, begin, frozenset(), 0, graphs.of(image, begin))
    copies = [copy for copy in places.inlined if copy.function == name]
    marks = list(_marks(image, constants))
    ends = frozenset(address for address, mark in marks if mark == 0)
    for address, mark in marks:
        if mark:
            begin = image.instructions[address].next
            graph = graphs.of(image, begin, ends)
            if any(copy.has(node) for node in graph.nodes() for copy in copies):
                _refuse_leaks(image, name, graph, ends)
                return Region(name, begin, ends, mark, graph)
    if copies:
        caller = image.name_of(copies[0].ranges[0][0]) if copies[0].ranges else "its caller"
        raise Refused(f"{image.path}: {name} has become part of {caller.partition('+')[0]}; put "
                      "GPIOR0 = 1 before the call and GPIOR0 = 0 behind it")
    without = "" if places.inlined else f", and no lines to find it by; compile with {FLAGS}"
    raise Refused(f"{image.path}: no function {name}{without}")


def _marks(image: Image, constants: Constants) -> list[tuple[int, int]]:
    """Every write of a constant to GPIOR0: its address, and the number."""
    found = []
    for address, one in sorted(image.instructions.items()):
        by_number = one.mnemonic == "out" and one.number(0) == GPIOR0
        by_address = one.mnemonic in ("st", "std", "sts") and (
            constants.data_address(one) == GPIOR0 + IO_SPACE
        )
        if by_number or by_address:
            value = constants.byte(address, one.register(1))
            if value is not None:
                found.append((address, value))
    return found


def _refuse_leaks(image: Image, name: str, graph: Graph, ends: frozenset[int]) -> None:
    """Every way leads to an end."""
    for each in graph.blocks.values():
        last = each.nodes[-1]
        if any(to is None for to, _ in each.ways) and last not in ends:
            where = graphs.at(image, last)
            raise Refused(f"{image.path}: {name}: at {where} the region returns without a mark")

# SPDX-License-Identifier: MIT
"""Loops that show in the code itself how often they turn: a counter that begins with a constant,
and shifts, which avr-gcc makes one bit a turn.
"""

from __future__ import annotations

from proofs.avr.image import Image
from proofs.avr.instruction import Instruction
from proofs.cycles.constants import Constants, written
from proofs.cycles.graph import Graph, address_of
from proofs.cycles.loops import Loop

_SHIFTS = frozenset("lsr ror asr".split())
_DOUBLED = frozenset("add adc".split())  # of a register with itself: lsl and rol
INT_BITS = 16


def counted(constants: Constants, graph: Graph, loop: Loop) -> int | None:
    """The turns of one block that ends with `dec` and `brne`, entered once, with a constant."""
    if len(loop.blocks) != 1 or loop.head is None or len(loop.entries) != 1 or loop.starts:
        return None
    ones = _instructions(constants.image, graph, loop.head)
    if len(ones) < 2 or ones[-1].mnemonic != "brne" or ones[-2].mnemonic != "dec":
        return None
    register = ones[-2].register(0)
    if graph.blocks[loop.head].calls or any(
        changed is None or register in changed for changed in map(written, ones[:-2])
    ):
        return None
    before = address_of(graph.blocks[loop.entries[0][0]].nodes[-1])
    first = constants.after(before)[register]
    return None if first is None or first < 0 else (first - 1) % 256


def shifts(image: Image, graph: Graph, loop: Loop) -> int | None:
    """The turns of a shift by a variable: C and C++ know no shift by all bits of the type or more,
    and nothing narrower than an int is shifted. avr-gcc's begins with `dec`.
    """
    ones = [one for first in sorted(loop.blocks) for one in _instructions(image, graph, first)]
    ends = [one for one in ones if one.mnemonic in ("dec", "brpl")]
    bits = [one for one in ones if one not in ends]
    if [one.mnemonic for one in ends] != ["dec", "brpl"] or not bits:
        return None
    if any(ends[0].operands[0] in one.operands or not _shifts(one) for one in bits):
        return None
    head = 0 if loop.head is None else address_of(loop.head)
    if loop.head is None or loop.starts or image.instructions[head] is not ends[0]:
        return None
    return max(INT_BITS, 8 * len(bits)) - 1


def _shifts(one: Instruction) -> bool:
    doubled = one.mnemonic in _DOUBLED and one.operands[0] == one.operands[1]
    return one.mnemonic in _SHIFTS or doubled


def _instructions(image: Image, graph: Graph, block: int) -> list[Instruction]:
    return [image.instructions[address_of(node)] for node in graph.blocks[block].nodes]

# SPDX-License-Identifier: MIT
"""Which loop of the source a loop of the machine code is.

Its instructions are in that loop's lines, their own or those of the calls inlined around them. Some
are not (the compiler joins equal code, and what it says of inlined code has gaps), so what decides
is: none is on a line of a loop around it. That would be the outer one, whose inner one is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from proofs.avr.image import Image
from proofs.cycles import loops
from proofs.cycles.graph import Graph, address_of
from proofs.cycles.limits import Said
from proofs.cycles.loops import Loop
from proofs.cycles.places import Place, Places

Stack = Sequence[Place]  # an instruction's line, and the lines of the calls around it
COMPARES = frozenset("cp cpc cpi".split())


def said_of(
    image: Image, places: Places, graph: Graph, loop: Loop, own: frozenset[int],
    said: Sequence[Said],
) -> set[Said]:
    """What is said of a loop: on lines that each turn passes in its `own` blocks (those of no inner
    loop), or of the loop in the source that it is.
    """
    def addresses(blocks: Iterable[int]) -> list[int]:
        return [address_of(node) for first in sorted(blocks) for node in graph.blocks[first].nodes]

    stacks = [places.lines(address) for address in addresses(loop.blocks)]
    mine = owner([stack for stack in stacks if stack], said)
    passed: set[Said] = set()
    decided = False  # the compiler's own copies and shifts have no condition and do not compare
    for first in own:
        here = {place for address in addresses([first]) for place in places.lines(address)}
        decided = decided or (mine is not None and any(map(mine.decides, here)))
        for each in said:
            if each.passes and any(map(each.covers, here)) and (
                each.file.endswith(".S") or (mine is not None and mine.holds(each.place)
                                             and loops.passes(graph, loop, first))
            ):
                passed.add(each)
    compares = any(image.instructions[one].mnemonic in COMPARES for one in addresses(own))
    return passed or ({mine} if mine and mine.text and (decided or compares) else set())


def owner(stacks: Sequence[Stack], said: Iterable[Said]) -> Said | None:
    """The innermost loop that it can be; None when there is none, or several."""
    inside: dict[Said, set[int]] = {}
    for each in said:
        held = {n for n, stack in enumerate(stacks) if any(map(each.holds, stack))}
        if held and each.body:
            inside[each] = held
    around = {one: [other for other in inside if _encloses(other, one, stacks)] for one in inside}
    likely = [one for one in inside
              if not any(_shows(other, one, inside, stacks) for other in around[one])]
    inner = [one for one in likely if not any(one in around[other] for other in likely)]
    most = max((len(inside[one]) for one in inner), default=0)
    best = [one for one in inner if len(inside[one]) == most]
    return best[0] if len(best) == 1 else None


def _encloses(outer: Said, inner: Said, stacks: Sequence[Stack]) -> bool:
    if outer is inner:
        return False
    if outer.file == inner.file and outer.first <= inner.first and inner.body <= outer.body:
        return (outer.first, outer.body) != (inner.first, inner.body)
    deeper = [_depth(inner, stack) - _depth(outer, stack) for stack in stacks
              if any(map(inner.holds, stack)) and any(map(outer.holds, stack))]
    return sum(each < 0 for each in deeper) > sum(each > 0 for each in deeper)


def _depth(one: Said, stack: Stack) -> int:
    return next(n for n, place in enumerate(stack) if one.holds(place))


def _shows(
    outer: Said, inner: Said, inside: dict[Said, set[int]], stacks: Sequence[Stack]
) -> bool:
    """Is code of the outer loop's own among it? The call that the inner one is in is not."""
    calls = {place for n in inside[inner] for place in stacks[n] if outer.holds(place)}
    return any(
        outer.holds(stacks[n][0]) or any(
            outer.holds(place) and place not in calls for place in stacks[n])
        for n in inside[outer] - inside[inner]
    )

# SPDX-License-Identifier: MIT
"""The loops of a graph: natural loops by dominators; what is none, a loop with two entries, is told
apart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from proofs.cycles.graph import Graph

Edge = tuple[int, int]  # a block, and which of its ways


@dataclass(frozen=True)
class Loop:
    """`head` is the block through which each turn passes, None when there is no such block because
    the loop has several entries. `back` are the ways to the head from inside, `entries` those into
    the loop from outside; entered also by the graph's own start when `starts`.
    """

    head: int | None
    blocks: frozenset[int]
    back: tuple[Edge, ...]
    entries: tuple[Edge, ...]
    starts: bool


def find(graph: Graph) -> list[Loop]:
    """All loops, inner before outer."""
    above, order = _dominators(graph)
    before = _before(graph)
    tails: dict[int, list[int]] = defaultdict(list)
    crooked: list[Edge] = []
    for first in order:
        for to, _ in graph.blocks[first].ways:
            if to is not None and order[to] <= order[first]:
                if _dominates(above, to, first, graph.start):
                    tails[to].append(first)
                else:
                    crooked.append((first, to))
    found = [_loop(graph, head, _body(head, ends, before)) for head, ends in tails.items()]
    found += [_loop(graph, None, body) for body in _knots(graph, crooked, found, before)]
    return sorted(found, key=lambda loop: len(loop.blocks))


def _loop(graph: Graph, head: int | None, body: frozenset[int]) -> Loop:
    back, entries = [], []
    for first, block in graph.blocks.items():
        for number, (to, _) in enumerate(block.ways):
            if first in body and to == head and head is not None:
                back.append((first, number))
            elif first not in body and to in body:
                entries.append((first, number))
    return Loop(head, body, tuple(back), tuple(entries), graph.start in body)


def edges_to(graph: Graph, block: int, among: frozenset[int]) -> tuple[Edge, ...]:
    """The ways from these blocks to that one."""
    return tuple(
        (first, number)
        for first in sorted(among)
        for number, (to, _) in enumerate(graph.blocks[first].ways)
        if to == block
    )


def cuts(graph: Graph, body: frozenset[int], block: int) -> bool:
    """Does every turn pass this block: are the others without it no loop?"""
    left = set(body) - {block}
    while True:
        ends = {b for b in left if not any(to in left for to, _ in graph.blocks[b].ways)}
        if not ends:
            return not left
        left -= ends


def passes(graph: Graph, loop: Loop, block: int) -> bool:
    """Does every turn pass this block, whatever loops are in it?"""
    if loop.head is None:
        return cuts(graph, loop.blocks, block)
    left = loop.blocks - {block}
    onwards = {b: [to for to, _ in graph.blocks[b].ways if to in left and to != loop.head]
               for b in left}
    reached = _reached(loop.head, onwards) if loop.head in left else frozenset()
    return not any(first in reached for first, _ in loop.back)


def _before(graph: Graph) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for first, block in graph.blocks.items():
        for to, _ in block.ways:
            if to is not None:
                found[to].append(first)
    return found


def _body(head: int, ends: list[int], before: dict[int, list[int]]) -> frozenset[int]:
    body = {head}
    waiting = list(ends)
    while waiting:
        block = waiting.pop()
        if block not in body:
            body.add(block)
            waiting += before[block]
    return frozenset(body)


def _knots(
    graph: Graph, crooked: list[Edge], natural: list[Loop], before: dict[int, list[int]]
) -> list[frozenset[int]]:
    """The loops without a head that these ways close, inside the smallest loop that has one."""
    found: list[frozenset[int]] = []
    for first, to in crooked:
        if any(first in body and to in body for body in found):
            continue
        around = [loop for loop in natural if first in loop.blocks and to in loop.blocks]
        inside = set(graph.blocks)
        if around:
            smallest = min(around, key=lambda loop: len(loop.blocks))
            inside = set(smallest.blocks) - {smallest.head or 0}
        onwards = {block: [w for w, _ in graph.blocks[block].ways if w in inside]
                   for block in inside}
        backwards = {block: [b for b in before[block] if b in inside] for block in inside}
        found.append(_reached(to, onwards) & _reached(to, backwards))
    return found


def _reached(start: int, ways: dict[int, list[int]]) -> frozenset[int]:
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        block = waiting.pop()
        if block not in seen:
            seen.add(block)
            waiting += ways[block]
    return frozenset(seen)


def _dominators(graph: Graph) -> tuple[dict[int, int], dict[int, int]]:
    """Each block's immediate dominator, and each block's place in reverse postorder (Cooper, Harvey
    and Kennedy, "A Simple, Fast Dominance Algorithm").
    """
    order = _postorder(graph)
    place = {block: number for number, block in enumerate(reversed(order))}
    before = _before(graph)
    above = {graph.start: graph.start}
    changed = True
    while changed:
        changed = False
        for block in sorted(place, key=lambda b: place[b])[1:]:
            known = [b for b in before[block] if b in above]
            best = known[0]
            for other in known[1:]:
                best = _meet(above, place, best, other)
            changed = changed or above.get(block) != best
            above[block] = best
    return above, place


def _meet(above: dict[int, int], place: dict[int, int], one: int, other: int) -> int:
    while one != other:
        while place[one] > place[other]:
            one = above[one]
        while place[other] > place[one]:
            other = above[other]
    return one


def _dominates(above: dict[int, int], one: int, other: int, start: int) -> bool:
    while other not in (one, start):
        other = above[other]
    return one == other


def _postorder(graph: Graph) -> list[int]:
    order: list[int] = []
    seen = {graph.start}
    waiting = [(graph.start, iter(graph.blocks[graph.start].ways))]
    while waiting:
        block, ways = waiting[-1]
        for to, _ in ways:
            if to is not None and to not in seen:
                seen.add(to)
                waiting.append((to, iter(graph.blocks[to].ways)))
                break
        else:
            order.append(block)
            waiting.pop()
    return order

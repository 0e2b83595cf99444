# SPDX-License-Identifier: MIT
"""Counts and what ties them together: how often each block of a function runs, and each way out of
it, when the code at the root runs once (implicit path enumeration, Li and Malik 1995).

  - a block runs as often as ways lead to it, and is left as often;
  - a function runs as often as it is called;
  - a loop turns at most so often for each time it is entered (limits.py);
  - what is said to happen so often in all happens no more often.

Every run satisfies all of them, so the greatest sum of count times cycles is a bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from proofs.avr.image import Image
from proofs.cycles import graph as graphs
from proofs.cycles.graph import Graph
from proofs.cycles.loops import Edge
from proofs.cycles.solver import Row, Solution, Variable, solve
from proofs.refused import Refused


def runs(function: int) -> Variable:
    """How often a function runs; by its first node."""
    return ("runs", function)


def block(function: int, first: int) -> Variable:
    return ("block", function, first)


def way(function: int, edge: Edge) -> Variable:
    return ("way", function, *edge)


@dataclass
class Model:
    """The graphs by their first nodes, and the conditions. `extra` are those that limits give."""

    image: Image
    root: int
    graphs: dict[int, Graph]
    extra: list[Row] = field(default_factory=list)

    def cost(self) -> dict[Variable, int]:
        """Cycles of each block and way."""
        found: dict[Variable, int] = {}
        for function, graph in self.graphs.items():
            for first, each in graph.blocks.items():
                if each.cycles:
                    found[block(function, first)] = each.cycles
                for number, (_, cycles) in enumerate(each.ways):
                    found[way(function, (first, number))] = cycles
        return found

    def sites(self, function: int) -> Iterator[tuple[int, int, int]]:
        """Who calls a function: the caller, its block, the address of the call."""
        for caller, graph in self.graphs.items():
            for first, each in graph.blocks.items():
                for address, callee in each.calls:
                    if callee == function:
                        yield caller, first, address

    def rows(self) -> list[Row]:
        """All conditions."""
        found = list(self.extra)
        for function, graph in self.graphs.items():
            found.append(self._calls(function))
            found += _flow(function, graph)
        return found

    def _calls(self, function: int) -> Row:
        terms = {runs(function): 1}
        for caller, first, _ in self.sites(function):
            variable = block(caller, first)
            terms[variable] = terms.get(variable, 0) - 1
        return Row("calls", terms, 1 if function == self.root else 0, exactly=True)

    def solve(self) -> Solution:
        return solve(self.cost(), self.rows())

    def name(self, function: int) -> str:
        return self.image.name_of(graphs.address_of(function))

    def spent(self, solution: Solution) -> dict[int, int]:
        """The cycles that each function spends itself, in the worst case found."""
        found = dict.fromkeys(self.graphs, 0.0)
        for variable, cycles in self.cost().items():
            found[int(variable[1])] += cycles * solution.counts.get(variable, 0)
        return {function: round(cycles) for function, cycles in found.items()}


def _flow(function: int, graph: Graph) -> Iterator[Row]:
    into: dict[int, dict[Variable, int]] = {first: {} for first in graph.blocks}
    into[graph.start][runs(function)] = -1
    for first, each in graph.blocks.items():
        for number, (to, _) in enumerate(each.ways):
            if to is not None:
                into[to][way(function, (first, number))] = -1
    for first, each in graph.blocks.items():
        once = {block(function, first): 1}
        yield Row("in", {**once, **into[first]}, exactly=True)
        out = {way(function, (first, number)): -1 for number in range(len(each.ways))}
        yield Row("out", {**once, **out}, exactly=True)


def build(image: Image, root: Graph) -> Model:
    """The root's graph and those of every function it calls; Refused for recursion."""
    found = Model(image, root.start, {root.start: root})
    waiting = [root]
    while waiting:
        graph = waiting.pop()
        for each in graph.blocks.values():
            for _, callee in each.calls:
                if callee not in found.graphs:
                    found.graphs[callee] = graphs.of(image, callee)
                    waiting.append(found.graphs[callee])
    _refuse_recursion(found)
    return found


def _refuse_recursion(model: Model) -> None:
    calls = {
        function: sorted({callee for each in graph.blocks.values() for _, callee in each.calls})
        for function, graph in model.graphs.items()
    }
    done: set[int] = set()
    path: list[int] = []

    def visit(function: int) -> None:
        if function in path:
            circle = [*path[path.index(function) :], function]
            names = " -> ".join(model.name(each) for each in circle)
            raise Refused(f"{model.image.path}: {names}: recursion has no bound")
        if function not in done:
            path.append(function)
            for callee in calls[function]:
                visit(callee)
            done.add(path.pop())

    visit(model.root)

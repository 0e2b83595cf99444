# SPDX-License-Identifier: MIT
"""Finds for each loop of a model how often it turns, and for each call what it passes: the rows of
a model that limits.py's words make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proofs.cycles import graph as graphs
from proofs.cycles import loops
from proofs.cycles.constants import Constants
from proofs.cycles.counted import counted, shifts
from proofs.cycles.graph import Graph
from proofs.cycles.limits import Numbers, Said, Table
from proofs.cycles.loops import Loop
from proofs.cycles.matching import said_of
from proofs.cycles.model import Model, block, runs, way
from proofs.cycles.places import Inlined, Places, plain
from proofs.cycles.solver import Row, Variable
from proofs.refused import Refused


@dataclass(frozen=True)
class Used:
    """A bound that the result rests on: where it is said, its words, what they are worth, and the
    counts that are turns.
    """

    where: str
    text: str
    turns: int
    counts: tuple[Variable, ...]


class Turns:
    """All bounds of one model."""

    def __init__(
        self,
        model: Model,
        places: Places,
        constants: Constants,
        said: list[Said],
        numbers: Numbers,
        table: Table,
    ) -> None:
        self.model = model
        self.constants = constants
        self.places = places
        self.numbers = numbers
        self.table = table
        self.said = said
        self.used: list[Used] = []
        self.problems: list[str] = []
        self._found: dict[int, list[Loop]] = {}

    def rows(self, root: str) -> list[Row]:
        """Of loops, and of what happens so often in all in one run of `root`; Refused with one line
        for each loop that nobody bounds.
        """
        found: list[Row] = []
        for function, graph in sorted(self.model.graphs.items()):
            taken: dict[int, set[Said]] = {}
            for loop in self._loops(function):
                try:
                    found.append(self._loop(function, graph, loop, taken))
                except Refused as problem:
                    self.problems += problem.problems
        found += self._times(root)
        if self.problems:
            raise Refused(sorted(set(self.problems)))
        return found

    def _loops(self, function: int) -> list[Loop]:
        if function not in self._found:
            self._found[function] = loops.find(self.model.graphs[function])
        return self._found[function]

    # ---- loops ---------------------------------------------------------------------------------

    def _loop(
        self, function: int, graph: Graph, loop: Loop, taken: dict[int, set[Said]]
    ) -> Row:
        inner = [other for other in self._loops(function) if other.blocks < loop.blocks]
        nested = set().union(*(other.blocks for other in inner)) if inner else set()
        own = loop.blocks - nested
        where = self._where(function, graph, loop, own)
        seen = self._seen(graph, loop)
        said: set[Said] = set()
        if seen is None:
            used = {s for other in inner for s in taken.get(id_of(other), ())}
            said = taken[id_of(loop)] = said_of(
                self.model.image, self.places, graph, loop, own, self.said) - used
        text = str(seen) if seen is not None else self._text(function, graph, loop, said, where)
        edges = loop.back if loop.head is not None else self._cut(graph, loop, said, where)
        row = {way(function, edge): 1 for edge in edges}
        counts = tuple(row)
        place = str(next(iter(said)).place) if said else self.model.name(function)
        for much, variable in self._contexts(function, graph, loop, text, where):
            row[variable] = row.get(variable, 0) - much
            self.used.append(Used(place, text, much, counts))
        return Row(f"{place}: at most {text} turns", row)

    def _seen(self, graph: Graph, loop: Loop) -> int | None:
        """What the code itself says. A shift is the compiler's own when it has one line, and that
        is of C++ and no loop's.
        """
        turns = counted(self.constants, graph, loop)
        if turns is not None:
            return turns
        places = {self.places.line(graphs.address_of(node))
                  for first in loop.blocks for node in graph.blocks[first].nodes}
        place = places.pop()
        own = place is not None and not places and not place.file.endswith(".S") and not any(
            each.body and each.decides(place) for each in self.said)
        return shifts(self.model.image, graph, loop) if own else None

    def _where(self, function: int, graph: Graph, loop: Loop, own: frozenset[int]) -> str:
        """The loop's place for a message; `own` are its blocks that are in no loop within it."""
        first = loop.head if loop.head is not None else min(loop.blocks)
        last = loop.back[0][0] if loop.back else first
        address = graphs.address_of(graph.blocks[last].nodes[-1])
        nodes = (node for block in own for node in graph.blocks[block].nodes)
        line = self.places.of_loop(map(graphs.address_of, nodes), address)
        name = self.model.name(function).partition("+")[0]
        return f"{line}: {name}" if line else f"{self.model.image.path}: {name}, 0x{address:x}"

    def _text(
        self, function: int, graph: Graph, loop: Loop, said: set[Said], where: str
    ) -> str:
        texts = {each.text for each in said}
        if len(texts) > 1:
            both = ", ".join(f"{each.place} {each.text}" for each in sorted(said, key=str))
            raise Refused(f"{where}: this loop has several bounds: {both}; say which on its line")
        if texts:
            return texts.pop()
        known = self.table.loops.get(self.model.name(function))
        if known is not None:
            heads = sorted(min(each.blocks) for each in self._loops(function))
            if len(known) == len(heads):
                return known[heads.index(min(loop.blocks))]
        if loop.head is None:
            raise Refused(f"{where}: this loop is entered at several places (irreducible), so its "
                          "turns cannot be counted; write it as one loop with one entry")
        if where.startswith(f"{self.model.image.path}:"):
            raise Refused(f"{where}: this loop has no bound, and no line to write it on; give its "
                          "function's in a file with --loops")
        raise Refused(f"{where}: this loop has no bound; write on its line `at most N turns`")

    def _cut(self, graph: Graph, loop: Loop, said: set[Said], where: str) -> tuple[loops.Edge, ...]:
        """A loop with several entries, and a line that each turn passes: the ways to it."""
        for first in sorted(loop.blocks):
            place = self.places.line(graphs.address_of(graph.blocks[first].nodes[0]))
            if place is not None and any(each.covers(place) for each in said):
                if loops.cuts(graph, loop.blocks, first):
                    return loops.edges_to(graph, first, loop.blocks)
        raise Refused(f"{where}: this loop is entered at several places (irreducible), and not "
                      "each turn passes the line that says how often; say it on one that does")

    # ---- lengths -------------------------------------------------------------------------------

    def _contexts(
        self, function: int, graph: Graph, loop: Loop, text: str, where: str
    ) -> Iterator[tuple[int, Variable]]:
        """How often it turns for each count of something: for each of its entries, or, when the
        bound is of a length, for each call that passes one.
        """
        size = self.table.sizes.get(plain(self.model.name(function)))
        if size is None or not re.search(rf"\b{size.name}\b", text):
            much = self.numbers.value(text, where)
            for edge in loop.entries:
                yield much, way(function, edge)
            if loop.starts:
                yield much, runs(function)
            return
        if any(loop.blocks < other.blocks for other in self._loops(function)):
            raise Refused(f"{where}: a bound of `{size.name}` inside another loop is not known")
        for length, variable in self._lengths(function):
            yield self.numbers.value(text, where, {size.name: length}), variable

    def _lengths(self, function: int) -> Iterator[tuple[int, Variable]]:
        """Every length that a function may be given, and the count of those calls."""
        name = plain(self.model.name(function))
        size = self.table.sizes[name]
        for caller, first, address in self.model.sites(function):
            length = self.constants.word(address, size.register)
            if length is not None:
                yield length, block(caller, first)
                continue
            around = [copy.function for copy in reversed(self.places.around(address))]
            around.append(plain(self.model.name(caller).partition("+")[0]))
            yield from self._passed(name, around, caller, first, address)

    def _passed(
        self, callee: str, around: list[str], caller: int, first: int, address: int
    ) -> Iterator[tuple[int, Variable]]:
        """What loops.yaml says that `callee` is given by the functions around a call, the innermost
        first; the last of them is the caller in the firmware.
        """
        known = self.table.sizes[callee].callers
        who = next((name for name in around if name in known), None)
        if who is None:
            where = graphs.at(self.model.image, address)
            raise Refused(f"{where}: how long is what {callee} is given here? loops.yaml knows "
                          f"{', '.join(sorted(known))}, not {' in '.join(around)}")
        text, outside = known[who], around[around.index(who) + 1 :]
        where = f"loops.yaml: {callee} from {who}"
        outer = self.table.sizes.get(who)
        if outer is None or not re.search(rf"\b{outer.name}\b", text):
            yield self.numbers.value(text, where), block(caller, first)
            return
        self._refuse_repeated(caller, first, callee)
        lengths = (
            self._passed(who, outside, caller, first, address) if outside else self._lengths(caller)
        )
        for length, variable in lengths:
            yield self.numbers.value(text, where, {outer.name: length}), variable

    def _refuse_repeated(self, caller: int, first: int, name: str) -> None:
        if any(first in loop.blocks for loop in self._loops(caller)):
            where = graphs.at(self.model.image, graphs.address_of(first))
            raise Refused(f"{where}: {name} is called in a loop with a length of the caller's own")

    # ---- so often in all -----------------------------------------------------------------------

    def _times(self, root: str) -> Iterator[Row]:
        for said in self.said:
            if said.function != root:
                continue
            much = self.numbers.value(said.text, str(said.place))
            by_rank: dict[tuple[int, int], dict[Variable, int]] = {}
            for copy in self._copies(said):
                for rank, (callee, terms) in enumerate(copy):
                    by_rank.setdefault((rank, callee), {}).update(terms)
            for terms in by_rank.values():
                what = f"{said.place}: at most {said.text} times in {root}"
                text = f"{said.text} in {root}"
                self.used.append(Used(str(said.place), text, much, tuple(terms)))
                yield Row(what, terms, much)

    def _copies(self, said: Said) -> list[list[tuple[int, dict[Variable, int]]]]:
        """What each copy of a line does once when it runs, in order: calls, with the callee, and
        loops, with 0 and the ways into them. What is in such a loop may run more often.
        """
        found: dict[tuple[int, int], list[tuple[int, dict[Variable, int]]]] = {}
        for function, graph in sorted(self.model.graphs.items()):
            inside = [(copy, loop) for loop in reversed(self._loops(function))
                      for copy in [self._copy(said, graphs.address_of(loop.head or 0))]
                      if copy is not None]
            repeated: set[int] = set()
            for copy, loop in inside:  # the outer ones come first
                if not loop.blocks <= repeated and not loop.starts:
                    entered = {way(function, edge): 1 for edge in loop.entries}
                    found.setdefault((function, copy), []).append((0, entered))
                repeated |= loop.blocks
            for first, each in sorted(graph.blocks.items()):
                for address, callee in each.calls:
                    made = self._copy(said, address)
                    if made is not None and first not in repeated:
                        once = {block(function, first): 1}
                        found.setdefault((function, made), []).append((callee, once))
        return list(found.values())

    def _copy(self, said: Said, address: int) -> int | None:
        """Which copy of the line makes this call; None: it is another line's."""
        around = self.places.around(address)
        for copy in around:
            if said.covers(copy.call):
                return copy.number
        own = self.places.line(address)
        if own is not None and said.covers(own):
            return around[-1].number if around else 0
        return None


def id_of(loop: Loop) -> int:
    return hash(loop.blocks)

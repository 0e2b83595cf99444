# SPDX-License-Identifier: MIT
"""All functions that can run, in each context they are called in, and how deep their calls go."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import NamedTuple

from proofs.avr.flow import Flow
from proofs.stack.annotations import Annotations
from proofs.stack.state import State
from proofs.stack.walk import CALL_BYTES, INTERRUPT, RESET, Context, Site, Walk, Walked

ROUNDS = 40  # far more than any recursion needs to settle


@dataclass
class Program:
    """What Walk found in every context."""

    reset: Context
    interrupts: dict[int, Context]  # by the address of the vector
    walked: dict[Context, Walked]

    def problems(self) -> dict[int, str]:
        """By address."""
        found: dict[int, str] = {}
        for walked in self.walked.values():
            for at, problem in walked.problems.items():
                found.setdefault(at, problem)
        return found


def explore(flow: Flow, annotations: Annotations) -> Program:
    """Walks callees before their callers. What a function leaves to its caller is not known yet
    where it is called by itself; then all is walked again with what the last round found.
    """
    image = flow.image
    reset = Context(0, False, False, RESET)
    handled = [at for at in image.vectors if at and _handled(flow, at)]
    interrupts = {at: Context(at, False, False, INTERRUPT) for at in handled}
    exits: dict[Context, State | None] = {}
    for _ in range(ROUNDS):
        explorer = _Round(flow, annotations, exits)
        for context in (reset, *interrupts.values()):
            explorer.exit_of(context)
        found = {context: walked.exit for context, walked in explorer.walked.items()}
        if all(found.get(context) == exits.get(context) for context in explorer.guessed):
            return Program(reset, interrupts, explorer.walked)
        exits = found
    raise AssertionError("what functions leave to their callers does not settle")


def _handled(flow: Flow, vector: int) -> bool:
    """Whether it does more than start the program again."""
    one = flow.image.instructions.get(vector)
    for _ in range(3):
        if one is None or one.mnemonic not in ("jmp", "rjmp") or one.target is None:
            return True
        if one.target == 0:
            return False
        one = flow.image.instructions.get(one.target)
    return True


class _Round:
    """One walk over everything, with what was believed of functions that are still being walked."""

    def __init__(
        self, flow: Flow, annotations: Annotations, exits: dict[Context, State | None]
    ) -> None:
        self.flow, self.annotations, self.exits = flow, annotations, exits
        self.walked: dict[Context, Walked] = {}
        self.active: set[Context] = set()
        self.guessed: set[Context] = set()

    def exit_of(self, context: Context) -> State | None:
        if context in self.active:
            self.guessed.add(context)
            return self.exits.get(context)
        if context not in self.walked:
            self.active.add(context)
            walk = Walk(self.flow, self.annotations, self.exit_of)
            self.walked[context] = walk(context)
            self.active.remove(context)
        return self.walked[context].exit


class Depth(NamedTuple):
    """Bytes at the deepest place, and the call that leads there; None: it is in this function."""

    bytes: int
    through: Site | None


class Step(NamedTuple):
    """One function of a path: what it adds, and where it is deepest or calls the next one."""

    context: Context
    bytes: int
    address: int


Counts = tuple[tuple[int, int], ...]  # annotated function, activations of it: those above one place


class Depths:
    """How deep the stack gets in a context, with all that it calls."""

    def __init__(self, program: Program, annotations: Annotations) -> None:
        self.walked, self.limits = program.walked, annotations.recursion
        self.known: dict[tuple[Context, Counts, bool], Depth] = {}
        self.active: list[tuple[Context, Counts]] = []
        self.cycles: dict[frozenset[int], list[int]] = {}
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 20000))

    def depth(self, context: Context, interruptible: bool, counts: Counts = ()) -> Depth:
        """Anywhere, or only where an interrupt can come (-1: nowhere)."""
        key = (context, counts, interruptible)
        if key in self.known:
            return self.known[key]
        if (context, counts) in self.active:
            self._found_cycle(context, counts)
            return Depth(-1, None)
        self.active.append((context, counts))
        walked = self.walked[context]
        best = Depth((walked.own_on if interruptible else walked.own)[0], None)
        for site in walked.sites.values():
            counted = self._counted(counts, site.callee.entry)
            if counted is None:
                continue  # one more activation than was stated
            below = self.depth(site.callee, interruptible, counted).bytes
            if below >= 0 and site.depth + CALL_BYTES + below > best.bytes:
                best = Depth(site.depth + CALL_BYTES + below, site)
        self.active.pop()
        self.known[key] = best
        return best

    def _counted(self, counts: Counts, entry: int) -> Counts | None:
        if entry not in self.limits:
            return counts
        held = dict(counts)
        held[entry] = held.get(entry, 0) + 1
        return None if held[entry] > self.limits[entry] else tuple(sorted(held.items()))

    def _found_cycle(self, context: Context, counts: Counts) -> None:
        start = self.active.index((context, counts))
        entries = list(dict.fromkeys(one.entry for one, _ in self.active[start:]))
        self.cycles.setdefault(frozenset(entries), entries)

    def path(self, context: Context, interruptible: bool) -> list[Step]:
        """From the context to the deepest place."""
        steps: list[Step] = []
        counts: Counts = ()
        while True:
            site = self.depth(context, interruptible, counts).through
            walked = self.walked[context]
            if site is None:
                steps.append(Step(context, *(walked.own_on if interruptible else walked.own)))
                return steps
            steps.append(Step(context, site.depth + CALL_BYTES, site.address))
            context = site.callee
            counts = self._counted(counts, context.entry) or ()

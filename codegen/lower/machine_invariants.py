# SPDX-License-Identifier: MIT
"""What holds between events: each invariant as a macro, where it may fail inside an event, and one
function for tests that says which is broken.

Macros, not predicates: a prover sees through them, and what a function does not write is settled
without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from codegen.check.machine_promises import read_by
from codegen.ir.machine import Contract, Function, Predicate
from codegen.load import fsm_tree as tree
from codegen.lower.machine_acsl import contract, formula
from codegen.lower.machine_layout import signature, wrapped
from codegen.lower.machine_names import CNames
from codegen.lower.machine_states import StateTests

_COLUMNS = 94


class Invariants:
    """Clauses about the connection `c`, by the step at which they stand."""

    def __init__(self, c: CNames, tests: StateTests) -> None:
        self.c = c
        self.tests = tests
        self.all = c.names.machine.invariants
        self.steady = tuple(each for each in self.all if each.since is None)

    def name(self, each: tree.Invariant) -> str:
        return macro(self.c, each.name.text)

    def whole(self) -> tuple[str, ...]:
        """Between events, as one clause."""
        return (f"{self.c.upper}_INV(c)",) if self.all else ()

    def kept(self, writes: Iterable[str], held: Iterable[tree.Invariant]) -> tuple[str, ...]:
        """Behind a function: what it could have broken in one clause, the rest in another. Each
        clause is a goal, for which a prover follows all paths through the function again.
        """
        names, found = self.c.names, tuple(held)
        touched = {*writes}
        mine = [
            each
            for each in found
            if "state" in touched and each.states or read_by(each.value, names) & touched
        ]
        rest = [each for each in found if each not in mine]
        groups = [group for group in (mine, rest) if group]
        return tuple(" && ".join(f"{self.name(each)}(c)" for each in group) for group in groups)

    def held(self, order: Sequence[str], index: int) -> tuple[tree.Invariant, ...]:
        return tuple(each for each in self.all if not _fails(each, order, index))

    def before(self, order: Sequence[str], index: int) -> tuple[str, ...]:
        """When step `index` begins."""
        held = self.held(order, index)
        if len(held) == len(self.all):
            return self.whole()
        rest = (f"{self.name(each)}(c)" for each in held if each.since is not None)
        return (f"{self.c.upper}_INV_STEADY(c)", *rest)

    def without_words(self, words: Sequence[tree.Word]) -> tuple[str, ...]:
        """All but some, as one clause."""
        mended = {word.text for word in words}
        left = [self.name(each) for each in self.all if each.name.text not in mended]
        if len(left) == len(self.all):
            return self.whole()
        return (" && ".join(f"{name}(c)" for name in left),)

    def without(self, name: str) -> tuple[tree.Invariant, ...]:
        """Those that do not speak of a timer that has just run out."""
        names = self.c.names
        return tuple(each for each in self.all if name not in read_by(each.value, names))

    # ---- what is printed ----

    def predicates(self) -> tuple[Predicate, ...]:
        """One for each, then all."""
        if not self.all:
            return ()
        timers = [timer.name.text for timer in self.c.names.machine.timers]
        return (
            *(self._predicate(each) for each in self.all),
            self._joined("INV", "between events", self.all),
            self._joined("INV_STEADY", "between the steps of an event too", self.steady),
            *(
                self._joined(f"INV_BUT_{x.upper()}", f"when {x} has fired", self.without(x))
                for x in timers
            ),
        )

    def _joined(self, name: str, about: str, parts: Sequence[tree.Invariant]) -> Predicate:
        text = " && ".join(f"{self.name(each)}(c)" for each in parts) or "\\true"
        return Predicate(f"{self.c.upper}_{name}", about, wrapped(f"({text})", _COLUMNS))

    def _predicate(self, each: tree.Invariant) -> Predicate:
        text = formula(self.c.typed(each.value), self.c)
        where = self.where(each)
        if where:
            text = f"({where} ==> {text})"
        else:
            text = f"({text})"
        text = text.replace("c->", "(c)->")
        about = f"{each.name.at.short}  {each.section}".rstrip()
        return Predicate(self.name(each), about, wrapped(text, _COLUMNS))

    def where(self, each: tree.Invariant) -> str:
        """The states of an invariant as a test; "" for all."""
        states = self.c.names.expand(each.states) if each.states else self.c.names.states
        test = self.tests.test(states, self.c.names.states)
        return f"({test})" if " " in test and ("||" in test or "&&" in test) else test

    def broken(self) -> tuple[Function, ...]:
        """`tcp_keeps_NAME(c)` for each; `tcp_broken(c)`: 0, or the line of the first that does not
        hold. Apart, because a prover follows every path through one long function.
        """
        if not self.all:
            return ()
        c = self.c
        body: list[str] = []
        for each in self.all:
            body += wrapped(f"    if (!{c.prefix}_keeps_{each.name.text}(c)) {{")
            body += [f"        return {each.name.at.line};", "    }"]
        about = (
            "For tests: the line of the first invariant that does not hold, or 0. Nothing else",
            "calls it.",
        )
        promise = self._look(f"\\result == 0 <==> {c.upper}_INV(c)")
        head = signature(f"static inline uint16_t {c.prefix}_broken", (self._record,))
        whole = Function("broken", about, promise, head, (*body, "    return 0;"))
        return (*(self._keeps(each) for each in self.all), whole)

    def _keeps(self, each: tree.Invariant) -> Function:
        c, name = self.c, f"keeps_{each.name.text}"
        value, where = c.condition(c.typed(each.value)), self.where(each)
        elsewhere = f"!{where}" if where.startswith("(") else f"!({where})"
        body = f"{elsewhere} || ({value})" if where else value
        promise = self._look(f"\\result <==> {self.name(each)}(c)")
        head = signature(f"static inline bool {c.prefix}_{name}", (self._record,))
        about = (f"{each.name.at.short}  {each.section}".rstrip(),)
        return Function(name, about, promise, head, tuple(wrapped(f"    return {body};")))

    @property
    def _record(self) -> str:
        return f"const struct {self.c.prefix}_connection *c"

    def _look(self, ensures: str) -> Contract:
        """The contract of a function that only looks at a connection."""
        requires = ("\\valid_read(c)", f"{self.c.prefix}_ok(c)")
        return contract(requires, "\\nothing", (ensures,))


def macro(c: CNames, name: str) -> str:
    return f"{c.upper}_INV_{name.upper()}"


def _fails(each: tree.Invariant, order: Sequence[str], index: int) -> bool:
    """Whether an invariant may fail when this step begins."""
    if each.since is None or each.until is None or each.since.text not in order:
        return False
    until = order.index(each.until.text) if each.until.text in order else len(order)
    return order.index(each.since.text) < index <= until

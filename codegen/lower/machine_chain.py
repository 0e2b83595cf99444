# SPDX-License-Identifier: MIT
"""The function that calls the steps of an event one behind the other.

Where a `goto` leads, a function of its own begins, called from both sides. So does one after every
three steps: what a prover has to keep in mind doubles with each step that may settle the input.
"""

from __future__ import annotations

from collections.abc import Sequence

from codegen.check.machine_flow import CONTINUE, DROP, GOTO, EventFlow, RowFlow, StepFlow
from codegen.check.machine_writes import written
from codegen.ir.machine import Function
from codegen.lower.machine_acsl import all_of, assigned, contract, is_in, leads_to
from codegen.lower.machine_functions import parameters, requires
from codegen.lower.machine_invariants import Invariants
from codegen.lower.machine_layout import INLINE, ONCE, signature, wrapped
from codegen.lower.machine_names import CNames
from codegen.lower.machine_states import StateTests

MOST_STEPS = 3


def about(c: CNames, section: str) -> tuple[str, ...]:
    """The comment above a function: the section of the RFC."""
    title = c.names.machine.title
    if not section:
        return ()
    return (section if section.startswith(("RFC", title)) else f"{title} {section}",)


def any_of(results: Sequence[str]) -> str:
    return " || ".join(f"\\result == {each}" for each in results)


def verdict_name(c: CNames, verdict: str) -> str:
    if verdict.startswith(GOTO):
        return f"{c.upper}_GOTO_{verdict.removeprefix(GOTO).upper()}"
    return f"{c.upper}_{verdict.upper()}"


def writes_of(c: CNames, rows: Sequence[RowFlow]) -> frozenset[str]:
    """What these rows can change."""
    found: set[str] = set()
    for flow in rows:
        found |= written(flow.row.body, c.names)
        if flow.becomes:
            found.add("state")
    return frozenset(found)


class Chain:
    """The steps of one event, in parts."""

    def __init__(
        self, c: CNames, tests: StateTests, flow: EventFlow, invariants: Invariants
    ) -> None:
        assert flow.event.input is not None
        self.c = c
        self.tests = tests
        self.invariants = invariants
        self.order = [step.name for step in flow.steps]
        self.flow = flow
        self.given = flow.event.input.text
        rows = [row for step in flow.steps for row in step.rows]
        targets = {row.verdict.removeprefix(GOTO) for row in rows if row.verdict.startswith(GOTO)}
        self.begins: list[int] = []
        for index, step in enumerate(flow.steps):
            if not self.begins or step.name in targets or index - self.begins[-1] >= MOST_STEPS:
                self.begins.append(index)

    def functions(self) -> tuple[Function, ...]:
        """The last part first: C wants what is called above what calls."""
        return tuple(self.part(begin) for begin in reversed(self.begins))

    def name(self, begin: int) -> str:
        event = self.flow.event.name.text
        return f"{event}_from_{self.flow.steps[begin].name}" if begin else f"{event}_arrives"

    def part(self, begin: int) -> Function:
        c, flow = self.c, self.flow
        later = [index for index in self.begins if index > begin]
        steps = flow.steps[begin : later[0] if later else None]
        lines: list[str] = []
        for step in steps:
            lines += self.call(step, last=not later and step is steps[-1])
        if later:
            lines.append(f"    return {self.jump(later[0])};")
        if any("verdict = " in line for line in lines):
            lines = [f"    enum {c.prefix}_verdict verdict;", "", *lines]
        ends = flow.successors(c.names, begin)
        before = (*requires(c, self.given), *self.invariants.before(self.order, begin))
        if begin:
            before = (*before, is_in(tuple(ends), c))
        rows = [row for step in flow.steps[begin:] for row in step.rows]
        after = {row.verdict for row in rows if not row.verdict.startswith(GOTO)} | {CONTINUE}
        promise = contract(
            before,
            assigned(writes_of(c, rows), c),
            (
                f"{c.prefix}_ok(c)",
                *self.invariants.kept(writes_of(c, rows), self.invariants.all),
                any_of([verdict_name(c, each) for each in sorted(after)]),
                *all_of(leads_to(ends, c)),
            ),
        )
        name = self.name(begin)
        kind = INLINE if begin else ONCE
        head = signature(
            f"{kind} enum {c.prefix}_verdict {c.function(name)}", parameters(c, self.given)
        )
        body = tuple(part for line in lines for part in wrapped(line))
        return Function(name, about(c, flow.event.section), promise, head, body)

    def jump(self, begin: int) -> str:
        return f"{self.c.function(self.name(begin))}(s, c, {self.given})"

    def call(self, step: StepFlow, last: bool) -> list[str]:
        """One step called, where its states let it; what settles the input returns."""
        c = self.c
        call = f"{c.function(self.flow.event.name.text)}_{step.name}(s, c, {self.given})"
        verdicts = {verdict for state in step.entered for verdict, _ in step.exits(state)}
        possible = [state for state in c.names.states if state in (*step.entered, *step.passed_by)]
        test = self.tests.test(step.entered, possible)
        inner = [f"return {call};"] if verdicts == {DROP} or last else self.settle(call, verdicts)
        if not test:
            return [f"    {line}" for line in inner]
        closing = ["    }"] + ([f"    return {verdict_name(c, CONTINUE)};"] if last else [])
        return [f"    if ({test}) {{", *(f"        {line}" for line in inner), *closing]

    def settle(self, call: str, verdicts: set[str]) -> list[str]:
        if verdicts == {CONTINUE}:
            return [f"(void){call};"]
        lines = [f"verdict = {call};"]
        jumps = sorted(verdict for verdict in verdicts if verdict.startswith(GOTO))
        for verdict in jumps:
            target = next(
                index
                for index in self.begins
                if self.flow.steps[index].name == verdict.removeprefix(GOTO)
            )
            lines += [f"if (verdict == {verdict_name(self.c, verdict)}) {{"]
            lines += [f"    return {self.jump(target)};", "}"]
        if verdicts <= {DROP, *jumps}:
            return [*lines, "return verdict;"]
        go_on = verdict_name(self.c, CONTINUE)
        return [*lines, f"if (verdict != {go_on}) {{", "    return verdict;", "}"]

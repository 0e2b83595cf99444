# SPDX-License-Identifier: MIT
"""Events and steps of a machine as C functions: one `if` a row, contracts from the flow of
states.
"""

from __future__ import annotations

from collections.abc import Sequence

from codegen.check.machine_flow import CONTINUE, DROP, FAIL, GOTO, EventFlow, RowFlow, StepFlow
from codegen.check.machine_writes import expressions, flattened, mentioned, prims_called, written
from codegen.expr.tree import Expr
from codegen.ir.machine import Contract, Function
from codegen.load import fsm_tree as tree
from codegen.lower.machine_acsl import all_of, assigned, contract, formula, is_in, leads_to
from codegen.lower.machine_body import Lines, row_lines
from codegen.lower.machine_functions import needs_record, parameters, requires, unused
from codegen.lower.machine_chain import Chain, about, any_of, verdict_name, writes_of
from codegen.lower.machine_invariants import Invariants
from codegen.lower.machine_layout import signature, wrapped
from codegen.lower.machine_names import CNames
from codegen.lower.machine_rows import row_claims
from codegen.lower.machine_states import StateTests

Writes = frozenset[str]


class Events:
    """Prints the functions of all events."""

    def __init__(self, c: CNames, tests: StateTests) -> None:
        self.c = c
        self.tests = tests
        self.invariants = Invariants(c, tests)
        self.fired = {timer.fires.text: timer.name.text for timer in c.names.machine.timers}

    def functions(self, flow: EventFlow) -> tuple[Function, ...]:
        if not flow.event.steps:
            return (self.event_of_rows(flow),)
        steps = (self.step(flow, step) for step in flow.steps)
        return (*steps, *Chain(self.c, self.tests, flow, self.invariants).functions())

    # ---- pieces ----

    def writes(self, rows: Sequence[RowFlow]) -> Writes:
        return writes_of(self.c, rows)

    def verdict(self, verdict: str) -> str:
        return verdict_name(self.c, verdict)

    def heads(self, row: tree.Row) -> tuple[str, ...]:
        return self.c.names.expand(row.states) if row.states else self.c.names.states

    def rows(
        self, rows: Sequence[RowFlow], entered: Sequence[str], lines: Lines, section: str
    ) -> list[str]:
        """All rows, each under the cheapest test that the rows above it leave necessary."""
        printed: list[str] = []
        possible = list(entered)
        for flow in rows:
            row = flow.row
            mine = [state for state in self.heads(row) if state in possible]
            state_test = self.tests.test(mine, possible)
            test = self.condition(state_test, row.guard)
            note = f"{row.at.short}  {section}".rstrip()
            named = [word.text for word in row.states]
            if named and not all(self.c.state(name) in state_test for name in named):
                note += "  " + " ".join(named)
            counter = [f"{self.c.function('row')}({row.at.line});"] if self.c.counted else []
            inside = [*counter, *lines.statements(row.body)]
            printed += row_lines(test, note, inside, self.returned(flow))
            if row.guard is None:
                possible = [state for state in possible if state not in mine]
            if not possible:
                break
        return printed

    def condition(self, state_test: str, guard: Expr | None) -> str:
        if guard is None:
            return state_test
        text = self.c.condition(self.c.typed(guard))
        if not state_test:
            return text
        if "||" in state_test:
            state_test = f"({state_test})"
        return f"{state_test} && {self.grouped(text)}"

    @staticmethod
    def grouped(text: str) -> str:
        return f"({text})" if "||" in text or " & " in text or " ? " in text else text

    def returned(self, flow: RowFlow) -> str:
        last = flow.row.body[-1]
        if isinstance(last, tree.Fail):
            return self.c.error(last.error.text)
        if (
            self.c.names.events
            and flow.verdict in (CONTINUE, DROP)
            or flow.verdict.startswith(GOTO)
        ):
            return self.verdict(flow.verdict)
        return self.verdict(flow.verdict)

    # ---- events of rows ----

    def event_of_rows(self, flow: EventFlow) -> Function:
        c, event, (only,) = self.c, flow.event, flow.steps
        lines = Lines(c, None)
        section, _, _ = event.section.partition(",")
        printed = self.rows(only.rows, only.entered, lines, section)
        printed = [line.replace(self.verdict(CONTINUE), f"{c.upper}_OK") for line in printed]
        results = [f"{c.upper}_OK"] if any(row.verdict != FAIL for row in only.rows) else []
        results += [
            c.error(word.text)
            for word in c.names.machine.errors
            if self.fails_with(only, word.text)
        ]
        writes = self.writes(only.rows)
        promise = contract(
            (*requires(c, None), *self.before_event(event, writes)),
            assigned(writes, c),
            (
                f"{c.prefix}_ok(c)",
                *(self.invariants.kept(writes, self.invariants.all) if writes else ()),
                any_of(results),
                *all_of(leads_to(flow.successors(c.names), c)),
                *all_of(row_claims(c, only, self.answer, f"{c.upper}_OK")),
            ),
        )
        head = signature(
            f"static inline enum {c.prefix}_error {c.function(event.name.text)}",
            parameters(c, None),
        )
        return Function(
            event.name.text,
            self.about(event.section),
            promise,
            head,
            self.body([*unused(c, None, printed), *printed]),
        )

    def before_event(self, event: tree.Event, writes: Writes) -> tuple[str, ...]:
        """What holds when an event begins. The timer that fires it has run out, so what says of
        that timer that it runs does not. One that only answers may be asked at any time: by a
        handler too, in the middle of an event.
        """
        c = self.c
        needs = tuple(formula(c.typed(clause.value), c) for clause in event.requires)
        timer = self.fired.get(event.name.text)
        if timer is None:
            return (*(self.invariants.without_words(event.mends) if writes else ()), *needs)
        held = (f"{c.upper}_INV_BUT_{timer.upper()}(c)",) if self.invariants.all else ()
        return (f"c->{timer} == 0", *held, *needs)

    def answer(self, flow: RowFlow) -> str:
        """What an event of rows returns."""
        last = flow.row.body[-1]
        if isinstance(last, tree.Fail):
            return self.c.error(last.error.text)
        return f"{self.c.upper}_OK"

    def fails_with(self, step: StepFlow, error: str) -> bool:
        last = (row.row.body[-1] for row in step.rows)
        return any(isinstance(each, tree.Fail) and each.error.text == error for each in last)

    def about(self, section: str) -> tuple[str, ...]:
        return about(self.c, section)

    def body(self, lines: Sequence[str]) -> tuple[str, ...]:
        return tuple(part for line in lines for part in wrapped(line))

    # ---- steps ----

    def touches_record(self, step: StepFlow) -> bool:
        """Whether a step reads or writes the connection at all."""
        c, names = self.c, self.c.names
        guards = [
            guard
            for guard in (step.guard, *(row.row.guard for row in step.rows))
            if guard is not None
        ]
        values = [
            each
            for row in step.rows
            for x in flattened(row.row.body, names)
            for each in expressions(x)
        ]
        looked_at = mentioned([*guards, *values], names)
        if looked_at & (set(names.vars) | set(names.timers)) or len(step.entered) > 1:
            return True
        prims = [prim for row in step.rows for prim in prims_called(row.row.body, names)]
        own = self.writes(step.rows) - {field for field in self.writes(step.rows) if "." in field}
        return bool(own) or any(needs_record(c, prim) for prim in prims)

    def step(self, flow: EventFlow, step: StepFlow) -> Function:
        c, event = self.c, flow.event
        assert event.input is not None
        given = event.input.text
        source = next(each for each in event.steps if each.name.text == step.name)
        section = source.section.partition(",")[0].split(" ")[0]
        printed = []
        if step.guard is not None:
            printed += [
                f"    if ({self.negated(step.guard)}) {{ /* {source.name.at.short} */",
                f"        return {self.verdict(CONTINUE)};",
                "    }",
            ]
        printed += self.rows(step.rows, step.entered, Lines(c, given), section)
        if step.falls and not self.always(step):
            printed.append(f"    return {self.verdict(CONTINUE)};")
        record = self.touches_record(step)
        about = self.about(source.section)
        if not record:
            about += ("The connection is not touched here: `c` may be 0.",)
        head = signature(
            f"static inline enum {c.prefix}_verdict {c.function(event.name.text)}_{step.name}",
            parameters(c, given),
        )
        return Function(
            step.name,
            about,
            self.step_contract(flow, step, given, record),
            head,
            self.body([*unused(c, given, printed), *printed]),
        )

    def always(self, step: StepFlow) -> bool:
        """Whether the last row takes whatever is left."""
        last = step.rows[-1].row
        return last.guard is None and set(step.entered) <= {
            state for row in step.rows if row.row.guard is None for state in self.heads(row.row)
        }

    def negated(self, guard: Expr) -> str:
        text = self.c.condition(self.c.typed(guard))
        if " " not in text or text.endswith(")") and text.count("(") == 1 and "&&" not in text:
            return f"!{text}" if " & " not in text else f"!({text})"
        for operator, opposite in ((" != ", " == "), (" == ", " != ")):
            if text.count(operator) == 1 and "&&" not in text and "||" not in text:
                return text.replace(operator, opposite)
        return f"!({text})"

    def step_contract(
        self, flow: EventFlow, step: StepFlow, given: str, record: bool
    ) -> Contract:
        c = self.c
        order = [each.name for each in flow.steps]
        index = order.index(step.name)
        exits = {state: step.exits(state) for state in step.entered}
        verdicts = sorted({verdict for ends in exits.values() for verdict, _ in ends})
        before = requires(c, given, record)
        if record:
            held = self.invariants.before(order, index)
            before = (*before, *held, is_in(step.entered, c))
        after = [any_of([self.verdict(verdict) for verdict in verdicts])]
        if record:
            held = self.after_step(order, index, verdicts, self.writes(step.rows))
            after = [f"{c.prefix}_ok(c)", *held, *after]
            moves: tuple[str, ...] = ()
            for verdict in verdicts:
                mine = {
                    state: [to for kind, to in ends if kind == verdict]
                    for state, ends in exits.items()
                }
                when = f"\\result == {self.verdict(verdict)}" if len(verdicts) > 1 else ""
                moves += self.by_verdict(mine, when)
            after += all_of(moves)
        claims = row_claims(
            c, step, lambda row: self.verdict(row.verdict), self.verdict(CONTINUE), record
        )
        after += [claim for claim in all_of(claims) if claim not in after]
        return contract(before, assigned(self.writes(step.rows), c), tuple(after))

    def after_step(
        self, order: Sequence[str], index: int, verdicts: Sequence[str], writes: Writes
    ) -> tuple[str, ...]:
        """The invariants behind a step: all where the event ends, else those of the next step."""
        every = self.invariants.all
        on = every if verdicts == [DROP] else self.invariants.held(order, index + 1)
        later = [each for each in every if each not in on] if DROP in verdicts else []
        ends = f"\\result == {self.verdict(DROP)} ==> "
        return (
            *self.invariants.kept(writes, on),
            *(f"{ends}{self.invariants.name(each)}(c)" for each in later),
        )

    def by_verdict(self, ends: dict[str, list[str]], when: str) -> tuple[str, ...]:
        """Where a verdict leads to; a start from which it cannot come is said to be impossible."""
        c = self.c
        impossible = [state for state, to in ends.items() if not to]
        clauses = leads_to({state: to for state, to in ends.items() if to}, c, when)
        if impossible and when:
            start = is_in(impossible, c, "\\old(c->state)")
            clauses = (*clauses, f"{start} ==> {when.replace('==', '!=')}")
        if impossible and len(clauses) == 2 and "\\old(c->state) ==" not in clauses[0]:
            return clauses
        return clauses

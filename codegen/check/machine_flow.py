# SPDX-License-Identifier: MIT
"""Which states reach which row, and where each row leads: the abstract flow through rows and
ordered steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from codegen.check.machine_guards import check_few, possible
from codegen.check.machine_names import Names
from codegen.check.machine_writes import flattened
from codegen.diagnostic import SpecError
from codegen.expr.tree import Expr
from codegen.load import fsm_tree as tree

CONTINUE, DROP, FAIL, GOTO = "continue", "drop", "error", "goto "


@dataclass(frozen=True)
class RowFlow:
    """One row: the states that can take it, the state it leads to, and what comes then."""

    row: tree.Row
    taken: tuple[str, ...]
    becomes: str | None
    verdict: str  # CONTINUE, DROP, FAIL, or GOTO and the name of a step


@dataclass(frozen=True)
class StepFlow:
    """A step, or the rows of an event as one: who enters, and who passes without a row."""

    name: str
    guard: Expr | None
    entered: tuple[str, ...]
    passed_by: tuple[str, ...]
    rows: tuple[RowFlow, ...]
    falls: tuple[str, ...]

    def exits(self, state: str) -> frozenset[tuple[str, str]]:
        """All (verdict, state afterwards) of an entry in `state`."""
        found = {(flow.verdict, flow.becomes or state) for flow in self.rows if state in flow.taken}
        if state in self.falls:
            found.add((CONTINUE, state))
        return frozenset(found)


@dataclass(frozen=True)
class EventFlow:
    event: tree.Event
    steps: tuple[StepFlow, ...]

    def successors(self, names: Names, first: int = 0) -> dict[str, tuple[str, ...]]:
        """For each state at the start, the states at the end; from a later step on if so wanted."""
        begin = self.steps[first]
        starts = names_in_order(names, {*begin.entered, *begin.passed_by})
        return {start: names_in_order(names, self._ends(start, first)) for start in starts}

    def _ends(self, start: str, first: int) -> set[str]:
        steps = self.steps[first:]
        waiting: dict[str, set[str]] = {step.name: set() for step in steps}
        now, ends = {start}, set()
        for step in steps:
            now |= waiting[step.name]
            after = {state for state in now if state not in step.entered}
            for state in now - after:
                for verdict, to in step.exits(state):
                    if verdict == CONTINUE:
                        after.add(to)
                    elif verdict.startswith(GOTO):
                        waiting[verdict.removeprefix(GOTO)].add(to)
                    else:
                        ends.add(to)
            now = after
        return ends | now


def names_in_order(names: Names, states: set[str]) -> tuple[str, ...]:
    return tuple(state for state in names.states if state in states)


def event_flow(names: Names, event: tree.Event) -> EventFlow:
    """The flow of one event, checked: no row is dead, and an event of rows answers in every
    state.
    """
    if event.steps:
        return EventFlow(event, _steps(names, event))
    check_few((row.guard for row in event.rows), event.name.at, f"event '{event.name}'")
    rows = _rows(names, event.rows, names.states, None)
    falls = _falls(names, event.rows, names.states, None)
    if falls:
        raise SpecError(
            event.name.at,
            f"event '{event.name}' has no row for {' '.join(falls)}"
            f"{_unless_guard(names, event.rows, falls)}",
        )
    return EventFlow(event, (StepFlow(event.name.text, None, names.states, (), rows, ()),))


def _unless_guard(names: Names, rows: Sequence[tree.Row], falls: Sequence[str]) -> str:
    """Says so when the states have rows, but none without a guard."""
    guarded = any(state in _states(names, row) for row in rows for state in falls)
    return (
        " when no guard holds; an 'else' row closes it"
        if guarded
        else "; a row of states or 'else' was expected"
    )


def _steps(names: Names, event: tree.Event) -> tuple[StepFlow, ...]:
    arriving: dict[str, set[str]] = {step.name.text: set() for step in event.steps}
    now = set(names.states)
    flows = []
    for step in event.steps:
        guards = (step.guard, *(row.guard for row in step.rows))
        check_few(guards, step.name.at, f"step '{step.name}'")
        now |= arriving[step.name.text]
        chosen = set(names.expand(step.states) if step.states else names.states)
        entered = names_in_order(names, now & chosen)
        if not entered:
            raise SpecError(
                step.name.at, f"step '{step.name}' is never entered: no state arrives here"
            )
        rows = _rows(names, step.rows, entered, step.guard)
        _check_none_forgotten(names, step, entered)
        falls = _falls(names, step.rows, entered, step.guard)
        flow = StepFlow(
            step.name.text, step.guard, entered, names_in_order(names, now - chosen), rows, falls
        )
        flows.append(flow)
        now = now - chosen
        for state in entered:
            for verdict, to in flow.exits(state):
                if verdict == CONTINUE:
                    now.add(to)
                elif verdict.startswith(GOTO):
                    arriving[verdict.removeprefix(GOTO)].add(to)
    return tuple(flows)


def _check_none_forgotten(names: Names, step: tree.Step, entered: Sequence[str]) -> None:
    """A step that says where it applies and tells those states apart has a row for each of them."""
    if not step.states or any(not row.states for row in step.rows):
        return
    named = {state for row in step.rows for state in names.expand(row.states)}
    forgotten = [state for state in entered if state not in named]
    if forgotten:
        it = "it" if len(forgotten) == 1 else "them"
        raise SpecError(
            step.name.at,
            f"step '{step.name}' has no row for {' '.join(forgotten)}; "
            f"add one, or 'else', or take {it} out of the set",
        )


def _rows(
    names: Names, rows: Sequence[tree.Row], entered: Sequence[str], guard: Expr | None
) -> tuple[RowFlow, ...]:
    flows = []
    for index, row in enumerate(rows):
        mine = _states(names, row)
        taken = tuple(
            state
            for state in entered
            if state in mine and possible((guard, row.guard), _excluded(names, rows[:index], state))
        )
        _check_taken(names, row, taken, entered)
        flows.append(_flow(names, row, taken))
    return tuple(flows)


def _states(names: Names, row: tree.Row) -> tuple[str, ...]:
    return names.expand(row.states) if row.states else names.states


def _excluded(names: Names, earlier: Sequence[tree.Row], state: str) -> list[Expr | None]:
    return [row.guard for row in earlier if state in _states(names, row)]


def _check_taken(names: Names, row: tree.Row, taken: Sequence[str], entered: Sequence[str]) -> None:
    """A row that can never be taken is a mistake; so is a state that a row names in vain."""
    if not taken:
        arrives = any(state in entered for state in _states(names, row))
        why = "the rows above take every case" if arrives else "its states never arrive here"
        raise SpecError(row.at, f"this row is never taken: {why}")
    for word in row.states:
        if word.text in names.states and word.text not in taken:
            raise SpecError(word.at, f"this row is never taken in {word}; leave the state out")


def _flow(names: Names, row: tree.Row, taken: tuple[str, ...]) -> RowFlow:
    becomes, verdict = None, CONTINUE
    for statement in flattened(row.body, names):
        match statement:
            case tree.Become(state=state):
                becomes = state.text
            case tree.Drop():
                verdict = DROP
            case tree.Fail():
                verdict = FAIL
            case tree.Goto(step=step):
                verdict = GOTO + step.text
    return RowFlow(row, taken, becomes, verdict)


def _falls(
    names: Names, rows: Sequence[tree.Row], entered: Sequence[str], guard: Expr | None
) -> tuple[str, ...]:
    """The states in which no row may match; for a step with a guard also those in which the guard
    fails.
    """
    falls = []
    for state in entered:
        guard_fails = guard is not None and possible((), (guard,))
        if guard_fails or possible((guard,), _excluded(names, rows, state)):
            falls.append(state)
    return tuple(falls)


def check_reachable(names: Names, flows: Sequence[EventFlow]) -> None:
    """Every state can be reached from the initial one."""
    edges: dict[str, set[str]] = {state: set() for state in names.states}
    for flow in flows:
        for start, ends in flow.successors(names).items():
            edges[start].update(ends)
    reached, waiting = {names.machine.initial.text}, [names.machine.initial.text]
    while waiting:
        for state in sorted(edges[waiting.pop()] - reached):
            reached.add(state)
            waiting.append(state)
    for word in names.machine.states:
        if word.text not in reached:
            raise SpecError(word.at, f"state {word} cannot be reached from {names.machine.initial}")

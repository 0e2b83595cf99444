# SPDX-License-Identifier: MIT
"""Which row is taken, as clauses of a contract: for each row the condition under which it is the
first that fits, and where it leads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from codegen.check.machine_flow import RowFlow, StepFlow
from codegen.expr.tree import Expr
from codegen.lower.machine_acsl import formula, is_in
from codegen.lower.machine_names import CNames, bare

OLD = "\\old(c->state)"


def row_claims(
    c: CNames, step: StepFlow, result: Callable[[RowFlow], str], go_on: str, record: bool = True
) -> tuple[str, ...]:
    """One claim for each row, and one for what falls through all of them."""
    claims = []
    for index, flow in enumerate(step.rows):
        states = _left(c, step.rows[:index], _mine(c, step, flow), step.entered)
        if not states:
            continue
        tests = _not_taken(c, step, step.rows[:index], states)
        tests += [_old(c, flow.row.guard)] if flow.row.guard is not None else []
        tests += [_old(c, step.guard)] if step.guard is not None else []
        claims.append(_claim(c, step, states, tests, result(flow), flow.becomes, record))
    if step.guard is not None:
        outside = [_negated(_old(c, step.guard))]
        claims.append(_claim(c, step, step.entered, outside, go_on, None, record))
    states = _left(c, step.rows, step.falls, step.entered)
    if states and not _always_taken(step):
        tests = _not_taken(c, step, step.rows, states)
        tests += [_old(c, step.guard)] if step.guard is not None else []
        claims.append(_claim(c, step, states, tests, go_on, None, record))
    return tuple(claims)


def _always_taken(step: StepFlow) -> bool:
    """Only the step's own guard lets anything fall through."""
    last = step.rows[-1].row
    return last.guard is None and not last.states


def _mine(c: CNames, step: StepFlow, flow: RowFlow) -> tuple[str, ...]:
    named = c.names.expand(flow.row.states) if flow.row.states else c.names.states
    return tuple(state for state in step.entered if state in named)


def _left(
    c: CNames, earlier: Sequence[RowFlow], states: Sequence[str], entered: Sequence[str]
) -> tuple[str, ...]:
    """The states that no earlier row without a guard has taken."""
    gone: set[str] = set()
    for flow in earlier:
        if flow.row.guard is None:
            named = c.names.expand(flow.row.states) if flow.row.states else entered
            gone |= set(named)
    return tuple(state for state in states if state not in gone)


def _not_taken(
    c: CNames, step: StepFlow, earlier: Sequence[RowFlow], states: Sequence[str]
) -> list[str]:
    """That each earlier row with a guard, for some of these states, did not fit."""
    tests = []
    for flow in earlier:
        if flow.row.guard is None:
            continue
        mine = set(_mine(c, step, flow)) & set(states)
        if mine == set(states):
            tests.append(_negated(_old(c, flow.row.guard)))
        elif mine:
            order = tuple(state for state in step.entered if state in mine)
            tests.append(f"!({is_in(order, c, OLD)} && {_old(c, flow.row.guard)})")
    return tests


def _claim(
    c: CNames,
    step: StepFlow,
    states: Sequence[str],
    tests: Sequence[str],
    result: str,
    becomes: str | None,
    record: bool,
) -> str:
    then = f"\\result == {result}"
    if record:
        then += f" && c->state == {c.state(becomes) if becomes else OLD}"
    where = [is_in(states, c, OLD)] if record and set(states) < set(step.entered) else []
    conditions = [*where, *tests]
    if not conditions:
        return then
    return f"{' && '.join(conditions)} ==> {then}"


def _old(c: CNames, guard: Expr) -> str:
    text = formula(c.typed(guard), c)
    return f"\\old({bare(text)})"


def _negated(text: str) -> str:
    return f"!{text}"

# SPDX-License-Identifier: MIT
"""Which timers can run in which state: each is started somewhere, and handled wherever it can
run.
"""

from __future__ import annotations

from collections.abc import Sequence

from codegen.check.machine_flow import CONTINUE, GOTO, EventFlow, RowFlow, StepFlow
from codegen.check.machine_names import Names
from codegen.check.machine_writes import flattened, prims_called
from codegen.diagnostic import SpecError
from codegen.load import fsm_tree as tree

Running = dict[str, frozenset[str]]  # state -> timers that may run in it


def check_started(names: Names, flows: Sequence[EventFlow]) -> None:
    """A timer that no row starts, and no prim writes, is a mistake."""
    started: set[str] = set()
    for flow in flows:
        for step in flow.steps:
            for row in step.rows:
                started |= _after(names, row, frozenset())
    for timer in names.machine.timers:
        if timer.name.text not in started:
            raise SpecError(timer.name.at, f"timer '{timer.name}' is never started")


def check_handled(names: Names, flows: Sequence[EventFlow]) -> None:
    """In each state a timer can run in, its event does something."""
    running = running_timers(names, flows)
    for timer in names.machine.timers:
        handler = next(flow for flow in flows if flow.event.name.text == timer.fires.text)
        for state in names.states:
            if timer.name.text in running[state] and _only_waits(handler, state):
                raise SpecError(
                    timer.name.at,
                    f"timer '{timer.name}' can still run in {state}, where "
                    f"'{timer.fires}' only waits; stop it on the way there or give {state} a row",
                )


def _only_waits(handler: EventFlow, state: str) -> bool:
    rows = [row for step in handler.steps for row in step.rows if state in row.taken]
    return all(isinstance(statement, tree.Wait) for row in rows for statement in row.row.body)


def running_timers(names: Names, flows: Sequence[EventFlow]) -> Running:
    """The least solution: nothing runs at first; every event adds what it may leave running."""
    running: Running = {state: frozenset() for state in names.states}
    fired = {timer.fires.text: timer.name.text for timer in names.machine.timers}
    while True:
        before = dict(running)
        for flow in flows:
            gone = fired.get(flow.event.name.text, "")
            start = {state: timers - {gone} for state, timers in running.items()}
            _through(names, flow, start, running)
        if running == before:
            return running


def _through(names: Names, flow: EventFlow, now: Running, running: Running) -> None:
    waiting: dict[str, Running] = {step.name: {} for step in flow.steps}
    for step in flow.steps:
        for state, timers in waiting[step.name].items():
            _add(now, state, timers)
        now = _through_step(names, step, now, waiting, running)
    for state, timers in now.items():
        _add(running, state, timers)


def _through_step(
    names: Names, step: StepFlow, now: Running, waiting: dict[str, Running], running: Running
) -> Running:
    after: Running = {}
    for state, timers in now.items():
        if state not in step.entered or state in step.falls:
            _add(after, state, timers)
        for row in step.rows:
            if state in row.taken and state in step.entered:
                to = _target(row, after, waiting, running)
                _add(to, row.becomes or state, _after(names, row, timers))
    return after


def _target(row: RowFlow, after: Running, waiting: dict[str, Running], running: Running) -> Running:
    if row.verdict == CONTINUE:
        return after
    if row.verdict.startswith(GOTO):
        return waiting[row.verdict.removeprefix(GOTO)]
    return running


def _add(to: Running, state: str, timers: frozenset[str]) -> None:
    to[state] = to.get(state, frozenset()) | timers


def _after(names: Names, row: RowFlow, timers: frozenset[str]) -> frozenset[str]:
    """The timers that may run when a row has done its statements."""
    for statement in flattened(row.row.body, names):
        match statement:
            case tree.Start(timer=timer):
                timers |= {timer.text}
            case tree.Stop(timer=timer):
                timers -= {timer.text}
    written = {word.text for prim in prims_called(row.row.body, names) for word in prim.writes}
    return timers | (written & set(names.timers))

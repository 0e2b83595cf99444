# SPDX-License-Identifier: MIT
"""The diagram and the table of a machine."""

from __future__ import annotations

from codegen.check.machine import Checked
from codegen.check.machine_flow import FAIL, EventFlow
from codegen.ir.machine import Edge, TableRow


def edges(checked: Checked) -> tuple[Edge, ...]:
    """Every change of state, with the rows that make it: `close_call`, `segment: rst`."""
    causes: dict[tuple[str, str], dict[str, None]] = {}
    for flow in checked.flows:
        for step in flow.steps:
            cause = flow.event.name.text if not flow.event.steps else step.name
            for row in step.rows:
                for start in row.taken:
                    if row.becomes and row.becomes != start:
                        causes.setdefault((start, row.becomes), {})[cause] = None
    order = {state: index for index, state in enumerate(checked.names.states)}
    pairs = sorted(causes, key=lambda pair: (order[pair[0]], order[pair[1]]))
    return tuple(Edge(start, end, tuple(causes[start, end])) for start, end in pairs)


def table(checked: Checked) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(
            flow.event.name.text,
            flow.event.section,
            tuple(_cell(checked, flow, state) for state in checked.names.states),
        )
        for flow in checked.flows
    )


def _cell(checked: Checked, flow: EventFlow, state: str) -> str:
    """Where an event leads from a state: other states, `stays`, `error` when it only refuses."""
    ends = flow.successors(checked.names)[state]
    words = [end for end in ends if end != state]
    if state in ends and not words:
        rows = [row for step in flow.steps for row in step.rows if state in row.taken]
        return "error" if rows and all(row.verdict == FAIL for row in rows) else "stays"
    return " ".join([*(["stays"] if state in ends else []), *words])

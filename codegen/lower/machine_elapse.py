# SPDX-License-Identifier: MIT
"""The function that lets time pass: every timer counts down, and one that reaches 0 runs its event."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.check.machine_flow import EventFlow
from codegen.ir.machine import Function
from codegen.lower.machine_acsl import assigned, contract, leads_to
from codegen.lower.machine_events import Events
from codegen.lower.machine_functions import parameters, requires
from codegen.lower.machine_layout import signature
from codegen.lower.machine_names import CNames


def elapse(c: CNames, events: Events, flows: Sequence[EventFlow]) -> Function:
    """Timers are looked at in their declared order; an event may stop those behind it."""
    by_name = {flow.event.name.text: flow for flow in flows}
    ends = {state: {state} for state in c.names.states}
    writes: set[str] = set(c.names.timers)
    lines = []
    for timer in c.names.machine.timers:
        flow = by_name[timer.fires.text]
        after = flow.successors(c.names)
        ends = {start: found | {to for state in found for to in after[state]} for start, found in ends.items()}
        writes |= events.writes(flow.steps[0].rows)
        lines += [
            f"    if (c->{timer.name} > ticks) {{ /* {timer.name.at.short} */",
            f"        c->{timer.name} = (uint16_t)(c->{timer.name} - ticks);",
            f"    }} else if (c->{timer.name} != 0) {{",
            f"        c->{timer.name} = 0;",
            f"        (void){c.function(timer.fires.text)}(s, c);",
            "    }",
        ]
    about = ("So many ticks have passed. A timer that is 0 is stopped; one that reaches 0 runs its event once,",
             "however late it is noticed.")
    promise = contract(requires(c, None), assigned(writes, c), (f"{c.prefix}_ok(c)", *leads_to(ends, c)))
    head = signature(f"static inline void {c.function('elapse')}", (*parameters(c, None), "uint16_t ticks"))
    return Function("elapse", about, promise, head, tuple(lines))

# SPDX-License-Identifier: MIT
"""The functions that let time pass: every timer counts down, and one that reaches 0 "
"runs its event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from codegen.check.machine_flow import EventFlow
from codegen.ir.machine import Function
from codegen.load import fsm_tree as tree
from codegen.lower.machine_acsl import assigned, contract, leads_to
from codegen.lower.machine_events import Events
from codegen.lower.machine_functions import parameters, requires
from codegen.lower.machine_layout import signature
from codegen.lower.machine_names import CNames

Ends = dict[str, set[str]]


def elapse(c: CNames, events: Events, flows: Sequence[EventFlow]) -> tuple[Function, ...]:
    """One function for each timer, in their declared order; then the one that calls them all."""
    by_name = {flow.event.name.text: flow for flow in flows}
    ends: Ends = {state: {state} for state in c.names.states}
    writes: set[str] = set()
    found, lines = [], []
    for timer in c.names.machine.timers:
        flow = by_name[timer.fires.text]
        after = flow.successors(c.names)
        alone: Ends = {state: {state, *after[state]} for state in c.names.states}
        ends = {
            start: {end for state in via for end in alone[state]} for start, via in ends.items()
        }
        own = {timer.name.text, *events.writes(flow.steps[0].rows)}
        writes |= own
        found.append(_count_down(c, events, timer, own, alone))
        lines.append(f"    {c.function('elapse')}_{timer.name}(s, c, ticks);")
    about = (
        "So many ticks have passed. A timer that is 0 is stopped; one that reaches 0 runs its",
        "event once, however late it is noticed. An event may stop the timers behind its own.",
    )
    return (*found, _function(c, events, "elapse", about, writes, ends, lines))


def _count_down(
    c: CNames, events: Events, timer: tree.Timer, writes: Iterable[str], ends: Ends
) -> Function:
    name = timer.name
    lines = [
        f"    if (c->{name} > ticks) {{",
        f"        c->{name} = ({c.storage(name.text).c})(c->{name} - ticks);",
        f"    }} else if (c->{name} != 0) {{",
        f"        c->{name} = 0;",
        f"        (void){c.function(timer.fires.text)}(s, c);",
        "    }",
    ]
    return _function(c, events, f"elapse_{name}", (name.at.short,), writes, ends, lines)


def _function(
    c: CNames,
    events: Events,
    name: str,
    about: tuple[str, ...],
    writes: Iterable[str],
    ends: Ends,
    lines: list[str],
) -> Function:
    invariants = events.invariants
    promise = contract(
        (*requires(c, None), *invariants.whole()),
        assigned(writes, c),
        (
            f"{c.prefix}_ok(c)",
            *invariants.kept((*writes, "state"), invariants.all),
            *leads_to(ends, c),
        ),
    )
    head = signature(
        f"static inline void {c.function(name)}", (*parameters(c, None), "uint16_t ticks")
    )
    return Function(name, about, promise, head, tuple(lines))

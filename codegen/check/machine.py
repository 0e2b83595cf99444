# SPDX-License-Identifier: MIT
"""Every check of a machine, in the order in which their messages help most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from codegen.check.machine_body import Body
from codegen.check.machine_flow import EventFlow, check_reachable, event_flow
from codegen.check.machine_names import Names, names_of
from codegen.check.machine_ranges import refine
from codegen.check.machine_promises import check_promises
from codegen.check.machine_reduce import reduced
from codegen.check.machine_scope import Bounds, Scope
from codegen.check.machine_timers import check_handled, check_started
from codegen.check.machine_values import (
    check_fields,
    check_lets,
    check_no_circles,
    check_params,
    declared_bounds,
)
from codegen.check.machine_writes import used_by
from codegen.diagnostic import Place, SpecError
from codegen.expr.infer import Typed, expect_bool
from codegen.expr.tree import Expr
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Machine


@dataclass(frozen=True)
class Checked:
    """A machine without mistakes, and what the checks have found out about it."""

    whole: Machine  # as it was written, with all features
    names: Names
    params: Mapping[str, int]
    bounds: Bounds
    flows: tuple[EventFlow, ...]
    typed_at: dict[Place, Typed] = field(default_factory=dict)
    action_uses: dict[str, frozenset[str]] = field(default_factory=dict)

    def scope(self, with_input: bool = True) -> Scope:
        return Scope(self.names, self.params, self.bounds, with_input)


def check_machine(
    machine: Machine, params: Mapping[str, int], features: Mapping[str, bool] | None = None
) -> Checked:
    """Raises SpecError for the first mistake."""
    whole, machine = machine, reduced(machine, features or {})
    names = names_of(machine)
    check_params(names, params)
    check_fields(names)
    bounds = declared_bounds(names, params)
    check_no_circles(names)
    check_lets(names, params, bounds)
    check_promises(names, params, bounds)
    for action in machine.actions:
        _check_action(Checked(whole, names, params, bounds, ()), action)
    for event in machine.events:
        _check_statements(Checked(whole, names, params, bounds, ()), event)
    flows = tuple(event_flow(names, event) for event in machine.events)
    uses = {action.name.text: used_by(action.body, names) for action in machine.actions}
    checked = Checked(whole, names, params, bounds, flows, {}, uses)
    for flow in flows:
        check_ranges(checked, flow)
    check_reachable(names, flows)
    check_started(names, flows)
    check_handled(names, flows)
    return checked


def _check_action(checked: Checked, action: tree.Action) -> None:
    """An action must keep every range whatever row calls it."""
    Body(checked.scope(), checked.bounds, "action").check(action.body)


def _check_statements(checked: Checked, event: tree.Event) -> None:
    """Names, types and order; the ranges wait until it is known which rows exclude which."""
    with_input = event.input is not None
    if not event.rows and not event.steps:
        raise SpecError(event.name.at, f"event '{event.name}' has no rows")
    if event.steps and not with_input:
        raise SpecError(
            event.name.at,
            f"event '{event.name}' has steps; expected an input, as '{event.name}(seg)'",
        )
    if event.rows and with_input:
        raise SpecError(
            event.name.at, f"event '{event.name}' has an input; expected steps, not rows"
        )
    for index, step in enumerate(event.steps):
        if not step.rows:
            raise SpecError(step.name.at, f"step '{step.name}' has no rows")
        later = tuple(each.name.text for each in event.steps[index + 1 :])
        _check_guard(checked, step.guard, with_input)
        for row in step.rows:
            _check_guard(checked, row.guard, with_input)
            Body(checked.scope(), checked.bounds, "step", later).check_shape(row.body)
    for row in event.rows:
        _check_guard(checked, row.guard, with_input)
        Body(checked.scope(False), checked.bounds, "event").check_shape(row.body)


def _check_guard(checked: Checked, guard: Expr | None, with_input: bool) -> None:
    if guard is not None:
        expect_bool(checked.scope(with_input).typed(guard), "a guard")


def check_ranges(checked: Checked, flow: EventFlow) -> None:
    """Each row keeps each variable in its range, given its own guard and that no earlier row was
    taken.
    """
    names, is_step = checked.names, bool(flow.event.steps)
    later = [step.name.text for step in flow.event.steps]
    for step in flow.steps:
        later = later[1:]
        for index, row in enumerate(step.rows):
            scope = checked.scope(flow.event.input is not None)
            bounds = refine(scope.bounds, step.guard, True, scope)
            for earlier in step.rows[:index]:
                if set(row.taken) <= set(_heads(names, earlier.row)):
                    bounds = refine(bounds, earlier.row.guard, False, scope)
            scope.bounds = refine(bounds, row.row.guard, True, scope)
            body = Body(scope, checked.bounds, "step" if is_step else "event", tuple(later))
            body.check(row.row.body)
            checked.typed_at.update(body.typed_at)


def _heads(names: Names, row: tree.Row) -> Sequence[str]:
    return names.expand(row.states) if row.states else names.states

# SPDX-License-Identifier: MIT
"""The events of a reduced machine: rows, steps and statements that have something left to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from codegen.expr.fold import fold
from codegen.expr.tree import Bool, Expr
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Machine, Statement, Word


class Rows:
    """Reduces events. `gone`: the names of the whole machine that are absent here."""

    def __init__(
        self, whole: Machine, machine: Machine, values: Mapping[str, bool], gone: set[str]
    ) -> None:
        self.values = values
        self.gone = gone
        self.order = {
            event.name.text: [step.name.text for step in event.steps] for event in whole.events
        }
        self.states = [word.text for word in machine.states]
        self.sets = {each.name.text: each.members for each in machine.sets}

    def event(self, event: tree.Event) -> tree.Event:
        steps = tuple(step for each in event.steps if (step := self.step(each)) is not None)
        there = [step.name.text for step in steps]
        steps = tuple(self.led_on(step, self.order[event.name.text], there) for step in steps)
        return replace(event, rows=self.rows(event.rows), steps=steps)

    def step(self, step: tree.Step) -> tree.Step | None:
        """Nothing, when the step has no states, no rows or no chance left."""
        states = self.heads(step.states)
        guard = self.guard(step.guard)
        rows = self.rows(step.rows)
        never = isinstance(guard, Bool) and not guard.value
        if states is None or never or step.rows and not rows:
            return None
        return replace(step, states=states, guard=_unless_true(guard), rows=rows)

    def led_on(
        self, step: tree.Step, order: Sequence[str], there: Sequence[str]
    ) -> tree.Step:
        """`goto` to an absent step leads to the next one that is there, or to the end."""

        def target(statement: Statement) -> Statement:
            if not isinstance(statement, tree.Goto) or statement.step.text not in order:
                return statement
            behind = order[order.index(statement.step.text) :]
            left = [name for name in behind if name in there]
            if not left:
                return tree.Drop(statement.step.at)
            return tree.Goto(Word(left[0], statement.step.at))

        rows = (replace(row, body=tuple(target(each) for each in row.body)) for row in step.rows)
        return replace(step, rows=tuple(rows))

    # ---- rows ----

    def rows(self, rows: Sequence[tree.Row]) -> tuple[tree.Row, ...]:
        """Those that can be taken. A guard that a feature has made true may leave nothing for the
        rows below it: they vanish too.
        """
        found: list[tree.Row] = []
        settled: set[str] = set()
        for row in rows:
            states, guard = self.heads(row.states), self.guard(row.guard)
            if states is None or isinstance(guard, Bool) and not guard.value:
                continue
            mine, before = self.expanded(states), frozenset(settled)
            if settled and mine <= settled:
                continue
            if isinstance(guard, Bool):
                settled |= mine
            states = tuple(word for word in states if word.text not in before)
            body = self.statements(row.body, self.values, self.gone) or (tree.Wait(row.at),)
            found.append(replace(row, states=states, guard=_unless_true(guard), body=body))
        return tuple(found)

    def heads(self, words: tuple[Word, ...]) -> tuple[Word, ...] | None:
        """Nothing, when a head named states and none of them is there."""
        left = tuple(word for word in words if word.text not in self.gone)
        return left if left or not words else None

    def expanded(self, words: Sequence[Word]) -> set[str]:
        if not words:
            return set(self.states)
        found: set[str] = set()
        for word in words:
            inner = self.sets.get(word.text)
            found |= self.expanded(inner) if inner else {word.text}
        return found

    def guard(self, guard: Expr | None) -> Expr | None:
        return None if guard is None else fold(guard, self.values)

    # ---- statements ----

    @staticmethod
    def statements(
        body: Sequence[Statement], values: Mapping[str, bool], gone: set[str]
    ) -> tuple[Statement, ...]:
        """Those whose target is there, with their values folded."""
        found: list[Statement] = []
        for statement in body:
            match statement:
                case tree.Assign(target=word) | tree.Start(timer=word):
                    if word.text not in gone:
                        found.append(replace(statement, value=fold(statement.value, values)))
                case tree.Stop(timer=word):
                    if word.text not in gone:
                        found.append(statement)
                case tree.Call(function=word, arguments=arguments):
                    if word.text not in gone:
                        folded = tuple(fold(each, values) for each in arguments)
                        found.append(replace(statement, arguments=folded))
                case _:
                    found.append(statement)
        return tuple(found)


def _unless_true(guard: Expr | None) -> Expr | None:
    return None if isinstance(guard, Bool) else guard

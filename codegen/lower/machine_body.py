# SPDX-License-Identifier: MIT
"""Statements and rows as lines of C."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.check.machine_scope import declared_type
from codegen.diagnostic import Place
from codegen.expr import tree as expr_tree
from codegen.expr.infer import Typed
from codegen.expr.tree import Expr
from codegen.expr.types import width_of
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Statement
from codegen.lower.machine_layout import wrapped
from codegen.lower.machine_names import CNames


class Lines:
    """Prints the statements of one event, step or action; `leave` says how it returns."""

    def __init__(self, c: CNames, given: str | None) -> None:
        self.c = c
        self.given = given

    def arguments(self, *more: str) -> str:
        """What every function is called with: the stack, the connection, the input if there is
        one.
        """
        return ", ".join(("s", "c", *((self.given,) if self.given else ()), *more))

    def statements(self, body: Sequence[Statement]) -> list[str]:
        return [line for statement in body for line in self.statement(statement)]

    def statement(self, statement: Statement) -> list[str]:
        match statement:
            case tree.Assign(target=target, value=value):
                return [f"c->{target} = {self.assigned(target.text, value)};"]
            case tree.Start(timer=timer, value=value):
                ticks = self.c.value(self.typed(value), self.c.storage(timer.text))
                return [f"c->{timer} = {ticks};"]
            case tree.Stop(timer=timer):
                return [f"c->{timer} = 0;"]
            case tree.Call():
                return [f"{self.call(statement.function.text, statement.arguments)};"]
            case tree.Become(state=state):
                return [f"c->state = {self.c.state(state.text)};"]
        return []

    def assigned(self, target: str, value: Expr) -> str:
        if isinstance(value, expr_tree.Call) and isinstance(value.function, expr_tree.Name):
            if value.function.name in self.c.names.prims:
                return self.call(value.function.name, value.arguments)
        typed = self.typed(value)
        is_flag = self.c.names.vars[target].type.text == "u1"
        if is_flag and not isinstance(typed.expr, expr_tree.Int):
            return self.c.boolean(typed)
        return self.c.value(typed, self.c.storage(target))

    def call(self, name: str, arguments: Sequence[Expr]) -> str:
        c, names = self.c, self.c.names
        if name in names.actions:
            uses = action_input(c, name)
            return f"{c.function(name)}({', '.join(('s', 'c', *((uses,) if uses else ())))})"
        texts = ["s", "c"]
        for expr, parameter in zip(arguments, names.prims[name].parameters):
            if parameter.text in names.inputs:
                texts.append(parameter.text)
            else:
                wanted = width_of(declared_type(parameter), parameter.at)
                texts.append(c.value(self.typed(expr), wanted))
        return f"{c.function(name)}({', '.join(texts)})"

    def typed(self, expr: Expr) -> Typed:
        """With the bounds that held where the statement stands; guards have made them narrower."""
        place: Place = expr_tree.begin(expr)
        return self.c.checked.typed_at.get(place) or self.c.typed(expr)


def action_input(c: CNames, name: str) -> str | None:
    """The input an action needs: for an expression, or to hand it on."""
    for given in c.names.inputs:
        if given in c.checked.action_uses[name]:
            return given
    return None


def row_lines(test: str, note: str, inside: Sequence[str], returned: str) -> list[str]:
    """A row as a block, or as plain lines when nothing has to be tested."""
    body = [*inside, f"return {returned};"]
    if not test:
        return [f"    /* {note} */", *(f"    {line}" for line in body)]
    head = wrapped(f"    if ({test}) {{", 88)
    if len(head) == 1 and len(head[0]) + len(note) + 7 <= 100:
        first = [f"{head[0]} /* {note} */"]
    else:
        first = [f"    /* {note} */", *head]
    return [*first, *(f"        {line}" for line in body), "    }"]

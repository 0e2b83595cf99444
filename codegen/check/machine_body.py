# SPDX-License-Identifier: MIT
"""The statements of rows and actions: known names, fitting types, values inside their declared
ranges.
"""

from __future__ import annotations

from collections.abc import Iterator

from codegen.check.machine_scope import SEQUENCES, Bounds, Scope, declared_type
from codegen.check.machine_writes import written
from codegen.diagnostic import Place, SpecError, one_of
from codegen.expr import tree as expr_tree
from codegen.expr.infer import Typed
from codegen.expr.tree import Expr
from codegen.expr.types import BoolType, IntType, RecordType, Type
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Statement, Word


class Body:
    """Walks one statement list; `bounds` follow the values as they change."""

    def __init__(
        self, scope: Scope, declared: Bounds, kind: str, later_steps: tuple[str, ...] = ()
    ) -> None:
        self.names = scope.names
        self.scope = scope
        self.declared = declared
        self.kind = kind  # "step", "event" or "action"
        self.later_steps = later_steps
        self.typed_at: dict[Place, Typed] = {}

    def typed(self, expr: Expr) -> Typed:
        """The type of an expression here and now; kept for the printer, which needs the same
        bounds.
        """
        typed = self.scope.typed(expr)
        self.typed_at[expr_tree.begin(expr)] = typed
        return typed

    def check(self, body: tuple[Statement, ...]) -> None:
        self.check_shape(body)
        for statement in body:
            self.statement(statement)

    def check_shape(self, body: tuple[Statement, ...]) -> None:
        """All that does not depend on values: order, and where the row leads."""
        self.check_order(body)
        for statement in body:
            if isinstance(statement, (tree.Become, tree.Drop, tree.Goto, tree.Fail, tree.Wait)):
                self.statement(statement)

    def check_order(self, body: tuple[Statement, ...]) -> None:
        """What leaves the row stands last; `wait` stands alone; a row goes to one state."""
        for statement in body[:-1]:
            if isinstance(statement, tree.LAST):
                raise SpecError(
                    tree.place(statement), "nothing can follow a statement that leaves the row"
                )
        for statement in body:
            if isinstance(statement, tree.Wait) and len(body) > 1:
                raise SpecError(statement.at, "'wait' means that nothing is done; it stands alone")
        for second in [each for each in body if isinstance(each, tree.Become)][1:]:
            raise SpecError(second.state.at, "a row goes to one state; this is the second")

    def statement(self, statement: Statement) -> None:
        match statement:
            case tree.Assign():
                self.assign(statement)
            case tree.Start():
                self.start(statement)
            case tree.Stop(timer=timer):
                self.timer(timer)
            case tree.Call():
                self.call(statement)
            case tree.Become(state=state):
                self.become(state)
            case tree.Drop(at=at):
                if self.kind != "step":
                    raise SpecError(
                        at, f"'drop' leaves a segment; it has no meaning in {self.a_kind}"
                    )
            case tree.Goto(step=step):
                self.goto(step)
            case tree.Fail(error=error):
                self.fail(error)
            case tree.Wait(at=at):
                if self.kind == "action":
                    raise SpecError(at, "'wait' has no meaning in an action")

    @property
    def a_kind(self) -> str:
        return {"step": "a step", "event": "an event of rows", "action": "an action"}[self.kind]

    # ---- values ----

    def assign(self, statement: tree.Assign) -> None:
        name = statement.target.text
        var = self.names.vars.get(name)
        if var is None:
            hint = "; a timer is changed by start and stop" if name in self.names.timers else ""
            raise SpecError(
                statement.target.at,
                f"'{name}' is not a variable{hint}; " f"expected {one_of(self.names.vars)}",
            )
        given = self.value(statement.value)
        self.fits(given, var, statement.value)
        if name in self.declared:
            assert isinstance(given, IntType)
            self.narrow(name, given)

    def value(self, expr: Expr) -> Type:
        """The type of the right side; a prim with a result may stand there alone."""
        if isinstance(expr, expr_tree.Call) and isinstance(expr.function, expr_tree.Name):
            prim = self.names.prims.get(expr.function.name)
            if prim is not None:
                word = Word(expr.function.name, expr.function.at)
                self.arguments(tree.Call(word, expr.arguments), prim)
                if prim.result is None:
                    raise SpecError(word.at, f"prim '{word}' has no result; it stands alone")
                self.forget(prim)
                return declared_type(prim.result)
        return self.typed(expr).type

    def fits(self, given: Type, var: tree.Var, expr: Expr) -> None:
        at = expr_tree.begin(expr)
        name, kind = var.name.text, var.type.text
        if kind in SEQUENCES:
            if given != SEQUENCES[kind]:
                raise SpecError(at, f"'{name}' gets {given}; {SEQUENCES[kind]} was expected")
        elif kind == "u1":
            if (
                isinstance(given, BoolType)
                or isinstance(given, IntType)
                and 0 <= given.lo <= given.hi <= 1
            ):
                return
            raise SpecError(at, f"'{name}' gets {given}; a boolean, 0 or 1 was expected")
        else:
            self.in_range(given, name, at)

    def in_range(self, given: Type, name: str, at: Place) -> None:
        if not isinstance(given, IntType):
            raise SpecError(at, f"'{name}' gets {given}; a number was expected")
        declared = self.declared[name]
        if given.lo < declared.lo or given.hi > declared.hi:
            raise SpecError(
                at,
                f"'{name}' can leave its range {declared.lo} .. {declared.hi} here: "
                f"it gets {given.lo} .. {given.hi}",
            )

    def narrow(self, name: str, to: IntType) -> None:
        self.scope.bounds = {**self.scope.bounds, name: to}

    def forget(self, prim: tree.Prim) -> None:
        """What a prim writes can be anything in its range afterwards."""
        for word in prim.writes:
            if word.text in self.declared:
                self.narrow(word.text, self.declared[word.text])

    # ---- timers ----

    def timer(self, word: Word) -> None:
        if word.text not in self.names.timers:
            raise SpecError(
                word.at, f"'{word}' is not a timer; expected {one_of(self.names.timers)}"
            )

    def start(self, statement: tree.Start) -> None:
        self.timer(statement.timer)
        name, at = statement.timer.text, expr_tree.begin(statement.value)
        given = self.typed(statement.value)
        self.in_range(given.type, name, at)
        for each in _chosen(given):
            if self.may_stop(each, is_choice=each != given):
                raise SpecError(
                    at,
                    f"timer '{name}' can be started with 0, which means stopped; "
                    "at least 1 was expected",
                )

    def may_stop(self, value: Typed, is_choice: bool) -> bool:
        """Whether a start can turn out to be a stop that nobody has written down. A variable alone
        is believed, and so is a 0 that `? :` chooses.
        """
        if not isinstance(value.type, IntType) or value.type.lo > 0:
            return False
        if isinstance(value.expr, expr_tree.Name) and value.expr.name in self.names.vars:
            return value.type.hi == 0
        return not (is_choice and isinstance(value.expr, expr_tree.Int))

    # ---- calls ----

    def call(self, statement: tree.Call) -> None:
        word = statement.function
        if word.text in self.names.actions:
            self.call_action(statement)
            return
        prim = self.names.prims.get(word.text)
        if prim is None:
            known = one_of((*self.names.prims, *self.names.actions))
            raise SpecError(word.at, f"'{word}' is not a prim or an action; expected {known}")
        self.arguments(statement, prim)
        if prim.result is not None:
            raise SpecError(
                word.at, f"the result of prim '{word}' is lost; expected 'variable = {word}(...)'"
            )
        self.forget(prim)

    def call_action(self, statement: tree.Call) -> None:
        word = statement.function
        if statement.arguments:
            raise SpecError(
                word.at, f"action '{word}' takes no arguments, {len(statement.arguments)} given"
            )
        inner = Scope(self.names, self.scope.params, self.declared, self.scope.with_input)
        body = Body(inner, self.declared, "action")
        body.check(self.names.actions[word.text].body)
        self.typed_at.update(body.typed_at)
        for name in written(self.names.actions[word.text].body, self.names):
            if name in self.declared:
                self.narrow(name, self.declared[name])

    def arguments(self, statement: tree.Call, prim: tree.Prim) -> None:
        word, given, wanted = statement.function, statement.arguments, prim.parameters
        if len(given) != len(wanted):
            raise SpecError(
                word.at, f"prim '{word}' takes {_count(len(wanted))}, {len(given)} given"
            )
        for expr, parameter in zip(given, wanted):
            self.argument(expr, parameter, word)

    def argument(self, expr: Expr, parameter: Word, function: Word) -> None:
        given, at = self.typed(expr).type, expr_tree.begin(expr)
        if parameter.text in self.names.inputs:
            if given != RecordType(parameter.text):
                raise SpecError(at, f"prim '{function}' gets {given}; '{parameter}' was expected")
            return
        wanted = declared_type(parameter)
        if isinstance(wanted, IntType) and isinstance(given, IntType):
            if given.lo < wanted.lo or given.hi > wanted.hi:
                raise SpecError(
                    at, f"prim '{function}' gets {given}, which does not fit {parameter}"
                )
        elif type(wanted) is not type(given):
            raise SpecError(at, f"prim '{function}' gets {given}; {wanted} was expected")

    # ---- where it goes ----

    def become(self, word: Word) -> None:
        if self.kind == "action":
            raise SpecError(word.at, "an action cannot change the state; its row says '-> STATE'")
        if word.text not in self.names.states:
            raise SpecError(
                word.at, f"'{word}' is not a state; expected {one_of(self.names.states)}"
            )

    def goto(self, word: Word) -> None:
        if self.kind != "step":
            raise SpecError(
                word.at, f"'goto' leads to a later step; it has no meaning in {self.a_kind}"
            )
        if word.text not in self.later_steps:
            raise SpecError(
                word.at,
                f"'{word}' is not a later step, and goto only leads forward; "
                f"expected {one_of(self.later_steps)}",
            )

    def fail(self, word: Word) -> None:
        if self.kind != "event":
            raise SpecError(
                word.at, f"'error' answers a user call; it has no meaning in {self.a_kind}"
            )
        errors = [each.text for each in self.names.machine.errors]
        if word.text not in errors:
            raise SpecError(word.at, f"'{word}' is not an error; expected {one_of(errors)}")


def _chosen(typed: Typed) -> Iterator[Typed]:
    """The values between which `? :` chooses."""
    if isinstance(typed.expr, expr_tree.Ternary):
        for part in typed.parts[1:]:
            yield from _chosen(part)
    else:
        yield typed


def _count(arguments: int) -> str:
    return f"{arguments} argument{'' if arguments == 1 else 's'}"

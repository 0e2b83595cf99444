# SPDX-License-Identifier: MIT
"""A machine spec as numbers for fuzz/reference/machine.hpp: expressions with the operator first,
statements one behind the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Union

from codegen.expr import tree as expr
from codegen.expr.tree import Expr
from codegen.load import fsm_tree as tree

Word = Union[str, int]
WIDTHS = {"u1": 1, "u8": 8, "u16": 16, "u32": 32, "seq16": 16, "seq32": 32}
CIRCLES = {"seq16": 16, "seq32": 32}
NAMES = {
    "+": "ADD", "-": "SUB", "*": "MUL", "/": "DIV", "and": "AND", "or": "OR", "==": "EQUAL",
    "!=": "OTHER", "<": "LESS", "<=": "NOT_MORE", ">": "MORE", ">=": "NOT_LESS",
}  # fmt: skip


class Code:
    """What is in `switches` as false is not there: reads as 0, and calls of it do nothing."""

    def __init__(
        self, machine: tree.Machine, switches: Mapping[str, bool], params: Mapping[str, int]
    ) -> None:
        self.machine = machine
        self.switches = switches
        self.params = params
        self.states = [
            word.text for line in machine.state_lines if self.here(line.when) for word in line.names
        ]
        self.sets = {each.name.text: [word.text for word in each.members] for each in machine.sets}
        self.vars = [each for each in machine.vars if self.here(each.when)]
        self.timers = [each for each in machine.timers if self.here(each.when)]
        self.lets = {each.name.text: each for each in machine.lets if self.here(each.when)}
        self.actions = {each.name.text: each for each in machine.actions if self.here(each.when)}
        self.prims = [each for each in machine.prims if self.here(each.when)]
        self.events = [each for each in machine.events if self.here(each.when)]
        (self.seg,) = machine.inputs
        names = [each.name.text for each in self.vars]
        self.places = [*names, *(each.name.text for each in self.timers)]
        self.fields = [each for each in self.seg.fields if each.type.text != "bytes"]
        self.circles = {
            each.name.text: CIRCLES[each.type.text]
            for each in machine.vars
            if each.type.text in CIRCLES
        }

    # ---- expressions ----

    def here(self, when: Expr | None) -> bool:
        """Whether a condition on features holds; without one it does."""
        match when:
            case None:
                return True
            case expr.Name(name=name):
                return self.switches[name]
            case expr.Unary(operator="not", operand=operand):
                return not self.here(operand)
            case expr.Binary(operator="and", left=left, right=right):
                return self.here(left) and self.here(right)
            case expr.Binary(operator="or", left=left, right=right):
                return self.here(left) or self.here(right)
        raise AssertionError(when)

    def circle(self, value: Expr) -> int:
        """The bits of a sequence number; 0 for a number that does not wrap."""
        match value:
            case expr.Name(name=name):
                return self.circles.get(name, 0)
            case expr.Member(name=name):
                types = {each.name.text: each.type.text for each in self.fields}
                return CIRCLES.get(types.get(name, ""), 0)
            case expr.Call(function=expr.Name(name="low")):
                return 16
            case expr.Binary(operator="+" | "-", left=left, right=right):
                return self.circle(left) or self.circle(right)
        return 0

    def value(self, value: Expr) -> list[Word]:
        match value:
            case expr.Int(value=number):
                return ["NUMBER", number]
            case expr.Name(name=name):
                return self.name(name)
            case expr.Member(name=name):
                return self.member(name)
            case expr.Unary(operator="not", operand=operand):
                return ["NOT", *self.value(operand)]
            case expr.Call(function=expr.Name(name="low"), arguments=(of,)):
                return ["LOW", *self.value(of)]
            case expr.Call(function=expr.Name(name="min"), arguments=(a, b)):
                return ["MIN", *self.value(a), *self.value(b)]
            case expr.Ternary(condition=condition, yes=yes, no=no):
                return ["IF", *self.value(condition), *self.value(yes), *self.value(no)]
            case expr.Binary(operator="and" | "or" as operator, left=left, right=right):
                other = self.value(right)  # skipped when the left one says it all
                return [NAMES[operator], len(other), *self.value(left), *other]
            case expr.Binary(operator=operator, left=left, right=right):
                bits = self.circle(left) or self.circle(right)
                on: list[Word] = ["ON_CIRCLE", bits] if bits else []
                return [*on, NAMES[operator], *self.value(left), *self.value(right)]
        raise AssertionError(value)

    def name(self, name: str) -> list[Word]:
        if name in self.places:
            return ["VAR", self.places.index(name)]
        if name in self.params:
            return ["NUMBER", self.params[name]]
        if name in self.switches:
            return ["NUMBER", int(self.switches[name])]
        if name in self.lets:
            return self.value(self.lets[name].value)
        signals = [word.text for word in self.machine.signals]
        if name in signals:
            return ["NUMBER", 1 << signals.index(name)]
        return ["NUMBER", 0]  # a variable that is not there

    def member(self, name: str) -> list[Word]:
        for index, field in enumerate(self.fields):
            bits = [word.text for word in field.bits]
            if name in bits:
                return ["BIT", index, bits.index(name)]
            if name == field.name.text:
                return ["FIELD", index]
        raise AssertionError(name)

    # ---- statements ----

    def body(self, statements: Iterable[tree.Statement], order: Sequence[str]) -> list[Word]:
        return [word for each in statements for word in self.statement(each, order)]

    def statement(self, one: tree.Statement, order: Sequence[str]) -> list[Word]:
        match one:
            case tree.Assign(target=target, value=value):
                return self.assigned(target.text, value)
            case tree.Start(timer=timer, value=value):
                return self.assigned(timer.text, value)
            case tree.Stop(timer=timer):
                return self.assigned(timer.text, expr.Int(0, timer.at))
            case tree.Call(function=word, arguments=arguments):
                return self.called(word.text, arguments)
            case tree.Become(state=state):
                return ["BECOME", f"S_{state}"]
            case tree.Drop():
                return ["SETTLED"]
            case tree.Goto(step=step):
                return ["GO_ON", order.index(step.text)]
            case tree.Fail(error=error):
                return ["ANSWER", f"thimble::TCP_ERROR_{error}"]
            case tree.Wait():
                return []

    def assigned(self, target: str, value: Expr) -> list[Word]:
        put: list[Word] = ["PUT", self.places.index(target)] if target in self.places else []
        if isinstance(value, expr.Call) and isinstance(value.function, expr.Name):
            at = self.prim(value.function.name)
            if at is not None:
                return ["CALL", at, "NUMBER", 0, *([*put, "RESULT"] if put else [])]
        return [*put, *self.value(value)] if put else []

    def prim(self, name: str) -> int | None:
        return next((n for n, each in enumerate(self.prims) if each.name.text == name), None)

    def called(self, name: str, arguments: Sequence[Expr]) -> list[Word]:
        if name in self.actions:
            return self.body(self.actions[name].body, ())
        at = self.prim(name)
        if at is None:
            return []
        seg = self.seg.name.text
        given = [each for each in arguments if not isinstance(each, expr.Name) or each.name != seg]
        return ["CALL", at, *(self.value(given[0]) if given else ["NUMBER", 0])]

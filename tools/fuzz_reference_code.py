# SPDX-License-Identifier: MIT
"""A machine spec as C++ for fuzz/reference/walk.hpp: each expression and statement as it is
written, none of them simplified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from codegen.expr import tree as expr
from codegen.expr.tree import Expr
from codegen.load import fsm_tree as tree

WIDTHS = {"u1": 1, "u8": 8, "u16": 16, "u32": 32, "seq16": 16, "seq32": 32}
CIRCLES = {"seq16": 16, "seq32": 32}
LOGICAL = {"and": "&&", "or": "||"}


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

    def value(self, value: Expr) -> str:
        """As C++: `s` is what is held now. Whole numbers of 64 bits, each step in parentheses."""
        match value:
            case expr.Int(value=number):
                return str(number)
            case expr.Name(name=name):
                return self.name(name)
            case expr.Member(name=name):
                return self.member(name)
            case expr.Unary(operator="not", operand=operand):
                return f"!{self.value(operand)}"
            case expr.Call(function=expr.Name(name="low"), arguments=(of,)):
                return f"({self.value(of)} & 0xffff)"
            case expr.Call(function=expr.Name(name="min"), arguments=(a, b)):
                return f"least({self.value(a)}, {self.value(b)})"
            case expr.Ternary(condition=condition, yes=yes, no=no):
                return f"({self.value(condition)} ? {self.value(yes)} : {self.value(no)})"
            case expr.Binary(operator=operator, left=left, right=right):
                bits = self.circle(left) or self.circle(right)
                if operator in LOGICAL or not bits:
                    sign = LOGICAL.get(operator, operator)
                    return f"({self.value(left)} {sign} {self.value(right)})"
                if operator in ("+", "-"):
                    return f"within({bits}, {self.value(left)} {operator} {self.value(right)})"
                return f"(ahead({bits}, {self.value(left)}, {self.value(right)}) {operator} 0)"
        raise AssertionError(value)

    def name(self, name: str) -> str:
        if name in self.places:
            return f"s(V_{name})"
        if name in self.params:
            return str(self.params[name])
        if name in self.switches:
            return str(self.switches[name]).lower()
        if name in self.lets:
            return self.value(self.lets[name].value)
        signals = [word.text for word in self.machine.signals]
        if name in signals:
            return str(1 << signals.index(name))
        return "0"  # a variable that is not there

    def member(self, name: str) -> str:
        for field in self.fields:
            bits = [word.text for word in field.bits]
            if name in bits:
                return f"s.bit(F_{field.name}, {bits.index(name)})"
            if name == field.name.text:
                return f"s.of(F_{name})"
        raise AssertionError(name)

    # ---- statements ----

    def body(self, statements: Iterable[tree.Statement], order: Sequence[str]) -> list[str]:
        """As C++: `w` walks."""
        return [line for each in statements for line in self.statement(each, order)]

    def statement(self, one: tree.Statement, order: Sequence[str]) -> list[str]:
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
                return [f"w.become(S_{state});"]
            case tree.Drop():
                return ["w.settled = true;"]
            case tree.Goto(step=step):
                return [f"w.go_on({order.index(step.text)});"]
            case tree.Fail(error=error):
                return [f"w.answer = thimble::TCP_ERROR_{error};"]
            case tree.Wait():
                return []

    def assigned(self, target: str, value: Expr) -> list[str]:
        here = target in self.places
        if isinstance(value, expr.Call) and isinstance(value.function, expr.Name):
            at = self.prim(value.function.name)
            if at is not None:
                call = f"w.called({at}, 0)"
                return [f"w.put(V_{target}, {call});" if here else f"{call};"]
        return [f"w.put(V_{target}, {self.value(value)});"] if here else []

    def prim(self, name: str) -> int | None:
        return next((n for n, each in enumerate(self.prims) if each.name.text == name), None)

    def called(self, name: str, arguments: Sequence[Expr]) -> list[str]:
        if name in self.actions:
            return self.body(self.actions[name].body, ())
        at = self.prim(name)
        if at is None:
            return []
        seg = self.seg.name.text
        given = [each for each in arguments if not isinstance(each, expr.Name) or each.name != seg]
        return [f"w.called({at}, {self.value(given[0]) if given else 0});"]

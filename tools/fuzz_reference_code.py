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
COLUMNS = 98


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
        self.places = [each.name.text for each in (*self.vars, *self.timers)]
        self.fields = [each for each in self.seg.fields if each.type.text != "bytes"]
        self.circles = {
            each.name.text: CIRCLES[each.type.text]
            for each in machine.vars
            if each.type.text in CIRCLES
        }
        self.code: list[Word] = []

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
            case expr.Binary(operator=operator, left=left, right=right):
                bits = self.circle(left) or self.circle(right)
                on = ["ON_CIRCLE", bits] if bits else []
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

    # ---- tables ----

    def borders(self) -> list[str]:
        """The functions by which core/ calls the machine, and the machine core/."""
        return [*(each.name.text for each in self.prims), *map(self.border, self.entries()), "elapse"]

    def entries(self) -> list[tree.Event]:
        """Events that core/ calls; a timer's are called by `elapse`."""
        fired = {each.fires.text for each in self.machine.timers}
        return [each for each in self.events if each.name.text not in fired]

    def border(self, each: tree.Event) -> str:
        return f"{each.name}_arrives" if each.input else each.name.text

    def macros(self) -> list[str]:
        """`#define EACH_PRIM(...)`: what to write for a prim or event of each shape."""
        seg = self.seg.name.text
        shapes = [
            f"{'result' if each.result else 'segment' if seg in (x.text for x in each.parameters) else 'number' if each.parameters else 'plain'}({n}, {each.name})"
            for n, each in enumerate(self.prims)
        ]
        entries = [
            f"{'segment' if each.input else 'plain'}({self.events.index(each)}, {self.border(each)})"
            for each in self.entries()
        ]
        return [
            f"#define EACH_PRIM(plain, segment, number, result) {' '.join(shapes)}",
            f"#define EACH_EVENT(plain, segment) {' '.join(entries)}",
        ]

    def mask(self, words: Sequence[tree.Word]) -> str:
        """States as a set; none named: all."""
        names = [state for word in words for state in self.sets.get(word.text, [word.text])]
        if not words:
            return "ANY_STATE"
        return " | ".join(f"1u << S_{name}" for name in names if name in self.states) or "0"

    def put(self, words: Sequence[Word]) -> int:
        at = len(self.code)
        self.code += words
        return at

    def guard(self, value: Expr | None) -> int:
        return -1 if value is None else self.put(self.value(value))

    def lines(self) -> list[str]:
        rows, steps, events, begins = [], [], [], {}
        for event in self.events:
            parts = [each for each in event.steps if self.here(each.when)] or [
                tree.Step(event.name, (), None, event.section, event.rows)
            ]
            order = [each.name.text for each in parts]
            begins[event.name.text] = (len(steps), len(parts))
            for step in parts:
                steps.append(
                    f"{{{self.mask(step.states)}, {self.guard(step.guard)}, {len(rows)},"
                    f" {len(step.rows)}}}, // {step.name}"
                )
                for row in step.rows:
                    body = self.put([*self.body(row.body, order), "END"])
                    rows.append(
                        f"{{{self.mask(row.states)}, {self.guard(row.guard)}, {body},"
                        f" {row.at.line}}},"
                    )
            events.append(f'{{"{event.name}", {begins[event.name.text][0]}, {len(parts)}}},')
        promises = [
            f'{{"{each.name}", {self.mask(each.states)}, {self.guard(each.value)},'
            f" {each.name.at.line}}},"
            for each in self.machine.invariants
            if self.here(each.when)
        ]
        names = [each.name.text for each in self.events]
        timers = [
            f"{{{self.places.index(each.name.text)}, {names.index(each.fires.text)}}},"
            for each in self.timers
        ]
        fields = [each.name.text for each in self.fields]
        return [
            *self.macros(),
            f"enum {{ VARS = {len(self.places)}, FIELDS = {len(fields)}, EVENTS = {len(events)} }};",
            *(f"enum {{ S_{state} = thimble::TCP_{state} }};" for state in self.states),
            *table("const char *const", "var_name", (f'"{name}",' for name in self.places)),
            *table("const value", "var_limit", (f"{self.limit(each)}u," for each in self.stored())),
            *table("const char *const", "state_name", (f'"{state}",' for state in self.states)),
            *table("const state_code", "states", (f"S_{state}," for state in self.states)),
            *table("const event", "events", events),
            *table("const timer", "timers", timers),
            *table("const prim", "prims", map(self.prim_row, self.prims)),
            *table("const step", "steps", steps, inside=1),
            *table("const row", "rows", rows, inside=1),
            *table("const promise", "promises", promises, inside=1),
            *table("const std::int32_t", "code", (f"{word}," for word in self.code)),
            *copied("read", "const thimble::tcp_connection &c", "c", self.places),
            *copied("read", "const thimble::tcp_segment &c", "c", fields),
        ]

    def stored(self) -> list[tree.Var | tree.Timer]:
        return [*self.vars, *self.timers]

    def limit(self, each: tree.Var | tree.Timer) -> int:
        """The largest value that a variable may have."""
        if each.most is None:
            return (1 << WIDTHS[each.type.text]) - 1
        return self.number(each.most)

    def number(self, value: Expr) -> int:
        match value:
            case expr.Int(value=number):
                return number
            case expr.Name(name=name):
                return self.params[name]
            case expr.Binary(operator="+", left=left, right=right):
                return self.number(left) + self.number(right)
        raise AssertionError(value)

    def prim_row(self, each: tree.Prim) -> str:
        fields = [field.name.text for field in self.fields]
        places = [self.places.index(x.text) for x in each.writes if x.text in self.places]
        written = [fields.index(x.text.removeprefix("seg.")) for x in each.writes if "." in x.text]
        return f'{{"{each.name}", {set_of(places)}, {set_of(written)}}},'


def set_of(numbers: Sequence[int]) -> str:
    return f"{sum(1 << number for number in numbers):#x}ull"


def table(kind: str, name: str, items: Iterable[str], *, inside: int = 0) -> list[str]:
    """An array; as many items in a line as fit, or so many as `inside` says."""
    lines, line = [], "   "
    for item in items:
        if inside or len(line) + 1 + len(item) > COLUMNS:
            lines += [line] if line.strip() else []
            line = "   "
        line += f" {item}"
    return [f"inline {kind} {name}[] = {{", *lines, line, "};"]


def copied(name: str, parameter: str, of: str, members: Sequence[str]) -> list[str]:
    """A function that puts members into an array."""
    lines, line = [], "   "
    for index, member in enumerate(members):
        item = f" to[{index}] = {of}.{member};"
        if len(line) + len(item) > COLUMNS:
            lines.append(line)
            line = "   "
        line += item
    return [f"inline void {name}({parameter}, value *to)", "{", *lines, line, "}"]

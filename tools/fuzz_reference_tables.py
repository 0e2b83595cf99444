# SPDX-License-Identifier: MIT
"""fuzz/reference/tables/<profile>/: tables.hpp and rows.hpp, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from codegen.expr import tree as expr
from codegen.expr.tree import Expr
from codegen.load import fsm_tree as tree
from tools.fuzz_reference_code import WIDTHS, Code

COLUMNS = 98


class Tables(Code):
    """Rows, steps and events refer to each other, to guards and to bodies, by their places."""

    def __init__(
        self, machine: tree.Machine, switches: Mapping[str, bool], params: Mapping[str, int]
    ) -> None:
        super().__init__(machine, switches, params)
        self.guards: list[str] = []
        self.bodies: list[list[str]] = []
        self.rows: list[str] = []
        self.steps: list[str] = []
        self.begun: list[str] = []
        for each in self.events:
            self.event(each)
        self.promises = [each for each in machine.invariants if self.here(each.when)]

    def borders(self) -> list[str]:
        """The functions by which core/ calls the machine, and the machine core/."""
        prims = [each.name.text for each in self.prims]
        return [*prims, *map(self.border, self.entries()), "elapse"]

    def entries(self) -> list[tree.Event]:
        """Events that core/ calls; a timer's are called by `elapse`."""
        fired = {each.fires.text for each in self.machine.timers}
        return [each for each in self.events if each.name.text not in fired]

    def border(self, each: tree.Event) -> str:
        return f"{each.name}_arrives" if each.input else each.name.text

    def shape(self, each: tree.Prim) -> str:
        """Which of four kinds of functions it is."""
        if each.result:
            return "result"
        given = [word.text for word in each.parameters]
        return "segment" if self.seg.name.text in given else "number" if given else "plain"

    def macros(self) -> list[str]:
        """`#define EACH_PRIM(...)`: what to write for a prim or event of each shape."""
        shapes = [f"{self.shape(each)}({n}, {each.name})" for n, each in enumerate(self.prims)]
        entries = [
            f"{kind}({self.events.index(each)}, {self.border(each)})"
            for each in self.entries()
            for kind in ("segment" if each.input else "plain",)
        ]
        timers = [f"timer({each.name})" for each in self.timers]
        return [
            f"#define EACH_TIMER(timer) {' '.join(timers)}",
            f"#define EACH_PRIM(plain, segment, number, result) {' '.join(shapes)}",
            f"#define EACH_EVENT(plain, segment) {' '.join(entries)}",
        ]

    def mask(self, words: Sequence[tree.Word]) -> str:
        """States as a set; none named: all."""
        names = [state for word in words for state in self.sets.get(word.text, [word.text])]
        if not words:
            return "ANY_STATE"
        return " | ".join(f"1u << S_{name}" for name in names if name in self.states) or "0"

    def guard(self, value: Expr | None) -> int:
        if value is None:
            return -1
        self.guards.append(self.value(value))
        return len(self.guards) - 1

    def event(self, event: tree.Event) -> None:
        parts = [each for each in event.steps if self.here(each.when)] or [
            tree.Step(event.name, (), None, event.section, event.rows)
        ]
        place, guards, bodies = len(self.steps), len(self.guards), len(self.bodies)
        order = [each.name.text for each in parts]
        for each in parts:
            first, count = len(self.rows), len(each.rows)
            where = f"{self.mask(each.states)}, {self.guard(each.guard)}"
            self.steps.append(f"{{{where}, {first}, {count}}}, // {each.name}")
            for row in each.rows:
                self.bodies.append(self.body(row.body, order))
                where = f"{self.mask(row.states)}, {self.guard(row.guard)}"
                self.rows.append(f"{{{where}, {row.at.line}}},")
        said = " ".join([*self.guards[guards:], *chain.from_iterable(self.bodies[bodies:])])
        timeless = not any(f"V_{each.name})" in said or f"V_{each.name}," in said for each in self.timers)
        self.begun.append(f'{{"{event.name}", {place}, {len(parts)}, {str(timeless).lower()}}},')

    def kept(self) -> Iterator[str]:
        """Which promise is broken first; in the states that it is about."""
        for n, each in enumerate(self.promises):
            assert self.asks_whether(each.value), f"line {each.name.at.line}: how much time is left"
            states = self.mask(each.states)
            there = "" if states == "ANY_STATE" else f"(({states}) >> s.state & 1) && "
            yield f"    if ({there}!{self.value(each.value)}) {{ return {n}; }}"

    def asks_whether(self, value: Expr) -> bool:
        """Of timers no more than whether they run: lockstep.hpp asks nothing while they do."""
        match value:
            case expr.Name(name=name):
                return all(name != each.name.text for each in self.timers) and (
                    name not in self.lets or self.asks_whether(self.lets[name].value)
                )
            case expr.Unary(operand=operand):
                return self.asks_whether(operand)
            case expr.Binary(operator="==" | "!=", left=expr.Name(), right=expr.Int(value=0)):
                return True
            case expr.Binary(left=left, right=right):
                return self.asks_whether(left) and self.asks_whether(right)
            case expr.Ternary(condition=condition, yes=yes, no=no):
                return all(map(self.asks_whether, (condition, yes, no)))
            case expr.Call(arguments=arguments):
                return all(map(self.asks_whether, arguments))
        return True

    def timed(self) -> list[str]:
        names = [each.name.text for each in self.events]
        return [
            f"{{{self.places.index(each.name.text)}, {names.index(each.fires.text)}}},"
            for each in self.timers
        ]

    def lines(self) -> list[str]:
        fields = [each.name.text for each in self.fields]
        sizes = f"VARS = {len(self.places)}, FIELDS = {len(fields)}, EVENTS = {len(self.events)}"
        limits = [*map(self.limit, self.vars), *map(self.limit, self.timers)]
        return [
            *self.macros(),
            f"enum {{ {sizes} }};",
            f"enum variable {{ {', '.join(f'V_{name}' for name in self.places)} }};",
            f"enum field {{ {', '.join(f'F_{name}' for name in fields)} }};",
            *(f"enum {{ S_{state} = thimble::TCP_{state} }};" for state in self.states),
            *table("const char *const", "var_name", (f'"{name}",' for name in self.places)),
            *table("const value", "var_limit", (f"{limit}u," for limit in limits)),
            *table("const event", "events", self.begun),
            *table("const timer", "timers", self.timed()),
            *table("const prim", "prims", map(self.prim_row, self.prims)),
            *table("const step", "steps", self.steps, each_apart=True),
            *table("const row", "rows", self.rows, each_apart=True),
            *table(
                "const promise",
                "promises",
                (f'{{"{each.name}", {each.name.at.line}}},' for each in self.promises),
            ),
            *copied("read", "const thimble::tcp_connection &c", "c", self.places),
            *copied("read", "const thimble::tcp_segment &c", "c", fields),
        ]

    def rows_lines(self) -> list[str]:
        """Every guard, what every row does, and the promises, each by its number."""
        return [
            "inline bool asked(int guard, const snapshot &s)",
            "{",
            "    switch (guard) {",
            *(f"    case {n}: return {each};" for n, each in enumerate(self.guards)),
            "    case -1: return true;",
            "    default: std::abort();",
            "    }",
            "}",
            "template <typename walk>",
            "void done(int row, const snapshot &s, walk &w)",
            "{",
            "    switch (row) {",
            *(line for n, body in enumerate(self.bodies) for line in case(n, body)),
            "    default: break;",
            "    }",
            "}",
            "inline int broken(const snapshot &s)",
            "{",
            *self.kept(),
            "    return -1;",
            "}",
        ]

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


def table(kind: str, name: str, items: Iterable[str], *, each_apart: bool = False) -> list[str]:
    """An array; as many items in a line as fit, or one, when each has a comment."""
    lines: list[str] = []
    line = "   "
    for item in items:
        if each_apart or len(line) + 1 + len(item) > COLUMNS:
            lines += [line] if line.strip() else []
            line = "   "
        line += f" {item}"
    return [f"inline {kind} {name}[] = {{", *lines, line, "};"]


def case(number: int, body: Sequence[str]) -> list[str]:
    return [f"    case {number}:", *(f"        {line}" for line in body), "        break;"]


def copied(name: str, parameter: str, of: str, members: Sequence[str]) -> list[str]:
    """A function that puts members into an array."""
    lines: list[str] = []
    line = "   "
    for index, member in enumerate(members):
        item = f" to[{index}] = {of}.{member};"
        if len(line) + len(item) > COLUMNS:
            lines.append(line)
            line = "   "
        line += item
    return [f"inline void {name}({parameter}, value *to)", "{", *lines, line, "}"]

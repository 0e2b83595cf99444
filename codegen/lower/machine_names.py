# SPDX-License-Identifier: MIT
"""How the names of a machine look in C."""

from __future__ import annotations

from collections import Counter

from codegen.check.machine import Checked
from codegen.check.machine_writes import mentioned
from codegen.diagnostic import NOWHERE
from codegen.expr import tree as expr_tree
from codegen.expr.cprint import ATOM, Printed, c_condition, c_value
from codegen.expr.infer import Typed
from codegen.expr.tree import Expr
from codegen.expr.types import BoolType, IntType, Width, width_of
from codegen.load import fsm_tree as tree

C_TYPES = {
    "u1": "uint8_t",
    "u8": "uint8_t",
    "u16": "uint16_t",
    "u32": "uint32_t",
    "seq16": "uint16_t",
    "seq32": "uint32_t",
    "bytes": "const uint8_t *",
}
WIDTHS = {"u1": 8, "u8": 8, "u16": 16, "u32": 32, "seq16": 16, "seq32": 32}
MOST_ENUMERATOR = 0x7FFF


class CNames:
    """Prints leaves for codegen/expr/cprint.py; `helpers` collects the small functions "
    "they need."""

    def __init__(self, checked: Checked, counted: bool = False) -> None:
        self.checked = checked
        self.counted = counted
        self.names = checked.names
        self.prefix = checked.names.machine.name.text
        self.upper = self.prefix.upper()
        self.helpers: set[str] = set()
        self.calls = _calls(checked)

    # ---- enumerators and functions ----

    def state(self, name: str) -> str:
        return f"{self.upper}_{name}"

    def signal(self, name: str) -> str:
        return f"{self.upper}_SIGNAL_{name}"

    def error(self, name: str) -> str:
        return f"{self.upper}_ERROR_{name}"

    def bit(self, given: str, name: str) -> str:
        return f"{self.upper}_{given.upper()}_{name.upper()}"

    def param(self, name: str) -> str:
        return f"{self.upper}_{name}"

    def function(self, name: str) -> str:
        return f"{self.prefix}_{name}"

    def let_arguments(self, name: str) -> tuple[str, ...]:
        """The pointers that a let looks through: the connection, an input, both or none."""
        used = mentioned([self.names.lets[name].value], self.names)
        record = ("c",) if used & (set(self.names.vars) | set(self.names.timers)) else ()
        return (*record, *(given for given in self.names.inputs if given in used))

    # ---- for cprint ----

    def leaf(self, typed: Typed) -> Printed:
        match typed.expr:
            case expr_tree.Name(name=name):
                return self._name(name, typed)
            case expr_tree.Member(of=expr_tree.Name(name=given), name=name):
                return self._member(given, name)
            case expr_tree.Call(function=expr_tree.Name(name=name)):
                return self._least_or_most(name, typed)
        raise AssertionError(typed.expr)

    def storage(self, name: str) -> Width:
        """The C type of a variable or timer: as narrow as its `max` allows."""
        return storage(self.checked, name)

    def before(self, bits: int) -> str:
        """The predicate of two sequence numbers."""
        return f"{self.prefix}_before" + ("16" if bits == 16 else "")

    def sequence(self, operator: str, a: str, b: str, bits: int) -> str:
        """`a < b` is `before(a, b)`; `a <= b` is `not_after(a, b)`."""
        if operator in (">", ">="):
            a, b = b, a
        helper = "seq_before" if operator in ("<", ">") else "seq_not_after"
        helper += "16" if bits == 16 else ""
        self.helpers.add(helper)
        return f"{self.prefix}_{helper}({a}, {b})"

    def _name(self, name: str, typed: Typed) -> Printed:
        names = self.names
        if name in names.vars or name in names.timers:
            return Printed(f"c->{name}", self.storage(name))
        if name in names.params:
            return Printed(self.param(name), width_of(typed.type, typed.at), promoted=True)
        if name in names.signals:
            return Printed(self.signal(name), Width(8))
        call = f"{self.function(name)}({', '.join(self.let_arguments(name))})"
        return Printed(
            call, width_of(self.checked.scope().typed(names.lets[name].value).type, typed.at)
        )

    def _member(self, given: str, name: str) -> Printed:
        for field in self.names.inputs[given].fields:
            if field.name.text == name:
                return Printed(f"{given}->{name}", Width(WIDTHS.get(field.type.text, 8)))
            if name in (word.text for word in field.bits):
                return Printed(f"({given}->{field.name} & {self.bit(given, name)})", Width(8), ATOM)
        raise AssertionError(name)

    def _least_or_most(self, name: str, typed: Typed) -> Printed:
        if name == "low":
            wide = c_value(typed.parts[1], self)
            return Printed(f"(uint16_t){wide if _is_word(wide) else f'({wide})'}", Width(16))
        kinds = [part.type for part in typed.parts[1:]]
        most = max(kind.hi for kind in kinds if isinstance(kind, IntType))
        bits = 8 if most <= 0xFF else 16 if most <= 0xFFFF else 32
        helper = f"{name}_u{bits}"
        self.helpers.add(helper)
        arguments = ", ".join(self.value(part, Width(bits)) for part in typed.parts[1:])
        return Printed(f"{self.prefix}_{helper}({arguments})", Width(bits))

    # ---- whole expressions ----

    def value(self, typed: Typed, target: Width) -> str:
        """A value of a C type. A parameter alone is a constant that fits: it needs no cast."""
        if isinstance(typed.expr, expr_tree.Name) and typed.expr.name in self.names.params:
            return self.param(typed.expr.name)
        return c_value(typed, self, target)

    def condition(self, typed: Typed) -> str:
        """The inside of `if (...)`."""
        return bare(c_condition(typed, self))

    def boolean(self, typed: Typed) -> str:
        """A condition where a value of 0 or 1 is needed."""
        text = c_condition(typed, self)
        return f"{text} != 0" if text.startswith("(") and bare(text) != text else text

    def typed(self, expr: Expr) -> Typed:
        return self.checked.scope().typed(expr)


def _calls(checked: Checked) -> Counter[str]:
    """From how many places each action is called."""
    machine = checked.names.machine
    rows = [row for event in machine.events for row in event.rows]
    rows += [row for event in machine.events for step in event.steps for row in step.rows]
    bodies = [*(row.body for row in rows), *(action.body for action in machine.actions)]
    calls = (each for body in bodies for each in body if isinstance(each, tree.Call))
    return Counter(each.function.text for each in calls)


def storage(checked: Checked, name: str) -> Width:
    """The smallest unsigned type that holds what `max` allows."""
    if name in checked.bounds:
        return width_of(checked.bounds[name], NOWHERE)
    return Width(WIDTHS[checked.names.vars[name].type.text])


def _is_word(text: str) -> bool:
    return text.replace("->", "").replace("_", "").isalnum()


def bare(text: str) -> str:
    """Without the parentheses that enclose all of it."""
    if not text.startswith("("):
        return text
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return text[1:-1] if at == len(text) - 1 else text
    return text


def c_type(typed: Typed) -> str:
    return "bool" if isinstance(typed.type, BoolType) else width_of(typed.type, typed.at).c

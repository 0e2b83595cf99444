# SPDX-License-Identifier: MIT
"""The small functions that expressions need: sequence comparison, min and max; and one predicate
for each set.
"""

from __future__ import annotations

from codegen.ir.machine import Function
from codegen.lower.machine_acsl import contract, is_in
from codegen.lower.machine_layout import signature, wrapped
from codegen.lower.machine_names import CNames
from codegen.lower.machine_states import StateTests

_SEQUENCE = {
    "seq_before": (
        (
            "`a` comes before `b` on the circle of 2^32 sequence numbers (RFC 9293 3.4), for two "
            "that",
            "are less than half of it apart. Unsigned subtraction wraps by definition.",
        ),
        "(uint32_t)(a - b) >= 0x80000000ul",
        "{0}_before(a, b)",
    ),
    "seq_not_after": (
        ("`a` is `b` or comes before it.",),
        "(uint32_t)(b - a) < 0x80000000ul",
        "!{0}_before(b, a)",
    ),
}
_NARROW = {
    "seq_before16": (
        ("The same for the low halves of two that are less than 2^15 apart.",),
        "(uint16_t)(a - b) >= 0x8000u",
        "{0}_before16(a, b)",
    ),
    "seq_not_after16": (
        ("`a` is `b` or comes before it, in their low halves.",),
        "(uint16_t)(b - a) < 0x8000u",
        "!{0}_before16(b, a)",
    ),
}
_CHOICE = {"min": ("<", "\\min"), "max": (">", "\\max")}


def helpers(c: CNames) -> tuple[Function, ...]:
    """Those that the lets, actions and rows printed so far have asked for."""
    return tuple(_helper(c, name) for name in sorted(c.helpers, reverse=True))


def _helper(c: CNames, name: str) -> Function:
    if name in _SEQUENCE or name in _NARROW:
        about, code, formula = (_SEQUENCE | _NARROW)[name]
        kind = "uint32_t" if name in _SEQUENCE else "uint16_t"
        head = signature(f"static inline bool {c.function(name)}", (f"{kind} a", f"{kind} b"))
        promise = contract((), "\\nothing", (f"\\result <==> {formula.format(c.prefix)}",))
        return Function(name, about, promise, head, (f"    return {code};",))
    kind, _, bits = name.partition("_u")
    operator, logic = _CHOICE[kind]
    type_ = f"uint{bits}_t"
    head = signature(f"static inline {type_} {c.function(name)}", (f"{type_} a", f"{type_} b"))
    promise = contract((), "\\nothing", (f"\\result == {logic}(a, b)",))
    return Function(name, (), promise, head, (f"    return a {operator} b ? a : b;",))


def set_tests(c: CNames, tests: StateTests) -> tuple[Function, ...]:
    """`tcp_state_can_send(state)`: for the hand-written code that asks, and for rows whose set
    has gaps.
    """
    found = []
    for each in c.names.machine.sets:
        states = c.names.sets[each.name.text]
        test = tests.test(states, c.names.states, "state") or "true"
        head = signature(
            f"static inline bool {c.prefix}_state_{each.name.text.lower()}", ("uint8_t state",)
        )
        promise = contract(
            (f"state < {c.upper}_STATES",),
            "\\nothing",
            (f"\\result <==> {is_in(states, c, 'state')}",),
        )
        about = (f"{each.name.at.short}  {' '.join(word.text for word in each.members)}",)
        found.append(Function(each.name.text, about, promise, head, wrapped(f"    return {test};")))
    return tuple(found)

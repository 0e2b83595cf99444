# SPDX-License-Identifier: MIT
"""For hand-written code, which is the same in every profile: members that a profile narrows or
leaves out are read and written through functions; sets and events that are absent keep theirs.
"""

from __future__ import annotations

from typing import Union

from codegen.ir.machine import Contract, Function, Optional
from codegen.load import fsm_tree as tree
from codegen.lower.machine_acsl import contract
from codegen.lower.machine_functions import parameters
from codegen.lower.machine_layout import signature
from codegen.lower.machine_names import C_TYPES, WIDTHS, CNames

Member = Union[tree.Var, tree.Timer]
ABSENT_STATE = 255  # no connection is ever in it


def accessors(c: CNames) -> tuple[Function, ...]:
    """`tcp_cwnd_of(c)` and `tcp_set_cwnd(c, cwnd)` for each member with `max` or `when`."""
    found: dict[str, tuple[Function, Function]] = {}
    members: list[Member] = [*c.checked.whole.vars, *c.checked.whole.timers]
    for each in members:
        if each.most is not None or each.when is not None:
            found.setdefault(each.name.text, (_getter(c, each), _setter(c, each)))
    return tuple(function for both in found.values() for function in both)


def optional(c: CNames) -> tuple[Optional, ...]:
    """Each member with `when`, here or not."""
    members: list[Member] = [*c.checked.whole.vars, *c.checked.whole.timers]
    found = {}
    for each in members:
        if each.when is not None:
            name, here = each.name.text, _is_there(c, each)
            member = f"(c)->{name}"
            found[name] = Optional(
                f"{c.upper}_{name.upper()}", member if here else "0", member if here else "\\empty"
            )
    return tuple(found.values())


def _is_there(c: CNames, each: Member) -> bool:
    return each.name.text in c.names.vars or each.name.text in c.names.timers


def _type(each: Member) -> str:
    return "bool" if each.type.text == "u1" else C_TYPES[each.type.text]


def _printed(
    c: CNames, each: Member, head: tuple[str, ...], promise: Contract, *body: str
) -> Function:
    lines = tuple(f"    {line}" for line in body)
    return Function(each.name.text, (each.name.at.short,), promise, head, lines)


def _getter(c: CNames, each: Member) -> Function:
    name, kind = each.name.text, _type(each)
    record = f"const struct {c.prefix}_connection *c"
    head = signature(f"static inline {kind} {c.function(name)}_of", (record,))
    if not _is_there(c, each):
        nothing = "false" if kind == "bool" else "0"
        promise = contract((), "\\nothing", ("\\result == 0",))
        return _printed(c, each, head, promise, "(void)c;", f"return {nothing};")
    before = ("\\valid_read(c)", f"{c.prefix}_ok(c)")
    means = f"<==> (c->{name} != 0)" if kind == "bool" else f"== c->{name}"
    promise = contract(before, "\\nothing", (f"\\result {means}",))
    return _printed(c, each, head, promise, f"return c->{name};")


def _setter(c: CNames, each: Member) -> Function:
    name, kind = each.name.text, _type(each)
    record = f"struct {c.prefix}_connection *c"
    head = signature(f"static inline void {c.prefix}_set_{name}", (record, f"{kind} {name}"))
    if not _is_there(c, each):
        promise = contract((), "\\nothing", ())
        return _printed(c, each, head, promise, "(void)c;", f"(void){name};")
    before = ["\\valid(c)", f"{c.prefix}_ok(c)"]
    most = c.checked.bounds[name].hi if name in c.checked.bounds else None
    width = c.storage(name)
    if most is not None and most < 2 ** WIDTHS[each.type.text] - 1:
        before.append(f"{name} <= {most}")
    means = f"c->{name} != 0 <==> {name} != 0" if kind == "bool" else f"c->{name} == {name}"
    promise = contract(before, f"c->{name}", (f"{c.prefix}_ok(c)", means))
    cast = "" if kind == "bool" or width.bits == WIDTHS[each.type.text] else f"({width.c})"
    return _printed(c, each, head, promise, f"c->{name} = {cast}{name};")


def absent_sets(c: CNames) -> tuple[Function, ...]:
    """A set that has lost all its states: nothing is in it."""
    found = []
    for each in c.checked.whole.sets:
        if each.name.text not in c.names.sets:
            name = f"static inline bool {c.prefix}_state_{each.name.text.lower()}"
            promise = contract((), "\\nothing", ("\\result == 0",))
            body = ("    (void)state;", "    return false;")
            about = (f"{each.name.at.short}  absent",)
            found.append(
                Function(each.name.text, about, promise, signature(name, ("uint8_t state",)), body)
            )
    return tuple(found)


def absent_events(c: CNames) -> tuple[Function, ...]:
    """An event of rows that a profile leaves out does nothing and is refused."""
    found = []
    errors = c.names.machine.errors
    answer = c.error(errors[0].text) if errors else f"{c.upper}_OK"
    for event in c.checked.whole.events:
        if event.name.text in c.names.events or event.input is not None:
            continue
        name = f"static inline enum {c.prefix}_error {c.function(event.name.text)}"
        promise = contract((), "\\nothing", (f"\\result == {answer}",))
        body = ("    (void)s;", "    (void)c;", f"    return {answer};")
        about = (f"{event.name.at.short}  absent",)
        head = signature(name, parameters(c, None))
        found.append(Function(event.name.text, about, promise, head, body))
    return tuple(found)

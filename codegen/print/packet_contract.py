# SPDX-License-Identifier: MIT
"""What a packet must fulfil, in ACSL, and the test of it, in C: the same conditions twice."""

from __future__ import annotations

import textwrap

from codegen.expr import tree
from codegen.expr.cprint import c_condition
from codegen.expr.infer import Typed
from codegen.ir.packet import Condition, Packet
from codegen.print.layout import WIDTH, conjunction
from codegen.print.packet_names import AcslNames, ReaderNames, storage
from codegen.print.view import Check, Verdict


def _conditions(packet: Packet) -> list[Condition]:
    parts = [part.fits for part in packet.parts if part.fits is not None]
    return [each.condition for each in packet.fields if each.condition is not None] + parts


def _conjuncts(typed: Typed) -> list[Typed]:
    if isinstance(typed.expr, tree.Binary) and typed.expr.operator == "and":
        return [leaf for part in typed.parts for leaf in _conjuncts(part)]
    return [typed]


def _about_room(typed: Typed) -> bool:
    return any(
        isinstance(part, tree.Member) and part.name == "size" for part in tree.walk(typed.expr)
    )


def sound(packet: Packet) -> list[str]:
    """What must hold of the fields alone for the sizes to make sense."""
    names = AcslNames(packet)
    parts = [
        part for each in _conditions(packet) if each.is_length for part in _conjuncts(each.holds)
    ]
    return [names.text(part) for part in parts if not _about_room(part)]


def fits(packet: Packet) -> list[str]:
    """The rest of what a valid packet fulfils."""
    names = AcslNames(packet)
    said = sound(packet)
    parts = [part for each in _conditions(packet) for part in _conjuncts(each.holds)]
    return [text for text in (names.text(part) for part in parts) if text not in said]


def verdicts(packet: Packet) -> list[Verdict]:
    """Each refusal, and exactly when: the conditions before it hold, its own does not."""
    names = AcslNames(packet)
    runs: list[tuple[str, list[str]]] = []  # conditions one behind the other with the same verdict
    for condition in _conditions(packet):
        texts = [names.text(part) for part in _conjuncts(condition.holds)]
        if runs and runs[-1][0] == _verdict(condition):
            runs[-1][1].extend(texts)
        else:
            runs.append((_verdict(condition), texts))
    when: dict[str, list[str]] = {}
    before: list[str] = []
    for verdict, texts in runs:
        clause = " && ".join([*before, f"!({' && '.join(texts)})"])
        when.setdefault(verdict, []).append(clause if not before else f"({clause})")
        before += texts
    return [Verdict(name, _when(packet, clauses)) for name, clauses in when.items()]


def _verdict(condition: Condition) -> str:
    return "WIRE_LENGTH" if condition.is_length else "WIRE_VALUE"


def _when(packet: Packet, clauses: list[str]) -> list[str]:
    either = conjunction(clauses, "||")
    if len(clauses) > 1:
        either[0], either[-1] = f"({either[0]}", f"{either[-1]})"
    whole = " ".join([f"room >= {packet.header_bytes} &&", *either])
    return textwrap.wrap(whole, WIDTH - len("  @     ;"))


def checks(packet: Packet) -> list[Check]:
    """One test for each condition; a field that several of them use is read once."""
    conditions = _conditions(packet)
    used = [name for each in conditions for name in _fields_in(packet, each)]
    local = frozenset(name for name in used if used.count(name) > 1)
    names = ReaderNames(packet, local)
    declared: set[str] = set()
    tests = []
    for condition in conditions:
        inside = dict.fromkeys(_fields_in(packet, condition))
        new = [name for name in inside if name in local and name not in declared]
        declared.update(new)
        tests.append(
            Check(
                locals=[_local(packet, name) for name in new],
                condition=c_condition(condition.fails, names),
                verdict=_verdict(condition),
                place=condition.at.short,
            )
        )
    return tests


def _fields_in(packet: Packet, condition: Condition) -> list[str]:
    """The fields a condition reads, as often as it does."""
    fields = {each.name for each in packet.fields}
    parts = tree.walk(condition.fails.expr)
    return [part.name for part in parts if isinstance(part, tree.Name) and part.name in fields]


def _local(packet: Packet, name: str) -> str:
    field = next(each for each in packet.fields if each.name == name)
    return f"const {storage(field).c} {name} = {packet.name}_{name}(at);"

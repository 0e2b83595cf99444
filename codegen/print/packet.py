# SPDX-License-Identifier: MIT
"""A Packet as the text of <name>_packet.h.

Everything is decided here; the template only lays it out.
"""

from __future__ import annotations

import textwrap

from codegen.expr import tree
from codegen.expr.cprint import c_condition, c_value
from codegen.expr.infer import Typed
from codegen.expr.types import BoolType, Width, width_of
from codegen.ir.packet import Condition, Field, Packet, Part
from codegen.print.env import environment
from codegen.print.layout import WIDTH, conjunction, enumeration
from codegen.print.packet_checksum import checksum_view
from codegen.print.packet_emit import emit_view
from codegen.print.packet_names import (
    AcslNames, ReaderNames, moved, storage, value_in_acsl, value_in_c,
)
from codegen.print.packet_options import options_view
from codegen.print.view import Check, Reader, Row, Verdict, View, Writer


def print_wire() -> str:
    return environment().get_template("wire.h.j2").render()


def print_packet(packet: Packet) -> str:
    """The whole header of a packet."""
    return environment().get_template("packet.h.j2").render(v=packet_view(packet))


def packet_view(packet: Packet) -> View:
    readers = [_reader(packet, each) for each in packet.fields if each.used]
    readers += [_instance(packet, each.name, each.value) for each in packet.instances]
    return View(
        name=packet.name,
        guard=f"THIMBLE_{packet.name.upper()}_PACKET_H",
        title=packet.title,
        rfc=packet.rfc,
        source=packet.source,
        rows=_rows(packet),
        header_bytes=packet.header_bytes,
        last_byte=packet.header_bytes - 1,
        enums=_enums(packet),
        sound=_sound(packet),
        fits=_fits(packet),
        checks=_checks(packet),
        verdicts=_verdicts(packet),
        readers=readers,
        part_readers=[reader for part in packet.parts for reader in _part_readers(packet, part)],
        writers=[_writer(each) for each in packet.fields if each.used and each.aligned],
        options=[options_view(packet, part, part.options) for part in packet.parts if part.options],
        emit=emit_view(packet),
        checksum=checksum_view(packet),
    )


def _constants(packet: Packet) -> list[str]:
    made = [f"{packet.name.upper()}_HEADER_BYTES = {packet.header_bytes}"]
    for part in packet.parts:
        for case in part.options.cases if part.options else ():
            made.append(f"{packet.name}_{case.name}_bytes".upper() + f" = {case.body_bytes + 2}")
    return made


def _enums(packet: Packet) -> list[str]:
    lines = enumeration(_constants(packet))
    for enum in dict.fromkeys(each.enum for each in packet.enums):
        lines += enumeration([f"{each.name} = {each.value}" for each in packet.enums if each.enum == enum])
    return lines


# The table in the banner -----------------------------------------------------------------------------------------


def _rows(packet: Packet) -> list[Row]:
    rows = [Row("offset", "bytes", "field", "")]
    for field in packet.fields:
        size = str(field.bytes) if field.aligned else f"{field.bits} bit" + ("s" if field.bits > 1 else "")
        rows.append(Row(str(field.byte), size, field.name, _note(field)))
    for part in packet.parts:
        size_text = source_text(part.size.expr) + " bytes" if part.size else "to the end"
        rows.append(Row(source_text(part.offset.expr), "-", part.name, size_text))
    return [row.aligned(rows) for row in rows]


def _note(field: Field) -> str:
    if field.condition is not None:
        return source_text(field.condition.holds.expr).replace("_io.size", "room")
    return field.note


def source_text(expr: tree.Expr) -> str:
    """An expression as a spec would write it."""
    match expr:
        case tree.Int(value=value):
            return str(value)
        case tree.Name(name=name):
            return name
        case tree.Member(of=of, name=name):
            return f"{source_text(of)}.{name}"
        case tree.EnumValue(value=value):
            return value
        case tree.Unary(operator=operator, operand=operand):
            return f"{operator} {source_text(operand)}" if operator == "not" else operator + source_text(operand)
        case tree.Binary(operator=operator, left=left, right=right):
            return f"{source_text(left)} {operator} {source_text(right)}"
    return "..."


# Contracts -------------------------------------------------------------------------------------------------------


def _conditions(packet: Packet) -> list[Condition]:
    parts = [part.fits for part in packet.parts if part.fits is not None]
    return [each.condition for each in packet.fields if each.condition is not None] + parts


def _conjuncts(typed: Typed) -> list[Typed]:
    if isinstance(typed.expr, tree.Binary) and typed.expr.operator == "and":
        return [leaf for part in typed.parts for leaf in _conjuncts(part)]
    return [typed]


def _about_room(typed: Typed) -> bool:
    return any(isinstance(part, tree.Member) and part.name == "size" for part in tree.walk(typed.expr))


def _sound(packet: Packet) -> list[str]:
    """What must hold of the fields alone for the sizes to make sense."""
    names = AcslNames(packet)
    parts = [part for each in _conditions(packet) if each.is_length for part in _conjuncts(each.holds)]
    return [names.text(part) for part in parts if not _about_room(part)]


def _fits(packet: Packet) -> list[str]:
    """The rest of what a valid packet fulfils."""
    names = AcslNames(packet)
    said = _sound(packet)
    parts = [part for each in _conditions(packet) for part in _conjuncts(each.holds)]
    return [text for text in (names.text(part) for part in parts) if text not in said]


def _verdicts(packet: Packet) -> list[Verdict]:
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


# Check -----------------------------------------------------------------------------------------------------------


def _checks(packet: Packet) -> list[Check]:
    """One test for each condition; a field that several of them use is read once."""
    conditions = _conditions(packet)
    uses: dict[str, int] = {}
    for condition in conditions:
        for part in tree.walk(condition.fails.expr):
            if isinstance(part, tree.Name):
                uses[part.name] = uses.get(part.name, 0) + 1
    local = frozenset(name for name, count in uses.items() if count > 1)
    names = ReaderNames(packet, local)
    declared: set[str] = set()
    checks = []
    for condition in conditions:
        inside = [part.name for part in tree.walk(condition.fails.expr) if isinstance(part, tree.Name)]
        new = [name for name in dict.fromkeys(inside) if name in local and name not in declared]
        declared.update(new)
        checks.append(
            Check(
                locals=[_local(packet, name) for name in new],
                condition=c_condition(condition.fails, names),
                verdict=_verdict(condition),
                place=condition.at.short,
            )
        )
    return checks


def _local(packet: Packet, name: str) -> str:
    field = next(each for each in packet.fields if each.name == name)
    return f"const {storage(field).c} {name} = {packet.name}_{name}(at);"


# Readers and writers -----------------------------------------------------------------------------------------------


def _reader(packet: Packet, field: Field) -> Reader:
    value = value_in_acsl(field)
    return Reader(
        type="bool" if field.is_bool else storage(field).c,
        name=f"{packet.name}_{field.name}",
        parameters="const uint8_t *at",
        result=f"\\result <==> {value} != 0" if field.is_bool else f"\\result == {value}",
        requires=[],
        body=value_in_c(field),
        unused=[],
    )


def _instance(packet: Packet, name: str, value: Typed) -> Reader:
    names, formula = ReaderNames(packet), AcslNames(packet).text(value)
    is_bool = isinstance(value.type, BoolType)
    return Reader(
        type="bool" if is_bool else Width(_bits(value)).c,
        name=f"{packet.name}_{name}",
        parameters="const uint8_t *at",
        result=f"\\result <==> {formula}" if is_bool else f"\\result == {formula}",
        requires=[],
        body=c_value(value, names),
        unused=[],
    )


def _bits(typed: Typed) -> int:
    return width_of(typed.type, typed.at).bits


def _part_readers(packet: Packet, part: Part) -> list[Reader]:
    sound = [f"{packet.name}_is_sound(at)"] if _sound(packet) else []
    names, formula = ReaderNames(packet), AcslNames(packet)
    constant = isinstance(part.offset.expr, tree.Int)
    offset = Reader(
        type="uint16_t",
        name=f"{packet.name}_{part.name}_offset",
        parameters="const uint8_t *at",
        result=f"\\result == {formula.text(part.offset)}",
        requires=[] if constant else sound,
        body=c_value(part.offset, names, Width(16)),
        unused=["at"] if constant else [],
    )
    return [offset, _size_reader(packet, part, sound, names, formula)]


def _size_reader(packet: Packet, part: Part, sound: list[str], names: ReaderNames, formula: AcslNames) -> Reader:
    name = f"{packet.name}_{part.name}_bytes"
    if part.size is not None:
        return Reader(
            type="uint16_t", name=name, parameters="const uint8_t *at",
            result=f"\\result == {formula.text(part.size)}",
            requires=sound, body=c_value(part.size, names, Width(16)), unused=[],
        )
    constant = isinstance(part.offset.expr, tree.Int)
    offset = formula.text(part.offset)
    taken = c_value(part.offset, names)
    return Reader(
        type="uint16_t", name=name, parameters="const uint8_t *at, uint16_t room",
        result=f"\\result == room - {offset}" if " + " not in offset else f"\\result == room - ({offset})",
        requires=[f"{offset} <= room"],
        body=f"(uint16_t)(room - {taken})",
        unused=["at"] if constant else [],
    )


def _writer(field: Field) -> Writer:
    body = f"at[{field.byte}] = value;"
    if field.bytes > 1:
        body = f"wire_set_u{8 * field.bytes}({moved('at', field.byte)}, value);"
    return Writer(
        name=field.name, type=storage(field).c, first=field.byte, last=field.byte + field.bytes - 1,
        result=f"{value_in_acsl(field)} == value", body=body,
    )

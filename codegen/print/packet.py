# SPDX-License-Identifier: MIT
"""A Packet as the text of <name>_packet.h.

Everything is decided here; the template only lays it out.
"""

from __future__ import annotations

from codegen.expr import tree
from codegen.expr.cprint import c_value
from codegen.expr.infer import Typed
from codegen.expr.types import BoolType, Width, width_of
from codegen.ir.packet import Field, Packet, Part
from codegen.print.env import environment
from codegen.print.layout import enumeration
from codegen.print.packet_checksum import checksum_view
from codegen.print.packet_contract import checks, fits, sound, verdicts
from codegen.print.packet_emit import emit_view
from codegen.print.packet_names import (
    AcslNames,
    ReaderNames,
    moved,
    storage,
    value_in_acsl,
    value_in_c,
)
from codegen.print.packet_options import options_view
from codegen.print.packet_table import rows
from codegen.print.view import Reader, View, Writer


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
        rows=rows(packet),
        header_bytes=packet.header_bytes,
        last_byte=packet.header_bytes - 1,
        enums=_enums(packet),
        sound=sound(packet),
        fits=fits(packet),
        checks=checks(packet),
        verdicts=verdicts(packet),
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
        lines += enumeration(
            [f"{each.name} = {each.value}" for each in packet.enums if each.enum == enum]
        )
    return lines


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
    agreed = [f"{packet.name}_is_sound(at)"] if sound(packet) else []
    names, formula = ReaderNames(packet), AcslNames(packet)
    constant = isinstance(part.offset.expr, tree.Int)
    offset = Reader(
        type="uint16_t",
        name=f"{packet.name}_{part.name}_offset",
        parameters="const uint8_t *at",
        result=f"\\result == {formula.text(part.offset)}",
        requires=[] if constant else agreed,
        body=c_value(part.offset, names, Width(16)),
        unused=["at"] if constant else [],
    )
    return [offset, _size_reader(packet, part, agreed, names, formula)]


def _size_reader(
    packet: Packet, part: Part, agreed: list[str], names: ReaderNames, formula: AcslNames
) -> Reader:
    name = f"{packet.name}_{part.name}_bytes"
    if part.size is not None:
        return Reader(
            type="uint16_t",
            name=name,
            parameters="const uint8_t *at",
            result=f"\\result == {formula.text(part.size)}",
            requires=agreed,
            body=c_value(part.size, names, Width(16)),
            unused=[],
        )
    constant = isinstance(part.offset.expr, tree.Int)
    offset = formula.text(part.offset)
    taken = c_value(part.offset, names)
    return Reader(
        type="uint16_t",
        name=name,
        parameters="const uint8_t *at, uint16_t room",
        result=f"\\result == room - {offset}"
        if " + " not in offset
        else f"\\result == room - ({offset})",
        requires=[f"{offset} <= room"],
        body=f"(uint16_t)(room - {taken})",
        unused=["at"] if constant else [],
    )


def _writer(field: Field) -> Writer:
    body = f"at[{field.byte}] = value;"
    if field.bytes > 1:
        body = f"wire_set_u{8 * field.bytes}({moved('at', field.byte)}, value);"
    return Writer(
        name=field.name,
        type=storage(field).c,
        first=field.byte,
        last=field.byte + field.bytes - 1,
        result=f"{value_in_acsl(field)} == value",
        body=body,
    )

# SPDX-License-Identifier: MIT
"""The table of fields in the banner of a packet's header."""

from __future__ import annotations

from codegen.expr import tree
from codegen.ir.packet import Field, Packet
from codegen.print.view import Row


def rows(packet: Packet) -> list[Row]:
    made = [Row("offset", "bytes", "field", "")]
    for field in packet.fields:
        size = (
            str(field.bytes)
            if field.aligned
            else f"{field.bits} bit" + ("s" if field.bits > 1 else "")
        )
        made.append(Row(str(field.byte), size, field.name, _note(field)))
    for part in packet.parts:
        size_text = source_text(part.size.expr) + " bytes" if part.size else "to the end"
        made.append(Row(source_text(part.offset.expr), "-", part.name, size_text))
    return [row.aligned(made) for row in made]


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
            return (
                f"{operator} {source_text(operand)}"
                if operator == "not"
                else operator + source_text(operand)
            )
        case tree.Binary(operator=operator, left=left, right=right):
            return f"{source_text(left)} {operator} {source_text(right)}"
    return "..."

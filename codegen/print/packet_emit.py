# SPDX-License-Identifier: MIT
"""The writer of a whole header."""

from __future__ import annotations

from codegen.expr import tree
from codegen.expr.cprint import c_value
from codegen.expr.types import Width
from codegen.ir.packet import Argument, Field, Packet, Store
from codegen.print.layout import signature
from codegen.print.packet_names import AcslNames, ReaderNames, moved, value_in_acsl
from codegen.print.view import EmitView


def emit_view(packet: Packet) -> EmitView:
    """Parameters, contract and body of <name>_emit."""
    names = ReaderNames(packet, also={each.name: each.bits for each in packet.arguments})
    return EmitView(
        signature=signature(
            f"static inline void {packet.name}_emit",
            ["uint8_t *at", *(f"uint{each.bits}_t {each.name}" for each in packet.arguments)],
        ),
        requires=[
            f"{each.name} <= {each.most}"
            for each in packet.arguments
            if each.most < 2**each.bits - 1
        ],
        results=_results(packet),
        body=[line for store in packet.stores for line in _store(store, names)],
    )


def _store(store: Store, names: ReaderNames) -> list[str]:
    """Constants byte by byte, the rest as one number."""
    if isinstance(store.value.expr, tree.Int):
        value = store.value.expr.value
        return [
            f"at[{store.byte + i}] = {each:#04x};" if each else f"at[{store.byte + i}] = 0;"
            for i, each in enumerate(value.to_bytes(store.bytes, "big"))
        ]
    text = c_value(store.value, names, Width(8 * store.bytes))
    if store.bytes == 1:
        return [f"at[{store.byte}] = {text};"]
    return [f"wire_set_u{8 * store.bytes}({moved('at', store.byte)}, {text});"]


def _results(packet: Packet) -> list[str]:
    names = AcslNames(packet, {each.name: each.name for each in packet.arguments})
    results = [
        f"{value_in_acsl(field)} == {_built(field, packet, names)}" for field in packet.fields
    ]
    if promises_validity(packet):
        sizes = [each.name for each in packet.arguments if is_size(each, packet)]
        total = " + ".join([str(packet.header_bytes), *sizes])
        results.append(
            f"\\forall integer room; {total} <= room <= 65535 ==> {packet.name}_is_valid(at, room)"
        )
    return results


def promises_validity(packet: Packet) -> bool:
    """Nothing that a check asks for is left to the caller."""
    return all(
        field.build is not None for field in packet.fields if field.condition is not None
    )


def is_size(argument: Argument, packet: Packet) -> bool:
    return argument.name not in (field.name for field in packet.fields)


def _built(field: Field, packet: Packet, names: AcslNames) -> str:
    if packet.checksum is not None and field.name == packet.checksum.field.name:
        return "0"
    return field.name if field.build is None else names.text(field.build)

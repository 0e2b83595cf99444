# SPDX-License-Identifier: MIT
"""The checksum of a packet: what goes before its bytes, and what the sum over them means."""

from __future__ import annotations

from codegen.expr import tree
from codegen.expr.cprint import Names, c_value, literal
from codegen.expr.infer import Typed
from codegen.expr.types import IntType, Width
from codegen.ir.packet import Packet
from codegen.print.layout import signature
from codegen.print.packet_names import AcslNames, ReaderNames, value_in_acsl
from codegen.print.view import ChecksumView

_COVERS = {"all": "the whole packet", "header": "the header, options included"}


def checksum_view(packet: Packet) -> ChecksumView | None:
    """Contract and body of <name>_checksum_prefix, _accepts and _seal."""
    checksum = packet.checksum
    if checksum is None:
        return None
    also = {each.name: each.bits for each in packet.parameters} | {"_size": 16}
    names = ReaderNames(packet, also=also)
    formula = AcslNames(packet, {name: name.lstrip("_") for name in also})
    parameters = [f"uint{each.bits}_t {each.name}" for each in packet.parameters]
    return ChecksumView(
        field=checksum.field.name,
        byte=checksum.field.byte,
        formula=value_in_acsl(checksum.field),
        covers=_COVERS[checksum.covers],
        zero_absent=checksum.zero_absent,
        prefix_signature=signature(
            f"static inline uint16_t {packet.name}_checksum_prefix", [*parameters, "uint16_t size"]
        ),
        prefix_words=_words(checksum.prefix, names),
        prefix_formula=" + ".join(_terms(part, formula) for part in checksum.prefix),
    )


def _words(prefix: tuple[Typed, ...], names: Names) -> list[str]:
    """The 16-bit words of the pseudo header as C; numbers are added up here."""
    constant = sum(part.expr.value for part in prefix if isinstance(part.expr, tree.Int))
    words = [literal(constant)] if constant else []
    for part in prefix:
        if isinstance(part.expr, tree.Int):
            continue
        assert isinstance(part.type, IntType)
        if part.type.hi <= 0xFFFF:
            words.append(c_value(part, names, Width(16)))
            continue
        whole = c_value(part, names, Width(32))
        words += [f"(uint16_t)({whole} / 65536u)", f"(uint16_t)({whole} % 65536u)"]
    return words


def _terms(part: Typed, formula: AcslNames) -> str:
    text = formula.text(part)
    assert isinstance(part.type, IntType)
    return text if part.type.hi <= 0xFFFF else f"{text} / 65536 + {text} % 65536"

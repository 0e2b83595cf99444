# SPDX-License-Identifier: MIT
"""`-checksum` into the checksum of a Packet."""

from __future__ import annotations

from codegen.check.packet_scope import KsyScope
from codegen.diagnostic import SpecError, one_of
from codegen.expr.infer import expect_int, infer
from codegen.expr.types import U16
from codegen.ir.packet import Checksum, Field
from codegen.load.ksy_tree import TypeDef


def lower_checksum(root: TypeDef, fields: list[Field], scope: KsyScope) -> Checksum | None:
    """The checksum with its field found and its pseudo header typed."""
    spec = root.checksum
    if spec is None:
        return None
    found = [each for each in fields if each.name == spec.field]
    if not found:
        raise SpecError(
            spec.field_at, f"'{spec.field}' is not a field; {one_of(each.name for each in fields)}"
        )
    field = found[0]
    if not field.aligned or field.bytes != 2 or field.byte % 2:
        raise SpecError(
            spec.field_at,
            f"'{spec.field}' cannot hold the checksum; a u2 at an even offset was expected",
        )
    if field.build is not None:
        raise SpecError(
            field.at, f"'{spec.field}' is the checksum and is computed; '-build' was not expected"
        )
    inside = scope.with_names({"_size": U16})
    prefix = tuple(infer(part, inside) for part in spec.prefix)
    for part in prefix:
        expect_int(part, "a part of 'prefix'")
    return Checksum(field, prefix, spec.zero == "absent", spec.over)

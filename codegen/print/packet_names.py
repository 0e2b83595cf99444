# SPDX-License-Identifier: MIT
"""How a packet's fields are read, in C and in ACSL."""

from __future__ import annotations

from codegen.diagnostic import SpecError
from codegen.expr import tree
from codegen.expr.acslprint import acsl
from codegen.expr.cprint import Names, Printed, c_value
from codegen.expr.infer import Typed
from codegen.expr.types import IntType, Width
from codegen.ir.packet import Field, Packet

_FACTORS = {1: ("",), 2: (" * 256", ""), 4: (" * 16777216", " * 65536", " * 256", "")}


def bytes_in_acsl(byte: int, size: int, at: str = "at") -> str:
    """A big-endian number of 1, 2 or 4 bytes as a sum of bytes."""
    return " + ".join(f"{at}[{byte + i}]{factor}" for i, factor in enumerate(_FACTORS[size]))


def value_in_acsl(field: Field) -> str:
    """A field's value; a flag as a number."""
    whole = bytes_in_acsl(field.byte, field.bytes)
    if field.aligned:
        return whole
    total = 8 * field.bytes
    text = whole if field.bytes == 1 else f"({whole})"
    if field.low:
        text = f"{text} / {2**field.low}"
    if field.low + field.bits < total:
        text = f"{text} % {2**field.bits}"
    return text


def is_product(field: Field) -> bool:
    """Whether the ACSL of a field binds as tightly as a product."""
    return field.bytes == 1 or not field.aligned


def storage(field: Field) -> Width:
    """The C type a reader returns."""
    return Width(8 if field.bits <= 8 else 16 if field.bits <= 16 else 32)


def value_in_c(field: Field) -> str:
    """What a reader of `at` returns."""
    read = (
        f"at[{field.byte}]"
        if field.bytes == 1
        else f"wire_get_u{8 * field.bytes}({moved('at', field.byte)})"
    )
    if field.aligned:
        return read
    text = read
    if field.low:
        text = f"{text} / {2**field.low}u"
    if field.low + field.bits < 8 * field.bytes:
        text = f"{text} % {2**field.bits}u"
    return f"{text} != 0" if field.is_bool else f"({storage(field).c})({text})"


def moved(pointer: str, bytes_on: int) -> str:
    return pointer if bytes_on == 0 else f"{pointer} + {bytes_on}"


class ReaderNames(Names):
    """Field names as calls of their readers, or as locals that hold what a reader returned."""

    def __init__(
        self,
        packet: Packet,
        local: frozenset[str] = frozenset(),
        also: dict[str, int] | None = None,
    ) -> None:
        self.packet = packet
        self.fields = {each.name: each for each in packet.fields}
        self.local = local
        self.also = also or {}  # other names, with their width in bits

    def leaf(self, typed: Typed) -> Printed:
        expr = typed.expr
        if isinstance(expr, tree.Member) and isinstance(expr.of, tree.Name) and expr.name == "size":
            if expr.of.name == "_io":
                return Printed("room", Width(16))
            name = f"{expr.of.name}_bytes"
            return Printed(name, Width(self.also[name]))
        if isinstance(expr, tree.EnumValue) and isinstance(typed.type, IntType):
            return Printed(
                f"{self.packet.name}_{expr.enum[-1]}_{expr.value}".upper(), Width(8), literal=None
            )
        if isinstance(expr, tree.Name):
            return self._name(expr, typed)
        raise SpecError(tree.begin(expr), "not generatable: this part of an expression")

    def _name(self, expr: tree.Name, typed: Typed) -> Printed:
        if expr.name in self.also:
            return Printed(expr.name.lstrip("_"), Width(self.also[expr.name]))
        if expr.name in self.fields:
            field = self.fields[expr.name]
            text = expr.name if expr.name in self.local else f"{self.packet.name}_{expr.name}(at)"
            return Printed(text, storage(field))
        for instance in self.packet.instances:
            if instance.name == expr.name:
                return Printed(c_value(instance.value, self), Width(8), level=8)
        raise SpecError(expr.at, f"not generatable: '{expr.name}' inside an expression")

    def sequence(self, operator: str, a: str, b: str, bits: int) -> str:
        raise AssertionError("packets have no sequence numbers")


class AcslNames:
    """Field names as formulas over the packet's bytes."""

    def __init__(self, packet: Packet, also: dict[str, str] | None = None) -> None:
        self.fields = {each.name: each for each in packet.fields}
        self.also = also or {}  # other names, with their formula

    def __call__(self, typed: Typed) -> str:
        expr = typed.expr
        if isinstance(expr, tree.Member) and isinstance(expr.of, tree.Name) and expr.name == "size":
            return "room" if expr.of.name == "_io" else f"{expr.of.name}_bytes"
        if isinstance(expr, tree.EnumValue) and isinstance(typed.type, IntType):
            return str(typed.type.lo)
        if isinstance(expr, tree.Name):
            if expr.name in self.also:
                return self.also[expr.name]
            if expr.name in self.fields:
                return value_in_acsl(self.fields[expr.name])
        raise SpecError(tree.begin(expr), "not generatable: this part of an expression")

    def text(self, typed: Typed) -> str:
        return acsl(typed, self)

# SPDX-License-Identifier: MIT
"""What kind of value an expression has; for a whole number, between which bounds it lies.

The bounds choose the C type: the smallest of 8, 16 and 32 bits that holds the interval. What needs
64 bits is refused, so no computation on the target ever overflows unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from codegen.diagnostic import Place, SpecError


@dataclass(frozen=True)
class IntType:
    """A whole number in lo .. hi."""

    lo: int
    hi: int

    def __str__(self) -> str:
        return (
            f"a number in {self.lo} .. {self.hi}" if self.lo != self.hi else f"the number {self.lo}"
        )


@dataclass(frozen=True)
class BoolType:
    def __str__(self) -> str:
        return "a boolean"


@dataclass(frozen=True)
class BytesType:
    def __str__(self) -> str:
        return "bytes"


@dataclass(frozen=True)
class StrType:
    def __str__(self) -> str:
        return "a text"


@dataclass(frozen=True)
class RealType:
    def __str__(self) -> str:
        return "a fraction"


@dataclass(frozen=True)
class EnumType:
    """A value of the enum with this full name (`tcp::option_kind`), stored in an IntType."""

    name: str
    stored: IntType

    def __str__(self) -> str:
        return f"a value of enum {self.name}"


@dataclass(frozen=True)
class Seq32Type:
    """A TCP sequence number: 32 bits on a circle. It wraps, and `<` means "before" (RFC 9293 3.4).
    """

    def __str__(self) -> str:
        return "a sequence number"


@dataclass(frozen=True)
class Seq16Type:
    """The low half of a sequence number: the same on a circle of 16 bits."""

    def __str__(self) -> str:
        return "the low half of a sequence number"


@dataclass(frozen=True)
class RecordType:
    """A user type of a .ksy file, or an `input` of a .fsm file, by its full name."""

    name: str

    def __str__(self) -> str:
        return f"a '{self.name}'"


@dataclass(frozen=True)
class ArrayType:
    element: Type

    def __str__(self) -> str:
        return f"a list, each {self.element}"


@dataclass(frozen=True)
class StreamType:
    """Kaitai's `_io`."""

    def __str__(self) -> str:
        return "a stream"


@dataclass(frozen=True)
class AnyType:
    """One of several types, chosen by a switch while parsing."""

    def __str__(self) -> str:
        return "a value whose type a switch decides"


Type = Union[
    IntType,
    BoolType,
    BytesType,
    StrType,
    RealType,
    EnumType,
    Seq32Type,
    Seq16Type,
    RecordType,
    ArrayType,
    StreamType,
    AnyType,
]

BOOL = BoolType()
BYTES = BytesType()
STR = StrType()
REAL = RealType()
SEQ32 = Seq32Type()
SEQ16 = Seq16Type()
CIRCLES = (Seq32Type, Seq16Type)
STREAM = StreamType()
ANY = AnyType()
U8 = IntType(0, 0xFF)
U16 = IntType(0, 0xFFFF)
U32 = IntType(0, 0xFFFFFFFF)


def unsigned(bits: int) -> IntType:
    """Everything that fits so many bits."""
    return IntType(0, 2**bits - 1)


def signed(bits: int) -> IntType:
    return IntType(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def join(a: Type, b: Type) -> Type | None:
    """The type of a value that is an `a` or a `b`; nothing when they do not mix."""
    if isinstance(a, IntType) and isinstance(b, IntType):
        return IntType(min(a.lo, b.lo), max(a.hi, b.hi))
    if isinstance(a, CIRCLES) and isinstance(b, IntType):
        return a
    if isinstance(b, CIRCLES) and isinstance(a, IntType):
        return b
    if isinstance(a, AnyType) or isinstance(b, AnyType):
        return ANY
    if {type(a), type(b)} == {IntType, RealType}:
        return REAL
    if isinstance(a, EnumType) and isinstance(b, EnumType) and a.name == b.name:
        return a
    return a if a == b else None


@dataclass(frozen=True)
class Width:
    """A C integer type: bits and sign."""

    bits: int
    is_signed: bool = False

    @property
    def c(self) -> str:
        return f"{'' if self.is_signed else 'u'}int{self.bits}_t"


def width(value: IntType, at: Place) -> Width:
    """The smallest C type that holds the interval."""
    for bits in (8, 16, 32):
        if value.lo >= 0 and value.hi < 2**bits:
            return Width(bits)
        if value.lo < 0 and signed(bits).lo <= value.lo and value.hi <= signed(bits).hi:
            return Width(bits, True)
    raise SpecError(
        at, f"this lies in {value.lo} .. {value.hi}, which needs 64 bits; at most 32 are generated"
    )


def width_of(type_: Type, at: Place) -> Width:
    """The C type of any value that fits a register."""
    match type_:
        case IntType():
            return width(type_, at)
        case EnumType(stored=stored):
            return width(stored, at)
        case Seq32Type():
            return Width(32)
        case Seq16Type():
            return Width(16)
        case BoolType():
            return Width(8)
    raise SpecError(at, f"{type_} has no C type; a number or a boolean was expected")

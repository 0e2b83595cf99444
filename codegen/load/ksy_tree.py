# SPDX-License-Identifier: MIT
"""A Kaitai Struct file as objects: everything it says, with places, nothing resolved yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from codegen.diagnostic import Place
from codegen.expr.tree import Expr


@dataclass(frozen=True)
class Number:
    """u1 .. u8, s1 .. s8, f4, f8."""

    kind: str  # u, s or f
    bytes: int
    endian: str | None  # le, be, or nothing: the type's default
    at: Place


@dataclass(frozen=True)
class Bits:
    """b1 .. b64."""

    bits: int
    endian: str | None
    at: Place


@dataclass(frozen=True)
class TextType:
    """str, strz."""

    zero_ended: bool
    at: Place


@dataclass(frozen=True)
class ByteArray:
    """An attribute without `type`."""

    at: Place


@dataclass(frozen=True)
class Special:
    """Types that only parameters have: bool, struct, io, any."""

    name: str
    at: Place


@dataclass(frozen=True)
class User:
    """A type defined by the user, `a::b(arguments)`."""

    path: tuple[str, ...]
    arguments: tuple[Expr, ...]
    at: Place


@dataclass(frozen=True)
class Case:
    when: Expr | None  # None: the default, `_`
    type: TypeRef
    at: Place


@dataclass(frozen=True)
class Switch:
    on: Expr
    cases: tuple[Case, ...]
    at: Place


@dataclass(frozen=True)
class ArrayOf:
    """`u1[]`, for parameters."""

    element: TypeRef
    at: Place


TypeRef = Union[Number, Bits, TextType, ByteArray, Special, User, Switch, ArrayOf]


@dataclass(frozen=True)
class Valid:
    """`valid`: exactly one of equal, bounds, any_of, expr, in_enum."""

    at: Place
    equal: Expr | None = None
    lowest: Expr | None = None
    highest: Expr | None = None
    any_of: tuple[Expr, ...] = ()
    expr: Expr | None = None
    in_enum: bool = False


@dataclass(frozen=True)
class Repeat:
    kind: str  # eos, expr, until
    expr: Expr | None
    at: Place


@dataclass(frozen=True)
class Ours:
    """The keys that begin with `-`."""

    build: Expr | None = None
    otherwise: str = ""  # -else
    max_size: int | None = None
    max_count: int | None = None
    use: str = ""
    default: Expr | None = None
    unknown: str = ""
    rfc: str = ""
    level: str = ""
    places: tuple[tuple[str, Place], ...] = ()

    def at(self, key: str) -> Place | None:
        return dict(self.places).get(key)


@dataclass(frozen=True)
class Attribute:
    """One entry of `seq` or `instances`."""

    id: str
    at: Place
    type: TypeRef
    size: Expr | None = None
    size_eos: bool = False
    condition: Expr | None = None  # if
    repeat: Repeat | None = None
    contents: bytes | None = None
    enum: tuple[str, ...] = ()
    enum_at: Place | None = None
    valid: Valid | None = None
    encoding: str = ""
    terminator: int | None = None
    pad_right: int | None = None
    include: bool = False
    consume: bool = True
    eos_error: bool = True
    process: str = ""
    position: Expr | None = None  # pos
    stream: Expr | None = None  # io
    value: Expr | None = None
    ours: Ours = Ours()


@dataclass(frozen=True)
class Parameter:
    id: str
    type: TypeRef
    enum: tuple[str, ...]
    at: Place


@dataclass(frozen=True)
class EnumEntry:
    id: str
    value: int
    at: Place


@dataclass(frozen=True)
class Enum:
    id: str
    entries: tuple[EnumEntry, ...]
    at: Place


@dataclass(frozen=True)
class Checksum:
    """`-checksum`."""

    field: str
    field_at: Place
    algorithm: str
    over: str  # all, header
    prefix: tuple[Expr, ...]
    zero: str  # "", absent
    at: Place


@dataclass(frozen=True)
class TypeDef:
    """A type; the file itself is the outermost one."""

    id: str
    at: Place
    title: str
    endian: str | None  # le, be, or nothing
    bit_endian: str
    encoding: str
    parameters: tuple[Parameter, ...]
    seq: tuple[Attribute, ...]
    instances: tuple[Attribute, ...]
    types: tuple[TypeDef, ...]
    enums: tuple[Enum, ...]
    checksum: Checksum | None
    rfc: str
    level: str
    imports: tuple[str, ...] = ()

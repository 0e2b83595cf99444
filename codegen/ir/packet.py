# SPDX-License-Identifier: MIT
"""What a packet spec says, with every trace of its syntax gone.

The lowering (codegen/lower/packet.py) builds these objects, the printer (codegen/print/packet.py)
reads them. Offsets are in bytes from the packet's first.
"""

from __future__ import annotations

from dataclasses import dataclass

from codegen.diagnostic import Place
from codegen.expr.infer import Typed


@dataclass(frozen=True)
class Condition:
    """Something a receiver demands of a field."""

    holds: Typed
    fails: Typed  # the same, negated
    is_length: bool  # it decides where something ends
    at: Place


@dataclass(frozen=True)
class Field:
    """A field at a fixed offset: `bits` bits, `low` bits from the end of the bytes `byte .. byte +
    bytes - 1`.
    """

    name: str
    byte: int
    bytes: int
    low: int
    bits: int
    is_bool: bool
    used: bool  # read or written by anybody
    condition: Condition | None
    build: Typed | None  # what a writer puts here; nothing: it is a parameter
    note: str  # for the table in the header's banner
    at: Place

    @property
    def aligned(self) -> bool:
        return self.low == 0 and self.bits == 8 * self.bytes


@dataclass(frozen=True)
class Copied:
    """A field of an option that is kept when the option is found."""

    name: str
    byte: int  # in the option's body
    bytes: int
    default: int
    at: Place


@dataclass(frozen=True)
class OptionCase:
    """An option of a known kind."""

    name: str
    kind: int
    kind_name: str
    body_bytes: int
    copied: tuple[Copied, ...]
    at: Place


@dataclass(frozen=True)
class OptionList:
    """Options of one kind byte, then, for most kinds, a length byte and a body."""

    kind: str  # the fields' names
    length: str
    has_length: Typed  # condition on the kind
    least_length: int
    last: Typed  # condition on the kind that ends the list
    body_less: int  # the body has so many bytes less than the length says
    cases: tuple[OptionCase, ...]
    at: Place
    length_at: Place
    last_at: Place


@dataclass(frozen=True)
class Part:
    """What comes behind the fixed fields."""

    name: str
    offset: Typed
    size: Typed | None  # nothing: up to the end of the packet
    end: Typed | None
    most: int
    fits: Condition | None  # to be checked, unless some `valid` implies it
    options: OptionList | None
    at: Place


@dataclass(frozen=True)
class Instance:
    """A value computed from fields."""

    name: str
    value: Typed
    at: Place


@dataclass(frozen=True)
class Checksum:
    """The Internet checksum (RFC 1071)."""

    field: Field
    prefix: tuple[Typed, ...]
    zero_absent: bool
    covers: str


@dataclass(frozen=True)
class Argument:
    """A parameter of a writer."""

    name: str
    bits: int
    most: int


@dataclass(frozen=True)
class Store:
    """A writer puts this value into the bytes `byte .. byte + bytes - 1`."""

    byte: int
    bytes: int
    value: Typed


@dataclass(frozen=True)
class EnumValue:
    enum: str
    name: str
    value: int


@dataclass(frozen=True)
class Packet:
    name: str
    title: str
    rfc: str
    source: str
    header_bytes: int
    fields: tuple[Field, ...]
    parts: tuple[Part, ...]
    instances: tuple[Instance, ...]
    enums: tuple[EnumValue, ...]
    checksum: Checksum | None
    parameters: tuple[Argument, ...]  # of the type: they come with a pseudo header
    arguments: tuple[Argument, ...]  # of emit
    stores: tuple[Store, ...]

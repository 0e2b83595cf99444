# SPDX-License-Identifier: MIT
"""What Kaitai can say and we do not generate: refused by name and line, never ignored."""

from __future__ import annotations

from codegen.diagnostic import Place, SpecError
from codegen.load.ksy_tree import Attribute, Bits, Number, Special, Switch, TextType, TypeDef

TAKEN = frozenset(
    "at room value sum asm auto bool break case catch char class const continue default "
    "delete do double else enum explicit export extern false float for friend goto if inline "
    "int long mutable namespace new operator private protected public register return short "
    "signed sizeof static struct switch template this throw true try typedef typename union "
    "unsigned using virtual void volatile while and or not xor item left size".split()
)


def refuse(at: Place, what: str) -> SpecError:
    return SpecError(at, f"not generatable: {what}")


def refuse_type(root: TypeDef) -> None:
    """Features of a whole type."""
    if root.imports:
        raise refuse(root.at, f"imports ({', '.join(root.imports)})")
    if not root.seq:
        raise refuse(root.at, f"type '{root.id}' has no fields")
    for parameter in root.parameters:
        if (
            not isinstance(parameter.type, Number)
            or parameter.type.kind != "u"
            or parameter.type.bytes > 4
        ):
            raise refuse(parameter.at, f"parameter '{parameter.id}'; u1, u2 or u4 was expected")
    for attribute in root.seq:
        refuse_attribute(attribute)
    for instance in root.instances:
        if instance.value is None:
            kind = "io" if instance.stream else "pos"
            raise refuse(instance.at, f"{kind} instance '{instance.id}'")
        if instance.condition is not None:
            raise refuse(instance.at, f"instance '{instance.id}' with 'if'")


def refuse_attribute(attribute: Attribute) -> None:
    """Features of one field, wherever it stands."""
    at = attribute.at
    if attribute.process:
        raise refuse(at, f"'process: {attribute.process}'")
    if attribute.contents is not None:
        raise refuse(at, f"'contents' of '{attribute.id}'")
    if attribute.terminator is not None or attribute.pad_right is not None:
        raise refuse(at, f"'{attribute.id}' ends at a byte value ('terminator', 'pad-right')")
    match attribute.type:
        case Number(kind="f"):
            raise refuse(at, f"'{attribute.id}' is a fraction")
        case TextType():
            raise refuse(at, f"'{attribute.id}' is a text; leave it as bytes")
        case Special(name=name):
            raise refuse(at, f"'{attribute.id}' is of type {name}")
        case Switch() if attribute.size is None:
            raise refuse(at, f"'{attribute.id}' is a switch without a size")


def refuse_field(attribute: Attribute, span: int, root: TypeDef) -> None:
    """Features of a number in the fixed part."""
    at = attribute.at
    match attribute.type:
        case Number(kind="s"):
            raise refuse(at, f"'{attribute.id}' is signed")
        case Number(bytes=8):
            raise refuse(at, f"'{attribute.id}' has 64 bits")
        case Number(bytes=size, endian=endian) if size > 1 and (endian or root.endian) != "be":
            said = endian or root.endian
            raise refuse(
                at, f"'{attribute.id}' is {'little-endian' if said == 'le' else 'of no byte order'}"
            )
        case Bits(endian=endian) if (endian or root.bit_endian) != "be":
            raise refuse(at, f"'{attribute.id}' counts its bits from the lowest (bit-endian: le)")
    if span == 3 or span > 4:
        raise refuse(at, f"'{attribute.id}' lies across {span} bytes; 1, 2 or 4 were expected")


def refuse_names(root: TypeDef) -> None:
    """A field's name becomes a C name: as a parameter of the writer, and as a local."""
    named = [(each.id, each.at) for each in (*root.seq, *root.instances)]
    for name, at in [(each.id, each.at) for each in root.parameters] + named:
        if name in TAKEN:
            raise refuse(at, f"'{name}' is a word of C or C++, or a name we use ourselves")

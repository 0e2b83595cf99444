# SPDX-License-Identifier: MIT
"""The fuzz target of a packet: the header that is made from a spec beside a plain reading of it.

Thimble's own packets have theirs printed into fuzz/packets/; a packet of the user's gets its when
`./thimble fuzz product.yaml` runs it.
"""

from __future__ import annotations

from dataclasses import dataclass

from codegen.diagnostic import NOWHERE
from codegen.expr import tree
from codegen.expr.infer import Typed
from codegen.expr.rewrite import rewrite
from codegen.expr.tree import Expr
from codegen.expr.types import BoolType
from codegen.ir.packet import Argument, Packet
from codegen.load.ksy_tree import Attribute, TypeDef
from codegen.print.env import environment
from codegen.print.packet import packet_view
from codegen.print.packet_emit import is_size, promises_validity
from codegen.print.packet_reading import Reading
from codegen.print.packet_reading_text import Names, bare, code, member


@dataclass(frozen=True)
class Equal:
    """Two texts in C++ that have to be the same number."""

    left: str
    right: str


@dataclass(frozen=True)
class Setter:
    name: str
    type: str
    mask: int


@dataclass(frozen=True)
class PartView:
    """A part: how many bytes it has in the packet that was written again, and by our readers."""

    name: str
    written: str
    asked_with: str


def print_packet_fuzz(root: TypeDef, packet: Packet) -> str:
    """The whole text of fuzz/packets/<name>_packet.hpp."""
    reading, view = Reading(root), packet_view(packet)
    fixed = len(packet.fields)
    return environment().get_template("packet_fuzz.hpp.j2").render(
        v=view,
        types=reading.types,
        found=sorted(reading.found.items()),
        fixed=reading.top[:fixed],
        behind=reading.top[fixed:],
        readers=_readers(reading, packet),
        parts=_parts(reading, packet),
        options=_options(reading, packet),
        setters=_setters(packet),
        promised=promises_validity(packet),
        emit=_emit(packet),
        emit_limits=[
            f"{_given(each, packet)} <= {each.most}"
            for each in packet.arguments
            if is_size(each, packet)
        ],
        written=_written(reading, packet),
        checksum=_checksum(reading, packet),
    )


def _readers(reading: Reading, packet: Packet) -> list[Equal]:
    name, root = packet.name, reading.root
    fields = [
        Equal(f"{name}_{each.name}(head)", f"r.{member(each.name)}")
        for each in packet.fields
        if each.used
    ]
    return fields + [
        Equal(f"{name}_{each.id}(head)", reading.text(each.value, (root,)))
        for each in root.instances
        if each.value is not None
    ]


def _parts(reading: Reading, packet: Packet) -> list[PartView]:
    views, sizes = [], [each.name for each in packet.arguments]
    for attribute, part in zip(reading.root.seq[len(packet.fields) :], packet.parts, strict=True):
        size = f"r.{member(part.name)}.bytes"
        if attribute.size is not None and f"{part.name}_bytes" not in sizes:
            size = reading.text(attribute.size, (reading.root,), "back")
        views.append(PartView(part.name, size, "data" if part.size is not None else "data, room"))
    return views


@dataclass(frozen=True)
class ListView:
    """A list of options: the struct of one, what our walk leaves, and writers of single ones."""

    name: str
    item: str
    captures: list[str]
    emits: list[tuple[str, list[str]]]  # a writer, and what it is given


def _options(reading: Reading, packet: Packet) -> list[ListView]:
    views = []
    for option in packet_view(packet).options:
        (item,) = {step.item for each in reading.types for step in each.steps if step.item}
        emits = [
            (case.name, [each.member for each in case.captures])
            for case in option.cases
            if case.emits
        ]
        captures = [each.member for each in option.captures]
        views.append(ListView(option.name, item, captures, emits))
    return views


def _setters(packet: Packet) -> list[Setter]:
    return [
        Setter(each.name, f"std::uint{each.bits}_t", 2**each.bits - 1)
        for each in packet.fields
        if each.used and each.aligned
    ]


def _given(argument: Argument, packet: Packet) -> str:
    """What the writer is given for a parameter: what was read."""
    if is_size(argument, packet):
        return f"r.{member(argument.name.removesuffix('_bytes'))}.bytes"
    return f"r.{member(argument.name)}"


def _emit(packet: Packet) -> list[str]:
    return [
        f"static_cast<std::uint{each.bits}_t>({_given(each, packet)})" for each in packet.arguments
    ]


def _written(reading: Reading, packet: Packet) -> list[Equal]:
    """Each field of the header that was written, and what it should be."""
    checksum = packet.checksum.field.name if packet.checksum else ""
    names = Names(reading.world, (reading.root,), "r")
    equal = []
    for attribute in reading.root.seq[: len(packet.fields)]:
        here = member(attribute.id)
        built = "0" if attribute.id == checksum else f"r.{here}"
        if attribute.ours.build is not None:
            built = bare(_resolved(attribute, reading.root), names)
        equal.append(Equal(f"back.{here}", built))
    return equal


def _resolved(attribute: Attribute, root: TypeDef) -> Expr:
    """`-build`, in which every field stands for what it is built from itself."""
    builds = {each.id: each for each in root.seq if each.ours.build is not None}

    def change(part: Expr) -> Expr | None:
        if isinstance(part, tree.Member) and part.name == "size":
            return part  # of a part, by the caller
        if isinstance(part, tree.Name) and part.name in builds:
            return _resolved(builds[part.name], root)
        return None

    assert attribute.ours.build is not None
    return rewrite(attribute.ours.build, change)


@dataclass(frozen=True)
class ChecksumView:
    field: str
    zero_absent: bool
    ends: str  # of what it covers
    parameters: list[tuple[str, str]]
    prefix: list[str]  # numbers of the pseudo header


def _checksum(reading: Reading, packet: Packet) -> ChecksumView | None:
    spec = reading.root.checksum
    if spec is None or packet.checksum is None:
        return None
    also = {each.name: each.name for each in packet.parameters} | {"_size": "covered"}
    names = Names(reading.world, (reading.root,), "r", also=also)
    whole = spec.over == "all" or not packet.parts
    return ChecksumView(
        field=spec.field,
        zero_absent=spec.zero == "absent",
        ends="size" if whole else f"r.{member(packet.parts[-1].name)}.at - data",
        parameters=[(f"std::uint{each.bits}_t", each.name) for each in packet.parameters],
        prefix=[bare(part, names) for part in spec.prefix],
    )

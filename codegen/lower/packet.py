# SPDX-License-Identifier: MIT
"""A checked .ksy type into a Packet: fixed fields at offsets, then parts behind one another."""

from __future__ import annotations

from codegen.check.linear import Linear, expression, linear
from codegen.check.packet_generatable import refuse_field, refuse_names, refuse_type
from codegen.check.packet_scope import KsyScope
from codegen.check.packet_valid import holds_for
from codegen.check.packet_world import World
from codegen.diagnostic import NOWHERE, SpecError
from codegen.expr import interval, tree
from codegen.expr.infer import Typed, expect_bool, infer
from codegen.expr.rewrite import conjuncts, negated
from codegen.expr.tree import Expr
from codegen.expr.types import IntType
from codegen.ir.packet import Argument, Condition, EnumValue, Field, Instance, Packet, Part
from codegen.load.ksy_tree import Attribute, Bits, ByteArray, Number, TypeDef, User
from codegen.lower.packet_build import arguments, build_values, stores
from codegen.lower.packet_checksum import lower_checksum
from codegen.lower.packet_options import lower_options

IO_SIZE = tree.Member(tree.Name("_io", NOWHERE), "size", NOWHERE)


def lower_packet(root: TypeDef) -> Packet:
    """The packet a file describes. The file has been checked."""
    world = World(root)
    chain = (root,)
    scope = KsyScope(world, chain)
    refuse_type(root)
    refuse_names(root)
    fixed = [each for each in root.seq if is_fixed(each)]
    behind = [each for each in root.seq if not is_fixed(each)]
    for attribute in root.seq[len(fixed) :]:
        if is_fixed(attribute):
            raise SpecError(
                attribute.at,
                f"not generatable: '{attribute.id}' stands behind a field of variable size",
            )
    lengths = _length_names(root)
    builds = build_values(root, scope)
    fields = _fields(fixed, scope, lengths, builds)
    header = sum(each.bits for each in fields) // 8
    checksum = lower_checksum(root, fields, scope)
    return Packet(
        name=root.id,
        title=root.title,
        rfc=root.rfc,
        source=root.at.path,
        header_bytes=header,
        fields=tuple(fields),
        parts=tuple(_parts(behind, header, scope)),
        instances=tuple(
            Instance(each.id, infer(each.value, scope), each.at)
            for each in root.instances
            if each.value
        ),
        enums=tuple(
            EnumValue(enum.id, f"{root.id}_{enum.id}_{entry.id}".upper(), entry.value)
            for enum in root.enums
            for entry in enum.entries
        ),
        checksum=checksum,
        parameters=tuple(
            Argument(each.id, 8 * each.type.bytes, 2 ** (8 * each.type.bytes) - 1)
            for each in root.parameters
            if isinstance(each.type, Number)
        ),
        arguments=tuple(arguments(root, fields, builds)),
        stores=tuple(stores(root, fields, builds, scope)),
    )


def is_fixed(attribute: Attribute) -> bool:
    """Whether a field has a constant size, so that what follows it has a constant offset."""
    return (
        isinstance(attribute.type, (Number, Bits))
        and attribute.condition is None
        and attribute.repeat is None
    )


def _length_names(root: TypeDef) -> set[str]:
    """The fields that decide where something ends: some size, or a `valid` about the packet's size,
    uses them.
    """
    names: set[str] = set()
    for attribute in root.seq:
        if attribute.size is not None:
            names |= {
                each.name for each in tree.walk(attribute.size) if isinstance(each, tree.Name)
            }
        if attribute.valid and attribute.valid.expr:
            inside = list(tree.walk(attribute.valid.expr))
            if any(each == IO_SIZE for each in inside):
                names.add(attribute.id)
    return names


def _fields(
    fixed: list[Attribute], scope: KsyScope, lengths: set[str], builds: dict[str, Typed]
) -> list[Field]:
    fields = []
    position = 0  # in bits
    for group in _byte_groups(fixed):
        total = sum(_bits(each) for each in group)
        start, passed = position // 8, 0
        for attribute in group:
            bits = _bits(attribute)
            first, last = (passed // 8, (passed + bits - 1) // 8)
            low = 8 * (last + 1) - passed - bits
            field = _field(attribute, start + first, last - first + 1, low, scope, lengths, builds)
            fields.append(field)
            passed += bits
        position += total
    return fields


def _byte_groups(fixed: list[Attribute]) -> list[list[Attribute]]:
    """Runs of fields that together fill whole bytes."""
    groups: list[list[Attribute]] = []
    current: list[Attribute] = []
    for attribute in fixed:
        current.append(attribute)
        if sum(_bits(each) for each in current) % 8 == 0:
            groups.append(current)
            current = []
    if current:
        raise SpecError(
            current[-1].at, f"the bits up to '{current[-1].id}' do not end on a byte boundary"
        )
    return groups


def _bits(attribute: Attribute) -> int:
    assert isinstance(attribute.type, (Number, Bits))
    return 8 * attribute.type.bytes if isinstance(attribute.type, Number) else attribute.type.bits


def _field(
    attribute: Attribute,
    byte: int,
    size: int,
    low: int,
    scope: KsyScope,
    lengths: set[str],
    builds: dict[str, Typed],
) -> Field:
    refuse_field(attribute, size, scope.world.root)
    condition = _condition(attribute, scope, attribute.id in lengths)
    return Field(
        name=attribute.id,
        byte=byte,
        bytes=size,
        low=low,
        bits=_bits(attribute),
        is_bool=isinstance(attribute.type, Bits) and attribute.type.bits == 1,
        used=attribute.ours.use != "none",
        condition=condition,
        build=builds.get(attribute.id),
        note=_note(attribute),
        at=attribute.at,
    )


def _note(attribute: Attribute) -> str:
    if attribute.ours.use == "none":
        return "ignored"
    return f"enum {attribute.enum[-1]}" if attribute.enum else ""


def _condition(attribute: Attribute, scope: KsyScope, is_length: bool) -> Condition | None:
    valid = attribute.valid
    if valid is None or attribute.ours.otherwise == "ignore":
        return None
    if attribute.ours.otherwise in ("skip", "clamp"):
        at = attribute.ours.at("-else") or attribute.at
        raise SpecError(
            at, f"not generatable: '-else: {attribute.ours.otherwise}' of a field of the header"
        )
    subject = tree.Name(attribute.id, valid.at)
    holds = holds_for(valid, subject)
    if holds is None:
        raise SpecError(valid.at, "not generatable: 'valid: {in-enum: true}'")
    wide = scope.with_names({attribute.id: scope.reference(scope.chain, attribute.type)})
    condition = Condition(
        expect_bool(infer(holds, wide), "'valid'"),
        infer(negated(holds), wide),
        is_length,
        attribute.at,
    )
    for part in conjuncts(holds):
        _says_something(part, wide)
        scope.facts.learn(part)
    return condition


def _says_something(part: Expr, scope: KsyScope) -> None:
    """A comparison that the field's width decides would be a warning in C, and a mistake here."""
    if not isinstance(part, tree.Binary) or part.operator not in tree.COMPARISONS:
        return
    left, right = scope.bounds(part.left), scope.bounds(part.right)
    if left and right and interval.comparison(part.operator, left, right):
        raise SpecError(
            tree.begin(part.right), "this part of 'valid' always holds; it says nothing"
        )


def _parts(behind: list[Attribute], header: int, scope: KsyScope) -> list[Part]:
    parts = []
    offset = Linear(header)
    for position, attribute in enumerate(behind):
        if (
            not isinstance(attribute.type, (ByteArray, User))
            or attribute.repeat
            or attribute.condition
        ):
            raise SpecError(
                attribute.at,
                f"not generatable: '{attribute.id}'; bytes or a type with a size were expected",
            )
        last = position == len(behind) - 1
        if attribute.size is None and not (attribute.size_eos and last):
            raise SpecError(
                attribute.at,
                f"not generatable: '{attribute.id}' has no size and is not the last field",
            )
        size = None if attribute.size is None else infer(attribute.size, scope)
        end = None if attribute.size is None else offset.plus(linear(attribute.size))
        parts.append(
            Part(
                name=attribute.id,
                offset=infer(expression(offset), scope),
                size=size,
                end=None if end is None else infer(expression(end), scope),
                most=_most(attribute, size),
                fits=_fits(attribute, end, scope),
                options=lower_options(attribute, scope)
                if isinstance(attribute.type, User)
                else None,
                at=attribute.at,
            )
        )
        offset = end or offset
    return parts


def _most(attribute: Attribute, size: Typed | None) -> int:
    if attribute.ours.max_size is not None:
        return attribute.ours.max_size
    assert size is not None and isinstance(size.type, IntType)
    return size.type.hi


def _fits(attribute: Attribute, end: Linear | None, scope: KsyScope) -> Condition | None:
    """Whether the part lies inside the packet has to be checked, unless a `valid` has done so."""
    if end is None or scope.facts.not_negative(linear(IO_SIZE).plus(end, -1)):
        return None
    room = IO_SIZE
    holds: Expr = tree.Binary("<=", expression(end), room, attribute.at)
    return Condition(infer(holds, scope), infer(negated(holds), scope), True, attribute.at)

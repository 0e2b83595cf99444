# SPDX-License-Identifier: MIT
"""`-build`: what a writer stores in a field, and which parameters are left for its caller."""

from __future__ import annotations

from codegen.check.linear import linear
from codegen.check.packet_scope import KsyScope
from codegen.diagnostic import NOWHERE, SpecError, one_of
from codegen.expr import tree
from codegen.expr.infer import Typed, expect_int, infer
from codegen.expr.rewrite import rewrite
from codegen.expr.tree import Expr
from codegen.expr.types import IntType, Type, unsigned
from codegen.ir.packet import Argument, Field, Store
from codegen.load.ksy_tree import Attribute, Bits, Number, TypeDef


class BuildScope(KsyScope):
    """Inside `-build`, `part.size` is the number of bytes the caller will put there."""

    def member(self, expr: tree.Member, of: Type) -> Type:
        attribute = _sized(self.world.root, expr)
        if attribute is not None and attribute.ours.max_size is not None:
            return IntType(0, attribute.ours.max_size)
        return super().member(expr, of)


def _sized(root: TypeDef, expr: Expr) -> Attribute | None:
    """The field whose size an expression `field.size` means."""
    if isinstance(expr, tree.Member) and expr.name == "size" and isinstance(expr.of, tree.Name):
        for attribute in root.seq:
            if attribute.id == expr.of.name:
                return attribute
    return None


def build_values(root: TypeDef, scope: KsyScope) -> dict[str, Typed]:
    """For each field with `-build`, its value; other fields in it are replaced by what they are
    built from.
    """
    inside = BuildScope(scope.world, scope.chain)
    values: dict[str, Typed] = {}
    for attribute in root.seq:
        if attribute.ours.build is None:
            continue
        value = infer(_resolved(attribute.ours.build, root, ()), inside)
        bounds = expect_int(value, "'-build'")
        fits = _range(attribute)
        if bounds.lo < fits.lo or bounds.hi > fits.hi:
            raise SpecError(
                tree.begin(attribute.ours.build),
                f"'{attribute.id}' holds {fits.lo} .. {fits.hi}, but what is built lies in "
                f"{bounds.lo} .. {bounds.hi}",
            )
        values[attribute.id] = value
    return values


def _range(attribute: Attribute) -> IntType:
    match attribute.type:
        case Number(kind="u", bytes=size):
            return unsigned(8 * size)
        case Bits(bits=bits):
            return unsigned(bits)
    raise SpecError(attribute.at, f"'-build' of '{attribute.id}', which is not an unsigned number")


def _resolved(expr: Expr, root: TypeDef, above: tuple[str, ...]) -> Expr:
    """The expression with every field replaced by its own `-build`."""
    known = {each.id: each for each in root.seq}

    def change(part: Expr) -> Expr | None:
        if _sized(root, part) is not None:
            return part
        if not isinstance(part, tree.Name):
            return None
        if part.name not in known:
            raise SpecError(
                part.at, f"'-build' names '{part.name}', which is not a field; {one_of(known)}"
            )
        if part.name in above:
            raise SpecError(part.at, f"'-build' of '{part.name}' needs itself")
        inner = known[part.name].ours.build
        return part if inner is None else _resolved(inner, root, (*above, part.name))

    return rewrite(expr, change)


def arguments(root: TypeDef, fields: list[Field], builds: dict[str, Typed]) -> list[Argument]:
    """What a writer's caller gives: the fields nobody computes, then the sizes that are used."""
    checksum = root.checksum.field if root.checksum else ""
    given = [
        Argument(
            each.name, 8 if each.bits <= 8 else 16 if each.bits <= 16 else 32, 2**each.bits - 1
        )
        for each in fields
        if each.build is None and each.name != checksum
    ]
    for attribute in root.seq:
        most = attribute.ours.max_size
        if most is not None and _size_is_used(attribute.id, builds):
            given.append(Argument(f"{attribute.id}_bytes", 8 if most <= 0xFF else 16, most))
    return given


def _size_is_used(name: str, builds: dict[str, Typed]) -> bool:
    parts = [part for value in builds.values() for part in tree.walk(value.expr)]
    wanted = tree.Member(tree.Name(name, NOWHERE), "size", NOWHERE)
    return any(part == wanted for part in parts)


def stores(
    root: TypeDef, fields: list[Field], builds: dict[str, Typed], scope: KsyScope
) -> list[Store]:
    """What a writer stores where; bit fields that share bytes are packed into one number."""
    free: dict[str, Type] = {
        each.name: unsigned(each.bits) for each in fields if each.build is None
    }
    inside = BuildScope(scope.world, scope.chain, free)
    checksum = root.checksum.field if root.checksum else ""
    made = []
    for group in _groups(fields):
        byte = group[0].byte
        size = sum(each.bits for each in group) // 8
        if size not in (1, 2, 4):
            at = group[0].at
            raise SpecError(
                at, f"not generatable: bits that fill {size} bytes; 1, 2 or 4 were expected"
            )
        low = 8 * size
        terms: list[Expr] = []
        for field in group:
            low -= field.bits
            value = _stored(field, builds, checksum)
            terms.append(
                value if low == 0 else tree.Binary("*", value, tree.Int(2**low, NOWHERE), NOWHERE)
            )
        made.append(Store(byte, size, infer(_sum(terms), inside)))
    return made


def _stored(field: Field, builds: dict[str, Typed], checksum: str) -> Expr:
    if field.name == checksum:
        return tree.Int(0, field.at)
    return builds[field.name].expr if field.name in builds else tree.Name(field.name, field.at)


def _groups(fields: list[Field]) -> list[list[Field]]:
    """Fields that share bytes, together."""
    groups: list[list[Field]] = []
    open_bits = 0
    for field in fields:
        if open_bits % 8 == 0:
            groups.append([])
        groups[-1].append(field)
        open_bits += field.bits
    return groups


def _sum(terms: list[Expr]) -> Expr:
    """The sum of the terms, constants added up."""
    constant, rest = 0, []
    for term in terms:
        form = linear(term)
        if form.terms:
            rest.append(term)
        constant += 0 if form.terms else form.constant
    whole: Expr | None = None
    for term in rest:
        whole = term if whole is None else tree.Binary("+", whole, term, NOWHERE)
    if whole is None:
        return tree.Int(constant, NOWHERE)
    return whole if constant == 0 else tree.Binary("+", whole, tree.Int(constant, NOWHERE), NOWHERE)

# SPDX-License-Identifier: MIT
"""A list of options: recognised as kind, length and body, and lowered so that one walk checks it.

The walk is a loop over bytes, so the form is fixed. What is not of this form is refused, with what
was expected.
"""

from __future__ import annotations

from codegen.check.linear import linear
from codegen.check.packet_generatable import refuse
from codegen.check.packet_scope import KsyScope
from codegen.check.packet_world import Chain
from codegen.diagnostic import NOWHERE, Place, SpecError
from codegen.expr import tree
from codegen.expr.infer import expect_bool, infer
from codegen.expr.parse import parse_expr
from codegen.expr.rewrite import rewrite
from codegen.expr.tree import Expr
from codegen.expr.types import U8, EnumType, IntType
from codegen.ir.packet import Copied, OptionCase, OptionList
from codegen.load.ksy_tree import Attribute, ByteArray, Case, Number, Switch, User

_NOT_EOF = parse_expr("not _io.eof", NOWHERE)
_EOF = parse_expr("_io.eof", NOWHERE)


def lower_options(attribute: Attribute, scope: KsyScope) -> OptionList:
    """The option list that an attribute's type describes."""
    assert isinstance(attribute.type, User)
    chain = scope.world.find(scope.chain, attribute.type.path, attribute.type.at)
    items = chain[-1].seq
    if len(items) != 1 or items[0].repeat is None or items[0].repeat.kind != "until":
        raise refuse(
            attribute.at,
            f"type '{chain[-1].id}'; a list of options (one field, 'repeat: until') was expected",
        )
    item = items[0]
    if item.condition != _NOT_EOF:
        raise refuse(
            item.at,
            "a list without 'if: not _io.eof'; 'repeat: until' reads at least one item otherwise",
        )
    if item.ours.unknown != "skip" or not isinstance(item.type, User):
        raise refuse(
            item.at, f"'{item.id}' without '-unknown: skip'; unknown options must be skipped"
        )
    inner = scope.world.find(chain, item.type.path, item.type.at)
    assert item.repeat is not None and item.repeat.expr is not None
    return _option(inner, item, item.repeat.expr, attribute, scope)


def _option(
    chain: Chain, item: Attribute, until: Expr, whole: Attribute, scope: KsyScope
) -> OptionList:
    seq = chain[-1].seq
    if len(seq) != 3 or not all(_is_byte(each) for each in seq[:2]):
        raise refuse(
            chain[-1].at,
            f"type '{chain[-1].id}'; an option of kind (u1), length (u1) and body was expected",
        )
    kind, length, body = seq
    inside = KsyScope(scope.world, chain)
    if kind.condition or not length.condition or length.condition != body.condition:
        raise refuse(
            length.at,
            f"'{length.id}' and '{body.id}' must have the same 'if', and '{kind.id}' none",
        )
    least = _least(length)
    less = linear(tree.Name(length.id, NOWHERE)).plus(linear(body.size), -1) if body.size else None
    if less is None or less.terms or not 0 <= less.constant <= least:
        raise SpecError(
            body.at,
            f"'{body.id}' can have a negative size; 'valid: {{min: 2}}' of '{length.id}' was "
            "expected",
        )
    _check_count(item, whole)
    return OptionList(
        kind=kind.id,
        length=length.id,
        has_length=expect_bool(
            infer(_on_number(length.condition, kind), _plain(inside, kind)), "'if'"
        ),
        least_length=least,
        last=expect_bool(
            infer(_on_number(_last(until, item), kind), _plain(inside, kind)), "'repeat-until'"
        ),
        body_less=less.constant,
        cases=tuple(_cases(body, kind, inside)),
        at=whole.at,
        length_at=length.at,
        last_at=item.repeat.at if item.repeat else item.at,
    )


def _is_byte(attribute: Attribute) -> bool:
    return (
        isinstance(attribute.type, Number)
        and attribute.type.kind == "u"
        and attribute.type.bytes == 1
    )


def _least(length: Attribute) -> int:
    valid = length.valid
    lowest = valid.lowest if valid else None
    if isinstance(lowest, tree.Int) and valid is not None and valid.highest is None:
        return lowest.value
    raise SpecError(
        length.at, f"'{length.id}' of an option needs 'valid: {{min: 2}}', or the list never ends"
    )


def _check_count(item: Attribute, whole: Attribute) -> None:
    """Each item has at least one byte, so the list's size bounds their number."""
    most, count = whole.ours.max_size, item.ours.max_count
    if most is not None and count is not None and count < most:
        at = item.ours.at("-max-count") or item.at
        raise SpecError(
            at, f"{most} bytes can hold {most} options; '-max-count: {count}' is too small"
        )


def _last(until: Expr, item: Attribute) -> Expr:
    """The part of `repeat-until` that looks at the item; the other part must be `_io.eof`."""
    if isinstance(until, tree.Binary) and until.operator == "or":
        if until.right == _EOF:
            return until.left
        if until.left == _EOF:
            return until.right
    raise refuse(
        tree.begin(until),
        "'repeat-until' without 'or _io.eof'; the list may be full without an end option",
    )


def _on_number(expr: Expr, kind: Attribute) -> Expr:
    """Conditions on the kind, whether written `kind`, `kind.to_i` or `_.kind`, as conditions on its
    number.
    """

    def change(part: Expr) -> Expr | None:
        if isinstance(part, tree.Member) and part.name == "to_i":
            return rewrite(part.of, change)
        if isinstance(part, tree.Member) and part.name == kind.id:
            return tree.Name(kind.id, part.at)
        return None

    return rewrite(expr, change)


class _PlainScope(KsyScope):
    """A scope in which enum values are their numbers, as they are in C."""

    def enum_value(self, expr: tree.EnumValue) -> EnumType | IntType:
        super().enum_value(expr)
        return number_of(expr, self)


def _plain(scope: KsyScope, kind: Attribute) -> _PlainScope:
    return _PlainScope(scope.world, scope.chain, {kind.id: U8})


def number_of(expr: tree.EnumValue, scope: KsyScope) -> IntType:
    enum, _ = scope.world.enum(scope.chain, expr.enum, expr.at)
    value = next(entry.value for entry in enum.entries if entry.id == expr.value)
    return IntType(value, value)


def _cases(body: Attribute, kind: Attribute, scope: KsyScope) -> list[OptionCase]:
    if isinstance(body.type, ByteArray):
        return []
    if not isinstance(body.type, Switch) or body.type.on != tree.Name(kind.id, NOWHERE):
        raise refuse(body.at, f"'{body.id}'; bytes or a switch on '{kind.id}' was expected")
    return [_case(case, scope) for case in body.type.cases]


def _case(case: Case, scope: KsyScope) -> OptionCase:
    if not isinstance(case.when, tree.EnumValue) or not isinstance(case.type, User):
        raise refuse(case.at, "a case; 'enum::value: type' was expected")
    enum, _ = scope.world.enum(scope.chain, case.when.enum, case.when.at)
    number = number_of(case.when, scope).lo
    chain = scope.world.find(scope.chain, case.type.path, case.type.at)
    name = chain[-1].id
    copied, position = [], 0
    copies = [each for each in chain[-1].seq if each.ours.use == "copy"]
    for attribute in chain[-1].seq:
        size = _body_number(attribute, scope.world.root.endian)
        if attribute.ours.use == "copy":
            label = name if len(copies) == 1 else f"{name}_{attribute.id}"
            copied.append(Copied(label, position, size, _default(attribute), attribute.at))
        position += size
    return OptionCase(
        name, number, f"{enum.id}_{case.when.value}", position, tuple(copied), case.at
    )


def _body_number(attribute: Attribute, endian: str | None) -> int:
    match attribute.type:
        case Number(
            kind="u", bytes=size
        ) if size <= 4 and not attribute.condition and not attribute.repeat:
            if size > 1 and (attribute.type.endian or endian) != "be":
                raise refuse(attribute.at, f"'{attribute.id}' is not big-endian")
            return size
    raise refuse(attribute.at, f"'{attribute.id}' of an option; u1, u2 or u4 was expected")


def _default(attribute: Attribute) -> int:
    value = attribute.ours.default
    if isinstance(value, tree.Int):
        return value.value
    at: Place = attribute.at
    raise SpecError(
        at, f"'{attribute.id}' is copied from an option that may be absent; '-default' was expected"
    )

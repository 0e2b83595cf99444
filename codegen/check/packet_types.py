# SPDX-License-Identifier: MIT
"""Every expression of a .ksy file has a type, and the one its place asks for."""

from __future__ import annotations

from codegen.check.packet_scope import KsyScope
from codegen.check.packet_world import World
from codegen.diagnostic import SpecError
from codegen.expr.infer import Typed, expect_bool, expect_int, infer
from codegen.expr.tree import Expr
from codegen.expr.types import (
    BYTES,
    STR,
    AnyType,
    ArrayType,
    EnumType,
    IntType,
    StreamType,
    Type,
    join,
)
from codegen.load.ksy_tree import (
    Attribute,
    ByteArray,
    Number,
    Special,
    Switch,
    TextType,
    TypeRef,
    User,
    Valid,
)


def check_types(world: World) -> None:
    """All types of a file, in the order of the file."""
    for chain in world.chains():
        scope = KsyScope(world, chain)
        for parameter in chain[-1].parameters:
            scope.member_of(chain, parameter.id)
        for attribute in chain[-1].seq:
            check_attribute(scope, attribute)
        for instance in chain[-1].instances:
            check_attribute(scope, instance)


def check_attribute(scope: KsyScope, attribute: Attribute) -> None:
    """Every expression of one field or instance."""
    if attribute.value is not None:
        scope.element(scope.chain, attribute)
        _condition(scope, attribute)
        return
    _check_type(scope, attribute.type, attribute)
    _check_shape(attribute)
    _condition(scope, attribute)
    element = scope.element(scope.chain, attribute)
    if attribute.size is not None:
        _size(scope, attribute.size, f"the size of '{attribute.id}'")
    if attribute.repeat is not None and attribute.repeat.kind == "expr":
        assert attribute.repeat.expr is not None
        _size(scope, attribute.repeat.expr, f"the count of '{attribute.id}'")
    if attribute.repeat is not None and attribute.repeat.kind == "until":
        assert attribute.repeat.expr is not None
        inside = scope.with_names({"_": element})
        expect_bool(infer(attribute.repeat.expr, inside), "'repeat-until'")
    if attribute.valid is not None:
        _valid(scope, attribute.valid, element, attribute)
    if attribute.position is not None:
        _size(scope, attribute.position, f"the position of '{attribute.id}'")
    if attribute.stream is not None:
        typed = infer(attribute.stream, scope)
        if not isinstance(typed.type, (StreamType, AnyType)):
            raise SpecError(typed.at, f"'io' is {typed.type}; a stream was expected")


def _condition(scope: KsyScope, attribute: Attribute) -> None:
    if attribute.condition is not None:
        expect_bool(infer(attribute.condition, scope), f"'if' of '{attribute.id}'")


def _size(scope: KsyScope, expr: Expr, what: str) -> None:
    typed = infer(expr, scope)
    if not isinstance(typed.type, AnyType):
        bounds = expect_int(typed, what)
        if bounds.hi < 0:
            raise SpecError(
                typed.at, f"{what} is always negative; it lies in {bounds.lo} .. {bounds.hi}"
            )


def _check_shape(attribute: Attribute) -> None:
    """Keys that contradict or miss each other."""
    at = attribute.at
    sized = attribute.size is not None or attribute.size_eos or attribute.terminator is not None
    if attribute.size is not None and attribute.size_eos:
        raise SpecError(at, f"'{attribute.id}' has both 'size' and 'size-eos'; one was expected")
    match attribute.type:
        case ByteArray() if attribute.contents is None and not sized:
            raise SpecError(at, f"'{attribute.id}' has no type and no size; one was expected")
        case TextType(zero_ended=False) if not sized:
            raise SpecError(
                at, f"'{attribute.id}' is a text without 'size', 'size-eos' or 'terminator'"
            )
        case Number() if sized:
            raise SpecError(
                at, f"'{attribute.id}' is a number; its type is its size, 'size' was not expected"
            )


def _check_type(scope: KsyScope, ref: TypeRef, attribute: Attribute) -> None:
    match ref:
        case User():
            _check_user(scope, ref)
        case Switch():
            _check_switch(scope, ref, attribute)
        case _:
            scope.reference(scope.chain, ref)


def _check_user(scope: KsyScope, user: User) -> None:
    if scope.world.is_imported(scope.chain, user):
        for argument in user.arguments:
            infer(argument, scope)
        return
    chain = scope.world.find(scope.chain, user.path, user.at)
    parameters = chain[-1].parameters
    if len(parameters) != len(user.arguments):
        raise SpecError(
            user.at,
            f"type '{chain[-1].id}' takes {len(parameters)} arguments, but {len(user.arguments)} "
            "are given",
        )
    for parameter, argument in zip(parameters, user.arguments):
        typed = infer(argument, scope)
        wanted = KsyScope(scope.world, chain).member_of(chain, parameter.id)
        assert wanted is not None
        if not _passes(typed, wanted, parameter.type):
            raise SpecError(
                typed.at, f"parameter '{parameter.id}' is {wanted}, but {typed.type} is given"
            )


def _passes(typed: Typed, wanted: Type, ref: TypeRef) -> bool:
    """Whether an argument fits a parameter: of one kind, and numbers within its range."""
    if isinstance(ref, Special) or join(typed.type, wanted) is None:
        return isinstance(ref, Special) or wanted == STR and typed.type == BYTES
    if isinstance(typed.type, IntType) and isinstance(wanted, IntType):
        return typed.type.hi >= wanted.lo and typed.type.lo <= wanted.hi
    return True


def _check_switch(scope: KsyScope, switch: Switch, attribute: Attribute) -> None:
    on = infer(switch.on, scope)
    inside = scope.with_names({"_on": on.type})
    seen: list[Expr] = []
    for case in switch.cases:
        _check_type(inside, case.type, attribute)
        if case.when is None:
            continue
        if case.when in seen:
            raise SpecError(case.at, "this case is given twice")
        seen.append(case.when)
        value = infer(case.when, inside)
        _same_kind(value, on.type, "a case", "what the switch is on")


def _valid(scope: KsyScope, valid: Valid, element: Type, attribute: Attribute) -> None:
    inside = scope.with_names({"_": element})
    for bound in (valid.equal, valid.lowest, valid.highest, *valid.any_of):
        if bound is not None:
            _same_kind(infer(bound, inside), element, "'valid'", f"'{attribute.id}'")
    if valid.expr is not None:
        raw = scope.with_names(
            {
                "_": scope.with_enum(
                    scope.chain,
                    attribute.enum,
                    scope.reference(scope.chain, attribute.type),
                    attribute.type,
                )
            }
        )
        expect_bool(infer(valid.expr, raw), "'valid'")
    if valid.in_enum and not isinstance(element, EnumType):
        raise SpecError(valid.at, f"'in-enum' of '{attribute.id}', which has no enum")


def _same_kind(value: Typed, wanted: Type, what: str, other: str) -> None:
    if isinstance(value.type, ArrayType) and wanted == BYTES:
        return
    if join(value.type, wanted) is None:
        raise SpecError(value.at, f"{what} is {value.type}, but {other} is {wanted}")

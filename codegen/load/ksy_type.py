# SPDX-License-Identifier: MIT
"""`type:` of an attribute or parameter: built in, the user's own with arguments, or a switch."""

from __future__ import annotations

import re

from codegen.diagnostic import Place, SpecError
from codegen.expr import tree
from codegen.expr.parse import parse_expr
from codegen.load.ksy_keys import Keys, as_map, as_text
from codegen.load.ksy_tree import (
    ArrayOf,
    Bits,
    ByteArray,
    Case,
    Number,
    Special,
    Switch,
    TextType,
    TypeRef,
    User,
)
from codegen.yaml_loc import Entry, MapNode, Node, ScalarNode

_NUMBER = re.compile(r"^([us][1248]|f[48])(le|be)?$")
_BITS = re.compile(r"^b([1-9][0-9]*)(le|be)?$")
_USER = re.compile(r"^[a-z][a-z0-9_]*(::[a-z][a-z0-9_]*)*")
_SPECIAL = ("bool", "struct", "io", "any")
_MOST_BITS = 64


def type_ref(node: Node) -> TypeRef:
    """The type a node of the spec names."""
    if isinstance(node, MapNode):
        return _switch(node)
    text = as_text(node, "'type'")
    assert isinstance(node, ScalarNode)
    return named_type(text, node.text_at)


def named_type(text: str, at: Place) -> TypeRef:
    if text.endswith("[]"):
        return ArrayOf(named_type(text[:-2], at), at)
    if match := _NUMBER.match(text):
        kind, size = match[1][0], int(match[1][1])
        if size == 1 and match[2]:
            raise SpecError(
                at, f"'{text}' has one byte and so no byte order; '{match[1]}' was expected"
            )
        return Number(kind, size, match[2], at)
    if match := _BITS.match(text):
        if int(match[1]) > _MOST_BITS:
            raise SpecError(at, f"'{text}' is too wide; b1 .. b{_MOST_BITS} were expected")
        return Bits(int(match[1]), match[2], at)
    if text in ("str", "strz"):
        return TextType(text == "strz", at)
    if text == "bytes":
        return ByteArray(at)
    if text in _SPECIAL:
        return Special(text, at)
    return _user(text, at)


def _user(text: str, at: Place) -> User:
    match = _USER.match(text)
    if not match:
        raise SpecError(at, f"'{text}' is not a type")
    path, rest = tuple(match[0].split("::")), text[match.end() :]
    if not rest.strip():
        return User(path, (), at)
    call = parse_expr("x" + rest, at.right(match.end() - 1))
    if not isinstance(call, tree.Call):
        raise SpecError(at, f"'{text}' is not a type; name(arguments) was expected")
    return User(path, call.arguments, at)


def _switch(node: MapNode) -> Switch:
    keys = Keys(node, "switch", "a switch")
    on = keys.expr("switch-on")
    cases = keys.node("cases")
    if on is None or cases is None:
        raise SpecError(node.at, "a type that is a map needs 'switch-on' and 'cases'")
    return Switch(on, tuple(_case(entry) for entry in as_map(cases, "'cases'")), node.at)


def _case(entry: Entry) -> Case:
    of = type_ref(entry.value)
    if isinstance(of, Switch):
        raise SpecError(of.at, "a case cannot be a switch itself")
    if entry.key == "_":
        return Case(None, of, entry.key_at)
    text = str(entry.key).lower() if isinstance(entry.key, bool) else str(entry.key)
    return Case(parse_expr(text, entry.key_at.right(0)), of, entry.key_at)

# SPDX-License-Identifier: MIT
"""One entry of `seq`, `instances` or `params`."""

from __future__ import annotations

from codegen.diagnostic import Place, SpecError
from codegen.load.ksy_keys import Keys, as_expr, as_list, as_text
from codegen.load.ksy_tree import (
    Attribute,
    ByteArray,
    Ours,
    Parameter,
    Repeat,
    TypeRef,
    Valid,
)
from codegen.load.ksy_type import type_ref
from codegen.yaml_loc import ListNode, MapNode, Node, ScalarNode

OTHERWISE = ("drop", "ignore", "skip", "clamp")
USES = ("copy", "view", "check", "none")
_MOST = 0xFFFFFFFF


def attribute(keys: Keys, name: str) -> Attribute:
    """The attribute that a checked map describes."""
    return Attribute(
        id=name,
        at=keys.at,
        type=_type(keys),
        size=keys.expr("size"),
        size_eos=keys.boolean("size-eos", False),
        condition=keys.expr("if"),
        repeat=_repeat(keys),
        contents=_contents(keys.node("contents")),
        enum=tuple(keys.text("enum").split("::")) if "enum" in keys else (),
        enum_at=_value_place(keys, "enum"),
        valid=_valid(keys.node("valid")),
        encoding=keys.text("encoding"),
        terminator=keys.number("terminator", 255),
        pad_right=keys.number("pad-right", 255),
        include=keys.boolean("include", False),
        consume=keys.boolean("consume", True),
        eos_error=keys.boolean("eos-error", True),
        process=keys.text("process"),
        position=keys.expr("pos"),
        stream=keys.expr("io"),
        value=keys.expr("value"),
        ours=_ours(keys),
    )


def parameter(keys: Keys, name: str) -> Parameter:
    enum = tuple(keys.text("enum").split("::")) if "enum" in keys else ()
    return Parameter(name, _type(keys), enum, keys.at)


def _value_place(keys: Keys, key: str) -> Place | None:
    node = keys.node(key)
    return node.at if node else None


def _type(keys: Keys) -> TypeRef:
    node = keys.node("type")
    return ByteArray(keys.at) if node is None else type_ref(node)


def _repeat(keys: Keys) -> Repeat | None:
    kind = keys.choice("repeat", ("eos", "expr", "until"))
    for other in ("expr", "until"):
        key = f"repeat-{other}"
        if key in keys and kind != other:
            raise SpecError(keys.place(key), f"'{key}' needs 'repeat: {other}'")
        if kind == other and key not in keys:
            raise SpecError(keys.place("repeat"), f"'repeat: {other}' needs '{key}'")
    if not kind:
        return None
    return Repeat(
        kind, None if kind == "eos" else keys.expr(f"repeat-{kind}"), keys.place("repeat")
    )


def _contents(node: Node | None) -> bytes | None:
    if node is None:
        return None
    if isinstance(node, ScalarNode) and isinstance(node.value, str):
        return node.value.encode()
    out = b""
    for item in as_list(node, "'contents'").items:
        if isinstance(item, ScalarNode) and isinstance(item.value, str):
            out += item.value.encode()
        elif isinstance(item, ScalarNode) and type(item.value) is int and 0 <= item.value <= 255:
            out += bytes((item.value,))
        else:
            raise SpecError(
                item.at, f"{item.kind} is not a byte; a number in 0 .. 255 or a text was expected"
            )
    return out


def _valid(node: Node | None) -> Valid | None:
    if node is None:
        return None
    if not isinstance(node, MapNode):
        if isinstance(node, ListNode):
            raise SpecError(node.at, "'valid' is a list; 'valid: {any-of: [...]}' was expected")
        return Valid(node.at, equal=as_expr(node, "'valid'"))
    keys = Keys(node, "valid", "'valid'")
    forms = [form for form in ("eq", "any-of", "expr", "in-enum") if form in keys]
    if "min" in keys or "max" in keys:
        forms.append("min/max")
    if len(forms) != 1:
        said = " and ".join(forms) if forms else "nothing"
        raise SpecError(
            node.at, f"'valid' gives {said}; one of eq, min/max, any-of, expr, in-enum was expected"
        )
    any_of = keys.node("any-of")
    listed = as_list(any_of, "'any-of'").items if any_of else ()
    return Valid(
        node.at,
        equal=keys.expr("eq"),
        lowest=keys.expr("min"),
        highest=keys.expr("max"),
        any_of=tuple(as_expr(item, "a value of 'any-of'") for item in listed),
        expr=keys.expr("expr"),
        in_enum=keys.boolean("in-enum", False),
    )


def _ours(keys: Keys) -> Ours:
    otherwise = keys.choice("-else", OTHERWISE)
    if otherwise and "valid" not in keys:
        raise SpecError(
            keys.place("-else"), "'-else' says what a failed 'valid' does, but there is no 'valid'"
        )
    return Ours(
        build=keys.expr("-build"),
        otherwise=otherwise,
        max_size=keys.number("-max-size", _MOST),
        max_count=keys.number("-max-count", _MOST),
        use=keys.choice("-use", USES),
        default=keys.expr("-default"),
        unknown=keys.choice("-unknown", ("skip",)),
        rfc=keys.text("-rfc"),
        level=keys.text("-level"),
        places=tuple(
            (str(entry.key), entry.key_at) for entry in keys.map if str(entry.key).startswith("-")
        ),
    )


def texts(node: Node | None, what: str) -> tuple[str, ...]:
    """A list of texts, or one alone."""
    if node is None:
        return ()
    if isinstance(node, ListNode):
        return tuple(as_text(item, what) for item in node.items)
    return (as_text(node, what),)

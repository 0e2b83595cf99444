# SPDX-License-Identifier: MIT
"""A Kaitai Struct file into objects. Says what cannot be read; what it means is checked in
codegen/check/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from codegen import yaml_loc
from codegen.diagnostic import Place, SpecError
from codegen.load.ksy_attribute import attribute, parameter, texts
from codegen.load.ksy_keys import Keys, as_expr, as_id, as_list, as_map, as_text
from codegen.load.ksy_tree import Attribute, Checksum, Enum, EnumEntry, Parameter, TypeDef
from codegen.yaml_loc import Entry, MapNode, Node, ScalarNode


def load_ksy(path: Path) -> TypeDef:
    """The file as its outermost type."""
    return type_of_tree(yaml_loc.load(path))


def type_of_tree(root: Node) -> TypeDef:
    top = as_map(root, "the file")
    meta = top.get("meta")
    if meta is None:
        raise SpecError(top.at, "'meta' is missing; 'meta: {id: name, endian: be}' was expected")
    name = as_map(meta, "'meta'").get("id")
    if name is None:
        raise SpecError(meta.at, "'id' is missing in 'meta'")
    return _type_def(as_id(name, "'id'"), name.at, top, None)


def _type_def(name: str, at: Place, node: Node, outer: TypeDef | None) -> TypeDef:
    keys = Keys(node, "type", f"type '{name}'")
    meta = Keys(keys.node("meta") or MapNode(at, ()), "meta", "'meta'")
    endian_node = meta.node("endian")
    switched = isinstance(endian_node, MapNode)  # chosen while parsing: loaded, never generated
    endian = (
        "switch"
        if switched
        else meta.choice("endian", ("le", "be")) or (outer.endian if outer else None)
    )
    shell = TypeDef(
        name,
        at,
        title=meta.text("title"),
        endian=endian,
        bit_endian=meta.choice("bit-endian", ("le", "be")) or (outer.bit_endian if outer else "be"),
        encoding=meta.text("encoding") or (outer.encoding if outer else ""),
        parameters=tuple(_parameters(keys)),
        seq=tuple(_sequence(keys)),
        instances=tuple(_instances(keys)),
        types=(),
        enums=tuple(_enum(entry) for entry in _entries(keys, "enums")),
        checksum=_checksum(keys.node("-checksum")),
        rfc=keys.text("-rfc"),
        level=keys.text("-level"),
        imports=texts(meta.node("imports"), "an import"),
    )
    nested = tuple(
        _type_def(_key_id(entry, "a type"), entry.key_at, _or_empty(entry), shell)
        for entry in _entries(keys, "types")
    )
    return replace(shell, types=nested)


def _or_empty(entry: Entry) -> Node:
    if isinstance(entry.value, ScalarNode) and entry.value.value is None:
        return MapNode(entry.key_at, ())  # `name:` with nothing behind it: a type without fields
    return entry.value


def _entries(keys: Keys, key: str) -> Iterator[Entry]:
    node = keys.node(key)
    return iter(as_map(node, f"'{key}'")) if node else iter(())


def _key_id(entry: Entry, what: str) -> str:
    return as_id(ScalarNode(entry.key_at, entry.key, str(entry.key), entry.key_at, False), what)


def _unique(seen: dict[str, Place], name: str, at: Place) -> None:
    if name in seen:
        raise SpecError(
            at, f"'{name}' is declared twice; it is first declared in line {seen[name].line}"
        )
    seen[name] = at


def _items(keys: Keys, key: str) -> Iterator[Node]:
    node = keys.node(key)
    return iter(as_list(node, f"'{key}'").items) if node else iter(())


def _parameters(keys: Keys) -> Iterator[Parameter]:
    for item in _items(keys, "params"):
        inner = Keys(item, "parameter", "a parameter")
        yield parameter(inner, _required_id(inner, "a parameter"))


def _required_id(keys: Keys, what: str) -> str:
    node = keys.node("id")
    if node is None:
        raise SpecError(keys.at, f"'id' is missing in {what}")
    return as_id(node, "'id'")


def _sequence(keys: Keys) -> Iterator[Attribute]:
    seen: dict[str, Place] = {}
    for item in _items(keys, "params"):
        node = as_map(item, "a parameter").get("id")
        if node is not None:
            _unique(seen, as_text(node, "'id'"), node.at)
    for position, item in enumerate(_items(keys, "seq")):
        inner = Keys(item, "attribute", "an entry of 'seq'")
        name = _required_id(inner, "an entry of 'seq'") if "id" in inner else f"unnamed_{position}"
        _unique(seen, name, inner.at)
        yield attribute(inner, name)
    for entry in _entries(keys, "instances"):
        _unique(seen, _key_id(entry, "an instance"), entry.key_at)


def _instances(keys: Keys) -> Iterator[Attribute]:
    for entry in _entries(keys, "instances"):
        inner = Keys(entry.value, "instance", "an instance")
        read = attribute(inner, _key_id(entry, "an instance"))
        if read.value is not None and (
            read.position is not None or "type" in inner or read.size is not None
        ):
            raise SpecError(
                inner.place("value"),
                "an instance with 'value' reads nothing: no 'pos', 'type' or 'size'",
            )
        yield read


def _enum(entry: Entry) -> Enum:
    name = _key_id(entry, "an enum")
    seen: dict[str, Place] = {}
    values = []
    for each in as_map(entry.value, f"enum '{name}'"):
        if type(each.key) is not int:
            raise SpecError(
                each.key_at, f"'{each.key}' is not a number; an enum maps numbers to names"
            )
        value = each.value
        if isinstance(value, MapNode):
            verbose = Keys(value, "enum entry", "an enum entry")
            label = _required_id(verbose, "an enum entry")
        else:
            label = as_id(value, "an enum value's name")
        _unique(seen, label, value.at)
        values.append(EnumEntry(label, each.key, each.key_at))
    return Enum(name, tuple(values), entry.key_at)


def _checksum(node: Node | None) -> Checksum | None:
    if node is None:
        return None
    keys = Keys(node, "checksum", "'-checksum'")
    for needed in ("field", "algo", "over"):
        if needed not in keys:
            raise SpecError(keys.at, f"'{needed}' is missing in '-checksum'")
    field = keys.node("field")
    assert field is not None
    return Checksum(
        field=keys.text("field"),
        field_at=field.at,
        algorithm=keys.choice("algo", ("inet16",)),
        over=keys.choice("over", ("all", "header")),
        prefix=tuple(as_expr(item, "a part of 'prefix'") for item in _items(keys, "prefix")),
        zero=keys.choice("zero", ("absent",)),
        at=keys.at,
    )

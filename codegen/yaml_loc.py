# SPDX-License-Identifier: MIT
"""YAML with the place of every key and value, read as YAML 1.2 reads it.

PyYAML speaks YAML 1.1, where `on` and `no` are booleans and `1:30` is a number. The stock Kaitai
compiler reads 1.2, and both must see the same spec; so only `true` and `false` are booleans here,
and a key may not occur twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Union

import yaml

from codegen.diagnostic import Place, SpecError

Scalar = Union[None, bool, int, float, str]
Key = Union[bool, int, str]


@dataclass(frozen=True)
class Node:
    """A value of a YAML file. `text_at` is where the text of a scalar begins, behind its quote."""

    at: Place

    @property
    def kind(self) -> str:
        raise NotImplementedError


@dataclass(frozen=True)
class ScalarNode(Node):
    value: Scalar
    text: str  # as written, without quotes
    text_at: Place
    quoted: bool

    @property
    def kind(self) -> str:
        if self.value is None:
            return "nothing"
        names = {bool: "a boolean", int: "a number", float: "a fraction", str: "a text"}
        return names[type(self.value)]


@dataclass(frozen=True)
class ListNode(Node):
    items: tuple[Node, ...]

    @property
    def kind(self) -> str:
        return "a list"


@dataclass(frozen=True)
class Entry:
    key: Key
    key_at: Place
    value: Node


@dataclass(frozen=True)
class MapNode(Node):
    entries: tuple[Entry, ...]

    @property
    def kind(self) -> str:
        return "a map"

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def entry(self, key: Key) -> Entry | None:
        for entry in self.entries:
            if entry.key == key and type(entry.key) is type(key):
                return entry
        return None

    def get(self, key: Key) -> Node | None:
        entry = self.entry(key)
        return entry.value if entry else None


class _Core12(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML comes without types
    """PyYAML's scanner and parser with the implicit types of the YAML 1.2 core schema."""


_Core12.yaml_implicit_resolvers = {}
_CONTAINERS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_DIGITS = list("-+.0123456789")
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+|0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+", _DIGITS),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        _DIGITS,
    ),
):
    _Core12.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first
    )


def load(path: Path) -> Node:
    """The tree of one file."""
    shown = str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SpecError(Place(shown, 1, 1), "not UTF-8 text") from error
    except OSError as error:
        raise SpecError(Place(shown, 1, 1), f"cannot be read: {error.strerror}") from error
    return parse(text, shown)


def parse(text: str, path: str) -> Node:
    """The tree of a text that stands in `path`."""
    try:
        root = yaml.compose(text, Loader=_Core12)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path, 1, 1)
        hint = "; quote texts that contain ': ', ', ' or '#'" if "mapping" in str(error) else ""
        raise SpecError(at, f"not YAML: {error.problem}{hint}") from error
    except yaml.YAMLError as error:
        raise SpecError(Place(path, 1, 1), f"not YAML: {error}") from error
    if root is None:
        raise SpecError(Place(path, 1, 1), "the file is empty; a map was expected")
    return _node(root, path, ())


def plain(node: Node) -> object:
    """The same tree as Python lists, dicts and scalars, for a schema checker."""
    if isinstance(node, MapNode):
        return {entry.key: plain(entry.value) for entry in node}
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    assert isinstance(node, ScalarNode)
    return node.value


def find(node: Node, path: Iterator[Key] | list[Key]) -> Node:
    """The value at a path of keys and list positions; the nearest one above it when it is missing.
    """
    for step in path:
        below: Node | None = None
        if isinstance(node, MapNode):
            below = node.get(step)
        elif isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
            below = node.items[step]
        if below is None:
            return node
        node = below
    return node


def _place(mark: yaml.Mark, path: str) -> Place:
    return Place(path, mark.line + 1, mark.column + 1)


def _node(raw: yaml.Node, path: str, above: tuple[yaml.Node, ...]) -> Node:
    at = _place(raw.start_mark, path)
    if any(raw is outer for outer in above):
        raise SpecError(at, "an alias stands inside what it names")
    if not isinstance(raw, yaml.ScalarNode) and raw.tag not in _CONTAINERS:
        raise SpecError(at, f"tag {raw.tag!r} is not supported; plain values were expected")
    inside = (*above, raw)
    if isinstance(raw, yaml.ScalarNode):
        return _scalar(raw, at)
    if isinstance(raw, yaml.SequenceNode):
        return ListNode(at, tuple(_node(item, path, inside) for item in raw.value))
    assert isinstance(raw, yaml.MappingNode)
    entries: dict[tuple[type, Key], Entry] = {}
    for raw_key, raw_value in raw.value:
        entry = _entry(raw_key, raw_value, path, inside)
        name = (type(entry.key), entry.key)
        if name in entries:
            first = entries[name].key_at.line
            raise SpecError(
                entry.key_at, f"key '{entry.key}' occurs twice; it is first given in line {first}"
            )
        entries[name] = entry
    return MapNode(at, tuple(entries.values()))


def _entry(
    raw_key: yaml.Node, raw_value: yaml.Node, path: str, inside: tuple[yaml.Node, ...]
) -> Entry:
    key = _node(raw_key, path, inside)
    if not isinstance(key, ScalarNode) or not isinstance(key.value, (bool, int, str)):
        raise SpecError(key.at, f"{key.kind} cannot be a key; a name or a number was expected")
    return Entry(key.value, key.at, _node(raw_value, path, inside))


def _scalar(raw: yaml.ScalarNode, at: Place) -> ScalarNode:
    quoted = raw.style is not None
    text_at = at.right(1) if raw.style in ("'", '"') else at
    if raw.style in ("|", ">"):
        text_at = Place(at.path, at.line + 1, 1)
    return ScalarNode(at, _value(raw.tag, raw.value, at), raw.value, text_at, quoted)


def _value(tag: str, text: str, at: Place) -> Scalar:
    kind = tag.removeprefix("tag:yaml.org,2002:")
    if kind == "str":
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    try:
        if kind == "int":
            return int(text) if text.lstrip("+-").isdigit() else int(text, 0)
        if kind == "float":
            return float(text.replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError as error:
        raise SpecError(at, f"'{text}' is not a number") from error
    raise SpecError(at, f"tag {tag!r} is not supported; plain values were expected")

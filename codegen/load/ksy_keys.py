# SPDX-License-Identifier: MIT
"""Which keys may stand where in a .ksy file, and how a map's values are taken out with their
places.
"""

from __future__ import annotations

import re

from codegen.diagnostic import Place, SpecError, one_of
from codegen.expr.parse import parse_expr
from codegen.expr.tree import Expr
from codegen.yaml_loc import ListNode, MapNode, Node, ScalarNode

ID = re.compile(r"^[a-z][a-z0-9_]*$")

_DOC = "doc doc-ref"
_ATTRIBUTE = (
    "type repeat repeat-expr repeat-until if size size-eos process enum encoding pad-right "
    "terminator consume "
    f"include eos-error valid contents {_DOC}"
)
KEYS = {
    "meta": "id title application file-extension xref license tags imports encoding endian "
    "bit-endian ks-version "
    "ks-debug ks-opaque-types",
    "type": f"meta seq types instances enums params to-string {_DOC}",
    "attribute": f"id {_ATTRIBUTE}",
    "instance": f"pos io value {_ATTRIBUTE}",
    "parameter": f"id type enum {_DOC}",
    "enum entry": f"id {_DOC}",
    "valid": "eq min max any-of expr in-enum",
    "switch": "switch-on cases",
    "checksum": "field algo over prefix zero",
    "repeat": "",
}
# Ours first, then those that other Kaitai tools use and that we pass over.
OUR_KEYS = {
    "meta": "-level -rfc -orig-id",
    "type": "-checksum -level -rfc -orig-id -webide-representation",
    "attribute": "-build -default -else -level -max-count -max-size -rfc -unknown -use "
    "-orig-id -webide-parse-mode -affected-by",
    "instance": "-level -rfc -orig-id -webide-parse-mode -affected-by",
    "parameter": "-orig-id",
    "enum entry": "-level -rfc -orig-id",
    "valid": "",
    "switch": "",
    "checksum": "",
}


def as_map(node: Node, what: str) -> MapNode:
    if not isinstance(node, MapNode):
        raise SpecError(node.at, f"{what} is {node.kind}; a map was expected")
    return node


def as_list(node: Node, what: str) -> ListNode:
    if not isinstance(node, ListNode):
        raise SpecError(node.at, f"{what} is {node.kind}; a list was expected")
    return node


def as_text(node: Node, what: str) -> str:
    if not isinstance(node, ScalarNode) or node.value is None:
        raise SpecError(node.at, f"{what} is {node.kind}; a text was expected")
    return node.text


def as_id(node: Node, what: str) -> str:
    text = as_text(node, what)
    if not ID.match(text):
        raise SpecError(
            node.at, f"'{text}' is not a name; lower case letters, digits and '_' were expected"
        )
    return text


def as_expr(node: Node, what: str) -> Expr:
    if not isinstance(node, ScalarNode) or node.value is None:
        raise SpecError(node.at, f"{what} is {node.kind}; an expression was expected")
    return parse_expr(node.text, node.text_at)


class Keys:
    """The entries of one map of a .ksy file, each checked to be allowed there."""

    def __init__(self, node: Node, place: str, what: str) -> None:
        self.map = as_map(node, what)
        self.at = self.map.at
        allowed, ours = KEYS[place].split(), OUR_KEYS[place].split()
        for entry in self.map:
            key = str(entry.key)
            if key.startswith("-") and key not in ours:
                raise SpecError(entry.key_at, f"unknown key '{key}' in {what}; {one_of(ours)}")
            if not key.startswith("-") and key not in allowed:
                raise SpecError(entry.key_at, f"unknown key '{key}' in {what}; {one_of(allowed)}")

    def __contains__(self, key: str) -> bool:
        return self.map.get(key) is not None

    def node(self, key: str) -> Node | None:
        return self.map.get(key)

    def place(self, key: str) -> Place:
        entry = self.map.entry(key)
        return entry.key_at if entry else self.at

    def text(self, key: str, default: str = "") -> str:
        node = self.node(key)
        return default if node is None else as_text(node, f"'{key}'")

    def expr(self, key: str) -> Expr | None:
        node = self.node(key)
        return None if node is None else as_expr(node, f"'{key}'")

    def boolean(self, key: str, default: bool) -> bool:
        node = self.node(key)
        if node is None:
            return default
        if isinstance(node, ScalarNode) and isinstance(node.value, bool):
            return node.value
        raise SpecError(node.at, f"'{key}' is {node.kind}; true or false was expected")

    def number(self, key: str, most: int) -> int | None:
        node = self.node(key)
        if node is None:
            return None
        if isinstance(node, ScalarNode) and type(node.value) is int and 0 <= node.value <= most:
            return node.value
        raise SpecError(node.at, f"'{key}' must be a number in 0 .. {most}")

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        node = self.node(key)
        if node is None:
            return ""
        text = as_text(node, f"'{key}'")
        if text not in choices:
            raise SpecError(node.at, f"'{text}' is not a value of '{key}'; {one_of(choices)}")
        return text

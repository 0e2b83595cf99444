# SPDX-License-Identifier: MIT
"""A YAML file against its JSON Schema; what the schema refuses becomes one message with a place.

The schema's `description` is the user's help: it says what was expected where a pattern or a choice
failed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema

from codegen.diagnostic import Place, SpecError
from codegen.yaml_loc import ListNode, MapNode, Node, find, load, plain

_TYPE_WORDS = {
    "object": "a map",
    "array": "a list",
    "integer": "a whole number",
    "string": "a text",
    "boolean": "true or false",
}


def load_checked(path: Path, schema: Path) -> MapNode:
    """The tree of a file that its schema accepts, or the first mistake in it."""
    root = load(path)
    _refuse_keys_that_are_no_text(root)
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    errors = list(validator.iter_errors(plain(root)))
    if errors:
        raise _diagnose(root, min(errors, key=lambda error: _rank(root, error)))
    assert isinstance(root, MapNode)  # every schema of ours says so
    return root


def _refuse_keys_that_are_no_text(node: Node) -> None:
    """YAML allows `7: x` and `true: x`; JSON, and so its schemas, know texts as keys alone."""
    if isinstance(node, ListNode):
        for item in node.items:
            _refuse_keys_that_are_no_text(item)
    if isinstance(node, MapNode):
        for entry in node:
            if not isinstance(entry.key, str):
                shown = _shown(entry.key)
                raise SpecError(entry.key_at, f"key '{shown}' is not a name; quote it if it is one")
            _refuse_keys_that_are_no_text(entry.value)


def _rank(root: Node, error: Any) -> tuple[bool, int, int, bool, str]:
    """Unknown keys first, since they make others missing; then by place, what it is before how much it is."""
    at = _diagnose(root, error).at
    known = error.validator != "additionalProperties"
    return known, at.line, at.col, error.validator != "type", str(error.message)


def _diagnose(root: Node, error: Any) -> SpecError:
    node = find(root, list(error.absolute_path))
    if error.validator == "additionalProperties":
        return _unknown_key(node, error)
    if error.validator == "required":
        return _missing_key(node, error)
    if "propertyNames" in error.absolute_schema_path:
        return _bad_name(node, error)
    return SpecError(node.at, _bad_value(_label(error), node, error))


def _unknown_key(node: Node, error: Any) -> SpecError:
    known = list(error.schema["properties"])
    assert isinstance(node, MapNode)
    for entry in node:
        if entry.key in error.schema.get("gone", {}):
            return SpecError(entry.key_at, f"key '{entry.key}' {error.schema['gone'][entry.key]}")
        if entry.key not in known:
            listed = ", ".join(known)
            return SpecError(entry.key_at, f"key '{entry.key}' is not known here; known: {listed}")
    raise AssertionError("the schema refused a key that the file does not have")


def _missing_key(node: Node, error: Any) -> SpecError:
    for key in error.validator_value:
        if isinstance(node, MapNode) and node.get(key) is None:
            needed = ", ".join(error.validator_value)
            return SpecError(_start(node), f"key '{key}' is missing here; needed: {needed}")
    raise AssertionError("the schema misses a key that the file has")


def _bad_name(node: Node, error: Any) -> SpecError:
    at = node.at
    if isinstance(node, MapNode):
        entry = node.entry(error.instance)
        at = entry.key_at if entry else at
    return SpecError(at, f"'{error.instance}' is not {_expected(error)}")


def _bad_value(label: str, node: Node, error: Any) -> str:
    value, limit = error.instance, error.validator_value
    if error.validator == "type":
        return f"{label} must be {_TYPE_WORDS[limit]}, not {node.kind}"
    if error.validator == "minimum":
        return f"{label} is {value}; it must be at least {limit}"
    if error.validator == "maximum":
        return f"{label} is {value}; it must be at most {limit}"
    if error.validator == "enum":
        return f"{label} is '{_shown(value)}'; it must be one of: {', '.join(map(str, limit))}"
    if error.validator in ("pattern", "anyOf"):
        return f"{label} is '{_shown(value)}', which is not {_expected(error)}"
    if error.validator in ("minProperties", "minItems"):
        return f"{label} has nothing in it; at least {limit} was expected"
    if error.validator in ("maxProperties", "maxItems"):
        return f"{label} has {len(value)} entries; at most {limit} fit"
    if error.validator == "uniqueItems":
        return f"{label} names something twice"
    return f"{label}: {error.message}"


def _label(error: Any) -> str:
    """What the message calls the value: its key, or the key of the list it is in."""
    names = [step for step in error.absolute_path if isinstance(step, str)]
    return str(names[-1]) if names else "the file"


def _expected(error: Any) -> str:
    schema: Mapping[str, Any] = error.schema
    return str(schema.get("description", "allowed"))


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _start(node: MapNode) -> Place:
    return node.entries[0].key_at if node.entries else node.at

# SPDX-License-Identifier: MIT
"""What a profile can say that has no price: the schema and the generator's features against
bench/prices/features.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tools.price_rows import Price
from tools.price_spec import Features, Raw


def keys_of(schema: Mapping[str, Any]) -> list[str]:
    """Every key that a profile may have, such as `tcp.nagle`; a socket's as `sockets.*.send`."""
    sockets = schema["$defs"]["socket"]["properties"]
    found = list(leaves(schema["properties"]))
    found.remove("sockets")
    return found + [f"sockets.*.{name}" for name in sockets]


def leaves(properties: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Those without keys of their own."""
    for name, what in properties.items():
        if "properties" in what:
            yield from leaves(what["properties"], f"{above}{name}.")
        else:
            yield above + name


def touched(change: Raw, above: tuple[str, ...] = ()) -> Iterator[str]:
    """The keys that a change sets or removes."""
    for name, value in change.items():
        here = (*above, "*") if above == ("sockets",) else (*above, name)
        if isinstance(value, dict):
            yield from touched(value, here)
        elif here[-1] != "*":
            yield ".".join(here)


def unpriced(features: Features, schema: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """One line for each key of the schema and each of the generator's features without a price."""
    changes = [change for one in features.values() for change in (one.add, one.bare, one.leave)]
    priced = {key for change in changes for key in touched(change)} | set(features.free)
    lines = [f"profile.schema.json: {key} has no price" for key in keys_of(schema)]
    lines = [line for line, key in zip(lines, keys_of(schema), strict=True) if key not in priced]
    known = {*features, *features.free}
    lines += [f"features.py: {name} has no price" for name in names if name not in known]
    return [f"{line}; add it to bench/prices/features.yaml" for line in lines]


def for_nothing(features: Features, prices: Sequence[Price]) -> list[str]:
    """Prices of nothing that nobody explains, and explanations that nobody needs."""
    free = {each.name for each in prices if each.is_nothing}
    lines = [
        f"{each.name} at level {each.level} costs nothing, and features.yaml does not say why"
        for each in prices
        if each.is_nothing and not features[each.name].nothing
    ]
    priced = {each.name for each in prices}
    return lines + [
        f"{name} is said to cost nothing, and it does cost something"
        for name, one in features.items()
        if one.nothing and name in priced and name not in free
    ]


def unknown_words(features: Features, schema: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """What is free and is in neither list: it was renamed, or it is gone."""
    there = {*keys_of(schema), *names}
    return [
        f"features.yaml: '{name}' is free, but there is no such thing"
        for name in features.free
        if name not in there
    ]

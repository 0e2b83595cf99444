# SPDX-License-Identifier: MIT
"""What is priced: everything a profile can say, or there is a reason why not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from codegen.load.profile import load_profile
from codegen.lower.features import features as switches
from tools.price_cover import for_nothing, unknown_words, unpriced
from tools.price_rows import Price
from tools.price_spec import EVERYTHING, FOLDER, Features, merged, said
from tools.prices import JSON, read
from tools.shell import ROOT, Failure

FEATURES = Features()
SCHEMA: dict[str, Any] = json.loads(
    (ROOT / "spec" / "profiles" / "profile.schema.json").read_text()
)
RICH = load_profile(FOLDER / f"{EVERYTHING}.yaml", ROOT / "spec", "everything.yaml")[0]
NAMES = list(switches(RICH))


def stored() -> list[Price]:
    """The committed prices."""
    return list(read(JSON).features)


def test_whatever_a_profile_can_say_has_a_price() -> None:
    assert unpriced(FEATURES, SCHEMA, NAMES) == []
    assert unknown_words(FEATURES, SCHEMA, NAMES) == []


def test_what_has_no_price_is_named() -> None:
    schema = json.loads(json.dumps(SCHEMA))
    schema["properties"]["tcp"]["properties"]["sack"] = {"type": "boolean"}
    schema["$defs"]["socket"]["properties"]["mood"] = {"type": "integer"}
    assert unpriced(FEATURES, schema, [*NAMES, "sack"]) == [
        "profile.schema.json: tcp.sack has no price; add it to bench/prices/features.yaml",
        "profile.schema.json: sockets.*.mood has no price; add it to bench/prices/features.yaml",
        "features.py: sack has no price; add it to bench/prices/features.yaml",
    ]


def test_what_is_free_and_gone_is_named() -> None:
    assert unknown_words(FEATURES, SCHEMA, [name for name in NAMES if name != "urgent"]) == [
        "features.yaml: 'urgent' is free, but there is no such thing"
    ]


def test_everything_has_everything() -> None:
    assert [name for name, on in switches(RICH).items() if not on] == []


def test_the_stored_prices_are_of_all_features() -> None:
    wanted = [(pair.feature.name, pair.level) for pair in FEATURES.pairs(list(FEATURES))]
    assert [(each.name, each.level) for each in stored()] == wanted


def test_nothing_costs_nothing_without_a_reason() -> None:
    assert for_nothing(FEATURES, stored()) == []


def test_what_costs_nothing_without_a_reason_is_named() -> None:
    nagle = next(each for each in stored() if each.name == "nagle")
    free = replace(nagle, flash=0, ram=0, record=0, stack=0, cycles={"ack": 0, "data": None})
    assert for_nothing(FEATURES, [free]) == [
        "nagle at level minimal costs nothing, and features.yaml does not say why"
    ]
    baud = next(each for each in stored() if each.name == "baud")
    assert for_nothing(FEATURES, [replace(baud, flash=2)]) == [
        "baud is said to cost nothing, and it does cost something"
    ]


def test_a_feature_is_added_after_what_it_needs_and_what_needs_it_is_left_out_before() -> None:
    added = FEATURES.added("congestion")
    assert added.lacking["tcp"] == {"mss": 100, "pipeline": True}
    assert added.having["tcp"] == {"mss": 100, "pipeline": True, "congestion": True}
    assert added.having["sockets"]["echo"]["send"] == 320
    left = FEATURES.left_out("pipeline")
    assert left is not None
    assert left.having["tcp"]["congestion"] is False and left.having["tcp"]["pipeline"] is True
    assert left.lacking["tcp"]["pipeline"] is False
    assert FEATURES.left_out("mtu") is None


def test_what_everything_has_not_is_added_to_it() -> None:
    pair = FEATURES.left_out("secret")
    assert pair is not None
    assert pair.lacking["link"]["driver"] == pair.having["link"]["driver"] == "slip"
    assert "application" in pair.having and "application" not in pair.lacking


@pytest.mark.parametrize(
    ("document", "patch", "result"),
    [  # the cases of RFC 7396, Appendix A, that a profile can meet
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [1]}, {"a": [2, 3]}, {"a": [2, 3]}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_changes_are_merge_patches(document: Any, patch: Any, result: Any) -> None:
    before = json.dumps(document)
    assert merged(document, patch) == result
    assert json.dumps(document) == before


def test_a_change_is_said_as_it_is_written() -> None:
    assert said({"tcp": {"pipeline": True, "iss": "keyed"}}) == "tcp.pipeline: true, tcp.iss: keyed"
    assert said({"sockets": {"caller": None}}) == "no sockets.caller"
    assert said({"sockets": {"echo": {"send": "source"}}}) == "sockets.echo.send: source"
    new = {"sockets": {"pong": {"protocol": "udp", "port": 7}}}
    assert said(new) == "sockets.pong: {protocol: udp, port: 7}"
    assert said({"net": {"icmp": ["echo"]}, "tick_ms": 9}) == "net.icmp: [echo], tick_ms: 9"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("  nagle: {add: {}, needs: [sack]}\n", "nagle needs 'sack', which features.yaml has not"),
        ("  nagle: {plus: {}}\n", "features.yaml: nagle has a key 'plus' that nobody knows"),
    ],
)
def test_a_mistake_in_the_list_is_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "features.yaml").write_text(f"features:\n{line}numbers: {{}}\nfree: {{}}\n")
    with pytest.raises(Failure, match=message):
        Features(tmp_path)

# SPDX-License-Identifier: MIT
"""Keep-alives in a profile: RFC 9293 3.8.4."""

from __future__ import annotations

import json
from pathlib import Path

from profile_text import DEMO, changed, read

from codegen.lower.features import features, machine_params

SCHEMA = Path(__file__).resolve().parents[2] / "spec" / "profiles" / "profile.schema.json"


def test_there_are_none_unless_the_profile_asks(tmp_path: Path) -> None:
    """MUST-25: and where it asks, a connection has them off until it is told otherwise."""
    assert not features(read(tmp_path, DEMO))["keepalive"]


def test_no_interval_shorter_than_two_hours_comes_by_itself() -> None:
    """MUST-28: the key has no default, so whoever has a shorter one has written it down."""
    tcp = json.loads(SCHEMA.read_text("utf-8"))["properties"]["tcp"]
    assert "default" not in tcp["properties"]["keepalive_s"]
    assert "keepalive_s" not in tcp["required"]


def test_two_hours_are_possible(tmp_path: Path) -> None:
    """MUST-27, MUST-28: with ticks of 110 ms and more they fit 16 bits."""
    text = changed("tick_ms: 100", "tick_ms: 125")
    profile = read(tmp_path, text.replace("msl_s: 30", "msl_s: 30, keepalive_s: 7200"))
    assert features(profile)["keepalive"]
    assert 7_200_000 <= machine_params(profile)["KEEPALIVE"] * 125 <= 7_201_000

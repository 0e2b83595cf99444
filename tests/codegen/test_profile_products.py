# SPDX-License-Identifier: MIT
"""Each shipped profile is a product: with handlers it links, on the host and for the chip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from products import handlers, link, make_set, symbols
from profile_text import SPEC

from codegen.load.profile import load_profile
from codegen.lower.features import features

PROFILES = sorted((SPEC / "profiles").glob("*.yaml"))
NAMES = [path.stem for path in PROFILES]


def test_these_are_shipped() -> None:
    assert {"services", "telemetry_update", "sensor", "tiny", "everything", "workbench"} <= set(NAMES)


def test_everything_has_every_feature() -> None:
    path = SPEC / "profiles" / "everything.yaml"
    got = features(load_profile(path, SPEC, path.name)[0])
    assert {name for name, on in got.items() if not on} == {"shares"}


@pytest.mark.parametrize("name", NAMES)
def test_it_links(name: str, tmp_path: Path) -> None:
    out = make_set(SPEC / "profiles" / f"{name}.yaml", tmp_path)
    assert link("host", out)[1] == ""
    program, said = link("avr", out)
    assert said == ""
    budget = json.loads((out / "docs" / "budget.json").read_text(encoding="utf-8"))
    bytes_of_stack = sum(row["bytes"] for row in budget["members"] if row["struct"] == "stack")
    assert symbols(program)["core"] == bytes_of_stack


@pytest.mark.parametrize("target", ["host", "avr"])
@pytest.mark.parametrize("name", ["update_signalled", "telemetry_fill", "coap_received"])
def test_a_handler_that_is_missing_is_named(name: str, target: str, tmp_path: Path) -> None:
    out = make_set(SPEC / "profiles" / "telemetry_update.yaml", tmp_path)
    assert name in handlers((out / "application.h").read_text(encoding="utf-8"))
    assert f"undefined reference to `thimble::{name}(" in link(target, out, without=name)[1]


def test_half_of_the_ram_is_the_applications() -> None:
    """What telemetry_update is for."""
    folder = SPEC.parent / "generated" / "telemetry_update"
    budget = json.loads((folder / "docs" / "budget.json").read_text(encoding="utf-8"))
    assert budget["ram"] == 2048 and budget["application"] >= 1000 and budget["left"] >= 150

# SPDX-License-Identifier: MIT
"""A user's own packet: from its spec to theorems in words and JSON by the one command, and a fault in it is found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from conftest import Bench, once
from tools import proof_gate, prove
from tools.proof_profiles import own
from tools.proof_setup import PROOFS, Setup
from tools.proof_show import items
from tools.shell import ROOT, Failure

SPEC = """\
meta: {id: lamp, title: What a lamp is told, endian: be}
seq:
  - {id: level, type: u1, valid: {max: 9}, -else: drop}
"""
PROFILE = (ROOT / "spec" / "profiles" / "tiny.yaml").read_text().replace("profile: tiny", "profile: lit")


@pytest.fixture
def product(tmp_path: Path) -> Path:
    (tmp_path / "packets").mkdir()
    (tmp_path / "packets" / "lamp.ksy").write_text(SPEC)
    (tmp_path / "lit.yaml").write_text(PROFILE)
    return tmp_path / "lit.yaml"


def test_one_command_proves_it(
    product: Path, setup: Setup, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(proof_gate, "prepare", lambda: setup)
    assert prove.main([str(product), "lamp_packet", "--json", "--again"]) == 0
    said = json.loads(capsys.readouterr().out)
    jsonschema.validate(said, json.loads((PROOFS / "prove.schema.json").read_text()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**said, "proved": "yes"}, json.loads((PROOFS / "prove.schema.json").read_text()))
    words = {theorem["words"]: theorem for theorem in said["theorems"]}
    accepts = words["lamp_check accepts exactly what packets/lamp.ksy describes"]
    assert accepts["verdict"] == "proved" and accepts["goals"] > 0
    assert said["proved"] and said["profiles"] == ["lit"] and said["failures"] == []
    assert {text["model"] for text in said["texts"]} == {"avr8", "gcc_x86_32"}
    assert prove.main([str(product), "lamp_packet"]) == 0
    told = capsys.readouterr().out
    assert f"\nlamp_check accepts exactly what packets/lamp.ksy describes: proved, {accepts['goals']} goals\n" in told
    assert f"  - {items('What is not proved')[0]}\n" in told


def test_a_fault_in_its_header_is_found(product: Path, bench: Bench) -> None:
    profile = own(product)
    assert profile.own is not None
    for header in ("lamp_packet.h", "wire.h"):
        shutil.copy(profile.headers / header, bench.root)
    shutil.copy(profile.own / "lamp_packet.c", bench.root)
    text = (bench.root / "lamp_packet.h").read_text()
    (bench.root / "lamp_packet.h").write_text(once("> 9", "> 10", "lamp_check")(text))
    result = bench.prove("lamp_packet", "lamp_check")
    assert result.open == {"lamp_check"}


def test_a_mistake_in_its_spec_is_named(product: Path) -> None:
    (product.parent / "packets" / "lamp.ksy").write_text(SPEC.replace("u1", "u3"))
    with pytest.raises(Failure, match=r"packets/lamp\.ksy:3:"):
        own(product)


def test_a_name_that_is_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        prove.main(["servces"])
    assert "servces is no profile (datagrams, everything, sensor" in capsys.readouterr().err


def test_verdicts_of_a_users_profile_are_not_committed(product: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        prove.main([str(product), "--update"])
    assert "--update writes the committed verdicts, which are of shipped profiles alone" in capsys.readouterr().err

# SPDX-License-Identifier: MIT
"""Profiles of other shapes: what they generate compiles too, without a warning."""

from __future__ import annotations

from pathlib import Path

import pytest
from compilers import COMPILERS, complaints
from profile_text import DEMO, SPEC

from codegen.profiles import generate

HEAD = DEMO[: DEMO.index("sockets:")] + "sockets:\n"

SHAPES = {
    "udp_alone": "  coap: {protocol: udp, port: 5683}\n",
    "client_alone": "  telemetry: {protocol: tcp, role: client, send: source}\n",
    "silent_server": "  sink: {protocol: tcp, role: server, port: 60000}\n",
    "many": "  web: {protocol: tcp, role: server, port: 80, send: 64, connections: 6}\n"
    "  again: {protocol: tcp, role: server, port: 81, send: 64, shares: web}\n",
    "mixed_rings": "  a: {protocol: tcp, role: server, port: 80, send: 16}\n"
    "  b: {protocol: tcp, role: server, port: 81, send: 300, connections: 2}\n"
    "  c: {protocol: tcp, role: client}\n"
    "  d: {protocol: tcp, role: client, send: 17}\n",
}


OWN = ("profile.h", "application.h", "memory.h", "budget.h", "drop.h", "drop_name.h")


def headers(shape: str, folder: Path) -> Path:
    """The whole set of one shape, in a folder of its own."""
    profile = folder / f"{shape}.yaml"
    text = HEAD.replace("profile: demo", f"profile: {shape}")
    profile.write_text(text + SHAPES[shape], encoding="utf-8")
    made = generate(profile, SPEC, profile.name)
    out = folder / "out"
    for name, content in made.files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(content, encoding="utf-8")
    return out


@pytest.mark.parametrize("shape", SHAPES)
def test_headers_compile(shape: str, tmp_path: Path) -> None:
    out = headers(shape, tmp_path)
    names = ("profile.h", "application.h", "budget.h")
    pairs = [(compiler, out / name) for name in names for compiler in COMPILERS]
    assert complaints(pairs, [out]) == []


def test_two_slots_of_one_socket_have_rings_of_their_own(tmp_path: Path) -> None:
    text = (headers("mixed_rings", tmp_path) / "profile.h").read_text(encoding="utf-8")
    contract = text[text.index("Where a slot's") : text.index("profile_ring_offset(uint8_t")]
    for case in (
        "slot <= 1 ? slot * 16 :",
        "slot <= 2 ? 316 :",
        "slot <= 3 ? 0 :",
        " 616);",
    ):
        assert case in contract


def test_a_port_beyond_the_range_of_int_is_unsigned(tmp_path: Path) -> None:
    text = (headers("silent_server", tmp_path) / "profile.h").read_text(encoding="utf-8")
    assert "if (port == 60000u) {" in text


@pytest.mark.parametrize("shape", SHAPES)
def test_no_line_is_longer_than_100_columns(shape: str, tmp_path: Path) -> None:
    out = headers(shape, tmp_path)
    for name in OWN:
        for number, line in enumerate((out / name).read_text("utf-8").splitlines(), start=1):
            assert len(line) <= 100, f"{name}:{number}"


@pytest.mark.parametrize("shape", SHAPES)
def test_core_compiles_with_it(shape: str, tmp_path: Path) -> None:
    """Core has no #if: every line of it is compiled in every profile."""
    out = headers(shape, tmp_path)
    core = SPEC.parent / "core"
    compilers = ["avr-g++ gnu++11", "g++ c++17", "clang++ c++17"]
    assert complaints([(name, core / "stack.cpp") for name in compilers], [out, core]) == []

# SPDX-License-Identifier: MIT
"""Profiles of other shapes: what they generate compiles too, without a warning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from compilers import COMPILERS, complaints
from profile_text import DEMO, SPEC

from codegen.profiles import generate

HEAD = DEMO[: DEMO.index("sockets:")] + "sockets:\n"

SHAPES = {
    "udp_alone": "  coap: {protocol: udp, port: 5683}\n",
    "hearers": "  a: {protocol: udp, port: 1, errors: true, diffserv: 46}\n"
    "  b: {protocol: udp, port: 2}\n",
    "client_alone": "  telemetry: {protocol: tcp, role: client, send: source}\n",
    "silent_server": "  sink: {protocol: tcp, role: server, port: 60000}\n",
    "reader": "  update: {protocol: tcp, role: server, port: 80, receive: 256}\n",
    "readers": "  a: {protocol: tcp, role: server, port: 80, receive: 64, connections: 2}\n"
    "  b: {protocol: tcp, role: client, receive: 64, shares: a, send: source}\n"
    "  c: {protocol: tcp, role: server, port: 81, receive: 17, send: 16, nagle: false}\n"
    "  d: {protocol: tcp, role: client, send: 16}\n",
    "two_and_one": "  web: {protocol: tcp, role: server, port: 80, send: 64, connections: 2}\n"
    "  call: {protocol: tcp, role: client, send: 64}\n",
    "many": "  web: {protocol: tcp, role: server, port: 80, send: 64, connections: 6}\n"
    "  again: {protocol: tcp, role: server, port: 81, send: 64, shares: web}\n",
    "mixed_rings": "  a: {protocol: tcp, role: server, port: 80, send: 16}\n"
    "  b: {protocol: tcp, role: server, port: 81, send: 300, connections: 2}\n"
    "  c: {protocol: tcp, role: client}\n"
    "  d: {protocol: tcp, role: client, send: 17}\n",
}


OWN = ("profile.h", "application.h", "memory.h", "budget.h", "drop.h", "drop_name.h")


def headers(shape: str, folder: Path, net: str = "icmp: [echo]") -> Path:
    """The whole set of one shape, in a folder of its own."""
    profile = folder / f"{shape}.yaml"
    text = HEAD.replace("profile: demo", f"profile: {shape}").replace("icmp: [echo]", net)
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


def function(text: str, name: str) -> str:
    """The body of a function, in one line."""
    return " ".join(text[text.index(f" {name}(") :].split("\n}\n")[0].split("\n{\n")[1].split())


@pytest.mark.parametrize(
    ("shape", "name", "body"),
    [
        ("client_alone", "profile_slot_first", "(void)socket; return 0;"),
        ("client_alone", "profile_slot_count", "(void)socket; return 1;"),
        ("client_alone", "profile_in_flight", "(void)slot; return 432;"),
        ("many", "profile_ring_offset", "return (uint16_t)(slot * 64);"),
        ("many", "profile_ring_bytes", "(void)slot; return 64;"),
        ("many", "profile_slot_count", "(void)socket; return 6;"),
        ("many", "profile_slot_socket", "(void)slot; return 0;"),
        ("many", "profile_nodelay", "(void)socket; return false;"),
        ("readers", "profile_receive_offset",
         "if (slot <= 2) { return (uint8_t)(slot * 64); } return 0;"),
        ("readers", "profile_receive_bytes",
         "if (slot <= 1) { return 64; } if (slot <= 2) { return 17; } return 0;"),
        ("hearers", "profile_diffserv", "if (socket <= SOCKET_A) { return 184; } return 0;"),
        ("readers", "profile_diffserv", "(void)socket; return 0;"),
        ("readers", "profile_nodelay",
         "if (socket <= SOCKET_B) { return false; } if (socket <= SOCKET_C) { return true; }"
         " return false;"),
    ],
)
def test_what_is_the_same_for_all_is_not_compared(
    shape: str, name: str, body: str, tmp_path: Path
) -> None:
    text = (headers(shape, tmp_path) / "profile.h").read_text(encoding="utf-8")
    assert function(text, name) == body


@pytest.mark.parametrize(
    ("shape", "name", "body"),
    [
        ("client_alone", "application_room",
         "(void)socket; /* there is one */ return telemetry_room(s, connection);"),
        ("client_alone", "application_fill",
         "(void)socket; /* there is one */"
         " return telemetry_fill(s, connection, offset, out, room);"),
        ("many", "application_room",
         "switch (socket) { case SOCKET_WEB: return web_room(s, connection);"
         " default: /* SOCKET_AGAIN */ return again_room(s, connection); }"),
        ("many", "application_fill", "(void)s; (void)socket; (void)connection; (void)offset;"
         " (void)out; (void)room; return 0;"),
        ("reader", "application_arrived",
         "(void)socket; /* there is one */ update_arrived(s, connection, bytes);"),
        ("reader", "application_room", "(void)s; (void)socket; (void)connection; return 0;"),
        ("readers", "application_room",
         "(void)socket; /* there is one */ return d_room(s, connection);"),
        ("udp_alone", "application_udp_error",
         "(void)s; (void)socket; (void)ip; (void)port; (void)type; (void)code;"),
        ("hearers", "application_udp_error",
         "switch (socket) { case SOCKET_A: a_unreachable(s, ip, port, type, code); return;"
         " default: /* it does not want to know */ return; }"),
        ("udp_alone", "application_signalled",
         "(void)s; (void)socket; (void)connection; (void)signals;"),
    ],
)
def test_a_call_costs_what_there_is_to_choose(
    shape: str, name: str, body: str, tmp_path: Path
) -> None:
    text = (headers(shape, tmp_path) / "application.h").read_text(encoding="utf-8")
    assert function(text, name) == body


def test_a_receive_ring_has_other_handlers(tmp_path: Path) -> None:
    text = (headers("readers", tmp_path) / "application.h").read_text(encoding="utf-8")
    declared = set(re.findall(r"^\w+ (\w+)\(struct stack \*s,", text, re.MULTILINE))
    assert declared == {
        *("a_arrived", "a_signalled", "b_arrived", "b_signalled", "b_fill"),
        *("c_arrived", "c_signalled", "d_room", "d_received", "d_signalled"),
    }


def test_a_port_beyond_the_range_of_int_is_unsigned(tmp_path: Path) -> None:
    text = (headers("silent_server", tmp_path) / "profile.h").read_text(encoding="utf-8")
    assert "if (port == 60000u) {" in text


def test_without_tcp_only_a_time_exceeded_is_ours_to_begin(tmp_path: Path) -> None:
    text = (headers("udp_alone", tmp_path) / "profile.h").read_text(encoding="utf-8")
    assert "PROFILE_SLIP_OUT_BYTES = 0," in text
    net = "icmp: [echo], fragments: 600"
    text = (headers("udp_alone", tmp_path, net) / "profile.h").read_text(encoding="utf-8")
    assert "PROFILE_SLIP_OUT_BYTES = 56," in text


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

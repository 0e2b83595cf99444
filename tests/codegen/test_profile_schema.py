# SPDX-License-Identifier: MIT
"""A profile that the schema refuses: each kind of mistake, with the message and its place."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from profile_text import DEMO, SPEC, changed, read, refusal

MISTAKES = {
    "unknown key": (
        ("sockets:\n", "sokets:\n"),
        "demo.yaml:9:1: key 'sokets' is not known here;"
        " known: profile, part, budget, level, link, net, tick_ms, drop_counters, tcp, sockets",
    ),
    "unknown key in a map": (
        ("baud: 115200", "bauds: 115200"),
        "demo.yaml:5:32: key 'bauds' is not known here; known: driver, mtu, baud, in, out",
    ),
    "unknown key of a socket": (
        ("{protocol: udp, port: 7}", "{protocol: udp, prot: 7}"),
        "demo.yaml:14:29: key 'prot' is not known here;"
        " known: protocol, role, port, send, receive, in_flight, diffserv, errors, nagle,"
        " connections, shares",
    ),
    "a key of former times": (
        ("msl_s: 30", "user_timeout_s: 300"),
        "demo.yaml:8:71: key 'user_timeout_s' is called fin_wait_s now",
    ),
    "missing key": (
        ("part: atmega328p\n", ""),
        "demo.yaml:1:1: key 'part' is missing here;"
        " needed: profile, part, budget, level, link, net, sockets",
    ),
    "missing key in a map": (
        (", mtu: 576", ""),
        "demo.yaml:5:8: key 'mtu' is missing here; needed: driver, mtu",
    ),
    "text for a number": (
        ("mtu: 576", "mtu: large"),
        "demo.yaml:5:27: mtu must be a whole number, not a text",
    ),
    "fraction for a number": (
        ("tick_ms: 100", "tick_ms: 0.1"),
        "demo.yaml:7:10: tick_ms must be a whole number, not a fraction",
    ),
    "a value where a map belongs": (
        ("link: {driver: slip, mtu: 576, baud: 115200, in: 600}", "link: slip"),
        "demo.yaml:5:7: link must be a map, not a text",
    ),
    "too small": (("mtu: 576", "mtu: 60"), "demo.yaml:5:27: mtu is 60; it must be at least 68"),
    "too big": (
        ("max_retries: 8", "max_retries: 99"),
        "demo.yaml:8:68: max_retries is 99; it must be at most 15",
    ),
    "a longest timeout below the RFC's": (
        ("rto_max_ms: 60000", "rto_max_ms: 59900"),
        "demo.yaml:8:48: rto_max_ms is 59900; it must be at least 60000",
    ),
    "not one of the choices": (
        ("driver: slip", "driver: ppp"),
        "demo.yaml:5:16: driver is 'ppp'; it must be one of: slip, none",
    ),
    "not an address": (
        ("192.168.7.2/24", "192.168.7.2"),
        "demo.yaml:6:16: address is '192.168.7.2', which is not an address with its prefix,"
        " such as 192.168.7.2/24",
    ),
    "address out of range": (
        ("192.168.7.2/24", "192.168.7.256/24"),
        "demo.yaml:6:16: address is '192.168.7.256/24', which is not an IPv4 address with a"
        " prefix of 0 to 32",
    ),
    "neither a ring nor a source": (
        ("send: source", "send: sauce"),
        "demo.yaml:13:59: send is 'sauce', which is not 'source' or the bytes of a ring,"
        " 16 to 16384",
    ),
    "ring of no bytes": (
        ("send: 128", "send: 0"),
        "demo.yaml:11:49: send is '0', which is not 'source' or the bytes of a ring, 16 to 16384",
    ),
    "a name that is no identifier": (
        ("  caller: ", "  the-caller: "),
        "demo.yaml:11:3: 'the-caller' is not a name of small letters, digits and _,"
        " beginning with a letter",
    ),
    "a number for a name": (
        ("  caller: ", "  1234: "),
        "demo.yaml:11:3: key '1234' is not a name; quote it if it is one",
    ),
    "a truth for a name": (
        ("icmp: [echo]", "true: [echo]"),
        "demo.yaml:6:32: key 'true' is not a name; quote it if it is one",
    ),
    "the same thing twice": (
        ("icmp: [echo]", "icmp: [echo, echo]"),
        "demo.yaml:6:38: icmp names something twice",
    ),
    "the same socket twice": (
        ("  caller: ", "  discard: "),
        "demo.yaml:12:3: key 'discard' occurs twice; it is first given in line 11",
    ),
    "not YAML": (
        ("{protocol: udp, port: 7}", "{protocol: udp, port: 7"),
        "demo.yaml:15:1: not YAML: expected ',' or '}', but got '<stream end>'"
        "; quote texts that contain ': ', ', ' or '#'",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_mistake(mistake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (old, new), message = MISTAKES[mistake]
    assert refusal(tmp_path, changed(old, new)) == message


def test_no_sockets_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = DEMO[: DEMO.index("sockets:")] + "sockets: {}\n"
    message = "demo.yaml:9:10: sockets has nothing in it; at least 1 was expected"
    assert refusal(tmp_path, text) == message


def test_an_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(tmp_path, "") == "demo.yaml:1:1: the file is empty; a map was expected"


def test_a_list_instead_of_a_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(tmp_path, "- demo\n") == "demo.yaml:1:1: the file must be a map, not a list"


def test_the_first_of_two_mistakes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = DEMO.replace("mtu: 576", "mtu: 60").replace("profile: demo", "profile: 7")
    assert refusal(tmp_path, text) == "demo.yaml:1:10: profile must be a text, not a number"


def test_the_demo_itself_is_accepted(tmp_path: Path) -> None:
    assert read(tmp_path).name == "demo"


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    text = DEMO.replace(", in: 600", "").replace("tick_ms: 100\n", "").replace(", icmp: [echo]", "")
    profile = read(tmp_path, text.replace(", application: 48", ""))
    assert (profile.link.in_bytes, profile.tick_ms, profile.net.icmp_echo) == (578, 100, True)
    assert (profile.tcp.fin_wait_s, profile.budget.application) == (60, 0)


@pytest.mark.parametrize(
    "path", sorted(SPEC.rglob("*.schema.json")), ids=lambda path: str(path.name)
)
def test_the_schemas_are_schemas_and_let_nothing_unknown_through(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert open_maps(schema) == []


def open_maps(schema: object, where: str = "#") -> list[str]:
    """Places of a schema that describe keys without refusing others."""
    found = []
    if isinstance(schema, dict):
        if "properties" in schema and schema.get("additionalProperties") is not False:
            found.append(where)
        found += [text for key in schema for text in open_maps(schema[key], f"{where}/{key}")]
    return found


def test_a_schema_that_lets_something_through_is_found() -> None:
    assert open_maps({"$defs": {"a": {"properties": {}}}}) == ["#/$defs/a"]

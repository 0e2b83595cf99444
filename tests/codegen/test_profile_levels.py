# SPDX-License-Identifier: MIT
"""What a level switches on, what a profile may say otherwise, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from profile_text import DEMO, changed, read, refusal

from codegen.ir.profile import LEVELLED, Profile
from codegen.lower.features import features, full, machine_params
from codegen.lower.profile import constants, slots

HEAD = DEMO[: DEMO.index("sockets:")]
CALLER = "sockets:\n  caller: {protocol: tcp, role: client, send: 700}\n"
SOURCE = "sockets:\n  feed: {protocol: tcp, role: client, send: source}\n"

ON_AT_FULL = (*LEVELLED, "keyed_iss", "unreachable", "drop_counters")


def at_level(level: str, sockets: str, tcp: str = "", net: str = "") -> str:
    """A profile of that level, with further keys."""
    text = HEAD.replace("level: full", f"level: {level}").replace(", icmp: [echo]", net)
    return text.replace("msl_s: 30", f"msl_s: 30{tcp}") + sockets


def on(profile: Profile, names: tuple[str, ...] = ON_AT_FULL) -> set[str]:
    return {name for name in names if features(profile)[name]}


@pytest.mark.parametrize(
    ("level", "expected"), [("full", ON_AT_FULL), ("client", ON_AT_FULL), ("minimal", ())]
)
def test_a_level_and_nothing_else(level: str, expected: tuple[str, ...], tmp_path: Path) -> None:
    profile = read(tmp_path, at_level(level, CALLER))
    assert on(profile) == set(expected)
    assert features(profile)["urgent"] and profile.net.icmp_echo


SWITCHES = {name: (f", {name}: ", ("true", "false")) for name in LEVELLED}
SWITCHES["keyed_iss"] = (", iss: ", ("keyed", "clock"))


@pytest.mark.parametrize("name", SWITCHES)
def test_each_can_be_switched_by_name(name: str, tmp_path: Path) -> None:
    key, (yes, no) = SWITCHES[name]
    more = ", pipeline: true" if name == "congestion" else ""
    assert on(read(tmp_path, at_level("minimal", CALLER, key + yes + more))) >= {name}
    gone = {name, "congestion"} if name == "pipeline" else {name}
    assert on(read(tmp_path, at_level("full", CALLER, key + no))) == set(ON_AT_FULL) - gone


@pytest.mark.parametrize("level", ["full", "minimal"])
@pytest.mark.parametrize("word", ["true", "false"])
def test_drops_are_counted_or_not(level: str, word: str, tmp_path: Path) -> None:
    text = at_level(level, CALLER).replace("tcp:", f"drop_counters: {word}\ntcp:")
    assert features(read(tmp_path, text))["drop_counters"] is (word == "true")


@pytest.mark.parametrize(
    ("net", "answers"),
    [(", icmp: []", (False, False)), (", icmp: [echo]", (True, False))]
    + [(", icmp: [unreachable]", (False, True)), (", icmp: [echo, unreachable]", (True, True))],
)
def test_a_list_of_answers_is_complete(
    net: str, answers: tuple[bool, bool], tmp_path: Path
) -> None:
    for level in ("full", "minimal"):
        got = read(tmp_path, at_level(level, CALLER, net=net)).net
        assert (got.icmp_echo, got.icmp_unreachable) == answers


def test_what_is_on_its_way_is_as_much_as_tcp_may_send(tmp_path: Path) -> None:
    for level, tcp, ring, source in (
        ("full", "", 700, 432),
        ("full", ", congestion: false", 432, 432),
        ("full", ", pipeline: false", 216, 216),
        ("minimal", "", 216, 216),
        ("minimal", ", pipeline: true", 432, 432),
    ):
        for sockets, most in ((CALLER, ring), (SOURCE, source)):
            profile = read(tmp_path, at_level(level, sockets, tcp))
            assert machine_params(profile)["SEND_MAX"] == most, (level, tcp, sockets)
            assert [slot.in_flight for slot in slots(profile)] == [most]


def test_sockets_say_what_there_is(tmp_path: Path) -> None:
    names = ("passive", "active", "ring", "source", "receive_ring", "pipeline", "congestion")
    for sockets, expected in (
        ("a: {protocol: tcp, role: server, port: 7}", {"passive"}),
        ("a: {protocol: tcp, role: client, send: 216}", {"active", "ring"}),
        ("a: {protocol: tcp, role: client, send: 217}", {"active", "ring", "pipeline"}),
        ("a: {protocol: tcp, role: client, send: source, in_flight: 433}",
         {"active", "source", "pipeline", "congestion"}),
        ("a: {protocol: tcp, role: server, port: 7, receive: 64}", {"passive", "receive_ring"}),
        ("a: {protocol: udp, port: 7}", set()),
    ):
        assert on(read(tmp_path, at_level("full", f"sockets:\n  {sockets}\n")), names) == expected


@pytest.mark.parametrize("sockets", [CALLER, SOURCE])
def test_a_minimal_profile_made_full_is_the_full_one(sockets: str, tmp_path: Path) -> None:
    minimal, wanted = (read(tmp_path, at_level(level, sockets)) for level in ("minimal", "full"))
    assert full(minimal) == wanted != minimal
    assert full(wanted) == wanted


def test_without_tcp_nothing_of_it_is_on(tmp_path: Path) -> None:
    tcp = ", keepalive_s: 60, syn_flood: recycle"
    profile = read(tmp_path, at_level("full", "sockets:\n  a: {protocol: udp, port: 7}\n", tcp))
    off = {name for name, value in features(profile).items() if not value}
    assert set(features(profile)) - off == {"full_reset", "unreachable", "drop_counters"}
    assert machine_params(profile)["TIME_WAIT_RECORDS"] == 0


def test_times_and_counts_reach_the_machine(tmp_path: Path) -> None:
    tcp = ", keepalive_s: 300, fin_wait_s: 90, time_wait: 3, no_slot: silent, syn_flood: recycle"
    text = at_level("full", DEMO[DEMO.index("sockets:"):], tcp, ", fragments: 640")
    text = text.replace("send: 128", "send: 128, receive: 300, connections: 2")
    params = machine_params(read(tmp_path, text))
    expected = {"RTO_MIN": 11, "RTO_AFTER_SYN": 31, "FIN_WAIT": 901, "KEEPALIVE": 3001}
    expected |= {"KEEP_AGAIN": 751, "LIFE_MAX": 3001, "TIME_WAIT_RECORDS": 3, "FULL_RESET": 0}
    expected |= {"SYN_RECYCLE": 1, "FRAGMENT_BYTES": 640, "UNREACHABLE": 1, "RING_MAX": 216}
    expected |= {"RECEIVE_MAX": 300, "RECEIVE_RING_BYTES": 600, "SEND_MAX": 432}
    assert {name: params[name] for name in expected} == expected


def test_a_second_that_is_no_whole_tick_is_rounded_up(tmp_path: Path) -> None:
    text = changed("tick_ms: 100", "tick_ms: 150").replace("rto_init_ms: 1000", "rto_init_ms: 1050")
    params = machine_params(read(tmp_path, text))
    assert (params["RTO_MIN"], params["RTO_AFTER_SYN"]) == (8, 21)


def test_every_number_and_feature_is_a_constant_under_one_name(tmp_path: Path) -> None:
    profile = read(tmp_path)
    names = [constant.name for constant in constants(profile)]
    assert len(names) == len(set(names))
    wanted = {name.upper() for name in features(profile)} | set(machine_params(profile))
    assert wanted - set(names) == {"MSS"}  # PROFILE_TCP_MSS


MISTAKES = {
    "a server in a client": (
        at_level("client", DEMO[DEMO.index("sockets:"):]),
        "demo.yaml:10:35: 'echo' is a server, and level client opens connections only;"
        " use level: full or minimal",
    ),
    "a ring with in_flight": (
        at_level("full", CALLER.replace("700", "700, in_flight: 432")),
        "demo.yaml:10:52: in_flight goes with send: source; a ring has as much on its way as it"
        " holds",
    ),
    "less than a segment in flight": (
        at_level("full", SOURCE.replace("source", "source, in_flight: 200")),
        "demo.yaml:10:64: in_flight is 200, less than one segment of 216; use that, or a smaller"
        " mss",
    ),
    "two segments without pipeline": (
        at_level("minimal", SOURCE.replace("source", "source, in_flight: 432")),
        "demo.yaml:10:64: in_flight is 432, more than 1 times mss (216);"
        " that needs tcp: {pipeline: true}",
    ),
    "three segments without congestion control": (
        at_level("full", SOURCE.replace("source", "source, in_flight: 433"), ", congestion: false"),
        "demo.yaml:10:64: in_flight is 433, more than 2 times mss (216);"
        " that needs tcp: {congestion: true}",
    ),
    "pipeline without a use": (
        at_level("minimal", CALLER.replace("700", "216"), ", pipeline: true"),
        "demo.yaml:8:82: pipeline needs a socket with more than 216 bytes (1 times mss) to send;"
        " the widest here has 216",
    ),
    "congestion without a use": (
        at_level("full", SOURCE, ", congestion: true"),
        "demo.yaml:8:82: congestion needs a socket with more than 432 bytes (2 times mss) to send;"
        " the widest here has 432",
    ),
    "congestion without pipeline": (
        at_level("minimal", CALLER, ", congestion: true"),
        "demo.yaml:8:82: congestion needs a socket with more than 432 bytes (2 times mss) to send;"
        " the widest here has 700, and pipeline is off",
    ),
    "Nagle where nothing is sent": (
        at_level("full", CALLER.replace("send: 700", "nagle: false")),
        "demo.yaml:10:41: 'caller' sends nothing; remove 'nagle', or give it a send",
    ),
    "Nagle by socket is only switched off": (
        at_level("full", CALLER.replace("700", "700, nagle: true")),
        "demo.yaml:10:59: nagle is 'true', which is not false: its small segments do not wait",
    ),
    "quiet too long for a timer": (
        at_level("full", CALLER, ", keepalive_s: 7200"),
        "demo.yaml:8:95: keepalive_s is 7200: 72000 ticks of 100 ms do not fit in 16 bits;"
        " use tick_ms: 120, or less time",
    ),
    "a small reassembly buffer": (
        at_level("full", CALLER, net=", fragments: 500"),
        "demo.yaml:6:43: fragments is 500; it must be at least 576",
    ),
    "a rate for nobody": (
        HEAD.replace("driver: slip", "driver: none") + CALLER,
        "demo.yaml:5:32: key 'baud' is for driver slip; with none the product has its own",
    ),
    "no rate": (
        HEAD.replace(" baud: 115200,", "") + CALLER,
        "demo.yaml:5:7: key 'baud' is missing here; driver slip needs it",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake(mistake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text, message = MISTAKES[mistake]
    assert refusal(tmp_path, text) == message

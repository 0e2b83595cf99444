# SPDX-License-Identifier: MIT
"""What the schema cannot see: one row for each rule of codegen/check/profile.py and sockets.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from profile_text import DEMO, changed, read, refusal

from codegen.check.profile import patience_ms

BASE_RULES = {
    "another file name": (
        ("profile: demo", "profile: other"),
        "demo.yaml:1:10: profile is 'other', but the file is called demo.yaml",
    ),
    "unknown part": (
        ("part: atmega328p", "part: z80"),
        "demo.yaml:2:7: part 'z80' has no file in parts/; one of: atmega1284p, atmega168,"
        " atmega328p, atmega32u4, atmega644p",
    ),
    "a part with another UART": (
        ("part: atmega328p", "part: atmega32u4"),
        "demo.yaml:5:16: driver slip does not know atmega32u4: it has another UART or timer; use"
        " driver: none and bring your own",
    ),
    "more flash than the part has": (
        ("flash: 16384", "flash: 65536"),
        "demo.yaml:3:17: flash is 65536, but atmega328p has 32768",
    ),
    "more RAM than the part has": (
        ("ram: 2048", "ram: 4096"),
        "demo.yaml:3:29: ram is 4096, but atmega328p has 2048",
    ),
    "baud that the clock cannot make": (
        ("baud: 115200", "baud: 1500000"),
        "demo.yaml:5:38: baud 1500000 is not reachable from 16000000 Hz: 2000000 is +33.3 %,"
        " and 2.5 % is the most a receiver can follow",
    ),
    "buffer smaller than a datagram": (
        ("in: 600", "in: 577"),
        "demo.yaml:5:50: in is 577; one datagram of mtu 576, behind its length, must fit: 578",
    ),
    "send buffer smaller than a segment": (
        ("in: 600", "in: 600, out: 200"),
        "demo.yaml:5:60: out is 200; what we send needs 256",
    ),
    "network address": (
        ("192.168.7.2/24", "192.168.7.0/24"),
        "demo.yaml:6:16: address 192.168.7.0 is the address of the network 192.168.7.0/24;"
        " a host's own address was expected",
    ),
    "broadcast address": (
        ("192.168.7.2/24", "192.168.7.255/24"),
        "demo.yaml:6:16: address 192.168.7.255 is the broadcast address of 192.168.7.0/24;"
        " a host's own address was expected",
    ),
    "multicast address": (
        ("192.168.7.2/24", "224.0.0.1/24"),
        "demo.yaml:6:16: address 224.0.0.1 is a multicast or reserved address;"
        " a host's own address was expected",
    ),
    "loopback address": (
        ("192.168.7.2/24", "127.0.0.1/24"),
        "demo.yaml:6:16: address 127.0.0.1 is a loopback or unspecified address;"
        " a host's own address was expected",
    ),
    "segment larger than the link": (
        ("mss: 216", "mss: 540"),
        "demo.yaml:8:12: mss is 540; the mtu of 576 holds 536 and headers",
    ),
    "part of a tick": (
        ("rto_init_ms: 1000", "rto_init_ms: 1050"),
        "demo.yaml:8:30: rto_init_ms is 1050: 1050 ms is not a multiple of tick_ms (100)",
    ),
    "part of a tick, by default": (
        ("tick_ms: 100", "tick_ms: 70"),
        "demo.yaml:8:30: rto_init_ms is 1000: 1000 ms is not a multiple of tick_ms (70)",
    ),
    "too many ticks": (
        ("tick_ms: 100", "tick_ms: 10"),
        "demo.yaml:8:94: fin_wait_s is 3600: 360000 ticks of 10 ms do not fit in 16 bits;"
        " use tick_ms: 60, or less time",
    ),
    "a delayed ACK that comes too late": (
        ("tick_ms: 100", "tick_ms: 500"),
        "demo.yaml:7:10: tick_ms is 500: a delayed ACK leaves when the tick ends, and RFC 9293"
        " 3.8.6.3 asks for less than 500 ms; use tick_ms: 250, or delayed_ack: false under tcp",
    ),
    "round trips that a byte cannot time": (
        ("tick_ms: 100", "tick_ms: 25"),
        "demo.yaml:7:10: tick_ms is 25: round trips are timed up to 254 ticks, here 6.35 s, and"
        " RFC 6298 3 wants long ones timed too; use tick_ms: 40 or more",
    ),
    "a SYN given up too early": (
        ("max_retries: 8", "max_retries: 3"),
        "demo.yaml:8:68: max_retries is 3: a SYN without an answer is given up after 15 s, and"
        " RFC 9293 3.8.3 asks for at least 180 s; use max_retries: 7",
    ),
    "text given up too early": (
        (
            "rto_init_ms: 1000, rto_max_ms: 60000, max_retries: 8",
            "rto_init_ms: 60000, max_retries: 3",
        ),
        "demo.yaml:8:50: max_retries is 3: text without an answer is given up after 15 s, and"
        " RFC 9293 3.8.3 asks for at least 100 s; use max_retries: 6",
    ),
    "a SYN given up too early by the default number of retries": (
        ("rto_init_ms: 1000, rto_max_ms: 60000, max_retries: 8", "rto_init_ms: 200"),
        "demo.yaml:8:30: max_retries is 8: a SYN without an answer is given up after 102.2 s, and"
        " RFC 9293 3.8.3 asks for at least 180 s; use max_retries: 10",
    ),
}

TCP_SOCKETS = DEMO[DEMO.index("  echo:") : DEMO.index("  pong:")]

BASE_RULES["records without connections"] = (
    (TCP_SOCKETS, ""),
    "demo.yaml:8:82: time_wait is 3, and no socket is tcp; remove the key",
)

BEFORE = {
    "records without connections": ("msl_s: 30", "msl_s: 30, time_wait: 3"),
    "too many ticks": ("msl_s: 30", "msl_s: 30, fin_wait_s: 3600"),
}

SOCKET_RULES = {
    "keyword": (
        ("  caller: ", "  switch: "),
        "demo.yaml:11:3: 'switch' is a C or C++ keyword; another name was expected",
    ),
    "a name of ours": (
        ("  caller: ", "  tcp_caller: "),
        "demo.yaml:11:3: 'tcp_caller' begins like Thimble's own tcp_ functions;"
        " choose another name",
    ),
    "udp with a ring": (
        ("{protocol: udp, port: 7}", "{protocol: udp, port: 7, send: 64}"),
        "demo.yaml:14:38: key 'send' is for tcp; a udp socket has protocol and port",
    ),
    "tcp with errors": (
        ("port: 9}", "port: 9, errors: true}"),
        "demo.yaml:12:52: key 'errors' is for udp; a tcp socket hears of them as signals",
    ),
    "tcp without its numbers": (
        (DEMO.splitlines()[7] + "\n", ""),
        "demo.yaml:9:3: 'echo' is a tcp socket, but key 'tcp' with its mss is missing above",
    ),
    "tcp without a role": (
        ("role: client, ", ""),
        "demo.yaml:11:3: 'caller' needs a role: server or client",
    ),
    "server without a port": (
        ("port: 9}", "send: 64}"),
        "demo.yaml:12:3: 'discard' needs a port: a server waits on one",
    ),
    "udp without a port": (
        ("{protocol: udp, port: 7}", "{protocol: udp}"),
        "demo.yaml:14:3: 'pong' needs a port: a udp socket waits on one",
    ),
    "client with a port": (
        ("role: client, ", "role: client, port: 99, "),
        "demo.yaml:11:43: a client takes a new port for each connection; remove 'port' or be a"
        " server",
    ),
    "port twice": (
        ("port: 13", "port: 9"),
        "demo.yaml:13:49: tcp port 9 belongs to 'discard' already",
    ),
    "sharing with nobody": (
        ("shares: discard", "shares: dicsard"),
        "demo.yaml:13:75: 'dicsard' is not a tcp socket of this profile;"
        " one of: caller, discard, echo",
    ),
    "sharing with a udp socket": (
        ("shares: discard", "shares: pong"),
        "demo.yaml:13:75: 'pong' is not a tcp socket of this profile;"
        " one of: caller, discard, echo",
    ),
    "sharing with itself": (
        ("shares: discard", "shares: daytime"),
        "demo.yaml:13:75: 'daytime' cannot share with itself; one of: caller, discard, echo",
    ),
    "sharing what is shared": (
        ("port: 9}", "port: 9, shares: daytime}"),
        "demo.yaml:12:60: 'daytime' has no connections of its own either; one of: caller, echo",
    ),
    "connections of one that shares": (
        ("shares: discard", "shares: discard, connections: 2"),
        "demo.yaml:13:84: 'daytime' uses the connections of 'discard'; give the number there",
    ),
    "a ring where there is none": (
        ("send: source", "send: 64"),
        "demo.yaml:13:59: 'daytime' shares with 'discard', which has no ring;"
        " use send: source, or no send",
    ),
    "rings of different sizes": (
        ("shares: discard", "shares: caller"),
        "demo.yaml:13:59: 'daytime' shares with 'caller', whose ring has 128 bytes;"
        " give send: 128 here too",
    ),
    "too many connections": (
        ("connections: 2", "connections: 31"),
        "demo.yaml:9:1: 33 connections altogether; at most 32 are possible",
    ),
}


# MUST-23, SHLD-11, RFC1122-3.2.1.3/5, RFC1122-3.2.2.9/5, RFC1122-3.3.3/3.
@pytest.mark.parametrize("rule", BASE_RULES)
def test_a_rule(rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (old, new), message = BASE_RULES[rule]
    text = changed(old, new)
    if rule in BEFORE:
        text = text.replace(*BEFORE[rule])
    assert refusal(tmp_path, text) == message


@pytest.mark.parametrize("rule", SOCKET_RULES)
def test_a_rule_about_sockets(rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (old, new), message = SOCKET_RULES[rule]
    assert refusal(tmp_path, changed(old, new)) == message


@pytest.mark.parametrize(
    ("init", "most", "retries", "seconds"),
    [(1000, 60000, 7, 183), (60000, 60000, 6, 420), (200, 60000, 10, 222), (1000, 240000, 7, 255)],
)
def test_a_syn_that_is_tried_for_three_minutes(
    init: int, most: int, retries: int, seconds: int, tmp_path: Path
) -> None:
    text = changed("rto_init_ms: 1000", f"rto_init_ms: {init}")
    text = text.replace("rto_max_ms: 60000", f"rto_max_ms: {most}")
    profile = read(tmp_path, text.replace("max_retries: 8", f"max_retries: {retries}"))
    waits, wait = 0, init
    for _ in range(retries + 1):  # the machine's own way: `let backoff` of tcp.fsm
        waits, wait = waits + wait, min(2 * wait, most)
    assert patience_ms(init, most, profile.tcp.max_retries) == waits
    assert waits // 1000 == seconds


def test_a_udp_profile_does_not_retransmit(tmp_path: Path) -> None:
    head, _, _ = changed("max_retries: 8", "max_retries: 3").partition("  echo: ")
    assert read(tmp_path, head + "  pong: {protocol: udp, port: 7}\n").tcp.max_retries == 3


@pytest.mark.parametrize("shares", ["bell", "lamp"])
def test_sharing_where_there_is_nobody(
    shares: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    head, _, _ = DEMO.partition("  echo: ")
    text = head + f"  bell: {{protocol: tcp, role: server, port: 7, shares: {shares}}}\n"
    why = "cannot share with itself" if shares == "bell" else "is not a tcp socket of this profile"
    assert refusal(tmp_path, text) == (
        f"demo.yaml:10:56: '{shares}' {why};"
        " remove 'shares': no other tcp socket here has connections of its own"
    )


@pytest.mark.parametrize("baud", [600, 9600, 38400, 57600, 115200, 250000, 500000, 1000000])
def test_a_baud_rate_that_16_mhz_can_make(baud: int, tmp_path: Path) -> None:
    assert read(tmp_path, changed("baud: 115200", f"baud: {baud}")).link.baud == baud


def test_a_port_may_be_used_once_by_each_protocol(tmp_path: Path) -> None:
    ports = [socket.port for socket in read(tmp_path).sockets]
    assert ports.count(7) == 2


def test_a_part_beside_the_profile_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "parts").mkdir()
    part = (
        "part: mine\nflash: 65536\nram: 8192\nclock_hz: 8000000\nint_bits: 16\npointer_bytes: 2\n"
    )
    (tmp_path / "parts" / "mine.yaml").write_text(part, encoding="utf-8")
    text = changed("part: atmega328p", "part: mine").replace("baud: 115200", "baud: 38400")
    assert read(tmp_path, text).part.ram == 8192
    (tmp_path / "parts" / "mine.yaml").write_text(part.replace("mine", "yours"), encoding="utf-8")
    message = "parts/mine.yaml:1:7: part is 'yours', but the file is called mine.yaml"
    assert refusal(tmp_path, text) == message

# SPDX-License-Identifier: MIT
"""Scripts that must fail, each with its message: one for each kind of check.

What the device never does wrong is spoilt on the way (SPOILT): a record is changed before the
player sees it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import devices
import facts
import packet
import pytest
from devices import Broken, Exchange, Host, Record, difference, replay
from notation import read
from player import Failed, Player
from tools import build

Device = Callable[[str], Path]
HEAD = "covers MUST-36\nsocket server ring\n"

WRONG = {
    "a flag": (
        "< syn\n> syn",
        "x:4: flags are syn ack, syn was expected\n  got:  > syn seq 0 ack 1 win 400 mss 536"),
    "a push": ('open\ncall write "a"\n> ack nopsh data "a"', "x:5: PSH is set"),
    "a sequence number": ("< syn\n> syn ack seq 1", "x:4: seq is 0, 1 was expected"),
    "an acknowledgment": ("< syn\n> syn ack 2", "x:4: ack is 1, 2 was expected"),
    "a window": ("< syn\n> syn ack win 401", "x:4: win is 400, 401 was expected"),
    "an edge": ("< syn\n> syn ack edge 400", "x:4: edge is 401, 400 was expected"),
    "an option": ("< syn\n> syn ack mss 1460", "x:4: mss is 536, 1460 was expected"),
    "an option too many": ("< syn\n> syn ack nomss", "x:4: there is an MSS option"),
    "data": ('open\ncall write "ab"\n> ack data "aB"', 'x:5: data is "ab", "aB" was expected'),
    "data too many": ('open\ncall write "ab"\n> ack', 'x:5: data is "ab", 0 was expected'),
    "a length": ('open\ncall write "ab"\n> ack len 3', "x:5: len is 2, 3 was expected"),
    "a packet too few": ("open\n> ack", "x:4: nothing was sent"),
    "a packet too many": (
        "< syn\n< ack", "x:4: no line expects\n    > syn seq 0 ack 1 win 400 mss 536"),
    "a packet at the end": ("< syn", "x:3: no line expects\n    > syn seq 0"),
    "a packet in silence": ("< syn\nnothing", "x:4: nothing was expected\n  got:  > syn seq 0"),
    "a packet in a longer silence": (
        "< syn\n> syn ack\nnothing +2000", "x:5: nothing was expected\n  got:  > syn seq 0"),
    "a packet too late": (
        "< syn\n> syn ack\n> +899 syn ack seq 0", "x:5: nothing was sent within 899 ms"),
    "a packet too early": (
        "room 100\n< syn\n> syn ack\n> +1501..4000 syn ack seq 0",
        "x:6: it was sent after 1"),
    "a signal too few": (
        "signal connected", "x:3: the application was told nothing, not CONNECTED"),
    "a signal too many": (
        "< syn\n> syn ack\n< ack", "x:5: no line expects\n      signal CONNECTED"),
    "another signal": (
        "< syn\n> syn ack\n< ack\nsignal reset",
        "x:6: the application was told CONNECTED, not RESET"),
    "text too few": ('open\ntext "a"', 'x:4: the application took 0, not "a"'),
    "text too many": (
        'open\n< ack data "a"\n> +0..500 ack\n< ack', 'x:6: no line expects\n      text "a"'),
    "other text": ('open\n< ack data "a"\ntext "b"', 'x:5: the application took "a", not "b"'),
    "an answer": ("call close", "x:3: `close` answered NO_CONNECTION, OK was expected"),
    "a count": ("call write 5", "x:3: `write` answered 0, 5 was expected"),
    "a state": ("open\ncall status = LISTEN", "x:4: `status` answered ESTAB, LISTEN was expected"),
    "a drop": ("open\n< ack sum bad\ndrop tcp_option",
               "x:5: 0 dropped as tcp_option, 1 expected"),
    "too much to collect": ("open\ncall write 5\ncollect 4", "x:5: 5 bytes came"),
    "too little to collect": ("open\ncall write 5\ncollect 6", "x:5: nothing more came after 5"),
    "an echo": ('< icmp 8 0 id 1 data "a"\n> icmp 0 0 id 2 data "a"', "x:4: id is 0001"),
    "a datagram nobody wants": ("< icmp 8 0\n< ack", "x:4: no line expects\n    p "),
    "another connection": (
        "connection b\nb< syn\n> syn ack\n", "x:5: nothing was sent"),
    "a socket that is not there": (
        "socket client source receive_ring wide", "x:3: profile workbench has no socket that is"),
    "a name": ("open\ncall write lenght", "x:4: `lenght` is not a name"),
}

NO_SCRIPT = {
    "no requirement": ("open", "x:1: what is it for?"),
    "an unknown verb": (HEAD + "opne", "x:3: `opne` is not known"),
    "an unknown field": (HEAD + "< ack widnow 3", "x:3: `widnow` is not known in a packet"),
    "a field without value": (HEAD + "< ack win", "x:3: `win` of what?"),
    "a time": (HEAD + "> ~5 ack", "x:3: `~5` is not known in a packet"),
    "no end": (HEAD + "repeat 5\nopen", "x:4: `end` is missing"),
    "no repeat": (HEAD + "end", "x:3: `end` without `repeat`"),
}


def play(text: str, device: Path, host: Callable[[Path], Host] = Host,
         profile: str = "workbench") -> str:
    """What is wrong with it, "" when nothing."""
    with host(device) as talking:
        try:
            Player(read(Path("x"), text), facts.load(profile), talking).play()
        except Failed as failed:
            return str(failed)
    return ""


@pytest.mark.parametrize("mistake", WRONG)
def test_a_script_that_is_not_so(mistake: str, host_device: Device) -> None:
    lines, message = WRONG[mistake]
    assert play(HEAD + lines, host_device("workbench")).startswith(message)


WRITES = HEAD.replace("ring", "source writes")

FROM_A_SOURCE = {
    "data": ('open\ncall write "ab"\n> ack data "aB"', 'x:5: data is "ab", "aB" was expected'),
    "a write before the end": (
        'open\ncall write "a"\n> ack data "a"\n< ack\ncall close\n> fin ack\ncall write 1',
        "x:9: `write` answered 0, 1 was expected"),
    "more than is kept": (
        f'open\ncall write "{"a" * 65}"', "x:4: `write` answered 64, 65 was expected"),
}


@pytest.mark.parametrize("mistake", FROM_A_SOURCE)
def test_what_a_source_writes_is_compared(mistake: str, host_device: Device) -> None:
    lines, message = FROM_A_SOURCE[mistake]
    assert play(WRITES + lines, host_device("tiny"), profile="tiny").startswith(message)


@pytest.mark.parametrize("mistake", NO_SCRIPT)
def test_a_file_that_is_no_script(mistake: str) -> None:
    text, message = NO_SCRIPT[mistake]
    with pytest.raises(SystemExit) as wrong:
        read(Path("x"), text)
    assert str(wrong.value).startswith(message)


def resealed(change: Callable[[bytearray], None]) -> Callable[[bytes], bytes]:
    """Changes the segment of a datagram, and makes its TCP checksum right again."""

    def spoil(frame: bytes) -> bytes:
        ip = packet.parse_ip(frame)
        body = bytearray(ip.body)
        change(body)
        body[16:18] = b"\0\0"
        total = packet.checksum(packet.pseudo(ip.src, ip.dst, 6, bytes(body)) + body)
        body[16:18] = total.to_bytes(2, "big")
        return frame[:20] + bytes(body)

    return spoil


def put(at: int, value: int) -> Callable[[bytearray], None]:
    def change(body: bytearray) -> None:
        body[at] = value

    return change


def longer(frame: bytes) -> bytes:
    """A segment of text with three bytes more."""
    ip = packet.parse_ip(frame)
    if len(frame) == 40 or ip.body[13] & packet.SYN:
        return frame
    whole = packet.build_ip(packet.Ip(ip.src, ip.dst, 6, ip.body + b"xyz"))
    body = bytearray(whole[20:])
    body[16:18] = b"\0\0"
    total = packet.checksum(packet.pseudo(ip.src, ip.dst, 6, bytes(body)) + body)
    return whole[:36] + total.to_bytes(2, "big") + whole[38:]


DATA = 'open\ncall write "abc"\n> ack data "abc"'
SPOILT: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "an IPv4 checksum": (
        lambda f: f[:10] + bytes([f[10] ^ 1]) + f[11:], "< syn", "the IPv4 header checksum"),
    "a TCP checksum": (
        lambda f: f[:36] + bytes([f[36] ^ 1]) + f[37:], "< syn", "the TCP checksum is wrong"),
    "a total length": (lambda f: f + b"\0", "< syn", "total length is 44, the datagram has 45"),
    "a fragment": (
        lambda f: packet.build_ip(packet.Ip("192.168.7.2", "192.168.7.1", 6, f[20:],
                                            fragment=0x2000)), "< syn", "it is a fragment"),
    "a TTL": (
        lambda f: packet.build_ip(packet.Ip("192.168.7.2", "192.168.7.1", 6, f[20:], ttl=1)),
        "< syn", "its TTL is 1"),
    "a source": (
        lambda f: packet.build_ip(packet.Ip("192.168.7.9", "192.168.7.1", 6, f[20:])), "< syn",
        "it comes from 192.168.7.9"),
    "a reserved bit": (resealed(put(12, 0x61)), "< syn", "a reserved bit is set"),
    "ECE": (resealed(put(13, 0x52)), "< syn", "ECE or CWR is set"),
    "no flag": (
        resealed(lambda body: None if body[13] & 2 else body.__setitem__(13, 0)), DATA,
        "neither SYN nor ACK nor RST is set"),
    "an urgent pointer": (resealed(put(19, 1)), "< syn", "an urgent pointer without URG"),
    "an option list": (resealed(put(21, 9)), "< syn", "an option does not fit"),
    "an option without SYN": (resealed(put(13, 0x10)), "< syn", "a MSS option without SYN"),
    "an unknown port": (resealed(put(2, 1)), "< syn", "a segment to 192.168.7.1:"),
    "a window that shrinks": (
        resealed(lambda body: None if body[13] & 2 else body.__setitem__(15, 5)), DATA,
        "the window has shrunk: its right edge was 401, is 262"),
    "a segment too long": (
        longer, DATA.replace("open", "open mss 3"), "6 bytes of text, mss is 3"),
    "a segment past the window": (
        longer, DATA.replace("open", "open win 3"), "it goes past the window, which ends at 4"),
}


class Spoiler(Host):
    """Every packet goes through `spoil`."""

    def __init__(self, program: Path, spoil: Callable[[bytes], bytes]) -> None:
        super().__init__(program)
        self.spoil = spoil

    def record(self) -> Record:
        record = super().record()
        return record[:5] + self.spoil(record[5:]) if record[:1] == b"p" else record


@pytest.mark.parametrize("defect", SPOILT)
def test_a_packet_that_no_script_could_want(defect: str, host_device: Device) -> None:
    spoil, lines, message = SPOILT[defect]
    said = play(HEAD + lines, host_device("workbench"), lambda path: Spoiler(path, spoil))
    assert said.partition(": ")[2].startswith(message)


def test_a_chip_that_says_otherwise() -> None:
    talk = [Exchange(b"I", (b".0",), 0), Exchange(b"F", (b"pA", b".0"), 7)]
    assert difference(talk, [b".0", b"pA", b".0"]) is None
    assert difference(talk, [b".0", b"pB", b".0"]) == (7, b"pA", b"pB")
    assert difference(talk, [b".0"]) == (7, b"pA", b"")
    assert difference(talk, [b".0", b"pA", b".0", b"pC"]) == (7, b"", b"pC")


def test_a_chip_of_another_mind(host_device: Device, chip_device: Device, tmp_path: Path) -> None:
    """What the host was told is not what the chip hears: the answer differs."""
    with Host(host_device("workbench")) as host:
        Player(read(Path("x"), HEAD + "< syn\n> syn ack"), facts.load("workbench"), host).play()
    last = host.talk[-1]
    other = bytearray(last.command)
    other[13] ^= 0x80  # its IPv4 checksum is wrong now: no SYN-ACK
    talk = [*host.talk[:-1], Exchange(bytes(other), last.records, last.line)]
    said = replay(build.AVRSIM, chip_device("workbench"), talk, tmp_path, patience_ms=100)
    found = difference(talk, said)
    assert found is not None and found[0] == 3 and found[1][:1] == b"p"


def test_a_chip_with_more_stack_than_was_computed(
        host_device: Device, chip_device: Device, tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch) -> None:
    with Host(host_device("workbench")) as host:
        Player(read(Path("x"), HEAD + "< syn\n> syn ack"), facts.load("workbench"), host).play()
    firmware = chip_device("workbench")
    assert replay(build.AVRSIM, firmware, host.talk, tmp_path)
    monkeypatch.setattr(devices, "most_stack", lambda firmware: 40)
    with pytest.raises(Broken, match=r"the stack took \d\d bytes, allowed are 40"):
        replay(build.AVRSIM, firmware, host.talk, tmp_path)


def test_the_tree_of_scripts_is_not_empty() -> None:
    listed = subprocess.run(["git", "ls-files", "tests/scripts/*.script"], cwd=facts.ROOT,
                            capture_output=True, text=True, check=True).stdout.split()
    assert len(listed) >= 150

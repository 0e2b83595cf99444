# SPDX-License-Identifier: MIT
"""The other end of the serial line: scripts in virtual time, and the kernel behind a TUN device."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from conftest import Build, Run

ECHO = """\
# the four bytes SLIP treats specially are in it
at 5 send 01 02 c0 db dc dd 03
expect within 20 01 02 c0 db dc dd 03
after 3 send 0405
expect 04 ??
after 100 silence
at 300 quit
"""


def test_a_frame_comes_back_as_it_went(build: Build, run: Run) -> None:
    ran = run(build("slip_echo"), "--check", script=ECHO)
    assert ran.status == 0, ran.said
    frames = ran.json["frames"]
    assert [(f["to"], f["hex"]) for f in frames] == [
        ("chip", "0102c0dbdcdd03"), ("peer", "0102c0dbdcdd03"), ("chip", "0405"), ("peer", "0405")]
    assert frames[0]["ms"] == 5.0
    # out: seven bytes, two escapes, two ENDs; back: the same but for the first END; 85 us each
    assert 5 + 21 * 0.085 <= frames[1]["ms"] < 5 + 22 * 0.085 + 0.1
    assert ran.json["cycles"] == 300 * 16000 and ran.json["stopped"] == "quit"


def test_an_answer_can_be_answered_at_once(build: Build, run: Run) -> None:
    ran = run(build("slip_echo"), script="at 5 send 01\nexpect 01\nafter 0 send 02\nexpect 02\n")
    assert ran.status == 0, ran.said
    frames = ran.json["frames"]
    assert frames[1]["to"] == "peer" and frames[2]["to"] == "chip"
    assert frames[2]["ms"] == frames[1]["ms"]


def test_two_runs_are_the_same_to_the_byte(build: Build, run: Run) -> None:
    elf = build("slip_echo")
    assert run(elf, script=ECHO).text == run(elf, script=ECHO).text
    other = ECHO.replace("at 5", "at 5.001")
    assert run(elf, script=ECHO).text != run(elf, script=other).text


def test_stress_loses_and_spoils_nothing(build: Build, run: Run) -> None:
    ran = run(build("slip_echo"), "--check", "--stress", "all", script=ECHO)
    assert ran.status == 0, ran.said


@pytest.mark.parametrize(("script", "complaint"), [
    ("at 1 send 0102\nexpect 0103\n", ":2: the frame that came differs: byte 1 is 02, expected 03"),
    ("at 1 send 0102\nexpect 010203\n", ":2: the frame that came differs: 2 bytes, expected 3"),
    ("expect within 5 01\n", ":1: no frame came in time"),
    ("at 1 send 0102\nat 1 quit\nexpect 01\n", ":3: never reached"),
    ("at 1 send 01\nat 9 send 02\nexpect 01\n", ": 1 frame(s) from the chip that no line expects"),
    ("at 1 send 01\nafter 20 silence\n",
     ":2: the chip sent a frame of 1 bytes where silence is expected"),
])
def test_an_expectation_that_fails(build: Build, run: Run, script: str, complaint: str) -> None:
    ran = run(build("slip_echo"), script=script)
    assert ran.status == 1
    assert f"peer.script{complaint}" in ran.said
    assert any(complaint in failure for failure in ran.json["failures"])


@pytest.mark.parametrize(("script", "complaint"), [
    ("hello\n", ":1: 'hello' is not known; at, after or expect is expected"),
    ("\n# fine\nat 5 sing 01\n", ":3: 'sing' is not known; send, raw, silence or quit is expected"),
    ("at soon quit\n", ":1: 'soon' is not a time; milliseconds are expected, like 12.5"),
    ("at 1 send 0g\n", ":1: '0g' is not a byte; two hex digits are expected"),
    ("expect 0\n", ":1: '0' is not a byte; two hex digits are expected, or ?? for any byte"),
    ("at 1 send\n", ":1: no bytes; hex digits are expected, like 45 00"),
    ("at 1 quit now\n", ":1: 'now' is one word too many"),
])
def test_a_script_that_makes_no_sense(build: Build, run: Run, script: str, complaint: str) -> None:
    ran = run(build("slip_echo"), script=script)
    assert ran.status == 2
    assert f"peer.script{complaint}" in ran.said
    assert ran.text == "", "no report of a run that was none"


IN_NAMESPACE = """\
set -eu
"$1" "$2" --link slip:tun=thimble0 --clock real --check --json "$3" --seconds 30 &
chip=$!
i=0
until ip link show thimble0 >/dev/null 2>&1; do i=$((i + 1)); test $i -lt 100; sleep 0.05; done
ip address add 192.168.7.1/24 dev thimble0
ip link set thimble0 up
ping -c 3 -i 0.2 -W 5 -q 192.168.7.2
ping -c 2 -i 0.2 -W 5 -q -s 500 192.168.7.2
kill -TERM $chip
wait $chip
if ip link show thimble0 2>/dev/null; then exit 9; fi
"""


def test_the_kernel_pings_the_chip(build: Build, avrsim: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    script = tmp_path / "ping.sh"
    script.write_text(IN_NAMESPACE, encoding="utf-8")
    done = subprocess.run(
        ["unshare", "--net", "--pid", "--fork", "--kill-child", "sh", script,
         avrsim, build("slip_echo"), out], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 packets transmitted, 3 received" in done.stdout
    assert "2 packets transmitted, 2 received" in done.stdout
    measured = json.loads(out.read_text(encoding="utf-8"))
    assert measured["stopped"] == "signal"
    assert measured["frames_in"] == measured["frames_out"] == 5  # no IPv6 chatter on a SLIP line
    assert measured["violations"] == []

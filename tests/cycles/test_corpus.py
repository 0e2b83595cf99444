# SPDX-License-Identifier: MIT
"""Every entry of the fuzz corpora, on the chip: it sends the packets that the host sends, byte for
byte, no run is longer than its bound, and none of the conditions that it rests on is broken.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tools import build, frames, measure
from tools.measure import Script
from tools.shell import BUILD, ROOT

import facts
import packet
from cycles import Trial
from devices import END, Host, difference, replay_measured, slip

from proofs.cycles import Firmware, interrupts

CORPUS = ROOT / "fuzz" / "corpus"
PROTOCOLS = {"icmp_packet": packet.ICMP, "tcp_packet": packet.TCP, "udp_packet": packet.UDP}
FUZZED = "workbench"  # the profile that fuzz/ is built for
LATE = 21  # ticks before the first poll, at most: the examples gather their secret for 2.1 s

TrialOf = Callable[[str], Trial]


def entries(target: str) -> list[Path]:
    found = sorted((CORPUS / target).iterdir())
    assert found
    return found


def datagrams() -> Iterator[bytes]:
    """The packet corpora; what is no whole datagram becomes one."""
    for entry in entries("ipv4_packet"):
        yield entry.read_bytes()
    for target, protocol in PROTOCOLS.items():
        for entry in entries(target):
            yield packet.build_ip(
                packet.Ip("192.168.7.1", "192.168.7.2", protocol, entry.read_bytes()))


def play(trial: Trial, profile: str, commands: list[bytes], folder: Path, ticks: int) -> int:
    """On the host, and then the same on the chip under its limits; how many packets they sent."""
    program = BUILD / "host" / f"scripted_{profile}"
    build.need("host", program, program.name)
    with Host(program) as host:
        for command in commands:
            host.obey(command)
        talk = host.talk
    limits = trial.limits(ticks)
    said, report = replay_measured(build.AVRSIM, trial.firmware.image.path, talk, folder,
                                   limits=limits)
    assert difference(talk, said) is None
    assert not trial.problems(ticks, report)
    sent = [at for at, record in enumerate(said) if record[:1] == b"p"]
    for at in sent[:1] + sent[-1:]:  # one bit otherwise in a packet would have been noticed
        other = said[at][:-1] + bytes([said[at][-1] ^ 1])
        found = difference(talk, [*said[:at], other, *said[at + 1 :]])
        assert found is not None and found[1:] == (said[at], other)
    return len(sent)


LONG = os.environ.get("THIMBLE_LONG") == "1"
PROFILES = [*facts.names(), "datagrams"] if LONG else ["datagrams", "tiny", "workbench"]


@pytest.mark.parametrize("profile", PROFILES)
def test_packets(profile: str, trial_of: TrialOf, tmp_path: Path) -> None:
    commands = [b"I", *(b"F" + datagram for datagram in datagrams())]
    play(trial_of(f"scripted_{profile}"), profile, commands, tmp_path, 1)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """fuzz/recorded/stack.cpp, built."""
    made = tmp_path_factory.mktemp("corpus") / "stack"
    folders = [f"generated/{FUZZED}", "core", "fuzz", f"fuzz/reference/tables/{FUZZED}"]
    subprocess.run(
        ["g++", "-std=c++17", "-O1", *(f"-I{ROOT / folder}" for folder in folders),
         ROOT / "fuzz" / "recorded" / "stack.cpp", "-o", made], check=True)
    return made


def test_op_programs(recorded: Path, trial_of: TrialOf, tmp_path: Path) -> None:
    commands: list[bytes] = []
    answers = 0  # of the target's own stack; the device polls more often, so it has more of them
    for entry in entries("stack"):
        ran = subprocess.run([recorded, entry], capture_output=True, text=True, check=True)
        lines = [line for line in ran.stdout.split() if not line.startswith("=")]
        commands += [b"I", *map(bytes.fromhex, lines)]
        answers += ran.stdout.count("\n=")
    assert play(trial_of(f"scripted_{FUZZED}"), FUZZED, commands, tmp_path, LATE) >= answers > 0


def under_limits(
    trial: Trial, avrsim: Path, folder: Path, lines: list[str], *options: str
) -> dict[str, Any]:
    """A script for an example at its UART; avrsim's report, when no bound was broken."""
    script, report = folder / "line.script", folder / "report.json"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ran = subprocess.run(
        [avrsim, trial.firmware.image.path, "--link", f"script:{script}", "--check", "--json",
         report, "--limits", trial.limits(LATE), *options],
        capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    measured: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    assert not trial.problems(LATE, measured)
    return measured


def test_a_conversation(trial_of: TrialOf, avrsim: Path, tmp_path: Path) -> None:
    """What costs the example most: whole datagrams, a keyed number, a day to be computed."""
    trial = trial_of("services")
    script = Script(trial.firmware.image.path, tmp_path)
    text = bytes(measure.DATA_BYTES)
    script.send(frames.ping(text), frames.udp(4000, 7, text),
                frames.tcp(4013, 13, 1000, 0, frames.SYN))
    began = script.find("SYN from port 13", measure.answers_syn(13)).seqno
    script.send(frames.tcp(4013, 13, 1001, began + 1, frames.ACK),
                frames.tcp(4013, 13, 1001, began + 1, frames.ACK | frames.FIN))
    under_limits(trial, avrsim, tmp_path, [*script.lines, f"at {script.ms + 500} quit"])


def test_a_length_that_is_too_small(avrsim: Path, tmp_path: Path) -> None:
    """What loops.yaml says of a caller is tried too."""
    path = BUILD / "avr" / "services.elf"
    build.need("avr", path, path.name)
    firmware = Firmware(path)
    firmware.table.sizes["ipv4_transport_sum"].callers["udp_receive"] = "60"
    trial = Trial("services", firmware, tmp_path)
    script = Script(firmware.image.path, tmp_path)
    script.send(frames.udp(4000, 7, bytes(measure.DATA_BYTES)))
    with pytest.raises(AssertionError) as refused:
        under_limits(trial, avrsim, tmp_path, [*script.lines, f"at {script.ms + 100} quit"])
    assert re.search(r"avrsim: stack_receive: core/avr/checksum.S:\d+: at most bytes / 4 turns: "
                     r"that was exceeded by \d+\n", str(refused.value))


def test_the_line(trial_of: TrialOf, avrsim: Path, tmp_path: Path) -> None:
    """The example at its UART: the line's corpus, and every datagram; its interrupts too."""
    trial = trial_of("services")
    silence = interrupts.silence(trial.firmware)
    lines = ["at 2400 raw c0"]  # it gathers its secret before
    for entry in entries("slip"):
        lines.append(f"after 20 raw {(entry.read_bytes() + bytes([END])).hex()}")
    lines += [f"after 50 raw {slip(datagram).hex()}" for datagram in datagrams()]
    measured = under_limits(
        trial, avrsim, tmp_path, [*lines, "after 1500 quit"], "--stress", "all")
    for vector, figures in measured["interrupts"].items():
        assert figures["max"] <= silence.handlers[f"__vector_{vector}"]
    assert 0 < measured["irq_off_max_cycles"] <= silence.cycles

# SPDX-License-Identifier: MIT
"""Our own firmwares: every example, and the scripted device of every profile and so of every level.
The bound is never below what the simulator measures, and at most 10 % or 8 bytes above.

What is played to each is known to lead to its deepest place. Every other script meets the same
bound in tests/scripts.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from proofs.stack import bound
from tools import build, frames
from tools.frames import SOURCE, SYN, tcp, udp
from tools.measure import Script
from tools.shell import BUILD

sys.path.append(str(ROOT / "tests" / "scripts"))

import facts  # noqa: E402
import notation  # noqa: E402
from devices import Host, replay  # noqa: E402
from player import Player  # noqa: E402

# An example, and what it gets: a SYN that it answers, and what makes it call the peer, unless it
# does so by itself.
SERVICES = (tcp(4000, 7, 1000, 0, SYN), udp(4000, 9999, b"CONN" + SOURCE + b"\x13\x88"))
EXAMPLES = {
    "services": SERVICES,
    "workbench": SERVICES,
    "telemetry_update": (tcp(4000, 8266, 1000, 0, SYN), tcp(4001, 8266, 1000, 0, SYN)),
}
# A profile's deepest place, and a script that reaches it.
SCRIPTS = {
    "everything": "window_update_once",
    "sensor": "rto_after_syn",
    "services": "ack_rides",
    "telemetry_update": "window_update_once",
    "tiny": "window_zero_probed",
    "workbench": "window_zero_probed",
}
DATAGRAMS = "datagrams"  # has no TCP, so no script is for it


def check(firmware: Path, measured: int) -> None:
    total = bound(firmware).total
    assert measured <= total <= measured + max(8, measured // 10)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example(name: str, avrsim: Path, tmp_path: Path) -> None:
    """With every interrupt forced at every new low, the link's by a byte that ends a frame."""
    firmware = BUILD / "avr" / f"{name}.elf"
    build.need("avr", firmware, firmware.name)
    script = Script(firmware, tmp_path)
    script.ms = 2300  # it gathers its secret for 2.1 s
    script.send(*EXAMPLES[name])
    check(firmware, int(script.play()["high_water_bytes"]))


@pytest.mark.parametrize("profile", SCRIPTS)
def test_scripted(profile: str, avrsim: Path, tmp_path: Path) -> None:
    host, firmware = f"scripted_{profile}", f"scripted_{profile}.elf"
    build.need("host", BUILD / "host" / host, host)
    build.need("avr", BUILD / "avr" / firmware, firmware)
    path = ROOT / "tests" / "scripts" / f"{SCRIPTS[profile]}.script"
    script = notation.read(path, path.read_text(encoding="utf-8"))
    with Host(BUILD / "host" / host) as device:
        Player(script, facts.load(profile), device).play()
    replay(avrsim, BUILD / "avr" / firmware, device.talk, tmp_path)
    measured = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    check(BUILD / "avr" / firmware, measured["high_water_bytes"])


def test_datagrams(avrsim: Path, tmp_path: Path) -> None:
    """Half a datagram, and the minute after which the sender is told."""
    firmware = BUILD / "avr" / f"scripted_{DATAGRAMS}.elf"
    build.need("avr", firmware, firmware.name)
    whole = udp(4000, 7, bytes(24))
    head = struct.pack("!BBHHHBBH", 0x45, 0, 36, 1, 0x2000, 64, 17, 0) + whole[12:20]
    minute = b"T" + struct.pack("!IH", 60000, 0)
    commands = [b"I" + bytes(16), b"F" + frames.sealed(head, 10) + whole[20:36], minute, minute]
    lines = ["after 1 raw c0", *(f"after 50 send {one.hex()}" for one in commands), "after 50 quit"]
    script, out = tmp_path / "script", tmp_path / "out.json"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    subprocess.run([avrsim, firmware, "--link", f"script:{script}", "--clock", "virtual", "--check",
                    "--json", out], check=True, capture_output=True)
    check(firmware, json.loads(out.read_text(encoding="utf-8"))["high_water_bytes"])


def test_nothing_of_ours_is_left_out() -> None:
    generated = {path.parent.name for path in ROOT.glob("generated/*/profile.h")}
    assert generated == {*SCRIPTS, DATAGRAMS}
    build.configure("avr")
    asked = subprocess.run(["ninja", "-C", BUILD / "avr", "-t", "targets", "all"],
                           check=True, capture_output=True, text=True).stdout
    linked = {line.split(".elf:")[0] for line in asked.splitlines() if ".elf: CXX_EXEC" in line}
    ours = {name for name in linked if not name.startswith(("bench_", "price_", "scripted_"))}
    assert ours == set(EXAMPLES)

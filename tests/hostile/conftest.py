# SPDX-License-Identifier: MIT
"""A conversation with the simulated chip: frames go in at fixed times, what it says comes back.

Virtual time is exact, so a run repeats to the cycle, and the initial sequence number that a first
run shows is the one of every run that begins alike.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import frames
import pytest
from scapy.layers.inet import IP, TCP
from tools import build
from tools.chip import most_stack

ALL = frames.frames()
FIRST_MS = 100  # the chip looks for its secret for 65 ms
STEP_MS = 70  # the longest frame takes 23 ms on the line, its answer as long


@dataclass(frozen=True)
class Say:
    """A frame by name; `ack` bytes of the device's stream are acknowledged, its SYN among them."""

    name: str
    ack: int | None = None


Talk = Callable[..., list[list[IP]]]


def run(said: list[bytes], folder: Path) -> list[list[IP]]:
    """What the chip sent after each frame, up to the next one."""
    lines = [f"at {FIRST_MS + STEP_MS * i} send {frame.hex()}" for i, frame in enumerate(said)]
    lines.append(f"at {FIRST_MS + STEP_MS * len(said)} quit")
    heard: list[list[IP]] = [[] for _ in said]
    for ms, frame in play(lines, folder):
        heard[int((ms - FIRST_MS) // STEP_MS)].append(IP(frame))
    return heard


def play(lines: list[str], folder: Path) -> list[tuple[float, bytes]]:
    """Runs a script for avrsim with every check on; what the chip sent, and when."""
    script, report = folder / "peer.script", folder / "report.json"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run(
        [build.AVRSIM, build.ROOMY_FIRMWARE, "--link", f"script:{script}", "--clock", "virtual",
         "--check", "--expect-max-stack", str(most_stack(build.ROOMY_FIRMWARE)), "--json", report],
        capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    passed = json.loads(report.read_text(encoding="utf-8"))["frames"]
    return [(f["ms"], bytes.fromhex(f["hex"])) for f in passed if f["to"] == "peer"]


@pytest.fixture(scope="session")
def built() -> None:
    build.need("avr", build.ROOMY_FIRMWARE, "workbench.elf")
    build.need("sim", build.AVRSIM, "avrsim")


@pytest.fixture(scope="session")
def talk(built: None, tmp_path_factory: pytest.TempPathFactory) -> Talk:
    """talk("syn", Say("ack", 1), ...): sends these, then a ping that must be answered."""
    folder = tmp_path_factory.mktemp("hostile")

    @lru_cache
    def first_sequence_number(syn: str) -> int:
        answer = run([ALL[syn]], folder)[0][0]
        assert answer[TCP].flags == "SA"
        return int(answer[TCP].seq)

    def speak(*said: Say | str) -> list[list[IP]]:
        raw = []
        for one in said:
            if isinstance(one, str):
                raw.append(ALL[one])
            else:
                assert isinstance(said[0], str) and one.ack is not None
                ackno = (first_sequence_number(said[0]) + one.ack) & 0xFFFFFFFF
                raw.append(frames.acknowledging(ALL[one.name], ackno))
        *heard, last = run([*raw, ALL["ping"]], folder)
        assert len(last) == 1 and bytes(last[0])[20] == 0, "the chip no longer answers a ping"
        return heard

    return speak

# SPDX-License-Identifier: MIT
"""Cycles of a pure ACK and of an echo of 100 bytes, as the bench counts them (bench_cycles.py).

What a run gave is kept beside the firmwares: the same program in the same simulator gives the same
figures.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from tools import build, frames
from tools.bench_cycles import DATA_100, LINUX_SYN, PURE_ACK, Step, judged, pattern, syn_ack, text
from tools.frames import ACK, PSH, SYN
from tools.measure import Script, answers_syn
from tools.price_build import FOLDER

START_MS = 50  # nobody gathers a secret here
KEPT = FOLDER / "cycles.json"

Counted = dict[str, int]  # "ack", "data"


def counted(programs: Sequence[Path]) -> dict[Path, Counted]:
    """Each program's cycles; two at a time."""
    build.need("sim", build.AVRSIM, "avrsim")
    kept: dict[str, Counted] = json.loads(KEPT.read_text()) if KEPT.is_file() else {}
    hashes = {program: fingerprint(program) for program in programs}
    new = list({code: program for program, code in hashes.items() if code not in kept}.items())
    with ThreadPoolExecutor(2) as pool:
        for (code, _), found in zip(new, pool.map(lambda each: measure(each[1]), new)):
            kept[code] = found
    KEPT.write_text(json.dumps(kept, indent=1) + "\n")
    return {program: kept[code] for program, code in hashes.items()}


def fingerprint(program: Path) -> str:
    """Of the program and of what runs it."""
    return hashlib.sha256(program.read_bytes() + simulator()).hexdigest()


@cache
def simulator() -> bytes:
    """Its hash: it is read once."""
    return hashlib.sha256(build.AVRSIM.read_bytes()).digest()


def measure(program: Path) -> Counted:
    """A connection, 100 bytes and their echo, and its acknowledgment."""
    with tempfile.TemporaryDirectory() as folder:
        script = Script(program, Path(folder))
        script.ms = START_MS
        steps = converse(script)
        measured = script.play()
    found = {each.case: each.total for each in judged(steps, measured, "priced")}
    return {"ack": found[PURE_ACK], "data": found[DATA_100]}


def converse(script: Script) -> list[Step]:
    """The bench's first frames, for a frame buffer of 240 bytes."""
    short, port = pattern(100), 4007
    steps = [Step(frames.tcp(port, 7, 999, 0, SYN, options=LINUX_SYN), syn_ack(1000))]
    script.send(steps[0].packet)
    ours = script.find("SYN from port 7", answers_syn(7)).seqno + 1
    steps += [
        Step(frames.tcp(port, 7, 1000, ours, ACK), None),
        Step(frames.tcp(port, 7, 1000, ours, ACK | PSH, short), text(1100, short), DATA_100),
        Step(frames.tcp(port, 7, 1100, ours + 100, ACK), None, PURE_ACK),
    ]
    script.send(*(step.packet for step in steps[1:]))
    return steps

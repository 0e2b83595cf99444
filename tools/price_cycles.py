# SPDX-License-Identifier: MIT
"""Cycles of a pure ACK and of an echo of 100 bytes, as the bench counts them (bench_cycles.py)."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools import build, frames
from tools.bench_cycles import DATA_100, LINUX_SYN, PURE_ACK, Step, judged, pattern, syn_ack, text
from tools.frames import ACK, PSH, SYN
from tools.measure import Script, answers_syn
from tools.price_kept import Figures, hash_of, measured

START_MS = 50  # nobody gathers a secret here


def counted(programs: Sequence[Path]) -> dict[Path, Figures]:
    """Each program's cycles: `ack` and `data`."""
    if not programs:
        return {}
    build.need("sim", build.AVRSIM, "avrsim")
    return measured("cycles", programs, hash_of([build.AVRSIM, Path(__file__)]), count)


def count(program: Path) -> Figures:
    """A connection, 100 bytes and their echo, and its acknowledgment."""
    with tempfile.TemporaryDirectory() as folder:
        script = Script(program, Path(folder))
        script.ms = START_MS
        steps = converse(script)
        found = {each.case: each.total for each in judged(steps, script.play(), program.stem)}
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

# SPDX-License-Identifier: MIT
"""The targets with a peer, and what fuzz/liveness.hpp asks of a stack, can fail: each oracle sees a
bug planted in a copy of the sources, from the committed seeds.

A plant is one replacement in one file. If the line is no longer there the test fails, so a plant
cannot die unseen.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
INCLUDES = ("core", "fuzz")
WORKBENCH = ("generated/workbench", "fuzz/reference/tables/workbench")
CLANG = ["clang++-19", "-std=c++17", "-O1", "-fsanitize=fuzzer,address,undefined",
         "-fno-sanitize-recover=all", "-isystem", "/usr/include/lwip"]


@dataclass(frozen=True)
class Plant:
    """`right` becomes `wrong` in `path`; `target` must stop and print what `says` matches."""

    target: str
    path: str
    right: str
    wrong: str
    says: str


MACHINE = "generated/everything/tcp_machine.h"
PLANTS = {
    "early text lands one byte too far": Plant(
        "pair", "core/tcp_order.h", "(uint16_t)(tcp_rx_used_of(c) + at), ring)",
        "(uint16_t)(tcp_rx_used_of(c) + at + (at != 0)), ring)",
        r"does not hold: text\[i\] == said"),
    "what was delivered is delivered again": Plant(
        "pair", "core/tcp_text.h", "text += (uint16_t)(bytes - at);", "",
        r"does not hold: text\[i\] == said"),
    "nothing goes again": Plant(
        "pair", MACHINE, "    c->rtt_mark = 0;\n    tcp_lose(s, c);\n    c->rexmt_due = 1;\n",
        "    c->rtt_mark = 0;\n    tcp_lose(s, c);\n",
        r"does not hold: w\.now - start <= most"),
    "what was told is told again": Plant(
        "pair", "core/tcp_tell.h", "        c->signals = 0;\n", "",
        r"does not hold: (!mine\.|mine\.end|turns|sent)"),
    "a byte behind the stack is written": Plant(
        "pair", "core/stack.h", "    ticks = tcp_elapse_ticks(s, now_ms);",
        "    ((uint8_t *)(s + 1))[9] = 0;\n    ticks = tcp_elapse_ticks(s, now_ms);",
        r"does not hold: std::memcmp\(after"),
    "nobody looks at the checksum": Plant(
        "pair", "core/tcp_arrival.h", "if (!tcp_checksum_accepts(",
        "if (false && !tcp_checksum_accepts(",
        r"fuzz/device\.hpp:\d+: does not hold: count == 0"),
    "lwIP is not sent again what it has lost": Plant(
        "lwip", MACHINE, "    c->rtt_mark = 0;\n    tcp_lose(s, c);\n    c->rexmt_due = 1;\n",
        "    c->rtt_mark = 0;\n    tcp_lose(s, c);\n",
        r"does not hold: w\.now - start <= most"),
    "lwIP is sent the ring's first byte twice": Plant(
        "lwip", "core/tcp_send.h", "tcp_ring_read(s, c, number, ahead, frame",
        "tcp_ring_read(s, c, number, (uint16_t)(ahead - (ahead != 0)), frame",
        r"does not hold: frame\[head \+ i\] == said"),
    "nobody is let in after twenty seconds": Plant(
        "stack", "core/tcp_receive.h", "    if (!PROFILE_PASSIVE || socket == PROFILE_NO_SOCKET ||",
        "    if (s->ticks > 200 || socket == PROFILE_NO_SOCKET ||",
        r"fuzz/liveness\.hpp:\d+: does not hold: !\(out\.tcp\.flags & RST\)"),
    "a byte behind the fuzzed stack is written": Plant(
        "stack", "core/stack.h", "    ticks = tcp_elapse_ticks(s, now_ms);",
        "    ((uint8_t *)(s + 1))[9] = 0;\n    ticks = tcp_elapse_ticks(s, now_ms);",
        r"does not hold: std::memcmp\(home\.after"),
    "a FIN goes before the last of the text": Plant(
        "stack", "core/tcp_send.h", "    if (found < room && c->fin_req) {",
        "    if (c->fin_req && ahead + found + 8u > tcp_ring_used_of(c)) {",
        r"does not hold: (first - c\.snd_una \+ text == tcp_ring_used"
        r"|!\(signals & thimble::TCP_SIGNAL_CLOSED_BOTH)"),
}


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_bug_is_found(name: str, tmp_path: Path) -> None:
    plant = PLANTS[name]
    own = WORKBENCH if plant.target == "stack" else ("generated/everything",)
    for folder in ("core", own[0], "fuzz"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    broken = tmp_path / plant.path
    source = broken.read_text(encoding="utf-8")
    assert source.count(plant.right) == 1
    broken.write_text(source.replace(plant.right, plant.wrong), encoding="utf-8")

    target = tmp_path / plant.target
    includes = [f"-I{tmp_path / part}" for part in (*own, *INCLUDES)]
    source_of_target = tmp_path / f"fuzz/{plant.target}.cpp"
    libraries = ["-llwip"] if plant.target == "lwip" else []
    subprocess.run([*CLANG, *includes, source_of_target, "-o", target, *libraries], check=True)
    command: list[str | Path] = [
        target, tmp_path / "fuzz/corpus" / plant.target, f"-max_total_time={SECONDS}", "-seed=1",
        "-max_len=300", f"-artifact_prefix={tmp_path}/",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS + 60,
                          check=False)
    assert done.returncode != 0, f"not found in {SECONDS} s"
    assert re.search(plant.says, done.stderr), done.stderr[-3000:]

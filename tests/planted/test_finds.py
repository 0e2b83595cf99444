# SPDX-License-Identifier: MIT
"""The fuzz targets can fail: each finds a bug planted in a copy of the sources, within seconds.

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
INCLUDES = ("generated/workbench", "core", "fuzz", "fuzz/reference/tables/workbench")
CLANG = ["clang++-19", "-std=c++17", "-g", "-O1", "-fsanitize=fuzzer,address,undefined",
         "-fno-sanitize-recover=all"]


@dataclass(frozen=True)
class Plant:
    """`right` becomes `wrong` in `path`; `target` must stop and print what `says` matches."""

    target: str
    path: str
    right: str
    wrong: str
    says: str


MACHINE = "generated/workbench/tcp_machine.h"
TABLES = "fuzz/reference/tables/workbench/tables.hpp"
PLANTS = {
    "slip writes one byte past the arena": Plant(
        "slip", "core/slip.h", "at >= PROFILE_SLIP_IN_BYTES", "at > PROFILE_SLIP_IN_BYTES",
        r"core/slip\.h:\d+:\d+: runtime error: index \d+ out of bounds"),
    "slip forgets the hole of a spoilt frame": Plant(
        "slip", "core/slip.h",
        "        l->hole_at = 0;\n        l->hole_bytes = 0;\n    }\n    l->in_fill",
        "    }\n    l->in_fill",
        # which of the three comes first depends on the corpus
        r"core/slip\.h:.*: runtime error|AddressSanitizer: heap-buffer-overflow"
        r"|fuzz/slip.cpp:.*: does not hold"),
    "udp believes a length longer than the datagram": Plant(
        "udp_packet", "generated/workbench/udp_packet.h", "length > room", "length > 65000",
        r"fuzz/udp_packet\.cpp:\d+: does not hold"),
    "tcp delivers again what the application has": Plant(
        "stack", "core/tcp_text.h", "text += (uint16_t)(bytes - at);", "",
        r"does not hold: text\[i\] == in_byte"),
    "the RTO is never backed off": Plant(
        "stack", MACHINE, "    c->rto = tcp_min_u16((uint16_t)(c->rto * 2), TCP_RTO_MAX);\n", "",
        r"tcp\.fsm:\d+: elapse in state \d+: +rto: \d+ in the device, \d+ by the rows"),
    "an ACK of what was never sent is believed": Plant(
        "stack", MACHINE, "    if (!tcp_ack_ok(c, seg)) {", "    if (false) {",
        r"tcp\.fsm:\d+: segment in state \d+: the device does not call challenge"),
    "any reset in the window ends a connection": Plant(
        "stack", MACHINE, "    if (seg->ahead != 0) {", "    if (false) {",
        r"tcp\.fsm:\d+: segment in state \d+: the device does not call challenge"),
    "TIME-WAIT is skipped": Plant(
        "stack", MACHINE,
        "        tcp_wait_2msl(s, c);\n        c->state = TCP_TIME_WAIT;\n        return",
        "        tcp_wait_2msl(s, c);\n        c->state = TCP_CLOSED;\n        return",
        r"tcp\.fsm:\d+: segment in state \d+:  state: \d+ in the device, \d+ by the rows"),
    "a window is offered twice": Plant(
        "stack", MACHINE, "    c->rexmt_due = 1;\n    tcp_offer_window(s, c);\n",
        "    c->rexmt_due = 1;\n    tcp_offer_window(s, c);\n    tcp_offer_window(s, c);\n",
        r"tcp\.fsm:\d+: \w+ in state \d+: the device calls offer_window"),
    "a call out writes what the rows do not let it": Plant(
        "stack", TABLES, '{"take_window", 0x1040c0ull', '{"take_window", 0x104080ull',
        r"tcp\.fsm:\d+: segment in state \d+: its call may not write snd_wl1"),
    "a call out writes a segment's field that it may not": Plant(
        "stack", TABLES, '{"take_syn", 0x8002ull, 0x6ull}', '{"take_syn", 0x8002ull, 0x2ull}',
        r"tcp\.fsm:\d+: segment in state \d+: its call may not write a field take_syn"),
    "a variable beyond its range": Plant(
        "stack", TABLES, "2048u, 1024u, 601u, 433u", "2048u, 1024u, 1u, 433u",
        r"tcp\.fsm:\d+: \w+ in state \d+: out of its range by the rows: rto"),
    "an invariant that does not hold": Plant(
        "stack", TABLES, '{"wait_ends", 1u << S_TIME_WAIT | 1u << S_FIN_WAIT_2',
        '{"wait_ends", ANY_STATE',
        r"tcp\.fsm:\d+: \w+ in state \d+: after it wait_ends"),
}


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_bug_is_found(name: str, tmp_path: Path) -> None:
    plant = PLANTS[name]
    for folder in ("core", "generated", "fuzz"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    broken = tmp_path / plant.path
    source = broken.read_text(encoding="utf-8")
    assert source.count(plant.right) == 1
    broken.write_text(source.replace(plant.right, plant.wrong), encoding="utf-8")

    target = tmp_path / plant.target
    includes = [f"-I{tmp_path / part}" for part in INCLUDES]
    source_of_target = tmp_path / f"fuzz/{plant.target}.cpp"
    subprocess.run([*CLANG, *includes, source_of_target, "-o", target], check=True)
    corpus = tmp_path / "fuzz/corpus" / plant.target
    command: list[str | Path] = [target, corpus, f"-max_total_time={SECONDS}", "-seed=1",
                                "-max_len=600", f"-artifact_prefix={tmp_path}/"]
    dictionary = tmp_path / f"fuzz/{plant.target}.dict"
    if dictionary.exists():
        command.append(f"-dict={dictionary}")
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS + 60,
                          check=False)
    assert done.returncode != 0, f"not found in {SECONDS} s"
    assert re.search(plant.says, done.stderr), done.stderr[-3000:]

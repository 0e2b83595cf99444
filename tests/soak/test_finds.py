# SPDX-License-Identifier: MIT
"""The soak can fail: each bug planted in a copy of the tree is found, by name.

A plant is one replacement in one file. If its text is no longer there the test fails, so that a
plant cannot die unseen.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import ROOT, build, run


@dataclass(frozen=True)
class Plant:
    """`right` becomes `wrong` in `path`; the soak must end badly and say what `says` matches."""

    path: str
    right: str
    wrong: str
    says: str
    changes: dict[str, str] = field(default_factory=dict)  # in the profile


MACHINE = "spec/machines/tcp.fsm"
PLANTS = {
    "TIME-WAIT never ends": Plant(
        MACHINE, "| TIME_WAIT               : forget() -> CLOSED\n| FIN_WAIT_2 ",
        "| TIME_WAIT               : start life = MSL2\n| FIN_WAIT_2 ", "a slot is lost"),
    "a reset is owed for ever": Plant(
        "core/tcp_send.h", "        c->rst_due = 0;\n", "", "the device never stops sending"),
    "an ACK moves the right edge of the window": Plant(
        "core/tcp_ack.h", "c->snd_wnd = window;", "",
        "text beyond our window"),
    "what was delivered is delivered again": Plant(
        "core/tcp_text.h", "text += (uint16_t)(bytes - at);", "", "a wrong byte was delivered"),
    "nobody looks at the checksum": Plant(
        "core/tcp_arrival.h", "if (!tcp_checksum_accepts(", "if (false && !tcp_checksum_accepts(",
        "conversation"),
    "a wait in a record never ends": Plant(
        "core/tcp_time_wait.h", "            record->left--;\n", "", "a wait is left in a record",
        {"msl_s: 30": "msl_s: 30, time_wait: 2"}),
}


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_bug_is_found(name: str, tmp_path: Path) -> None:
    plant = PLANTS[name]
    tree = tmp_path / "tree"
    for folder in ("core", "spec", "codegen"):
        shutil.copytree(ROOT / folder, tree / folder)
    broken = tree / plant.path
    source = broken.read_text(encoding="utf-8")
    assert source.count(plant.right) == 1
    broken.write_text(source.replace(plant.right, plant.wrong), encoding="utf-8")

    ran = run(build(tree, tmp_path, ["-O0"], plant.changes), "--connections", 2000)
    assert ran.returncode == 1, ran.stdout[-3000:]
    found = re.search(r"conversation \d+: .*", ran.stdout)
    assert found is not None
    assert re.search(plant.says, found[0]), found[0]

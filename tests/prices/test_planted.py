# SPDX-License-Identifier: MIT
"""A feature that really costs more has another price: in a copy of the tree, measured anew."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools.prices import JSON
from tools.shell import PYTHON, ROOT

COPIED = ("bench", "cmake", "codegen", "core", "proofs", "spec", "tools")
FILES = ("CMakeLists.txt", "CMakePresets.json", "README.md")
PLANTED_BYTES = 40


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """What a firmware is made from; nothing that is built."""
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    (tmp_path / "generated").symlink_to(ROOT / "generated")
    return tmp_path


PROGRAM = """
import json
from tools.price_build import firmwares
from tools.price_rows import measured, price
from tools.price_spec import Features

pairs = Features().pairs(["unreachable"])
found = measured(firmwares([raw for pair in pairs for raw in (pair.having, pair.lacking)]))
rows = [price(*each) for each in zip(pairs, found[0::2], found[1::2])]
print(json.dumps({row.level: row.ram for row in rows}))
"""


def ram_of_unreachable(tree: Path) -> Any:
    """By level, as that tree measures it."""
    ran = subprocess.run(
        [PYTHON, "-c", PROGRAM],
        cwd=tree,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_bytes_that_a_feature_takes_are_in_its_price(tree: Path) -> None:
    memory = tree / "spec" / "memory.yaml"
    line = 'when: unreachable, why: "messages left, one more each tick"}\n'
    text = memory.read_text()
    assert text.count(line) == 1
    extra = "      - {name: planted, type: u8, count: 40, owner: ICMP errors, when: unreachable}\n"
    memory.write_text(text.replace(line, line + extra))
    rows = json.loads(JSON.read_text())["features"]
    stored = {row["level"]: row["ram"] for row in rows if row["name"] == "unreachable"}
    assert ram_of_unreachable(tree) == {
        level: ram + PLANTED_BYTES for level, ram in stored.items()
    }

# SPDX-License-Identifier: MIT
"""Programs that nobody wrote: the bound is never below what is measured, and never refused."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import FLAGS, Measure
from programs import program

from proofs.stack import bound

SEEDS = range(300 if os.environ.get("THIMBLE_LONG") == "1" else 8)


@pytest.mark.parametrize("seed", SEEDS)
def test_made_up(measure: Measure, tmp_path: Path, seed: int) -> None:
    text, flags = program(seed)
    source, firmware = tmp_path / "made_up.cpp", tmp_path / "made_up.elf"
    source.write_text(text, encoding="utf-8")
    command = ["avr-gcc", "-std=gnu++11", *FLAGS, "-w", *flags.split()]
    subprocess.run([*command, source, "-o", firmware], check=True)
    total, measured = bound(firmware).total, measure(firmware, "--check")
    assert measured <= total <= 1.2 * measured + 8  # a branch that no value takes costs a little

# SPDX-License-Identifier: MIT
"""Firmwares that are hard to bound, and what the simulated chip makes of them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import build as tree

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FLAGS = ["-mmcu=atmega328p", "-DF_CPU=16000000UL", "-fno-exceptions", "-fno-threadsafe-statics",
         f"-I{ROOT / 'tests/sim/firmware'}", "-Wall"]

Build = Callable[..., Path]
Measure = Callable[..., int]


@pytest.fixture(scope="session")
def avrsim() -> Path:
    """Built if need be."""
    if not tree.AVRSIM.exists():
        tree.need("sim", tree.AVRSIM, "avrsim")
    return tree.AVRSIM


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """build("hard.cpp", "-Os", "-flto") compiles firmware/hard.cpp, once for each set of flags."""
    folder = tmp_path_factory.mktemp("firmware")
    done: dict[tuple[str, ...], Path] = {}

    def one(name: str, *flags: str) -> Path:
        key = (name, *flags)
        if key not in done:
            made = folder / f"{Path(name).stem}_{len(done)}.elf"
            source = HERE / "firmware" / name
            dialect = ["-std=gnu++11"] if source.suffix == ".cpp" else []
            subprocess.run(["avr-gcc", *FLAGS, *dialect, *flags, source, "-o", made], check=True)
            done[key] = made
        return done[key]

    return one


@pytest.fixture
def measure(avrsim: Path, tmp_path: Path) -> Measure:
    """measure(elf): most bytes of stack, with every interrupt forced at every new low; the firmware
    ends by itself.
    """

    def one(firmware: Path, *options: str) -> int:
        out = tmp_path / "out.json"
        ran = subprocess.run(
            [avrsim, firmware, "--link", "none", "--clock", "virtual", "--seconds", "20",
             "--stress", "all", "--expect-exit", "--json", out, *options],
            capture_output=True, text=True, timeout=120, check=False)
        assert ran.returncode == 0, ran.stderr
        measured: int = json.loads(out.read_text(encoding="utf-8"))["high_water_bytes"]
        return measured

    return one

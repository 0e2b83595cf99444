# SPDX-License-Identifier: MIT
"""What every test on the simulated chip needs: the simulator, and small firmwares to run on it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FLAGS = ["-std=gnu++11", "-Os", "-Wall", "-Wextra", "-Werror", "-mmcu=atmega328p",
         "-DF_CPU=16000000UL", "-ffunction-sections", "-fdata-sections", "-Wl,--gc-sections",
         "-fno-exceptions"]


@dataclass(frozen=True)
class Ran:
    """One run of avrsim: its exit status, what it said, what it measured."""

    status: int
    said: str
    text: str

    @property
    def json(self) -> dict[str, Any]:
        measured: dict[str, Any] = json.loads(self.text)
        return measured

    def kinds(self) -> set[str]:
        return {violation["kind"] for violation in self.json["violations"]}


Build = Callable[..., Path]
Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def avrsim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """$AVRSIM, or the one ./thimble test has built, or one built here."""
    known = [Path(p) for p in [os.environ.get("AVRSIM", ""), str(ROOT / "build/sim/avrsim")] if p]
    for path in known:
        if path.exists():
            return path
    tree = tmp_path_factory.mktemp("build")
    subprocess.run(["cmake", "-S", ROOT, "-B", tree, "-G", "Ninja", "-DTHIMBLE_PART=sim",
                    "-DCMAKE_BUILD_TYPE=Release"], check=True)
    subprocess.run(["cmake", "--build", tree, "--target", "avrsim"], check=True)
    return tree / "avrsim"


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """build("deep", "-DTIMER") compiles firmware/deep.cpp, once for each set of flags."""
    folder = tmp_path_factory.mktemp("firmware")
    done: dict[tuple[str, ...], Path] = {}

    def build_one(stem: str, *flags: str) -> Path:
        key = (stem, *flags)
        if key not in done:
            elf = folder / f"{stem}_{len(done)}.elf"
            source = HERE / "firmware" / f"{stem}.cpp"
            subprocess.run(["avr-g++", *FLAGS, *flags, source, "-o", elf], check=True)
            done[key] = elf
        return done[key]

    return build_one


@pytest.fixture
def run(avrsim: Path, tmp_path: Path) -> Run:
    """run(elf, "--check", script="at 1 send ...") for two seconds of virtual time at most."""

    def run_one(elf: Path, *options: str, script: str | None = None, seconds: float = 2) -> Ran:
        out = tmp_path / "out.json"
        out.unlink(missing_ok=True)
        link = "none"
        if script is not None:
            (tmp_path / "peer.script").write_text(script, encoding="utf-8")
            link = f"script:{tmp_path / 'peer.script'}"
        done = subprocess.run(
            [avrsim, elf, "--link", link, "--clock", "virtual", "--seconds", str(seconds),
             "--json", out, *options], capture_output=True, text=True, timeout=60, check=False)
        text = out.read_text(encoding="utf-8") if out.exists() else ""
        return Ran(done.returncode, done.stderr, text)

    return run_one

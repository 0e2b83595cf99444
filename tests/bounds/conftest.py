# SPDX-License-Identifier: MIT
"""A product of somebody's own, in a project of its own, built with Thimble beside it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tools.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
TOOLCHAIN = ROOT / "cmake" / "avr.cmake"


@dataclass(frozen=True)
class Ran:
    """How a command ended. `problems` is what it said on stderr."""

    code: int
    output: str
    problems: str


def command(*words: str | Path, cwd: Path = ROOT) -> Ran:
    """Runs it to its end, without a terminal."""
    ran = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def bounds(*words: str | Path) -> Ran:
    """./thimble bounds ..., in this process: most of its seconds are for Python's modules."""
    output, problems = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(problems):
        try:
            code = main(["bounds", *map(str, words)])
        except SystemExit as usage:
            code = int(str(usage.code))
    return Ran(code, output.getvalue(), problems.getvalue())


@dataclass(frozen=True)
class Product:
    """A copy of tests/bounds/product and its build tree."""

    folder: Path

    @property
    def build(self) -> Path:
        return self.folder / "build"

    @property
    def elf(self) -> Path:
        return self.build / "doorbell.elf"

    @property
    def profile(self) -> Path:
        return self.folder / "doorbell.yaml"

    def configure(self, **settings: int) -> None:
        """KEEP, DEPTH and SHARE as asked, and none of them otherwise."""
        given = [f"-D{name}={settings.get(name, '')}" for name in ("KEEP", "DEPTH", "SHARE")]
        ran = command(
            *("cmake", "-S", self.folder, "-B", self.build, "-G", "Ninja"),
            *(f"-DCMAKE_TOOLCHAIN_FILE={TOOLCHAIN}", f"-DTHIMBLE={ROOT}", *given),
        )
        assert ran.code == 0, ran.output + ran.problems

    def ninja(self, *words: str) -> Ran:
        return command("ninja", "-C", self.build, "-j1", *words)

    def links(self, **settings: int) -> None:
        """A build that must succeed."""
        self.configure(**settings)
        ran = self.ninja()
        assert ran.code == 0 and self.elf.exists(), ran.output

    def made(self, **settings: int) -> dict[str, Any]:
        """A good build's figures."""
        self.links(**settings)
        return self.figures()

    def figures(self) -> dict[str, Any]:
        """./thimble bounds --json of what was built, with the profile as it is now."""
        ran = bounds(self.profile, "--elf", self.elf, "--json")
        figures: dict[str, Any] = json.loads(ran.output)
        return figures

    def refused(self, **settings: int) -> list[str]:
        """What a build that must fail says of the link, and that it leaves nothing behind."""
        self.configure(**settings)
        ran = self.ninja("-k", "0")
        assert ran.code != 0, "it was linked"
        here = sorted(path.name for path in self.build.iterdir())
        assert not [name for name in here if name.startswith((".link", "doorbell.elf"))], here
        assert "hello.elf" in here
        return [line for line in ran.output.splitlines() if line.startswith("doorbell.elf: ")]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Product:
    folder = tmp_path_factory.mktemp("product") / "doorbell"
    shutil.copytree(Path(__file__).parent / "product", folder)
    return Product(folder)

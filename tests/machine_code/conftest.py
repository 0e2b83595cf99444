# SPDX-License-Identifier: MIT
"""Small firmwares in a few lines of C++ or assembler."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Compile = Callable[..., Path]


@pytest.fixture
def compile(tmp_path: Path) -> Compile:
    """compile("int main() {}", "-g") with -Os; ".S" as suffix for assembler."""

    def one(text: str, *flags: str, suffix: str = ".cpp", part: str = "atmega328p") -> Path:
        source, made = tmp_path / f"source{suffix}", tmp_path / "made.elf"
        source.write_text(text, encoding="utf-8")
        subprocess.run(["avr-gcc", f"-mmcu={part}", "-Os", *flags, source, "-o", made], check=True)
        return made

    return one

# SPDX-License-Identifier: MIT
"""Small firmwares with lines."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from proofs.cycles.regions import FLAGS

Compile = Callable[..., Path]


@pytest.fixture
def compile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compile:
    """compile("int main() {}") with -Os and lines; its source is source.cpp or source.S."""
    monkeypatch.chdir(tmp_path)

    def one(text: str, *flags: str, suffix: str = ".cpp") -> Path:
        source, made = tmp_path / f"source{suffix}", tmp_path / "made.elf"
        source.write_text(text, encoding="utf-8")
        subprocess.run(
            ["avr-gcc", "-mmcu=atmega328p", "-Os", *FLAGS.split(), *flags, source, "-o", made],
            check=True)
        return Path(made.name)

    return one

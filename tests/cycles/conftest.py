# SPDX-License-Identifier: MIT
"""Small firmwares with lines, and trials of bounds on our own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import build
from tools.shell import BUILD, ROOT

from proofs.cycles.regions import FLAGS

sys.path.append(str(ROOT / "tests" / "scripts"))

from cycles import Trials, tell  # noqa: E402

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


@pytest.fixture(scope="session")
def avrsim() -> Path:
    build.need("sim", build.AVRSIM, "avrsim")
    return build.AVRSIM


@pytest.fixture(scope="session")
def trial_of(
    avrsim: Path, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Trials:
    """The bounds of build/avr/<name>.elf."""

    def built(name: str) -> Path:
        firmware = BUILD / "avr" / f"{name}.elf"
        build.need("avr", firmware, firmware.name)
        return firmware

    trials = Trials(tmp_path_factory.mktemp("limits"), built)
    pytestconfig.stash[Trials.KEPT] = trials
    return trials


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    tell(terminalreporter, config)

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

from proofs.cycles import Firmware
from proofs.cycles.regions import FLAGS

sys.path.append(str(ROOT / "tests" / "scripts"))

from cycles import Trial  # noqa: E402

Compile = Callable[..., Path]
TRIALS = pytest.StashKey[dict[str, Trial]]()


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
) -> Callable[[str], Trial]:
    """The bounds of build/avr/<name>.elf."""
    folder = tmp_path_factory.mktemp("limits")
    trials: dict[str, Trial] = {}
    pytestconfig.stash[TRIALS] = trials

    def one(name: str) -> Trial:
        if name not in trials:
            firmware = BUILD / "avr" / f"{name}.elf"
            build.need("avr", firmware, firmware.name)
            trials[name] = Trial(name, Firmware(firmware), folder)
        return trials[name]

    return one


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """How tight the bounds of cycles are."""
    for _, trial in sorted(config.stash.get(TRIALS, {}).items()):
        for line in trial.summary():
            terminalreporter.write_line(line)

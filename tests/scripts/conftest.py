# SPDX-License-Identifier: MIT
"""Builds what the scripts run on, once: every profile's device, and the simulator."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import facts
import pytest
from cycles import Trials, tell
from tools import build
from tools.shell import BUILD

# A folder that has scripted_<profile> and scripted_<profile>.elf already, and nothing is built.
READY = os.environ.get("THIMBLE_SCRIPTED")

Device = Callable[[str], Path]


@pytest.fixture(scope="session")
def host_device() -> Device:
    return devices("host", "")


@pytest.fixture(scope="session")
def chip_device() -> Device:
    if READY is None:
        build.need("sim", build.AVRSIM, "avrsim")
    return devices("avr", ".elf")


@pytest.fixture(scope="session")
def trial_of(
    chip_device: Device, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Trials:
    """The bounds of a profile's firmware."""
    trials = Trials(tmp_path_factory.mktemp("limits"), chip_device)
    pytestconfig.stash[Trials.KEPT] = trials
    return trials


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    tell(terminalreporter, config)


def devices(preset: str, suffix: str) -> Device:
    names = {profile: f"scripted_{profile}{suffix}" for profile in facts.names()}
    if READY is not None:
        ready = Path(READY)
        return lambda profile: ready / names[profile]
    build.need(preset, BUILD / preset, *names.values())
    return lambda profile: BUILD / preset / names[profile]

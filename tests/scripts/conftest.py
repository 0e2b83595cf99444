# SPDX-License-Identifier: MIT
"""Builds what the scripts run on, once: every profile's device, and the simulator."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import facts
import pytest
from cycles import Trial
from tools import build
from tools.shell import BUILD

from proofs.cycles import Firmware

# A folder that has scripted_<profile> and scripted_<profile>.elf already, and nothing is built.
READY = os.environ.get("THIMBLE_SCRIPTED")

Device = Callable[[str], Path]
TRIALS = pytest.StashKey[dict[str, Trial]]()


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
) -> Callable[[str], Trial]:
    """The bounds of a profile's firmware, made when they are first asked for."""
    folder = tmp_path_factory.mktemp("limits")
    trials: dict[str, Trial] = {}
    pytestconfig.stash[TRIALS] = trials

    def one(profile: str) -> Trial:
        if profile not in trials:
            trials[profile] = Trial(profile, Firmware(chip_device(profile)), folder)
        return trials[profile]

    return one


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """How tight the bounds of cycles are."""
    for _, trial in sorted(config.stash.get(TRIALS, {}).items()):
        for line in trial.summary():
            terminalreporter.write_line(line)


def devices(preset: str, suffix: str) -> Device:
    names = {profile: f"scripted_{profile}{suffix}" for profile in facts.names()}
    if READY is not None:
        ready = Path(READY)
        return lambda profile: ready / names[profile]
    build.need(preset, BUILD / preset, *names.values())
    return lambda profile: BUILD / preset / names[profile]

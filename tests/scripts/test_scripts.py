# SPDX-License-Identifier: MIT
"""Each script on each profile that can run it: on the host, and the same on the simulated chip.

A script that is `pending` must fail; one that does not any more says so. A test that is skipped
counts as failed here (tools/outcome.py), so what a profile cannot run is not a test of it; but
every script runs somewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import facts
import pytest
import suite
from cycles import Trial, most_ticks
from devices import Exchange, Host, difference, replay_measured
from notation import Script
from player import Failed, Player
from suite import Run
from tools import build

Device = Callable[[str], Path]
TrialOf = Callable[[str], Trial]
ALL = suite.runs()
RUNS = [run for run in ALL if not run.why_not]
READY = [run for run in RUNS if not run.script.pending]
PENDING: list[Run | None] = [run for run in RUNS if run.script.pending]


def named(case: Run | Script | None) -> str:
    return "none" if case is None else case.name


def play(run: Run, device: Path) -> tuple[str, list[Exchange]]:
    """The script on the host: what is wrong, "" when nothing, and all that was said."""
    with Host(device) as host:
        player = Player(run.script, facts.load(run.profile), host)
        try:
            player.play()
        except Failed as failed:
            return str(failed), host.talk
        return "", host.talk


@pytest.mark.parametrize("run", READY, ids=named)
def test_on_the_host(run: Run, host_device: Device) -> None:
    wrong, _ = play(run, host_device(run.profile))
    if wrong:
        pytest.fail(wrong, pytrace=False)


@pytest.mark.parametrize("run", READY, ids=named)
def test_on_the_chip(run: Run, host_device: Device, chip_device: Device, trial_of: TrialOf,
                     tmp_path: Path) -> None:
    wrong, talk = play(run, host_device(run.profile))
    if wrong:
        pytest.fail("fails on the host already", pytrace=False)
    trial, ticks = trial_of(run.profile), most_ticks(run.profile, talk)
    said, measured = replay_measured(build.AVRSIM, chip_device(run.profile), talk, tmp_path,
                                     limits=trial.limits(ticks))
    differs = difference(talk, said)
    if differs is not None:
        line, host, chip = differs
        pytest.fail(f"{run.script.path}:{line}: the host said {host.hex()}, the chip "
                    f"{chip.hex() or 'nothing'}", pytrace=False)
    assert not trial.problems(ticks, measured)


@pytest.mark.parametrize("run", PENDING or [None], ids=named)
def test_pending(run: Run | None, host_device: Device) -> None:
    if run is None:
        return
    wrong, _ = play(run, host_device(run.profile))
    if not wrong:
        pytest.fail(f"{run.script.path}: passes, and is still marked `pending "
                    f"{run.script.pending}`; take that line out", pytrace=False)


@pytest.mark.parametrize("script", suite.scripts(), ids=named)
def test_runs_somewhere(script: Script) -> None:
    mine = [run for run in ALL if run.script.path == script.path]
    assert any(not run.why_not for run in mine), [(run.profile, run.why_not) for run in mine]

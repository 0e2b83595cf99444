# SPDX-License-Identifier: MIT
"""records.json is what the state machine says, for everything that the planner can look at."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import ROOT

from codegen.load.profile import profile_of
from codegen.lower.features import machine_features, machine_params
from tools.plan.grid import ROOMY, profiles
from tools.plan.records import FILE, MACHINE, Records

TO_MEND = "to mend: PYTHONPATH=. python3 -m tools.plan.records"


def test_every_number_is_the_machines(tmp_path: Path) -> None:
    """All of them asked again: what is in the file is exactly what the planner can use."""
    fresh = Records(tmp_path / "none.json")
    for raw in profiles():
        profile = profile_of(raw, ROOMY.in_profile(), "planned")
        fresh(machine_params(profile), machine_features(profile))
    fresh.file = tmp_path / "records.json"
    fresh.save()
    assert json.loads(fresh.file.read_text()) == json.loads(FILE.read_text()), TO_MEND
    assert fresh.asked == len(fresh.used) > 100


def test_two_profiles_with_one_key_have_one_record() -> None:
    """Widths change at one byte and nowhere else: around that edge the machine itself is asked."""
    asked = Records()
    for mss in (254, 255, 256, 1460):
        for ring in (254, 255, 256, 4000):
            raw = next(profiles())
            raw["tcp"]["mss"] = mss
            raw["sockets"]["server1"].update(send=ring, receive=ring)
            profile = profile_of(raw, ROOMY.in_profile(), "planned")
            here = machine_params(profile), machine_features(profile)
            assert asked(*here) == asked._ask(*here), (mss, ring)


def test_with_another_machine_the_file_is_not_believed(tmp_path: Path) -> None:
    """A narrower counter in tcp.fsm: the numbers of the file are for the other text."""
    folder = tmp_path / "machines"
    folder.mkdir()
    text = MACHINE.read_text()
    assert text.count("var rttvar      : u16 ") == 1
    (folder / "tcp.fsm").write_text(
        text.replace("var rttvar ", "var spare       : u32\nvar rttvar ")
    )
    raw = next(profiles())
    profile = profile_of(raw, ROOMY.in_profile(), "planned")
    here = machine_params(profile), machine_features(profile)
    ours, other = Records(), Records(machine=folder / "tcp.fsm")
    assert other(*here) == ours(*here) + 4
    assert (ours.asked, other.asked) == (0, 1)
    assert ours.machine == ROOT / "spec" / "machines" / "tcp.fsm"

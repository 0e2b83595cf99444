# SPDX-License-Identifier: MIT
"""The secret from the watchdog's jitter, as far as a simulator can show it.

The simulated watchdog keeps exact time, so how unpredictable the real one is cannot be seen here.
What can: it takes as long as it says, and it ends soon, and says so, when the watchdog is dead or
does not wander.
"""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT, Build, Ran, Run

MS = 16_000  # cycles
FLAGS = [f"-I{ROOT / 'core'}", f"-I{ROOT / 'core/avr'}", str(ROOT / "core/avr/iss.S")]
SECRET = ROOT / "core/avr/secret.cpp"


def gathered(build: Build, run: Run, source: Path) -> Ran:
    return run(build("secret", *FLAGS, str(source)), seconds=6)


def changed(folder: Path, right: str, wrong: str) -> Path:
    text = SECRET.read_text(encoding="utf-8")
    assert text.count(right) == 1
    (folder / "secret.cpp").write_text(text.replace(right, wrong), encoding="utf-8")
    return folder / "secret.cpp"


# RFC 6528 4: what cannot be unpredictable is not passed off as a secret.
def test_a_watchdog_that_keeps_time_is_noticed(build: Build, run: Run) -> None:
    ran = gathered(build, run, SECRET)
    assert "1" in ran.json["markers"], ran.said
    assert 4 * 15 * MS < ran.json["markers"]["1"]["max"] < 4 * 17 * MS
    assert ran.status == 1


def test_one_that_wanders_is_taken(build: Build, run: Run, tmp_path: Path) -> None:
    walk = "OCR1A - begin + (GPIOR2 += 41)"
    ran = gathered(build, run, changed(tmp_path, "OCR1A - begin", walk))
    assert ran.status == 0
    assert 128 * 15 * MS < ran.json["markers"]["1"]["max"] < 128 * 17 * MS


def test_a_dead_one_does_not_hold_up_the_chip(build: Build, run: Run, tmp_path: Path) -> None:
    dead = changed(tmp_path, "ISR(WDT_vect)\n{\n    OCR1A = TCNT1;\n    OCR1B = 1;", "ISR(WDT_vect)\n{")
    ran = gathered(build, run, dead)
    assert ran.status == 1
    assert ran.json["markers"]["1"]["max"] < 40 * MS

# SPDX-License-Identifier: MIT
"""What a script covers is a requirement that the ledger knows, and the list is a program's."""

from __future__ import annotations

import json
import subprocess
import sys

import facts
import pytest
import suite
from notation import Script

IDS = facts.ROOT / "spec" / "requirements" / "ids"


def known() -> set[str]:
    """Each id, and without its /1: that stands for all of them."""
    lines = [line.split() for path in IDS.glob("*.txt")
             for line in path.read_text(encoding="utf-8").splitlines()]
    whole = {words[0] for words in lines if words and words[0] != "#"}
    return whole | {one.partition("/")[0] for one in whole}


def strange(script: Script) -> list[str]:
    return [one for one in script.covers if one not in known()]


@pytest.mark.parametrize("script", suite.scripts(), ids=lambda script: str(script.name))
def test_covers_known_requirements(script: Script) -> None:
    assert strange(script) == []


def test_an_unknown_requirement_is_noticed() -> None:
    script = Script(facts.ROOT / "x.script", covers=["MUST-36", "MUST-360", "RFC5961-3.2"])
    assert strange(script) == ["MUST-360"]


def test_the_list_for_the_ledger() -> None:
    ran = subprocess.run([sys.executable, suite.__file__], capture_output=True, text=True,
                         check=True)
    covered = json.loads(ran.stdout)
    assert "tests/scripts/window_zero_probed.script" in covered["MUST-36"]
    pending = {script.path.as_posix() for script in suite.scripts() if script.pending}
    assert not pending & {path for paths in covered.values() for path in paths}

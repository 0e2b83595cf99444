# SPDX-License-Identifier: MIT
"""wire.h has a form of its own for the chip: it reads the number that the proved form reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, Build, Run

WIRE = ROOT / "generated/services/wire.h"


def test_a_number_of_four_bytes_is_what_it_is_elsewhere(build: Build, run: Run) -> None:
    ran = run(build("wire_equal", f"-I{WIRE.parent}"), seconds=20)
    assert ran.status == 0, ran.said


@pytest.mark.parametrize(("right", "wrong"), [
    ("byte[0] = at[3]", "byte[0] = at[2]"),
    ("byte[1] = at[2]", "byte[2] = at[2]"),
    ("byte[3] = at[0]", "byte[3] = at[1]"),
])
def test_a_wrong_form_is_found(build: Build, run: Run, tmp_path: Path, right: str, wrong: str) -> None:
    text = WIRE.read_text(encoding="utf-8")
    assert text.count(right) == 1
    (tmp_path / "wire.h").write_text(text.replace(right, wrong), encoding="utf-8")
    assert run(build("wire_equal", f"-I{tmp_path}"), seconds=20).status != 0

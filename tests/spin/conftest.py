# SPDX-License-Identifier: MIT
"""tcp.fsm with one change, and what spin says of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from proofs.model.assemble import FSM
from proofs.model.cases import CASES, Case
from proofs.model.search import Found, build, search

Change = Callable[[str, str], Path]


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """A copy of tcp.fsm in which a text, there once, is another one."""

    def change(before: str, after: str) -> Path:
        text = FSM.read_text(encoding="utf-8")
        assert text.count(before) == 1, before
        path = tmp_path / "tcp.fsm"
        path.write_text(text.replace(before, after), encoding="utf-8")
        return path

    return change


def case_of(pair: str, name: str) -> Case:
    (found,) = [each for each in CASES if (each.pair.name, each.name) == (pair, name)]
    return found


def searched(case: Case, folder: Path, fsm: Path) -> Found:
    return search(build(case.pair, folder, fsm, optimize="-O0"), case)

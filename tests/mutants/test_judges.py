# SPDX-License-Identifier: MIT
"""Every fuzz target judges mutants: each builds as the mutants' court builds it, for its own profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.mutate import judges
from tools.mutate.scheme import Scheme
from tools.shell import ROOT, run


def refused(work: Path) -> list[str]:
    """Those that clang does not take."""
    scheme = Scheme(ROOT, work / "tree", {})
    scheme.write()
    wrong = []
    for judge in judges.corpora(scheme, work / "bin"):
        where = judge.build.index("-o")
        command = [*judge.build[:where], *judge.build[where + 2 :], "-fsyntax-only"]
        if run(command, seconds=300).code != 0:
            wrong.append(judge.name)
    return wrong


def test_each_target_with_a_corpus_is_a_judge(tmp_path: Path) -> None:
    scheme = Scheme(ROOT, tmp_path / "tree", {})
    names = {judge.name for judge in judges.corpora(scheme, tmp_path / "bin")}
    assert names == {f"fuzz/{path.name}" for path in (ROOT / "fuzz").glob("*.cpp")}


def test_each_target_builds(tmp_path: Path) -> None:
    assert refused(tmp_path) == []


def test_a_target_of_another_profile_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judges, "fuzz_profiles", lambda fuzz: {})
    assert "fuzz/lwip.cpp" in refused(tmp_path)

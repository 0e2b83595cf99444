# SPDX-License-Identifier: MIT
"""What a fleet of fuzzing machines and the workflow rely on: .clusterfuzzlite/ and .github/."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools.fuzz import CORPUS, LONGEST, SHORTER, asked_of, targets
from tools.shell import ROOT

FLEET = ROOT / ".clusterfuzzlite"
WORKFLOW = ROOT / ".github" / "workflows" / "fuzz.yml"


def given(out: Path, work: Path) -> dict[str, str]:
    """What a fleet says to a build, with our own clang."""
    return {
        "CXX": "clang++-19",
        "CXXFLAGS": "-O1 -fsanitize=address,fuzzer-no-link",
        "LIB_FUZZING_ENGINE": "-fsanitize=fuzzer",
        "OUT": str(out),
        "WORK": str(work),
    }


def build(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    plain = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [FLEET / "build.sh"], env={**plain, **variables}, cwd="/", capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    ran = build(given(folder, tmp_path_factory.mktemp("work")))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.mark.parametrize("target", targets())
def test_a_target_has_its_seeds_and_runs(out: Path, tmp_path: Path, target: str) -> None:
    with zipfile.ZipFile(out / f"{target}_seed_corpus.zip") as seeds:
        seeds.extractall(tmp_path)
    kept = {path.name: path.read_bytes() for path in (CORPUS / target).iterdir()}
    assert kept and {path.name: path.read_bytes() for path in tmp_path.iterdir()} == kept
    has_words = (ROOT / "fuzz" / f"{target}.dict").exists()
    assert (out / f"{target}.dict").exists() == has_words
    most = SHORTER.get(target, LONGEST)
    options = (out / f"{target}.options").read_text()
    assert options == f"[libfuzzer]\nmax_len = {most}\ntimeout = 10\n"
    ran = subprocess.run(
        [out / target, "-runs=0", tmp_path], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0 and re.search(r"INITED cov: [1-9]", ran.stderr), ran.stderr


@pytest.mark.parametrize("missing", ["CXX", "CXXFLAGS", "LIB_FUZZING_ENGINE", "OUT"])
def test_what_a_fleet_forgot_is_named(tmp_path: Path, missing: str) -> None:
    variables = given(tmp_path / "out", tmp_path / "work")
    del variables[missing]
    ran = build(variables)
    assert ran.returncode != 0 and f"{missing}: parameter" in ran.stderr
    assert not (tmp_path / "work").exists()


def test_what_the_fleet_reads() -> None:
    project = yaml.safe_load((FLEET / "project.yaml").read_text())
    assert project["language"] == "c++" and project["fuzzing_engines"] == ["libfuzzer"]
    assert set(project["sanitizers"]) == {"address", "undefined"}
    assert "cmake ninja-build zip" in (FLEET / "Dockerfile").read_text()


def commands() -> list[str]:
    """Those of the workflow that run us."""
    workflow: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text())
    steps = workflow["jobs"]["fuzz"]["steps"]
    return [step["run"] for step in steps if "./thimble" in step.get("run", "")]


def test_the_workflow_asks_for_what_there_is() -> None:
    asked = [asked_of(command.split()[2:]) for command in commands()]
    assert [each.time for each in asked] == [120, 3600]
    assert all(each.target == targets() and not each.forever for each in asked)


def test_the_night_is_long_enough() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text())
    for each in map(asked_of, (command.split()[2:] for command in commands())):
        rounds = -(-len(each.target) // each.jobs)
        minutes = 20 + rounds * each.time / 60  # 20: packages, builds, the corpora
        assert minutes <= workflow["jobs"]["fuzz"]["timeout-minutes"]

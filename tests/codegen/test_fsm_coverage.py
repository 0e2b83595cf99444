# SPDX-License-Identifier: MIT
"""Every row of tcp.fsm is taken by some machine test: counted, not believed.

The tests of tests/everything run against a header in which each row says that it was taken.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from fsm_text import ROOT, TCP

from codegen.load.fsm import load
from codegen.load.profile import load_profile
from codegen.lower.features import machine_features, machine_params
from codegen.machines import check_file, counted_header

PROFILE = ROOT / "spec/profiles/everything.yaml"
COMPILER = ["g++", "-std=c++17", "-O0"]
PROGRAMS = sorted((ROOT / "tests/everything").glob("tcp_machine*.cpp"))

# Writes each line once, as it is taken first.
COUNTER = """\
#include <cstdint>
#include <cstdio>
namespace thimble {
void tcp_row(uint16_t line)
{
    static bool seen[65536];
    if (!seen[line]) {
        seen[line] = true;
        std::printf("row %u\\n", unsigned{line});
    }
}
}
"""


def all_rows() -> dict[int, str]:
    """The rows as they are written, by line; no feature taken away."""
    text = TCP.read_text(encoding="utf-8").split("\n")
    events = load(TCP).events
    rows = [row for event in events for row in event.rows]
    rows += [row for event in events for step in event.steps for row in step.rows]
    return {row.at.line: text[row.at.line - 1] for row in rows}


def missing(taken: Iterable[int]) -> list[str]:
    left = set(taken)
    return [f"tcp.fsm:{line}: {text}" for line, text in all_rows().items() if line not in left]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[int]]:
    """The lines that each program takes."""
    folder = tmp_path_factory.mktemp("counted")
    profile, _ = load_profile(PROFILE, ROOT / "spec", PROFILE.name)
    header = counted_header(TCP, machine_params(profile), machine_features(profile))
    (folder / "tcp_machine.h").write_text(header, encoding="utf-8")
    (folder / "counter.cpp").write_text(COUNTER, encoding="utf-8")
    objects = [folder / "main.o", folder / "counter.o"]
    for source, made in zip((ROOT / "tests/doctest_main.cpp", folder / "counter.cpp"), objects):
        subprocess.run([*COMPILER, "-c", str(source), "-o", str(made)], check=True)
    return {program.stem: run(program, folder, objects) for program in PROGRAMS}


def run(program: Path, folder: Path, objects: list[Path]) -> set[int]:
    include = [f"-I{folder}", f"-I{ROOT / 'generated/everything'}", f"-I{ROOT / 'core'}"]
    made = str(folder / program.stem)
    sources = [str(program), *map(str, objects)]
    subprocess.run([*COMPILER, *include, f"-I{ROOT / 'tests'}", *sources, "-o", made], check=True)
    output = subprocess.run([made], check=True, capture_output=True, text=True).stdout
    return {int(line[4:]) for line in output.splitlines() if line.startswith("row ")}


def test_the_profile_leaves_no_row_out() -> None:
    profile, _ = load_profile(PROFILE, ROOT / "spec", PROFILE.name)
    machine = check_file(TCP, machine_params(profile), machine_features(profile)).names.machine
    rows = [row for event in machine.events for row in event.rows]
    rows += [row for event in machine.events for step in event.steps for row in step.rows]
    assert {row.at.line for row in rows} == set(all_rows())


def test_every_row_is_taken(taken: dict[str, set[int]]) -> None:
    lines = set().union(*taken.values())
    print(f"rows taken: {len(lines & set(all_rows()))} of {len(all_rows())}")
    assert missing(lines) == []
    assert lines <= set(all_rows())


@pytest.mark.parametrize("program", [path.stem for path in PROGRAMS])
def test_a_row_that_nobody_takes_is_named(taken: dict[str, set[int]], program: str) -> None:
    """No single program takes them all; the count sees what is missing."""
    named = missing(taken[program])
    assert len(named) == len(all_rows()) - len(taken[program]) > 0
    assert all(line.startswith("tcp.fsm:") and "| " in line for line in named)

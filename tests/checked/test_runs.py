# SPDX-License-Identifier: MIT
"""Doctests, scripts and fuzz corpora keep the contracts of every function they come through."""

from __future__ import annotations

from pathlib import Path

import pytest
import runs
from conftest import Tree, compiled
from tools.shell import ROOT, run

from proofs.checked.write import CONTRADICTED

UNREAL = runs.lines_of(runs.UNREAL)
REAL = [name for name in runs.jobs() if name not in UNREAL]


@pytest.fixture(scope="session")
def results() -> runs.Results:
    wrong = runs.made()
    assert not wrong, wrong
    found = runs.Results()
    found.run(runs.jobs())
    return found


@pytest.mark.parametrize("name", REAL)
def test_contracts_hold(name: str, results: runs.Results) -> None:
    wrong = results.wrong[name]
    if wrong:
        pytest.fail(wrong, pytrace=False)


@pytest.mark.parametrize("name", UNREAL)
def test_unreal_programs_are_unreal(name: str, results: runs.Results) -> None:
    assert ": contract broken: " in results.wrong[name], f"take {name} out of {runs.UNREAL.name}"


def test_what_is_set_aside_is_contradicted(results: runs.Results) -> None:
    entries = runs.lines_of(CONTRADICTED)
    log = runs.said()
    assert runs.needless(entries, log) == []
    assert runs.needless(["seq_before: ensures: \\result"], log) == [
        "contradicted.txt: no run contradicts it any more; take it out: seq_before: ensures: \\result"]


def test_most_contracts_are_looked_at(results: runs.Results) -> None:
    """A check that nothing reaches would never fail."""
    seen = runs.looked_at(runs.said())
    assert len({function for _, function in seen}) > 250
    assert len(seen) > 2000


# A contract that is wrong about what happens: its header, what it says and what it must not say,
# and whose it is; then a source, what it is linked with, and what its program is given.
WRONG: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "a doctest": (
        "core/seq.h", "seq_steps(b, a) >= 2147483648", "seq_steps(b, a) >= 3", "seq_before",
        "tests/seq.cpp", "CMakeFiles/doctest_main.dir/__/doctest_main.cpp.o", ""),
    "a script": (
        "core/tcp_notes.h", "c->mss == \\max(1, \\min(seg->mss, PROFILE_TCP_MSS))", "c->mss == seg->mss",
        "tcp_take_syn", "tests/scripts/device.cpp", "", "tests/scripts/open_passive.script"),
    "a corpus": (
        "generated/tiny/tcp_packet.h", "at[0] * 256 + at[1]", "at[1] * 256 + at[0]",
        "tcp_src_port", "fuzz/tcp_packet.cpp", "-fsanitize=fuzzer", "fuzz/corpus/tcp_packet"),
}


@pytest.mark.parametrize("by", WRONG)
def test_a_wrong_contract_is_contradicted(by: str, results: runs.Results, tmp_path: Path,
                                          tree: Tree) -> None:
    header, before, after, function, source, linked, given = WRONG[by]
    line = (ROOT / header).read_text()[: (ROOT / header).read_text().index(before)].count("\n") + 1
    tree(Path(header).name, before, after)
    more = [runs.PROGRAMS / "tests" / "checked" / linked] if linked.endswith(".o") else [linked]
    compiled(tmp_path, ROOT / source, *(each for each in more if str(each)))
    said = told(tmp_path / "main", given)
    assert f"{header}:{line}: {function}: contract broken: ensures " in said


def told(program: Path, given: str) -> str:
    """What it says of a contract: alone, with a script, or with inputs."""
    if given.endswith(".script"):
        script = next(each for each in runs.scripts("tiny") if each.path == Path(given))
        return runs.play(script, "tiny", program, {})
    inputs = sorted((ROOT / given).iterdir()) if given else []
    ran = run([program, *inputs], seconds=60)
    return runs.heart(ran.output)

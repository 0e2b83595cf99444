# SPDX-License-Identifier: MIT
"""./thimble fuzz generator: a short run finds nothing, and what is planted is found and kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from codegen.diagnostic import NOWHERE, SpecError
from tools import fuzz, fuzz_generator, fuzz_mutant, fuzz_trial
from tools.fuzz_mutant import Mutant, apart, mutant, smaller

UDP = Path("packets/udp.ksy")
SPECS = fuzz_generator.specs()


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a planted fault is kept beside what is committed."""
    monkeypatch.setattr(fuzz, "FUZZ", tmp_path / "build")
    monkeypatch.setattr(fuzz_mutant, "SMALLER_S", 3.0)


def test_a_short_run_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main(["generator", "--time", "8s"]) == 0
    said = capsys.readouterr().out
    inputs = re.search(r"generator +([\d,]+) inputs .* ([\d,]+) refused with their line", said)
    assert inputs and int(inputs[2]) > 0
    assert re.search(r"\d+ passed, 0 failed\n$", said)


def test_a_planted_key_error_is_found_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def one_of(names: object) -> str:
        raise KeyError(names)

    monkeypatch.setattr("codegen.check.packet_scope.one_of", one_of)
    monkeypatch.setattr(fuzz_generator, "KEPT", tmp_path / "kept")
    asked = ["generator", "--file", "udp.ksy", "--time", "60s", "--seed", "3"]
    assert fuzz.main(asked) == 1
    said = capsys.readouterr().out
    found = re.search(r"mutant \d+ of seed 3: KeyError in test_generator.py:\d+\n", said)
    assert found and said.endswith("0 passed, 1 failed\n")
    (kept,) = (tmp_path / "kept").iterdir()
    assert re.fullmatch(r"keyerror_[0-9a-f]{8}\.packets\.udp\.ksy", kept.name)
    assert len(kept.read_text(encoding="utf-8").splitlines()) < 11  # udp.ksy has 11 lines
    report = tmp_path / "build" / "crashes" / "generator" / f"{kept.name}.txt"
    assert "KeyError" in report.read_text(encoding="utf-8").splitlines()[-1]
    assert fuzz.main(asked) == 1  # it begins with what was kept
    assert f"{kept.name} fails again: KeyError" in capsys.readouterr().out


def stand_in(folder: Path) -> fuzz_trial.Trial:
    """A trial of an empty spec."""
    (folder / "spec" / "packets").mkdir(parents=True)
    (folder / "spec" / UDP).write_text("", encoding="utf-8")
    trial = fuzz_trial.Trial(folder)
    trial.plain[UDP] = {}
    return trial


def test_what_does_not_compile_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = {"wire.h": "static inline int f(void) { return }\n"}
    monkeypatch.setattr(fuzz_trial, "generated", lambda spec, file: bad)
    found = stand_in(tmp_path).of(Mutant(UDP, b"x"))
    assert found is not None and found.kind == "NotCompiled"


def test_a_mistake_without_a_line_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(spec: Path, file: Path) -> dict[str, str]:
        raise SpecError(NOWHERE, "something is wrong")

    monkeypatch.setattr(fuzz_trial, "generated", nowhere)
    found = stand_in(tmp_path).of(Mutant(UDP, b"x"))
    assert found is not None and found.kind == "NoLine"


def test_a_seed_gives_the_same_mutants() -> None:
    def some(seed: int) -> list[Mutant]:
        return [mutant(SPECS, fuzz_generator.SPEC, seed, count) for count in range(20)]

    assert some(1) == some(1) and some(1) != some(2)
    assert {one.file.suffix for one in some(1)} >= {".ksy", ".yaml"}


def test_smaller_keeps_what_fails() -> None:
    one = Mutant(UDP, b"a\nB\nc\nD\ne\n")
    small = smaller(one, b"a\nb\nc\nd\ne\n", lambda each: b"D" in each.text and b"a" in each.text)
    assert small.text == b"a\nD\n"


def test_a_kept_finding_knows_its_file(tmp_path: Path) -> None:
    path = tmp_path / "keyerror_00000000.profiles.parts.atmega328p.yaml"
    path.write_bytes(b"x")
    assert apart(path) == Mutant(Path("profiles/parts/atmega328p.yaml"), b"x")

# SPDX-License-Identifier: MIT
"""The test runner's counting: whatever looks like success and is not must count as failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.outcome import Outcome, from_closing_line, from_doctest, from_junit
from tools.parts import Part, all_parts, broken_targets, doctest_sources, pytest_folder
from tools.shell import Failure
from tools.test import main, run_parts

DOCTEST = "[doctest] test cases:  3 |  2 passed | 1 failed | 0 skipped\n"


def folder_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Outcome:
    """Counts of one test file run as a part of its own."""
    monkeypatch.setattr("tools.parts.ROOT", tmp_path)
    monkeypatch.setattr("tools.parts.BUILD", tmp_path / "build")
    folder = tmp_path / "tests" / "sample"
    folder.mkdir(parents=True)
    (folder / "test_sample.py").write_text(text)
    return pytest_folder(folder)


def test_pytest_passes_and_failures_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "def test_a(): pass\ndef test_b(): pass\ndef test_c(): assert 1 == 2\n"
    outcome = folder_with(tmp_path, monkeypatch, text)
    assert (outcome.passed, outcome.failed) == (2, 1)
    assert "assert 1 == 2" in outcome.problems[0]
    assert "to repeat: " in outcome.problems[0]


def test_a_skipped_test_counts_as_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = folder_with(
        tmp_path, monkeypatch, "import pytest\ndef test_a(): pytest.skip('no tool')\n"
    )
    assert (outcome.passed, outcome.failed) == (0, 1)


def test_a_file_without_tests_counts_as_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = folder_with(tmp_path, monkeypatch, "# nothing\n")
    assert outcome.passed == 0 and outcome.failed >= 1


def test_a_file_that_does_not_import_counts_as_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = folder_with(tmp_path, monkeypatch, "import no_such_module\n")
    assert outcome.passed == 0 and outcome.failed >= 1


def test_a_missing_report_counts_as_failed(tmp_path: Path) -> None:
    assert from_junit(tmp_path / "none.xml", 0, "", "again").failed == 1


@pytest.mark.parametrize(
    ("output", "code", "counts"),
    [
        (DOCTEST, 1, (2, 1)),
        (DOCTEST.replace("1 failed", "0 failed").replace("2 passed", "3 passed"), 0, (3, 0)),
        ("[doctest] test cases: 0 | 0 passed | 0 failed | 0 skipped\n", 0, (0, 1)),
        ("Segmentation fault\n", -11, (0, 1)),
        (DOCTEST.replace("1 failed", "0 failed"), 1, (2, 1)),  # a sanitizer spoke after the summary
    ],
)
def test_doctest_summary(output: str, code: int, counts: tuple[int, int]) -> None:
    outcome = from_doctest("sample", code, output, "again")
    assert (outcome.passed, outcome.failed) == counts


@pytest.mark.parametrize(
    ("output", "code", "counts"),
    [
        ("12 passed, 0 failed\n", 0, (12, 0)),
        ("12 passed, 3 failed\n", 1, (12, 3)),
        ("12 passed, 0 failed\n", 1, (12, 1)),
        ("0 passed, 0 failed\n", 0, (0, 1)),
        ("", 0, (0, 1)),
    ],
)
def test_closing_line(output: str, code: int, counts: tuple[int, int]) -> None:
    outcome = from_closing_line("sample", code, output, "again")
    assert (outcome.passed, outcome.failed) == counts


def test_a_program_that_did_not_build_is_named() -> None:
    output = (
        "FAILED: tests/CMakeFiles/test_seq.dir/seq.cpp.o \nFAILED: tests/checksum \n"
        "[3/9] Building CXX object tests/CMakeFiles/test_udp.dir/udp.cpp.o\n"
    )
    assert broken_targets(output) == {"seq", "checksum"}


def ok() -> Outcome:
    """One passed case."""
    return Outcome(1, 0)


def refuse() -> Outcome:
    """A part whose tool is missing."""
    raise Failure("no such tool")


def fall_over() -> Outcome:
    """A part with a defect."""
    return Outcome(1 // 0)


def test_the_last_line_counts_and_failures_do_not_stop_the_rest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    parts = [
        Part("a", "", refuse),
        Part("b", "", fall_over),
        Part("c", "", Outcome),
        Part("d", "", ok),
    ]
    assert run_parts(parts) == 1
    shown = capsys.readouterr().out
    assert shown.splitlines()[-1] == "1 passed, 3 failed"
    assert "no such tool" in shown and "ZeroDivisionError" in shown
    assert "./thimble test a" in shown


def test_all_passed_is_exit_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_parts([Part("d", "", ok)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 0 failed"


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nonsense"]) == 2
    assert "there is no part 'nonsense'; the parts are types, command" in capsys.readouterr().err


def test_test_cases_are_found_in_every_folder(tmp_path: Path) -> None:
    for name in ("seq", "everything/machine", "new/folder/case", "sim/units/own"):
        source = tmp_path / f"{name}.cpp"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text('TEST_CASE("x") {}\n')
    (tmp_path / "device.cpp").write_text("int main() {}\n")
    found = [str(path.relative_to(tmp_path)) for path in doctest_sources(tmp_path)]
    assert found == ["everything/machine.cpp", "new/folder/case.cpp", "seq.cpp"]


def test_each_target_has_a_minute_and_the_same_inputs_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    part = {each.name: each for each in all_parts()}["fuzz"]
    monkeypatch.setattr(
        "tools.parts.our_command", lambda *words: lambda: asked.extend(words) or Outcome()
    )
    part.run()
    assert asked == ["fuzz", "--time", "60s", "--seed", "1"]

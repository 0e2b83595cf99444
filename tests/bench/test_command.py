# SPDX-License-Identifier: MIT
"""The command: README only between its markers, JSON, and counts that can be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import bench, parts
from tools.bench import Found
from tools.bench_table import markdown, plain
from tools.shell import Failure, Ran

README = (
    "a\n<!-- bench size -->\nold\n<!-- /bench size -->\nb\n"
    "<!-- bench cycles -->\nolder\n<!-- /bench cycles -->\n"
)
CYCLES = Found([["one packet", "minimal"], ["echo", "4,190"]], [], [True])
SIZE = Found([["what", "bytes", ""], ["small", "1,000", "met"]], {"rows": []}, [True, False])


def test_only_the_kind_that_was_measured_changes() -> None:
    text = bench.rewritten(README, {"size": SIZE})
    assert "old\n<!--" not in text and "| small | 1,000 | met |" in text and "older" in text


def test_readme_without_markers_is_refused() -> None:
    with pytest.raises(Failure, match="expected one line '<!-- bench size -->'"):
        bench.rewritten("a\n", {"size": SIZE})


def test_check_fails_when_readme_is_stale(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.check(README, {"size": SIZE}) == 1
    assert "bench size: not what README.md says" in capsys.readouterr().out
    assert bench.check(bench.rewritten(README, {"size": SIZE}), {"size": SIZE}) == 0
    assert capsys.readouterr().out == "1 passed, 0 failed\n"


def test_check_of_throughput_asks_for_the_targets(capsys: pytest.CaptureFixture[str]) -> None:
    slow = Found([["what"], ["ring"]], [], [True, False])
    assert bench.check(README, {"throughput": slow}) == 1
    assert bench.check(README, {"throughput": Found([["what"]], [], [True])}) == 0
    assert capsys.readouterr().out.endswith("1 passed, 0 failed\n")


def measured(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """A README, and a bench that finds the same sizes and cycles each time."""
    readme = folder / "README.md"
    readme.write_text(bench.rewritten(README, {"size": SIZE, "cycles": CYCLES}))
    monkeypatch.setattr(bench, "README", readme)
    found = {"size": lambda _verbose: SIZE, "cycles": lambda _verbose: CYCLES}
    monkeypatch.setattr(bench, "MEASURE", found)  # throughput is not there to be asked
    return readme


def test_a_figure_in_readme_that_is_another_fails_the_part(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = measured(monkeypatch, tmp_path)
    assert bench.main(["size", "cycles", "--check"]) == 0
    assert capsys.readouterr().out == "2 passed, 0 failed\n"
    wrong = readme.read_text().replace("| echo | 4,190 |", "| echo | 4,189 |")
    readme.write_text(wrong)
    assert bench.main(["size", "cycles", "--check"]) == 1
    assert capsys.readouterr().out.endswith("1 passed, 1 failed\n")
    assert readme.read_text() == wrong


def test_the_part_asks_for_what_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[object]] = []

    def run(command: list[object], **_: object) -> Ran:
        asked.append(command[3:])
        return Ran(1, "1 passed, 1 failed\n", 1.0)

    monkeypatch.setattr(parts, "run", run)
    (part,) = [part for part in parts.all_parts() if part.name == "figures"]
    assert part.run().failed == 1
    assert asked == [["bench", "size", "cycles", "--check"]]


def test_a_kind_that_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["sizes"])
    assert "'sizes' is not measured; size, cycles, throughput are" in capsys.readouterr().err


def test_missed_targets_are_counted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "compiler", lambda: "a compiler")
    bench.show({"size": SIZE})
    assert "2 targets: 1 met, 1 missed (a compiler)" in capsys.readouterr().out
    assert bench.as_json({"size": SIZE})["targets"] == {"met": 1, "missed": 1}


def test_json_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    bench.write(out, json.dumps({"a": 1}))
    assert json.loads(out.read_text()) == {"a": 1} and list(tmp_path.iterdir()) == [out]
    with pytest.raises(Failure, match="No such file"):
        bench.write(tmp_path / "nowhere" / "out.json", "{}")


def test_figures_stand_to_the_right() -> None:
    assert markdown(SIZE.table).splitlines()[1] == "|---|---:|---|"
    assert (
        plain([["what", "n"], ["a", "1,000"], ["b", "**missed**"]]).splitlines()[1] == "a     1,000"
    )
    assert plain(SIZE.table).splitlines()[1] == "small  1,000  met"

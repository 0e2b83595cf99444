# SPDX-License-Identifier: MIT
"""The figures of fuzz/README.md are in the form in which the run writes them; and what
`./thimble fuzz --report` makes of what it has measured.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import fuzz_report
from tools.fuzz import chart, targets
from tools.fuzz_lines import Covered, Reach
from tools.fuzz_met import UNREACHED, of_spec, unreached
from tools.fuzz_page import page
from tools.fuzz_report import END, HEAD, README, START, Speed, reached, speed_of, table
from tools.fuzz_source import Place
from tools.shell import Failure, Ran

NUMBER = r"\d{1,3}(,\d{3})*"
ROW = re.compile(rf"\| (\w+) \| \d+ \| \d+ \| {NUMBER} \| (\d+\.\d \| {NUMBER}| \| ) \|")
SAID = "stat::number_of_executed_units: 300\nstat::ops: 40\nstat::inputs: 20\n"


def wrong(text: str) -> list[str]:
    """What of a README is not as the run writes it."""
    lines = text.partition(START)[2].partition(END)[0].strip().splitlines()
    rows = [found for line in lines[2:] if (found := ROW.fullmatch(line))]
    named = [found[1] for found in rows]
    return [
        *(["the head of the table"] if lines[:1] != [HEAD] else []),
        *(["the targets"] if "stack" not in named or {*named} - {*targets()} else []),
        *(["the sentences"] if len(lines) != len(rows) + 5 else []),
    ]


def test_the_readme_is_as_the_run_writes_it() -> None:
    assert wrong(README.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "right, other, says",
    [
        ("ops/s |\n", "ops |\n", ["the head of the table"]),
        ("| stack |", "| stock |", ["the targets"]),
        ("| stack | ", "| stack | about ", ["the targets", "the sentences"]),
        ("`llvm-cov`", "\n`llvm-cov`", ["the sentences"]),
    ],
)
def test_another_readme_is_not(right: str, other: str, says: list[str]) -> None:
    text = README.read_text(encoding="utf-8")
    assert text.partition(END)[0].count(right) == 1
    assert wrong(text.replace(right, other, 1)) == says


def test_what_a_run_says() -> None:
    fast = speed_of("stack", [10, 30], Ran(0, SAID, 9.0), 0.1)
    assert fast == Speed("stack", 2, 20.0, 3000.0, 2.0)
    assert fast.row() == "| stack | 2 | 20 | 3,000 | 2.0 | 6,000 |"
    plain = speed_of("slip", [4], Ran(0, SAID.partition("stat::ops")[0], 9.0), 0.1)
    assert plain.row() == "| slip | 1 | 4 | 3,000 |  |  |"
    assert all(ROW.fullmatch(line) for line in table([fast, plain])[2:])


@pytest.mark.parametrize("ran", [Ran(1, SAID, 1.0), Ran(0, "no figures", 1.0)])
def test_a_run_that_ended_early_has_no_figures(ran: Ran) -> None:
    with pytest.raises(Failure, match="stack: the run to be measured ended early"):
        speed_of("stack", [4], ran, 1.0)


def test_what_the_corpora_reach_in_sentences_and_on_the_page() -> None:
    found = [Covered("generated/b.h", 4, 1, 4, 1), Covered("core/a.h", 4, 4, 4, 4)]
    met = of_spec()
    met.inputs, met.ops = 2, 9
    met.pairs = {("segment", "ESTAB"): 2, ("segment", "CLOSED"): 0, ("tick", "ESTAB"): 0}
    said = reached(met, found[:1], found)[1]
    assert "Of 8 lines and 8 branches of 2 headers" in said
    assert "take 62.5 % and 62.5 % (`llvm-cov`), the corpora alone 12.5 % and 12.5 %" in said
    assert "of each of the other 3 lines and 3 branches" in said
    shown = page(table([]), met, found)
    excused = shown.count('class=none title="')  # by fuzz/unreached.txt, with a reason to point at
    assert excused == 1 + len(unreached(UNREACHED.read_text(encoding="utf-8")).rows)
    assert shown.count("class=missed") == 2 * len(met.states) - 1 + len(met.rows) - excused
    assert 'title="not met, and no reason">0' in shown and "http" not in shown


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, dict[Place, int]]:
    """README and figures of a run that measures what the test says of one line."""
    readme, figures = tmp_path / "README.md", tmp_path / "figures.json"
    readme.write_text(f"{START}\nold\n{END}\n", encoding="utf-8")
    header = {Place("core/a.h", "f", (), "return 1;", 1): 1}
    uncovered_list = tmp_path / "uncovered.txt"
    uncovered_list.write_text("", encoding="utf-8")
    met = of_spec()
    met.inputs, met.ops = 1, 1
    for name, value in {
        "README": readme,
        "FIGURES": figures,
        "FUZZ": tmp_path,
        "speed": lambda target: Speed(target, 1, 1.0, 1.0, 0.0),
        "replayed": lambda *_: met,
        "measured": lambda *_: (Reach(header), Reach(header)),
        "UNCOVERED": uncovered_list,
    }.items():
        monkeypatch.setattr(fuzz_report, name, value)
    monkeypatch.setattr("tools.build.need", lambda *_: None)
    return readme, figures, header


@pytest.mark.parametrize("whole", [True, False])
def test_a_part_of_the_targets_is_shown_and_not_written(
    whole: bool, record: tuple[Path, Path, dict[Place, int]]
) -> None:
    readme, figures, _ = record
    assert fuzz_report.main(targets() if whole else ["stack"]) == 0
    assert (readme.read_text(encoding="utf-8") != f"{START}\nold\n{END}\n") == whole
    assert figures.exists() == whole
    assert not whole or "take 100.0 %" in readme.read_text(encoding="utf-8")


def test_a_line_that_nobody_takes_or_explains_is_not_written(
    record: tuple[Path, Path, dict[Place, int]]
) -> None:
    readme, figures, header = record
    header[next(iter(header))] = 0
    with pytest.raises(Failure, match=r"does not say why: line core/a.h f: return 1;"):
        fuzz_report.main(targets())
    assert readme.read_text(encoding="utf-8") == f"{START}\nold\n{END}\n"
    assert not figures.exists()


def test_the_chart_of_a_run() -> None:
    marks = "".join("x" if state == "ESTAB" else "." for state in of_spec().states)
    lines = chart([f"stat::met: segment {marks}", "met: 1 pairs, 2 rows"])
    assert lines[-1] == f"{'segment':<14} {' '.join(marks)}"
    assert lines[len(of_spec().states)] == lines[-1]
    column = lines[-1].index("x")
    assert [line for line in lines[:-1] if line[column:] == "ESTAB"]

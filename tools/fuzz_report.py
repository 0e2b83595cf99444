# SPDX-License-Identifier: MIT
"""./thimble fuzz --report: how fast the targets are, what their corpora reach of machine and code;
as text, as one page (build/fuzz/report.html) and as the table of fuzz/README.md.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from tools import build
from tools.fuzz import LONGEST, SHORTER, targets
from tools.fuzz_covered import measured
from tools.fuzz_lines import Covered, headers, together
from tools.fuzz_met import UNREACHED, Met, replayed, unreached
from tools.fuzz_page import page
from tools.fuzz_uncovered import UNCOVERED, complaints
from tools.report import replaced
from tools.shell import BUILD, ROOT, Failure, Ran, run, say

README = ROOT / "fuzz" / "README.md"
FIGURES = ROOT / "fuzz" / "figures.json"
START, END = "<!-- figures: begin -->", "<!-- figures: end -->"
HEAD = "| target | seeds | bytes a seed | inputs/s of one core | ops an input | ops/s |"
SECONDS = 20  # of fuzzing, to see how fast a target is
CORPUS = ROOT / "fuzz" / "corpus"
FUZZ = BUILD / "fuzz"


@dataclass(frozen=True)
class Speed:
    """Of one target while it fuzzes with its sanitizers, by time of the processor. No ops: it has
    none.
    """

    target: str
    seeds: int
    bytes_a_seed: float
    rate: float
    ops: float

    def row(self) -> str:
        ops = f"{self.ops:.1f} | {self.ops * self.rate:,.0f}" if self.ops else " | "
        seeds = f"{self.seeds} | {self.bytes_a_seed:.0f}"
        return f"| {self.target} | {seeds} | {self.rate:,.0f} | {ops} |"


def main(names: Sequence[str]) -> int:
    """Builds, measures, prints, and writes what is asked for."""
    build.need("fuzz", FUZZ / "met_stack", "met_stack", *(f"fuzz_{name}" for name in names))
    speeds = [speed(name) for name in names]
    met = replayed(FUZZ / "met_stack", [CORPUS / "stack"])
    by_corpora, tested = measured(names, CORPUS)
    covered = headers(tested)
    wrong = complaints(tested, UNCOVERED.read_text(encoding="utf-8"))
    (FUZZ / "report.html").write_text(page(table(speeds), met, covered), encoding="utf-8")
    lines = [*table(speeds), "", *reached(met, headers(by_corpora), covered)]
    say("\n".join(lines))
    say("the page: build/fuzz/report.html")
    if set(names) != set(targets()):
        say("fuzz/README.md stays as it is: it shows all targets, and not all were named")
        return 0
    if wrong:
        raise Failure("\n".join([*wrong, "fuzz/README.md stays as it is"]))
    text = README.read_text(encoding="utf-8")
    README.write_text(replaced(text, "\n".join(lines), START, END), encoding="utf-8")
    record = figures(speeds, met, together(covered))
    FIGURES.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return 0


def speed(target: str) -> Speed:
    """Fuzzes for some seconds, from the committed seeds; nothing is kept."""
    seeds = [path.stat().st_size for path in (CORPUS / target).iterdir()]
    longest = f"-max_len={SHORTER.get(target, LONGEST)}"
    options = [f"-max_total_time={SECONDS}", longest, "-seed=1", "-print_final_stats=1"]
    dictionary = ROOT / "fuzz" / f"{target}.dict"
    if dictionary.exists():
        options.append(f"-dict={dictionary}")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = FUZZ / "measured" / target  # what is found has to go somewhere, but not to the seeds
    shutil.rmtree(found, ignore_errors=True)
    found.mkdir(parents=True)
    ran = run([FUZZ / target, found, CORPUS / target, f"-artifact_prefix={found}/", *options])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return speed_of(target, seeds, ran, seconds)


def speed_of(target: str, seeds: Sequence[int], ran: Ran, seconds: float) -> Speed:
    executed = re.search(r"stat::number_of_executed_units:\s*(\d+)", ran.output)
    if ran.code != 0 or executed is None:
        raise Failure(f"{ran.output[-2000:]}\n{target}: the run to be measured ended early")
    said = {key: int(count) for key, count in re.findall(r"stat::(\w+): (\d+)\n", ran.output)}
    ops = said["ops"] / said["inputs"] if "ops" in said else 0.0
    mean = sum(seeds) / len(seeds)
    return Speed(target, len(seeds), mean, int(executed[1]) / seconds, ops)


def table(speeds: Sequence[Speed]) -> list[str]:
    return [HEAD, "|---|--:|--:|--:|--:|--:|", *(each.row() for each in speeds)]


def figures(speeds: Sequence[Speed], met: Met, covered: Covered) -> dict[str, dict[str, int]]:
    """What README shows of it: fuzz/figures.json."""
    return {
        "rows": {"taken": len(met.rows_taken()), "of": len(met.rows)},
        "pairs": {"taken": len(met.pairs_met()), "of": len(met.pairs)},
        "lines": {"taken": covered.lines_taken, "of": covered.lines},
        "branches": {"taken": covered.branches_taken, "of": covered.branches},
        "per_second": {each.target: round(each.rate) for each in speeds},
    }


def reached(met: Met, by_corpora: Sequence[Covered], covered: Sequence[Covered]) -> list[str]:
    """What the committed corpora reach, in sentences."""
    listed = unreached(UNREACHED.read_text(encoding="utf-8"))
    rows, pairs = len(met.rows_taken()), len(met.pairs_met())
    alone, all_of = together(by_corpora), together(covered)
    profiles = len(list((ROOT / "generated").iterdir()))
    left = all_of.lines - all_of.lines_taken, all_of.branches - all_of.branches_taken
    return [
        f"The stack's corpus takes {rows} of {len(met.rows)} rows of `tcp.fsm` and"
        f" {pairs} of {len(met.pairs)} pairs of event and state;"
        f" `unreached.txt` says of {len(listed.rows)} rows and {len(listed.pairs)} pairs why no"
        " input can.",
        f"Of {all_of.lines:,} lines and {all_of.branches:,} branches of {len(covered)} headers of core"
        f" and generated, {profiles} profiles together, corpora, doctests and scripts take"
        f" {all_of.line_percent:.1f} % and {all_of.branch_percent:.1f} % (`llvm-cov`), the corpora"
        f" alone {100 * alone.lines_taken / max(all_of.lines, 1):.1f} % and"
        f" {100 * alone.branches_taken / max(all_of.branches, 1):.1f} %; `uncovered.txt` says of each"
        f" of the other {left[0]} lines and {left[1]} branches why no test takes it.",
    ]

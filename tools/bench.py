# SPDX-License-Identifier: MIT
"""./thimble bench [size] [cycles] [throughput] [--check|--json FILE]: figures beside the peers'.

Prints the tables and writes those of README.md. A target that is missed is shown and counted; it is
no error of the command. --check compares README with the build and writes nothing; throughput,
which is another at each run, has to meet its targets there.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools import bench_cycles, bench_size, bench_table, bench_throughput, namespace
from tools.figures import compiler
from tools.report import replaced
from tools.shell import ROOT, Failure, say

README = ROOT / "README.md"
KINDS = ("size", "cycles", "throughput")


@dataclass
class Found:
    """One kind of figures. `note` stands below the table, in README too."""

    table: bench_table.Table
    as_json: Any
    targets: list[bool]
    below: list[str] = field(default_factory=list)  # lines for the terminal alone
    note: str = ""

    def markdown(self) -> str:
        """README's text between its markers."""
        return bench_table.markdown(self.table) + (f"\n\n{self.note}" if self.note else "")


def main(arguments: list[str]) -> int:
    """Measures what is asked for."""
    parser = argparse.ArgumentParser(prog="thimble bench", description="see ./thimble --help")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)}; or all")
    parser.add_argument("--verbose", action="store_true", help="bytes by feature and by function")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", metavar="FILE", help="write JSON there; README stays as it is")
    how.add_argument("--check", action="store_true", help="exit 1 when README has other figures")
    asked = parser.parse_args(arguments)
    for kind in asked.kinds:
        if kind not in KINDS:
            parser.error(f"'{kind}' is not measured; {', '.join(KINDS)} are")
    kinds = [kind for kind in KINDS if kind in asked.kinds or not asked.kinds]
    if "throughput" in kinds and not namespace.inside():
        return namespace.tools_again(["bench", *arguments])
    found = {kind: MEASURE[kind](asked.verbose) for kind in kinds}
    if asked.check:
        return check(README.read_text(), found)
    show(found)
    if asked.json:
        write(Path(asked.json), json.dumps(as_json(found), indent=2) + "\n")
    else:
        update(found)
    return 0


def size(verbose: bool) -> Found:
    """Flash and RAM."""
    skeleton, sizes = bench_size.collect()
    found = Found(
        bench_table.size_table(skeleton, sizes),
        {"skeleton": skeleton, "rows": [each.as_json() for each in sizes]},
        [target for each in sizes for target in each.targets],
        note=bench_table.features(sizes),
    )
    for each in sizes if verbose else []:
        found.below += [f"\n{each.row.what}: {each.ours:,}"]
        found.below += [
            f"  {n:>6,}  {name}" for name, n in bench_size.features(each.functions).items()
        ]
        found.below += ["  by function"]
        found.below += [f"  {n:>6,}  {name}" for name, n in each.functions.items()]
    return found


def cycles(_verbose: bool) -> Found:
    """In the simulator."""
    measured = bench_cycles.collect()
    return Found(
        bench_table.cycles_table(measured),
        [each.as_json() for each in measured],
        [each.met for each in measured if each.target],
    )


def throughput(_verbose: bool) -> Found:
    """Against the Linux kernel."""
    measured = bench_throughput.collect()
    return Found(
        bench_table.throughput_table(measured),
        [each.as_json() for each in measured],
        [each.met for each in measured],
    )


MEASURE: dict[str, Callable[[bool], Found]] = {
    "size": size,
    "cycles": cycles,
    "throughput": throughput,
}


def as_json(found: dict[str, Found]) -> dict[str, Any]:
    """All of it, with what was met."""
    targets = [target for each in found.values() for target in each.targets]
    return {
        "compiler": compiler(),
        **{kind: each.as_json for kind, each in found.items()},
        "targets": {"met": sum(targets), "missed": len(targets) - sum(targets)},
    }


def show(found: dict[str, Found]) -> None:
    """The tables, and how many targets."""
    for each in found.values():
        say("\n".join([bench_table.plain(each.table), each.note.replace("`", ""), *each.below]))
    targets = [target for each in found.values() for target in each.targets]
    missed = len(targets) - sum(targets)
    say(f"{len(targets)} targets: {sum(targets)} met, {missed} missed ({compiler()})")


def markers(kind: str) -> tuple[str, str]:
    """Where README's table stands."""
    return f"<!-- bench {kind} -->", f"<!-- /bench {kind} -->"


def rewritten(text: str, found: dict[str, Found]) -> str:
    """README with these figures."""
    for kind, each in found.items():
        text = replaced(text, each.markdown(), *markers(kind))
    return text


def update(found: dict[str, Found]) -> None:
    """Writes README, whole or not at all."""
    old = README.read_text()
    new = rewritten(old, found)
    if new != old:
        write(README, new)
        say("README.md has these figures now")


def write(path: Path, text: str) -> None:
    """Beside it first."""
    beside = path.with_suffix(".new")
    try:
        beside.write_text(text)
        os.replace(beside, path)
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from error


def check(old: str, found: dict[str, Found]) -> int:
    """For the test runner: a case for each kind."""
    passed, failed = 0, 0
    for kind, each in found.items():
        good = all(each.targets) if kind == "throughput" else rewritten(old, {kind: each}) == old
        if good:
            passed += 1
        else:
            failed += 1
            say(bench_table.plain(each.table))
            say(f"bench {kind}: not what README.md says; to mend: ./thimble bench {kind}")
    say(f"{passed} passed, {failed} failed")
    return 1 if failed else 0

# SPDX-License-Identifier: MIT
"""./thimble report [--json|--check]: the firmware's figures, and README's table of them.

The stack is measured in virtual time with a fixed conversation, so two runs give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
from typing import Any

from tools import build, figures, measure
from tools.figures import Figures
from tools.shell import ROOT, Failure, say

README = ROOT / "README.md"
START, END = "<!-- figures -->", "<!-- /figures -->"


def main(arguments: list[str]) -> int:
    """Builds, measures, then prints and rewrites, or compares."""
    parser = argparse.ArgumentParser(prog="thimble report", description="see ./thimble --help")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print JSON; README stays as it is")
    how.add_argument("--check", action="store_true", help="exit 1 when README's table is another")
    asked = parser.parse_args(arguments)
    build.need("avr", build.FIRMWARE, "services.elf")
    build.need("sim", build.AVRSIM, "avrsim")
    found = figures.collect()
    measured = measure.stack(build.FIRMWARE)
    if asked.json:
        say(json.dumps(figures.as_json(found, measured), indent=2))
        return 0
    old = README.read_text()
    new = replaced(old, table(found, measured))
    if asked.check:
        return check(old, new)
    figures.print_budget(found, measured)
    if new != old:
        beside = README.with_suffix(".new")
        beside.write_text(new)
        os.replace(beside, README)
        say("README.md has these figures now")
    return 0


def table(found: Figures, measured: dict[str, Any]) -> str:
    """Markdown, the same for the same firmware."""
    lines = [f"| `{found.profile}` on {found.part} | bytes | |", "|---|---:|---|"]
    for what, size, remark in figures.rows(found, figures.stack_of(measured)):
        lines.append(f"| {what} | {size:,} | {remark} |")
    return "\n".join([*lines, "", f"{found.compiler}, `{found.flags}`."])


def replaced(text: str, inner: str, start: str = START, end: str = END) -> str:
    """README with another text between its markers."""
    if text.count(start) != 1 or text.count(end) != 1 or text.index(start) > text.index(end):
        raise Failure(f"README.md: expected one line '{start}' and, below it, one line '{end}'")
    before, rest = text.split(start)
    _, after = rest.split(end)
    return f"{before}{start}\n{inner}\n{end}{after}"


def check(old: str, new: str) -> int:
    """For the test runner: one case."""
    if old == new:
        say("1 passed, 0 failed")
        return 0
    for was, now in zip(old.splitlines(), new.splitlines(), strict=False):
        if was != now:
            say(f"README.md: the first line that differs\n  has:  {was}\n  is:   {now}")
            break
    say("to mend: ./thimble report\n0 passed, 1 failed")
    return 1

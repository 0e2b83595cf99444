# SPDX-License-Identifier: MIT
"""./thimble report [--json|--check]: the firmware's figures, README's table of them, its picture of
where the RAM of each example goes, its table of what was proved and searched, and that of
proofs/verdicts/README.md.

The stack is measured in virtual time with a fixed conversation, so two runs give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tools import build, evidence, evidence_proofs, figures, measure
from tools.bounds_firmware import Firmware
from tools.bounds_page import picture
from tools.shell import ROOT, Failure, say

README = ROOT / "README.md"
PROOFS = ROOT / "proofs" / "verdicts" / "README.md"
PICTURE = ROOT / "examples" / "ram.svg"
START, END = "<!-- figures -->", "<!-- /figures -->"


def main(arguments: list[str]) -> int:
    """Builds, measures, then prints and rewrites, or compares."""
    parser = argparse.ArgumentParser(prog="thimble report", description="see ./thimble --help")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print JSON; README stays as it is")
    how.add_argument("--check", action="store_true", help="exit 1 when README's table is another")
    asked = parser.parse_args(arguments)
    examples = [build.FIRMWARE.with_name(f"{name}.elf") for name in build.examples()]
    build.need("avr", build.FIRMWARE, *(each.name for each in examples))
    build.need("sim", build.AVRSIM, "avrsim")
    found = figures.collect()
    measured = measure.stack(build.FIRMWARE)
    if asked.json:
        say(json.dumps(figures.as_json(found, measured), indent=2))
        return 0
    new = {
        README: replaced(
            replaced(README.read_text(), table(found, measured)),
            evidence.table(ROOT),
            evidence.START,
            evidence.END,
        ),
        PROOFS: replaced(
            PROOFS.read_text(),
            evidence_proofs.table(ROOT),
            evidence_proofs.START,
            evidence_proofs.END,
        ),
        PICTURE: picture([figures.collect(each) for each in examples]),
    }
    if asked.check:
        return check({path: (text_of(path), text) for path, text in new.items()})
    figures.print_budget(found, measured)
    for path, text in new.items():
        if text != text_of(path):
            beside = path.with_suffix(".new")
            beside.write_text(text)
            os.replace(beside, path)
            say(f"{shown(path)} has these figures now")
    return 0


def shown(path: Path) -> str:
    """Two of them have one name."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def text_of(path: Path) -> str:
    """What is there, if anything."""
    return path.read_text() if path.exists() else ""


def table(found: Firmware, measured: dict[str, Any]) -> str:
    """Markdown, the same for the same firmware."""
    lines = [
        f"![The RAM of each example, to scale]({PICTURE.relative_to(ROOT)})",
        "",
        f"| `{found.profile}` on {found.part} | bytes | |",
        "|---|---:|---|",
    ]
    for what, size, remark in figures.rows(found, figures.stack_of(measured)):
        lines.append(f"| {what} | {size:,} | {remark} |")
    return "\n".join([*lines, "", f"{figures.compiler()}, `{figures.flags()}`."])


def replaced(text: str, inner: str, start: str = START, end: str = END) -> str:
    """README with another text between its markers."""
    if text.count(start) != 1 or text.count(end) != 1 or text.index(start) > text.index(end):
        raise Failure(f"README.md: expected one line '{start}' and, below it, one line '{end}'")
    before, rest = text.split(start)
    _, after = rest.split(end)
    return f"{before}{start}\n{inner}\n{end}{after}"


def check(texts: Mapping[Path, tuple[str, str]]) -> int:
    """File to what it has and what it should have. For the test runner: one case a file."""
    failed = 0
    for path, (old, new) in texts.items():
        if old == new:
            continue
        failed += 1
        pairs = zip_longest(old.splitlines(), new.splitlines(), fillvalue="(nothing)")
        was, now = next((pair for pair in pairs if pair[0] != pair[1]), ("", "another end"))
        say(f"{shown(path)}: the first line that differs\n  has:  {was}\n  is:   {now}")
    if failed:
        say("to mend: ./thimble report")
    say(f"{len(texts) - failed} passed, {failed} failed")
    return 1 if failed else 0

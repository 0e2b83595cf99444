# SPDX-License-Identifier: MIT
"""./thimble bounds PROFILE --elf FILE: what a linked firmware needs, as text, JSON or one page."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from codegen.bound.profile import Bounded
from proofs.refused import Refused
from tools import bounds_page, bounds_text
from tools.bounds_firmware import collect
from tools.bounds_over import problems
from tools.bounds_time import timing
from tools.shell import Failure, say


def report(
    made: Bounded, profile: Path, elf: Path, *, as_json: bool = False, html: Path | None = None
) -> int:
    """1 when the firmware is over a budget of the profile that lies in `profile`."""
    try:
        firmware = collect(made, elf)
    except Refused as refused:
        raise Failure(str(refused)) from refused
    found = problems(firmware, profile)
    times = timing(elf, made.profile.part.clock_hz)
    if html is not None:
        write(html, bounds_page.page(firmware, found, times))
    if as_json:
        say(json.dumps(bounds_text.as_json(firmware, found, times), indent=2))
    else:
        say(bounds_text.text(firmware, times))
        if html is not None:
            say(f"\nthe page is {html}")
    for problem in found:
        sys.stderr.write(f"{problem}\n")
    return 1 if found else 0


def write(path: Path, text: str) -> None:
    """All of it or nothing."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, "utf-8")
        os.replace(beside, path)
    except OSError as error:
        raise Failure(f"{path}: cannot be written: {error.strerror}") from error

# SPDX-License-Identifier: MIT
"""./thimble test [PART...]: every test there is, part by part, counted; keeps going after a
failure.

The last line is `N passed, N failed`, and the exit code is 1 when anything failed.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from tools.outcome import Outcome
from tools.parts import LONG, Part, all_parts
from tools.shell import Failure, say

USAGE = """usage: ./thimble test [PART...]     all parts, or those named
       ./thimble test --list        what the parts are
       ./thimble test PART --long   the long form of soak, interop and checked
"""


def main(arguments: list[str]) -> int:
    """Runs the parts asked for."""
    parts = all_parts()
    if "--help" in arguments or "-h" in arguments:
        say(USAGE, end="")
        return 0
    if "--list" in arguments:
        for part in parts:
            say(f"  {part.name:<10} {part.what}")
        return 0
    if "--long" in arguments:
        arguments = [name for name in arguments if name != "--long"]
        os.environ[LONG] = "1"
    by_name = {part.name: part for part in parts}
    unknown = [name for name in arguments if name not in by_name]
    if unknown:
        sys.stderr.write(
            f"thimble test: there is no part '{unknown[0]}'; "
            f"the parts are {', '.join(by_name)}\n"
        )
        return 2
    # A script's background job ignores Ctrl-C, and so would everything it starts; tests send it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return run_parts([by_name[name] for name in arguments] or parts)


def run_parts(parts: list[Part]) -> int:
    """One line a part while it runs; the problems of all parts again at the end would be read by
    nobody.
    """
    total = Outcome()
    start = time.monotonic()
    failed = []
    for part in parts:
        say(f"{part.name:<10} {part.what:<54}", end=" ")
        part_start = time.monotonic()
        with heartbeat():
            outcome = guarded(part)
        took = time.monotonic() - part_start
        verdict = "ok" if outcome.failed == 0 else "FAILED"
        say(f"{outcome.passed:>4} passed {outcome.failed:>3} failed {took:7.1f} s  {verdict}")
        for problem in outcome.problems:
            say("    " + problem.replace("\n", "\n    "))
        if outcome.failed:
            failed.append(part.name)
            say(f"    this part again: ./thimble test {part.name}")
        total.add(outcome)
    took = time.monotonic() - start
    say(
        f"\n{len(parts)} parts in {took // 60:.0f} min {took % 60:.0f} s"
        + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    say(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


@contextmanager
def heartbeat(seconds: float = 20) -> Iterator[None]:
    """A dot now and then while a part takes long, so that nobody takes it for dead."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(seconds):
            say(".", end="")

    beating = threading.Thread(target=beat, daemon=True)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join()


def guarded(part: Part) -> Outcome:
    """A part that falls over is one failure, not the end of the others."""
    outcome = Outcome()
    try:
        outcome = part.run()
    except Failure as failure:
        outcome.check(False, str(failure))
    except (
        Exception
    ):  # a defect of the runner itself: shown, counted, and the other parts still run
        outcome.check(False, traceback.format_exc().rstrip())
    return outcome.never_empty(part.name)

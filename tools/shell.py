# SPDX-License-Identifier: MIT
"""Where things are, and how the tools run other programs: bounded in time, and never left behind.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
PYTHON = "/usr/bin/python3"  # Debian's, whose modules the package lists name; never one from PATH


class Failure(Exception):
    """Something the user should read: what is wrong, and the way out. Printed without a traceback.
    """


class Terminated(KeyboardInterrupt):
    """SIGTERM came. Ends us as Ctrl-C does, but nobody else has heard of it."""


@dataclass(frozen=True)
class Ran:
    """How a program ended. `code` is negative when a signal or the time limit ended it."""

    code: int
    output: str
    seconds: float


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    seconds: float = 600,
) -> Ran:
    """Runs a program to its end with both outputs in one text. It and its children end with us."""
    start = time.monotonic()
    try:
        child = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        return Ran(127, f"{command[0]}: {error.strerror}\n", 0.0)
    try:
        output, _ = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        end_group(child)
        output, _ = child.communicate()
        output += f"\n{command[0]}: stopped after {seconds:.0f} s\n"
        return Ran(-signal.SIGKILL, output, time.monotonic() - start)
    except BaseException:
        end_group(child)
        raise
    return Ran(child.returncode, output, time.monotonic() - start)


def end_group(child: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Ends a program started in its own session, and whatever it started."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def must(command: Sequence[str | Path], what: str, *, seconds: float = 600) -> str:
    """The output of a program that has to succeed."""
    ran = run(command, seconds=seconds)
    if ran.code != 0:
        again = " ".join(str(word) for word in command)
        raise Failure(f"{ran.output.rstrip()}\n{what} failed (exit {ran.code}); to repeat: {again}")
    return ran.output


def say(text: str = "", *, end: str = "\n") -> None:
    """A line for the person who waits: at once, also into a pipe."""
    sys.stdout.write(text + end)
    sys.stdout.flush()

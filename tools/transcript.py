# SPDX-License-Identifier: MIT
"""Lines for a person who watches: what is happening, then how it came out and how long it took."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tools.shell import say


class Note:
    """The result of a step, filled in while the step runs."""

    def __init__(self) -> None:
        self.text = ""


@contextmanager
def step(what: str) -> Iterator[Note]:
    """`what ...` now, the note and the seconds when it is done. A failure leaves the line open and
    says so.
    """
    note = Note()
    start = time.monotonic()
    say(f"{what:<27}", end=" ")
    try:
        yield note
    except BaseException:
        say("FAILED")
        raise
    say(f"{note.text:<58} {time.monotonic() - start:5.1f} s")


class Progress:
    """A count that moves on a terminal, and is silent in a log."""

    def __init__(self) -> None:
        self.shown = 0.0
        self.width = 0

    def show(self, text: str) -> None:
        """At most ten times a second."""
        if not sys.stdout.isatty() or time.monotonic() - self.shown < 0.1:
            return
        self.shown = time.monotonic()
        self.clear()
        self.width = len(text)
        say(text, end="")

    def clear(self) -> None:
        """Takes the text away again."""
        say("\b" * self.width + " " * self.width + "\b" * self.width, end="")
        self.width = 0

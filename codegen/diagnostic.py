# SPDX-License-Identifier: MIT
"""Where something stands in a spec, and the one error a wrong spec ends with.

A message says what is wrong and what was expected: `spec/packets/udp.ksy:9:23: 'lenght' is not
known here`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Place:
    """A character of a spec file. Lines and columns count from 1."""

    path: str
    line: int
    col: int

    def right(self, columns: int) -> Place:
        """The place so many characters further on the same line."""
        return Place(self.path, self.line, self.col + columns)

    def __str__(self) -> str:
        return f"{shown_path(self.path)}:{self.line}:{self.col}"

    @property
    def short(self) -> str:
        """File name and line, for comments in generated code: the same on every machine."""
        return f"{Path(self.path).name}:{self.line}"


NOWHERE = Place("", 0, 0)


class SpecError(Exception):
    """A spec is wrong. Printed as `path:line:col: message`."""

    def __init__(self, at: Place, message: str) -> None:
        super().__init__(message)
        self.at = at
        self.message = message

    @property
    def path(self) -> str:
        return self.at.path

    @property
    def line(self) -> int:
        return self.at.line

    @property
    def col(self) -> int:
        return self.at.col

    def __str__(self) -> str:
        return f"{self.at}: {self.message}"


def shown_path(path: str) -> str:
    """A path as the user would type it: relative to the current directory when it lies below it."""
    relative = os.path.relpath(path) if os.path.isabs(path) else path
    return path if relative.startswith("..") else relative


def one_of(names: Iterable[object]) -> str:
    """The tail of a message that lists what would have been right, in a fixed order."""
    listed = sorted(str(name) for name in names)
    return "one of: " + ", ".join(listed) if listed else "nothing (there is none)"

# SPDX-License-Identifier: MIT
"""Lines of C below each other: code on the left, comments in one column, nothing past 100."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

WIDTH = 100
INDENT = 4  # what the template puts in front of each line


def beside(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Each row's comment begins in one column; a long comment goes on below itself."""
    column = max((len(code) for code, comment in rows if comment), default=0)
    lines: list[str] = []
    for code, comment in rows:
        if not comment:
            lines.append(code)
            continue
        room = WIDTH - INDENT - column - len(" /*  */")
        first, *rest = textwrap.wrap(comment, max(room, 30))
        lines.append(f"{code:<{column}} /* {first}" + ("" if rest else " */"))
        for number, text in enumerate(rest, start=1):
            lines.append(" " * column + f"  * {text}" + (" */" if number == len(rest) else ""))
    return lines

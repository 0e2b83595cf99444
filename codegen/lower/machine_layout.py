# SPDX-License-Identifier: MIT
"""Long lines of C broken where a person would break them."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 100
INLINE = "static inline"
# For what is called from several places: avr-gcc would copy it into each of them. Still `inline`,
# so that a file that uses nothing of the machine holds nothing of it, even without optimization.
ONCE = "static inline __attribute__((noinline))"
_BREAKS = (" ? ", " : ", " ==> ", " <==> ", " && ", " || ", ", ")


def wrapped(line: str, width: int = WIDTH) -> tuple[str, ...]:
    """A line of code, broken before operators and after commas; the rest is indented by four
    more.
    """
    indent = line[: len(line) - len(line.lstrip())]
    lines = []
    while len(line) > width:
        cut = _cut(line, width, len(indent) + 4)
        if cut is None:
            break
        lines.append(line[:cut].rstrip())
        line = indent + "    " + line[cut:].lstrip()
    return (*lines, line)


def _cut(line: str, width: int, least: int) -> int | None:
    """Where the line breaks: at the outermost operator that fits, the last of those."""
    best: tuple[int, int] | None = None
    depth = 0
    for at, character in enumerate(line[:width]):
        depth += (character == "(") - (character == ")")
        for separator in _BREAKS:
            if at > least and line.startswith(separator, at):
                cut = at + 1 if separator == ", " else at
                if best is None or depth <= best[0]:
                    best = (depth, cut)
    return best[1] if best else None


def signature(head: str, parameters: Sequence[str], width: int = WIDTH) -> tuple[str, ...]:
    """A function's head; parameters that do not fit continue below the first one."""
    lines, line = [], f"{head}("
    margin = " " * len(line)
    for index, parameter in enumerate(parameters or ("void",)):
        last = index + 1 >= len(parameters)
        text = parameter + (")" if last else ",")
        if len(line) + len(text) + 1 > width and line.strip() != f"{head}(":
            lines.append(line.rstrip())
            line = margin
        line += text + ("" if last else " ")
    return (*lines, line)

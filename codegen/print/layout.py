# SPDX-License-Identifier: MIT
"""Lines of C that are broken where a person would break them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

WIDTH = 100


def signature(head: str, parameters: Sequence[str]) -> list[str]:
    """`head(a, b, c)`, on more lines when it is too long for one."""
    line = f"{head}({', '.join(parameters)})"
    if len(line) <= WIDTH:
        return [line]
    inside = textwrap.wrap(", ".join(parameters) + ")", WIDTH - 4)
    return [f"{head}(", *(f"    {each}" for each in inside)]


def enumeration(values: Sequence[str]) -> list[str]:
    """`enum { A = 1, B = 2 };`, one value a line when there are many."""
    line = f"enum {{ {', '.join(values)} }};"
    if len(line) <= WIDTH:
        return [line]
    *most, last = (f"    {each}" for each in values)
    return ["enum {", *(f"{each}," for each in most), last, "};"]


def conjunction(parts: Sequence[str], operator: str = "&&") -> list[str]:
    """Parts joined by an operator, one a line."""
    *most, last = parts
    return [*(f"{each} {operator}" for each in most), last]

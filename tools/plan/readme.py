# SPDX-License-Identifier: MIT
"""./thimble plan --readme: the plan that README shows, asked again and written there."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.shell import ROOT, Failure

README = ROOT / "README.md"
START, END = "<!-- plan -->", "<!-- /plan -->"
PROMPT = "$ ./thimble plan "


def shown(text: str, ask: Callable[[Sequence[str]], str]) -> str:
    """README with the answer to the command line that stands in its first plan."""
    from tools.report import replaced  # half as much again as a plan needs

    lines = [line for line in text.splitlines() if line.startswith(PROMPT)]
    if len(lines) != 1:
        raise Failure(f"README.md: expected one line that begins with '{PROMPT}'")
    words = shlex.split(lines[0].removeprefix(PROMPT))
    return replaced(text, f"```text\n{lines[0]}\n{ask(words)}\n```", START, END)


def rewrite(ask: Callable[[Sequence[str]], str], path: Path = README) -> bool:
    """Whether it was another."""
    old = path.read_text(encoding="utf-8")
    new = shown(old, ask)
    if new != old:
        path.write_text(new, encoding="utf-8")
    return new != old

# SPDX-License-Identifier: MIT
"""./thimble plan --readme: the plan that two pages show, asked again and written there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.shell import ROOT, Failure

PAGES = (ROOT / "README.md", ROOT / "spec" / "profiles" / "plan.md")
START, END = "<!-- plan -->", "<!-- /plan -->"
PROMPT = "$ ./thimble plan "
_HEAD = re.compile(r" \| head -(\d+)$")  # a page may show the beginning alone
Ask = Callable[[Sequence[str]], str]


def shown(page: str, text: str, ask: Ask) -> str:
    """The text of a page with the answer to the command line that stands in its first plan."""
    from tools.report import replaced  # half as much again as a plan needs

    lines = [line for line in text.splitlines() if line.startswith(PROMPT)]
    if len(lines) != 1 or text.count(START) != 1 or text.count(END) != 1:
        raise Failure(f"{page}: expected {START}, a line that begins with '{PROMPT}', and {END}")
    words, head = _HEAD.sub("", lines[0]), _HEAD.search(lines[0])
    answer = ask(shlex.split(words.removeprefix(PROMPT)))
    if head:
        answer = "\n".join(answer.splitlines()[: int(head[1])])
    return replaced(text, f"```text\n{lines[0]}\n{answer}\n```", START, END)


def rewrite(ask: Ask, pages: Sequence[Path] = PAGES) -> list[str]:
    """The names of those that were another."""
    changed = []
    for path in pages:
        old = path.read_text(encoding="utf-8")
        new = shown(path.name, old, ask)
        if new != old:
            path.write_text(new, encoding="utf-8")
            changed.append(path.name)
    return changed

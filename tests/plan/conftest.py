# SPDX-License-Identifier: MIT
"""The planner with prices that stay as they are, whatever is measured next."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tools.plan import command  # noqa: E402
from tools.plan.answer import Answer, answer  # noqa: E402
from tools.plan.need import read_need  # noqa: E402

PRICES = Path(__file__).with_name("prices.json")
Ask = Callable[..., Answer]


@pytest.fixture
def ask() -> Ask:
    """`ask("2 tcp, 1 udp", "--flash 32K --ram 2K")`: the answer before it is printed."""

    def asked(need: str, sizes: str) -> Answer:
        words = command._parse([*sizes.split(), "--need", need])
        known = command.known_parts(None)
        return answer("planned", read_need(need), command.limits_of(words, known), known, PRICES)

    return asked


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[str], tuple[int, str, str]]:
    """A command line to exit code, output and errors. Quotes are not known: spaces in --need are _."""

    def run(line: str) -> tuple[int, str, str]:
        words = line.split()
        if "--need" in words:
            at = words.index("--need") + 1
            words[at:] = [word.replace("_", " ") for word in words[at : at + 1]] + words[at + 1 :]
        code = command.main(words, PRICES)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run

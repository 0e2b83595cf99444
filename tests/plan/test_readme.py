# SPDX-License-Identifier: MIT
"""The plan in README is what the command says today."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import ROOT

from tools.plan import command
from tools.plan.estimate import PRICES
from tools.plan.readme import END, START, rewrite, shown
from tools.shell import Failure

README = ROOT / "README.md"


def ask(words: Sequence[str]) -> str:
    asked: argparse.Namespace = command._parse(words)
    return command.answered(asked, PRICES).text()


def test_readmes_plan_is_todays() -> None:
    text = README.read_text(encoding="utf-8")
    assert shown(text, ask) == text, "to mend: ./thimble plan --readme"


def test_another_figure_is_seen_and_mended(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    text = README.read_text(encoding="utf-8")
    before, plan = text.split(START)
    path.write_text(before + START + plan.replace("connection ", "connexion ", 1))
    assert shown(path.read_text(), ask) != path.read_text()
    assert rewrite(ask, path) and path.read_text() == text
    assert not rewrite(ask, path)


def test_a_readme_without_a_plan_is_refused() -> None:
    with pytest.raises(Failure) as caught:
        shown("nothing here\n", ask)
    assert str(caught.value) == (
        "README.md: expected one line that begins with '$ ./thimble plan '"
    )
    with pytest.raises(Failure, match="expected one line '<!-- plan -->' and, below it, one line"):
        shown(f"{END}\n$ ./thimble plan --part atmega328p --need udp\n", ask)

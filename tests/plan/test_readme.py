# SPDX-License-Identifier: MIT
"""The plan in README and in spec/profiles/plan.md is what the command says today."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import pytest
from tools.plan import command
from tools.plan.estimate import PRICES
from tools.plan.readme import PAGES, START, rewrite, shown
from tools.shell import Failure


def ask(words: Sequence[str]) -> str:
    asked: argparse.Namespace = command._parse(words)
    return command.answered(asked, PRICES).text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_pages_plan_is_todays(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert shown(page.name, text, ask) == text, "to mend: ./thimble plan --readme"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_another_figure_is_seen_and_mended(page: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    text = page.read_text(encoding="utf-8")
    before, plan = text.split(START)
    path.write_text(before + START + plan.replace("bootloader 2,048", "bootloader 2,049", 1))
    assert shown("page.md", path.read_text(), ask) != path.read_text()
    assert rewrite(ask, [path]) == ["page.md"] and path.read_text() == text
    assert rewrite(ask, [path]) == []


def test_a_page_without_a_plan_is_refused() -> None:
    with pytest.raises(Failure) as caught:
        shown("page.md", "nothing here\n", ask)
    assert str(caught.value) == (
        "page.md: expected <!-- plan -->, a line that begins with '$ ./thimble plan ', and"
        " <!-- /plan -->"
    )

# SPDX-License-Identifier: MIT
"""The page that teaches the machine language shows what is really there: specs and code are
compared with the files.
"""

from __future__ import annotations

import re

import pytest
from fsm_text import ROOT, TCP

PAGE = (ROOT / "spec/machines/README.md").read_text(encoding="utf-8")
HEADER = "".join(
    (ROOT / f"generated/{profile}/tcp_machine.h").read_text(encoding="utf-8")
    for profile in ("workbench", "tiny")
)

CODE = re.findall(r"```c\n(.*?)```", PAGE, re.DOTALL)
SPEC = [
    line[4:]
    for line in PAGE.split("\n")
    if line.startswith("    ")
    and not re.match(r" +(tcp|door)\.fsm:", line)
    and line not in "\n".join(CODE).split("\n")
]


def without_lines(text: str) -> str:
    """Comments name lines of the spec, which move: `tcp.fsm:88` becomes `tcp.fsm:LINE`."""
    text = re.sub(r"tcp\.fsm:\d+", "tcp.fsm:LINE", text)
    return re.sub(r"^        return \d\d+;$", "        return LINE;", text, flags=re.MULTILINE)


@pytest.mark.parametrize("block", CODE)
def test_code_on_the_page_is_generated(block: str) -> None:
    assert block in without_lines(HEADER)


@pytest.mark.parametrize("line", SPEC)
def test_spec_on_the_page_is_in_the_file(line: str) -> None:
    assert line in TCP.read_text(encoding="utf-8").split("\n")


def test_the_page_shows_enough() -> None:
    assert len(CODE) >= 7
    assert len(SPEC) >= 20

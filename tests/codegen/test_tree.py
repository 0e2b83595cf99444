# SPDX-License-Identifier: MIT
"""The repository keeps its own rules. Each rule, and a tree that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tree_rules import LONGER, broken_links, long_files, machine_paths, tracked, without_licence

ROOT = Path(__file__).resolve().parents[2]

Rule = Callable[[Mapping[str, str]], list[str]]

LICENCE = "SPDX-License-Identifier: MIT"
HOME = "/" + "home/ann/thimble"  # in two parts, or this file would break the rule

GOOD = {
    "LICENSE": "MIT License\n",
    "README.md": f"<!-- {LICENCE} -->\n[spec](spec/README.md#rows) [all](spec) [k](https://k.io)\n",
    "spec/README.md": f"<!-- {LICENCE} -->\n[up](../README.md) [here](#rows)\n",
    "core/udp.h": f"/* {LICENCE} */\n" + "\n" * 299,
    "spec/machines/tcp.fsm": f"# {LICENCE}\n" + "\n" * 339,
    "generated/services/wire.h": "/* printed */\n" + "\n" * 2000,
    "fuzz/corpus/udp/short": "\x00\x07",
    "tests/kaitai/package-lock.json": "{\n" + "\n" * 2000,
    "tools/run.py": f"# {LICENCE}\nTUN = '/dev/net/tun'\nPYTHON = '/usr/bin/python3'\n",
}

WRONG = {
    "a link to nowhere": (
        broken_links,
        {"spec/README.md": f"<!-- {LICENCE} -->\n\n[the machines](machines/README.md)\n"},
        "spec/README.md:3: leads to machines/README.md, which is not there",
    ),
    "a link from the wrong folder": (
        broken_links,
        {"spec/README.md": "[spec](spec/README.md)"},
        "spec/README.md:1: leads to spec/README.md, which is not there",
    ),
    "a file of 301 lines": (
        long_files,
        {"core/udp.h": f"/* {LICENCE} */\n" + "\n" * 300},
        "core/udp.h: 301 lines; at most 300 were expected",
    ),
    "a file that may be longer, longer still": (
        long_files,
        {"spec/machines/tcp.fsm": f"# {LICENCE}\n" + "\n" * 390},
        "spec/machines/tcp.fsm: 391 lines; at most 390 were expected",
    ),
    "a file that has become short enough": (
        long_files,
        {"spec/machines/tcp.fsm": f"# {LICENCE}\n" + "\n" * 299},
        "spec/machines/tcp.fsm: 300 lines; LONGER need not name it",
    ),
    "a file without its licence": (
        without_licence,
        {"tools/run.py": "TUN = '/dev/net/tun'\n"},
        f"tools/run.py: no line {LICENCE} at its beginning",
    ),
    "a licence that comes late": (
        without_licence,
        {"core/udp.h": "\n" * 5 + f"/* {LICENCE} */\n"},
        f"core/udp.h: no line {LICENCE} at its beginning",
    ),
    "a path of one machine": (
        machine_paths,
        {"tools/run.py": f"# {LICENCE}\nROOT = '{HOME}'\n"},
        f"tools/run.py:2: names {HOME.rpartition('/')[0]}, a path of one machine",
    ),
    "a path of one machine in a generated file": (
        machine_paths,
        {"generated/services/wire.h": f"/* from {HOME}/spec */\n"},
        f"generated/services/wire.h:1: names {HOME.rpartition('/')[0]}, a path of one machine",
    ),
}

RULES: tuple[Rule, ...] = (broken_links, long_files, without_licence, machine_paths)


@pytest.mark.parametrize("rule", RULES)
def test_the_repository_keeps(rule: Rule) -> None:
    files = tracked(ROOT)
    assert "README.md" in files and "core/stack.h" in files
    assert rule(files) == []


def test_what_may_be_longer_is_there_and_says_why() -> None:
    for path, (most, why) in LONGER.items():
        assert (ROOT / path).is_file() and most <= 400 and why


@pytest.mark.parametrize("rule", RULES)
def test_a_good_tree_keeps(rule: Rule) -> None:
    assert rule(GOOD) == []


@pytest.mark.parametrize("mistake", WRONG)
def test_a_tree_that_breaks_a_rule(mistake: str) -> None:
    rule, files, message = WRONG[mistake]
    assert rule({**GOOD, **files}) == [message]

# SPDX-License-Identifier: MIT
"""Small proof trees: our shim and facts, one file under test, and provers with little patience."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from share import drawn, text_of
from tools import proof_setup
from tools.parts import LONG
from tools.proof_audit import read_trusted
from tools.proof_result import Result
from tools.proof_setup import MODELS, PROOFS, Setup, prepare
from tools.proof_wp import AGAIN, Mode, Tree, prove
from tools.shell import ROOT

GENERATED = ROOT / "generated" / "services"
CORE = ROOT / "core"
# minutes of provers: a third a run
PLANTED = ("test_mutants", "test_core", "test_core_calls", "test_core_table")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Asked for by name, a test is run whatever its turn is."""
    if any("::" in word or word.startswith("-k") for word in config.invocation_params.args):
        return
    planted = [each.nodeid for each in items if each.nodeid.partition(".py")[0].endswith(PLANTED)]
    long = os.environ.get(LONG) == "1"
    left = {*planted} - drawn(planted, text_of([GENERATED, CORE]), long=long)
    items[:] = [each for each in items if each.nodeid not in left]


@pytest.fixture(scope="session")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    """What fails here fails for good, so the provers may give up early; what passes must pass early too."""
    config = proof_setup.WHY3_CONFIG
    for limit, less in ((proof_setup.CVC4_STEPS, 100_000), (proof_setup.Z3_STEPS, 2_000_000)):
        assert str(limit) in config
        config = config.replace(str(limit), str(less))
    path = tmp_path_factory.mktemp("why3") / "why3.conf"
    path.write_text(config)
    return replace(prepare(), why3_config=path)


class Bench:
    """A proof tree of a test's own."""

    def __init__(self, setup: Setup, root: Path) -> None:
        self.setup = setup
        self.root = root
        shutil.copytree(PROOFS / "shim", root / "shim")
        for header in PROOFS.glob("*.h"):
            shutil.copy(header, root)
        self.tree = Tree(root, [root], root / "work", read_trusted(PROOFS / "trusted.txt"))

    def write(self, text: str, stem: str = "case") -> None:
        (self.root / f"{stem}.c").write_text('#include "facts.h"\n' + text)

    def copy(self, stem: str, change: Callable[[str], str] = lambda text: text) -> None:
        """A shipped header, changed; the headers it includes and its proof file as they are."""
        for header in (f"{stem}.h", "wire.h"):
            shutil.copy(GENERATED / header, self.root)
        target = self.root / f"{stem}.h"
        before = target.read_text()
        target.write_text(change(before))
        shutil.copy(PROOFS / f"{stem}.c", self.root)

    def core(
        self, stem: str, change: Callable[[str], str] = lambda text: text, profile: str = GENERATED.name
    ) -> None:
        """A header of core/, changed, with all that it may include as it is."""
        for header in (*(GENERATED.parent / profile).glob("*.h"), *CORE.glob("*.h")):
            shutil.copy(header, self.root)
        target = self.root / f"{stem}.h"
        target.write_text(change(target.read_text()))
        shutil.copy(PROOFS / f"{stem}.c", self.root)

    def prove(self, stem: str = "case", *only: str, mode: Mode | None = None) -> Result:
        if only:
            self.leave_again(stem, only)
        return prove(self.setup, self.tree, stem, MODELS[0], mode or Mode(only=frozenset(only)))

    def leave_again(self, stem: str, only: tuple[str, ...]) -> None:
        """Another header is asked again only for functions of its own: WP that is asked for nothing writes no
        report."""
        source = self.root / f"{stem}.c"
        text = source.read_text()
        if not any(f" {name}(" in text for name in only):
            source.write_text(AGAIN.sub(" *", text))


@pytest.fixture
def bench(setup: Setup, tmp_path: Path) -> Bench:
    return Bench(setup, tmp_path)


def once(before: str, after: str, within: str = "") -> Callable[[str], str]:
    """Replaces one piece of text, in the function named by `within`, and fails when it is not there."""

    def change(text: str) -> str:
        start = 0
        if within:
            found = re.search(rf"^static inline [^;{{]*\b{within}\(", text, re.MULTILINE)
            assert found, f"no function {within}"
            start = found.start()
        assert before in text[start:], f"{before!r} is not in {within}"
        return text[:start] + text[start:].replace(before, after, 1)

    return change

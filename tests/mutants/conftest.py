# SPDX-License-Identifier: MIT
"""A tree as small as `./thimble mutate` can work on: one header, one test, no script, no corpus."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tools.mutate.command import main
from tools.mutate.record import BEGIN, END, Results
from tools.shell import ROOT

HEADER = """\
// SPDX-License-Identifier: MIT
#pragma once
#include <stdint.h>

namespace thimble {

static inline uint8_t clipped(uint8_t value)
{
    if (value > 9) {
        return 0;
    }
    return value;
}

}
"""
TEST = """\
// SPDX-License-Identifier: MIT
#include "clip.h"
#include <doctest/doctest.h>

TEST_CASE("nothing above nine")
{
    for (int value = 0; value < 256; value++) {
        const int clipped = thimble::clipped(static_cast<uint8_t>(value));
        CHECK(clipped == (value <= 9 ? value : 0));
    }
}
"""
IDLE = TEST.replace("        CHECK(clipped == (value <= 9 ? value : 0));\n", "        (void)clipped;\n")


class Small:
    """The tree, and the command run on it."""

    def __init__(self, root: Path, doctest_main: Path) -> None:
        self.root = root
        self.write("core/clip.h", HEADER)
        self.write("generated/services/profile.h", "enum { PROFILE_NOTHING };\n")
        self.write("generated/services/memory.h", "\n")
        self.write("tests/clip.cpp", TEST)
        shutil.copy(ROOT / "tests" / "doctest_main.cpp", root / "tests")
        self.write("build/mutants/bin/doctest_main.o", "")
        shutil.copy(doctest_main, root / "build/mutants/bin/doctest_main.o")
        self.write("proofs/README.md", f"# Proofs\n\n{BEGIN}\n{END}\n")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, name: str, before: str, after: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(before) == 1, before
        self.write(name, text.replace(before, after))

    def mutate(self, *words: str) -> int:
        return main(["--count", "50", *words], self.root)

    @property
    def results(self) -> Results:
        return Results.read(self.root)


@pytest.fixture(scope="session")
def doctest_main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Takes longer to compile than everything else here together."""
    made = tmp_path_factory.mktemp("doctest") / "doctest_main.o"
    source = ROOT / "tests" / "doctest_main.cpp"
    subprocess.run(["g++", "-std=c++17", "-c", source, "-o", made], check=True)
    return made


@pytest.fixture
def small(tmp_path: Path, doctest_main: Path) -> Small:
    return Small(tmp_path, doctest_main)

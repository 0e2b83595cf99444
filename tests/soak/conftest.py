# SPDX-License-Identifier: MIT
"""Builds the soak from a tree: ours, or a copy in which a bug was planted."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = "/usr/bin/python3"
LONG = os.environ.get("THIMBLE_LONG") == "1"  # ./thimble test --long
WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror"]
SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]


def build(tree: Path, folder: Path, flags: list[str], program: str = "soak") -> Path:
    """The program with `tree`'s generator, specs and core; `folder` takes all that is made."""
    generated = folder / "generated"
    subprocess.run(
        [PYTHON, "-m", "codegen", str(ROOT / "tests/profiles/soak.yaml"), "-o", str(generated)],
        cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, check=True, stdout=subprocess.DEVNULL,
    )
    includes = [generated, tree / "core", ROOT / "tests", ROOT / "tests/soak"]
    out = folder / program
    subprocess.run(
        ["g++", "-std=c++17", "-g", *WARNINGS, *flags, *[f"-I{path}" for path in includes],
         str(ROOT / f"tests/soak/{program}.cpp"), "-o", str(out)],
        check=True,
    )
    return out


def run(soak: Path, *words: object, seconds: float = 600) -> subprocess.CompletedProcess[str]:
    """The program's end and all it said; a failing run says its seed and the packets."""
    return subprocess.run(
        [str(soak), *[str(word) for word in words]],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=seconds, check=False,
    )


@pytest.fixture(scope="session")
def soak(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ours, with sanitizers."""
    return build(ROOT, tmp_path_factory.mktemp("soak"), ["-O1", *SANITIZE])


@pytest.fixture(scope="session")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ours, without: five times as fast."""
    return build(ROOT, tmp_path_factory.mktemp("quick"), ["-O2"])

# SPDX-License-Identifier: MIT
"""Builds the soak from a tree: ours, or a copy in which a bug was planted."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = "/usr/bin/python3"
LONG = os.environ.get("THIMBLE_LONG") == "1"  # ./thimble test --long
WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror"]
SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]


def build(
    tree: Path, folder: Path, flags: list[str], changes: dict[str, str] | None = None
) -> Path:
    """The program with `tree`'s generator, specs and core; `folder` takes all that is made.
    `changes` are replacements in the profile, each of which must have one place.
    """
    shutil.copytree(ROOT / "tests/profiles/parts", folder / "parts")
    profile = folder / "soak.yaml"
    text = (ROOT / "tests/profiles/soak.yaml").read_text(encoding="utf-8")
    for old, new in (changes or {}).items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    profile.write_text(text, encoding="utf-8")
    generated = folder / "generated"
    subprocess.run(
        [PYTHON, "-m", "codegen", str(profile), "-o", str(generated)],
        cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, check=True, stdout=subprocess.DEVNULL,
    )
    includes = [generated, tree / "core", ROOT / "tests", ROOT / "tests/soak"]
    out = folder / "soak"
    subprocess.run(
        ["g++", "-std=c++17", "-g", *WARNINGS, *flags, *[f"-I{path}" for path in includes],
         str(ROOT / "tests/soak/soak.cpp"), "-o", str(out)],
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

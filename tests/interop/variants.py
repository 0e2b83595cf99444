# SPDX-License-Identifier: MIT
"""The services with other profiles than the shipped one, as host programs: generated and built."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tools.shell import PYTHON, ROOT, must

PROFILES = ROOT / "tests" / "profiles"
SOURCES = [
    ROOT / "examples/services/host.cpp",
    ROOT / "examples/services/services.cpp",
    ROOT / "core/stack.cpp",
]


def services_host(folder: Path, profile: str, changes: dict[str, str] | None = None) -> Path:
    """The host program for tests/profiles/<profile>.yaml; `changes` are replacements in its text,
    each of which must have something to replace.
    """
    shutil.copytree(PROFILES / "parts", folder / "parts", dirs_exist_ok=True)
    text = (PROFILES / f"{profile}.yaml").read_text(encoding="utf-8")
    for old, new in (changes or {}).items():
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    spec = folder / f"{profile}.yaml"
    spec.write_text(text, encoding="utf-8")
    generated = folder / "generated"
    must([PYTHON, "-m", "codegen", spec, "-o", generated], "generating a variant")
    program = folder / f"{profile}_host"
    includes = [f"-I{path}" for path in (generated, ROOT / "core", ROOT / "examples/services")]
    subprocess.run(
        ["g++", "-std=c++17", "-O1", "-g", "-fsanitize=address,undefined",
         "-fno-sanitize-recover=all", *includes, *SOURCES, "-o", program],
        check=True,
    )
    return program

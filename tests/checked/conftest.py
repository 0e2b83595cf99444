# SPDX-License-Identifier: MIT
"""Small trees with a fault, their contracts as checks."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from runs import RUNS, heart
from tools.shell import ROOT, run

from proofs.checked import write

COMPILER = ["clang++-19", "-std=c++17", "-O0", "-fsanitize=address,signed-integer-overflow",
            "-fno-sanitize-recover=all"]
INCLUDED = ("wire.h", "tcp_packet.h", "udp_packet.h", "tcp_machine.h", "copy.h")

Tree = Callable[[str, str, str], None]


def compiled(folder: Path, source: Path, *more: str | Path) -> None:
    """<folder>/main of one source, on the headers of <folder>/out."""
    includes = [f"-I{folder}/out/generated", f"-I{folder}/out/core", f"-I{ROOT}/tests", f"-I{ROOT}/fuzz"]
    subprocess.run([*COMPILER, *includes, source, *more, "-o", folder / "main"], check=True, timeout=300)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Profile tiny in a folder of its own, with one header changed, or added; its contracts as
    checks.
    """

    def plant(header: str, before: str, after: str) -> None:
        for folder in ("generated/tiny", "core"):
            (tmp_path / folder).mkdir(parents=True)
            for path in (ROOT / folder).iterdir():
                if path.suffix in (".h", ".hpp", ".cpp"):
                    text = path.read_text()
                    if path.name == header:
                        assert before in text, f"{before!r} is not in {header}"
                        text = text.replace(before, after, 1)
                    (tmp_path / folder / path.name).write_text(text)
        if not list(tmp_path.glob(f"*/**/{header}")):
            (tmp_path / "core" / header).write_text(after)
        write.write(tmp_path, "tiny", tmp_path / "out")

    return plant


@pytest.fixture
def planted(tree: Tree, tmp_path: Path) -> Callable[[str, str, str, str], str]:
    """What a small program says when it runs on such a tree; known when nothing has changed."""

    def what(header: str, before: str, after: str, program: str) -> str:
        known = RUNS / "planted" / digest(header, before, after, program)
        if known.exists():
            return known.read_text()
        tree(header, before, after)
        source = tmp_path / "main.cpp"
        included = "\n".join(f'#include "{name}"' for name in (*INCLUDED, header))
        source.write_text(f"{included}\nusing namespace thimble;\nint main() {{ {program} }}\n")
        compiled(tmp_path, source)
        ran = run([tmp_path / "main"], seconds=60)
        said = "" if ran.code == 0 else heart(ran.output)
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_text(said)
        return said

    return what


def digest(*words: str) -> str:
    """Of these words, and of all that makes a program of them."""
    found = hashlib.sha256("\0".join(words).encode())
    for folder in ("generated/tiny", "core", "proofs/checked"):
        for path in sorted((ROOT / folder).iterdir()):
            if path.is_file():
                found.update(path.read_bytes())
    return found.hexdigest()

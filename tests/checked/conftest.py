# SPDX-License-Identifier: MIT
"""Small trees with a fault, their contracts as checks."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tools.shell import ROOT, run

from proofs.checked import write

COMPILER = ["clang++-19", "-std=c++17", "-O0", "-fsanitize=address,signed-integer-overflow",
            "-fno-sanitize-recover=all"]


def heart(output: str) -> str:
    """From the contract on; without one, the end."""
    at = re.search(r"^\S+: \w+: (?:contract broken|cannot be checked)", output, re.MULTILINE)
    lines = output[at.start() if at else 0 :].splitlines()
    return "\n".join(lines[:12] if at else lines[-20:])


@pytest.fixture
def planted(tmp_path: Path) -> Callable[[str, str, str, str], str]:
    """Profile tiny with one header changed, or added: what a small program says when it runs."""

    def what(header: str, before: str, after: str, program: str) -> str:
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
        source = tmp_path / "main.cpp"
        names = ("wire.h", "tcp_packet.h", "udp_packet.h", "tcp_machine.h", "copy.h", header)
        included = "\n".join(f'#include "{name}"' for name in names)
        source.write_text(f"{included}\nusing namespace thimble;\nint main() {{ {program} }}\n")
        subprocess.run([*COMPILER, f"-I{tmp_path}/out/generated", f"-I{tmp_path}/out/core", source,
                        "-o", tmp_path / "main"], check=True, timeout=120)
        ran = run([tmp_path / "main"], seconds=60)
        return "" if ran.code == 0 else heart(ran.output)

    return what

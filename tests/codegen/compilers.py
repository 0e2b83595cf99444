# SPDX-License-Identifier: MIT
"""Every compiler that our headers must please, and how to ask one about a single header."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror", "-fsyntax-only"]

AVR = ["avr-g++", "-mmcu=atmega328p", "-DF_CPU=16000000UL", "-std=gnu++11", "-x", "c++"]

COMPILERS = {
    "avr-g++ gnu++11": AVR,
    "g++ c++11": ["g++", "-std=c++11", "-x", "c++"],
    "g++ c++17": ["g++", "-std=c++17", "-x", "c++"],
    "clang++ c++17": ["clang++-19", "-std=c++17", "-x", "c++"],
    "gcc c99": ["gcc", "-std=c99", "-x", "c"],
}


def complaint(compiler: str, header: Path, folders: Sequence[Path]) -> str:
    """What the compiler says about a file with nothing but this #include; "" when content."""
    includes = [f"-I{folder}" for folder in folders]
    command = [*COMPILERS[compiler], *WARNINGS, *includes, "-"]
    run = subprocess.run(
        command,
        input=f'#include "{header.name}"\n',
        cwd=header.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode == 0 and not run.stderr:
        return ""
    return f"{header.name}, {compiler}: {run.stderr.strip() or run.returncode}"


def complaints(pairs: Iterable[tuple[str, Path]], folders: Sequence[Path]) -> list[str]:
    """All complaints, two compilers at a time."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        found = pool.map(lambda pair: complaint(pair[0], pair[1], folders), pairs)
        return [text for text in found if text]

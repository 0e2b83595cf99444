# SPDX-License-Identifier: MIT
"""Every header, alone in an empty file, under every compiler and language it is promised for."""

from __future__ import annotations

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.outcome import Outcome, tail
from tools.shell import ROOT

WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror", "-fsyntax-only"]
AVR = ["-mmcu=atmega328p", "-DF_CPU=16000000UL"]

HOST_ONLY = {"drop_name.h"}

COMPILERS = {
    "avr-g++ gnu++11": ["avr-g++", "-std=gnu++11", "-x", "c++", *AVR],
    "g++ c++11": ["g++", "-std=c++11", "-x", "c++"],
    "g++ c++17": ["g++", "-std=c++17", "-x", "c++"],
    "clang++-19 c++11": ["clang++-19", "-std=c++11", "-x", "c++"],
    "clang++-19 c++17": ["clang++-19", "-std=c++17", "-x", "c++"],
    "gcc c99": ["gcc", "-std=c99", "-x", "c"],
    "clang-19 c99": ["clang-19", "-std=c99", "-x", "c"],
    "avr-gcc c99": ["avr-gcc", "-std=c99", "-x", "c", *AVR],
}


def languages_of(header: Path) -> list[str]:
    """.hpp is C++ only; what lies in core/avr compiles for the AVR only, drop_name.h's texts never
    do.
    """
    names = list(COMPILERS)
    if header.suffix == ".hpp":
        names = [name for name in names if "++" in name]
    if header.parent.name == "avr":
        names = [name for name in names if name.startswith("avr-g++")]
    if header.name in HOST_ONLY:
        names = [name for name in names if not name.startswith("avr")]
    return names


def compile_alone(header: Path, language: str, profile: Path) -> str:
    """The compiler's complaint about `#include "header"`, or nothing."""
    command = [
        *COMPILERS[language],
        *WARNINGS,
        f"-I{profile}",
        f"-I{ROOT / 'core'}",
        f"-I{header.parent}",
        "-",
    ]
    if shutil.which(command[0]) is None:
        return f"{command[0]} is not installed"
    ran = subprocess.run(
        command,
        input=f'#include "{header.name}"\n',
        text=True,
        timeout=120,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        cwd=ROOT,
    )
    return "" if ran.returncode == 0 else ran.stdout or f"exit {ran.returncode}"


def check(headers: list[Path], profile: Path) -> Outcome:
    """One test case for each header and language."""
    outcome = Outcome()
    work = [(header, language) for header in headers for language in languages_of(header)]
    with ThreadPoolExecutor(2) as pool:
        complaints = list(pool.map(lambda item: compile_alone(item[0], item[1], profile), work))
    for (header, language), complaint in zip(work, complaints, strict=True):
        outcome.check(complaint == "", f"{header.name} as {language}:\n{tail(complaint, 12)}")
    return outcome


def matrix() -> Outcome:
    """generated/<profile>/ with core/ behind it, for each profile."""
    outcome = Outcome()
    core = sorted((ROOT / "core").rglob("*.h")) + sorted((ROOT / "core").rglob("*.hpp"))
    for profile in sorted(path for path in (ROOT / "generated").glob("*") if path.is_dir()):
        ours = [header for header in core if is_for(header, profile)]
        outcome.add(check(sorted(profile.glob("*.h")) + ours, profile))
    return outcome


def is_for(header: Path, profile: Path) -> bool:
    """A profile without a link driver has no slip_link, and nobody includes slip.h or its parts there."""
    return not re.fullmatch(r"slip(_\w+)?\.h", header.name) or "struct slip_link {" in (profile / "memory.h").read_text()

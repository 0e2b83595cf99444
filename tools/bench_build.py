# SPDX-License-Identifier: MIT
"""The bench's firmwares: headers printed from bench/profiles/, then CMake (bench/CMakeLists.txt).

They are not committed as those of spec/profiles/ are: nobody but the bench compiles them.
"""

from __future__ import annotations

from pathlib import Path

from tools import build
from tools.shell import BUILD, PYTHON, ROOT, Failure, must

PROFILES = ROOT / "bench" / "profiles"
GENERATED = BUILD / "bench"


def make() -> None:
    """Everything that is measured."""
    for profile in sorted(PROFILES.glob("*.yaml")):
        must(
            [PYTHON, "-m", "codegen", profile, "-o", GENERATED / profile.stem],
            f"generating {profile.relative_to(ROOT)}",
        )
    ran = build.compile_preset("avr", "bench")
    if ran.code != 0:
        raise Failure(
            f"{ran.output.rstrip()}\nthe bench does not build; to repeat: "
            "cmake --preset avr && ninja -C build/avr bench"
        )


def firmware(name: str) -> Path:
    """One of them; CMake puts all programs into one folder."""
    return build.FIRMWARE.parent / f"bench_{name}.elf"

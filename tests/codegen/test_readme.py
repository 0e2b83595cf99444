# SPDX-License-Identifier: MIT
"""README's own example is a firmware: its profile generates, its handlers compile and link, on the host and for the
chip; without one of them the linker names it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from codegen.profiles import generate

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "core"
WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror"]
HOST = ["g++", "-std=c++11", *WARNINGS]
CHIP = ["avr-g++", "-mmcu=atmega328p", "-Os", "-flto", "-std=gnu++11", *WARNINGS]

# What a main() adds, as the set's README.md says: datagrams in, poll, datagrams out.
MAIN = """
thimble::node device;
uint8_t frame[PROFILE_MTU];
int main()
{
    static const uint8_t secret[16] = {1, 2, 3};
    device.begin(secret);
    uint16_t n = device.receive(frame, sizeof frame, sizeof frame);
    n = (uint16_t)(n + device.poll(frame, 1000));
    return n != 0;
}
"""


def block(language: str) -> str:
    """README's first block in this language."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"```{language}\n(.*?)```", readme, re.S)
    assert found is not None
    return found.group(1)


def firmware(folder: Path, handlers: str, compiler: list[str]) -> subprocess.CompletedProcess[str]:
    profile = folder / "doorbell.yaml"
    profile.write_text(block("yaml"), encoding="utf-8")
    out = folder / "thimble"
    for name, content in generate(profile, ROOT / "spec", profile.name).files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(content, encoding="utf-8")
    source = folder / "bell.cpp"
    source.write_text(
        '#include "application.h"\n#include "profile.h"\n#include "stack.hpp"\nusing namespace thimble;\n'
        f"namespace thimble {{\n{handlers}\n}}\n{MAIN}",
        encoding="utf-8",
    )
    assembler = sorted(CORE.glob("avr/*.S")) if compiler is CHIP else []
    return subprocess.run(
        [
            *compiler,
            f"-I{out}",
            f"-I{CORE}",
            source,
            CORE / "stack.cpp",
            *assembler,
            "-o",
            folder / "bell",
        ],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("compiler", [HOST, CHIP], ids=["host", "chip"])
def test_the_example_is_a_firmware(tmp_path: Path, compiler: list[str]) -> None:
    made = firmware(tmp_path, block("cpp"), compiler)
    assert made.returncode == 0, made.stderr


def test_a_missing_handler_is_named_by_the_linker(tmp_path: Path) -> None:
    handlers = block("cpp").replace("bell_room(", "door_room(")
    made = firmware(tmp_path, "uint16_t door_room(stack *s, uint8_t c);\n" + handlers, HOST)
    assert made.returncode != 0
    assert "bell_room" in made.stderr

# SPDX-License-Identifier: MIT
"""A whole program for any profile: its set, core, handlers that do nothing, and a loop."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from profile_text import SPEC

from codegen.profiles import generate

ROOT = SPEC.parent
CORE = ROOT / "core"

MAIN = """\
#include "api.h"
#include "application.h"

thimble::stack core;
static uint8_t frame[PROFILE_MTU + 40];

namespace thimble {
HANDLERS
}

int main()
{
    thimble::stack_init(&core, frame);
    for (;;) {
        uint16_t bytes = thimble::stack_poll(&core, frame, 0);
        bytes = thimble::stack_receive(&core, frame, bytes, sizeof frame);
    }
}
"""


def make_set(profile: Path, out: Path) -> Path:
    """The files that a profile generates, in a folder."""
    for name, content in generate(profile, SPEC, profile.name).files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(content, encoding="utf-8")
    return out


def handlers(application: str) -> dict[str, str]:
    """From a handler's name to one that does nothing."""
    found = re.findall(r"^(\w+) (\w+)\((struct stack \*s,[^)]*)\);", application, re.MULTILINE)
    return {
        name: f"{kind} {name}({types_alone(arguments)}) {{ {'' if kind == 'void' else 'return 0;'} }}"
        for kind, name, arguments in found
    }


def types_alone(arguments: str) -> str:
    """Parameters without their names: nobody uses them."""
    return ", ".join(re.sub(r"\w+$", "", each.strip()).strip() for each in arguments.split(","))


def link(target: str, out: Path, without: str = "") -> tuple[Path, str]:
    """The program of the set in `out`, and what the tools said about it; one handler may be missing."""
    empty = handlers((out / "application.h").read_text(encoding="utf-8"))
    bodies = "\n".join(body for name, body in empty.items() if name != without)
    text = MAIN.replace("HANDLERS", bodies).replace("PROFILE_", "thimble::PROFILE_")
    (out / "main.cpp").write_text(text, encoding="utf-8")
    program = out / f"{target}.elf"
    sources = [out / "main.cpp", CORE / "stack.cpp"]
    sources += sorted(CORE.glob("avr/*.S")) if target == "avr" else []
    command = [*tools(target), f"-I{out}", f"-I{CORE}", *map(str, sources), "-o", str(program)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return program, run.stderr


def tools(target: str) -> list[str]:
    warnings = ["-Wall", "-Wextra", "-Wconversion"]
    if target == "host":
        return ["g++", "-std=c++11", "-O1", *warnings]
    pinned = (ROOT / "cmake" / "avr.cmake").read_text(encoding="utf-8")
    flags = [word for name in ("CHIP", "CXX_FLAGS", "LINK_FLAGS") for word in setting(pinned, name)]
    return ["avr-g++", "-std=gnu++11", *flags, *warnings]


def setting(pinned: str, name: str) -> list[str]:
    """The words of one `set(THIMBLE_<name> ...)`."""
    found = re.search(rf"set\(THIMBLE_{name} ([^)]*)\)", pinned)
    assert found, name
    words = []
    for word in found[1].split():
        other = re.fullmatch(r"\$\{THIMBLE_(\w+)\}", word)
        words += setting(pinned, other[1]) if other else [word]
    return words


def symbols(program: Path) -> dict[str, int]:
    """Objects of the program by name, with their bytes."""
    command = ["avr-nm", "-S", "-C", str(program)]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = [line.split(maxsplit=3) for line in listing.splitlines()]
    return {row[3]: int(row[1], 16) for row in rows if len(row) == 4}

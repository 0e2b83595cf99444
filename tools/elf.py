# SPDX-License-Identifier: MIT
"""What the linked firmware says of itself: sections, symbols, instructions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tools.shell import must

RAM_TYPES = "bBdD"  # nm's letters for .bss and .data


@dataclass(frozen=True)
class Sections:
    """Bytes that go into the chip. `.data` lies in flash and is copied to RAM at the start."""

    text: int
    data: int
    bss: int

    @property
    def flash(self) -> int:
        """What the programmer writes."""
        return self.text + self.data

    @property
    def ram(self) -> int:
        """Static RAM."""
        return self.data + self.bss


def sections(firmware: Path) -> Sections:
    """From avr-size -A."""
    found = dict(
        re.findall(
            r"^(\.\w+)\s+(\d+)", must(["avr-size", "-A", firmware], "avr-size"), re.MULTILINE
        )
    )
    bytes_of = {name: int(size) for name, size in found.items()}
    return Sections(
        bytes_of.get(".text", 0),
        bytes_of.get(".data", 0),
        bytes_of.get(".bss", 0) + bytes_of.get(".noinit", 0),
    )


def symbols(firmware: Path, types: str = RAM_TYPES) -> dict[str, int]:
    """Name (as in C++) to bytes, of objects with a size."""
    listing = must(["avr-nm", "-S", "-C", "--defined-only", firmware], "avr-nm")
    rows = re.findall(r"^[0-9a-f]+ ([0-9a-f]+) (\w) (.+)$", listing, re.MULTILINE)
    return {name: int(size, 16) for size, letter, name in rows if letter in types}


def names(firmware: Path) -> set[str]:
    """Every symbol's name."""
    listing = must(["avr-nm", "-C", firmware], "avr-nm")
    return {line.split(maxsplit=2)[-1] for line in listing.splitlines() if line.strip()}


def indirect_jumps(firmware: Path) -> list[str]:
    """Instructions whose target is in a register: no stack bound could follow them."""
    listing = must(["avr-objdump", "-d", "--no-show-raw-insn", firmware], "avr-objdump")
    return re.findall(r"^\s*[0-9a-f]+:\t(?:e?icall|e?ijmp)\b.*$", listing, re.MULTILINE)


def forbidden(firmware: Path) -> list[tuple[bool, str]]:
    """What must not be in a firmware: (absent, what was found) for each rule."""
    all_names = names(firmware)
    heap = sorted(all_names & {"malloc", "free", "realloc", "calloc", "__brkval"})
    hidden = sorted(
        name
        for name in all_names
        if name.startswith(("CSWTCH", "vtable for", "guard variable for", "__tablejump"))
    )
    jumps = indirect_jumps(firmware)
    return [
        (not heap, f"{firmware.name} has a heap: {', '.join(heap)}"),
        (not hidden, f"{firmware.name} has tables the compiler made in RAM: {', '.join(hidden)}"),
        (not jumps, f"{firmware.name} jumps or calls through a register: {jumps[:3]}"),
    ]

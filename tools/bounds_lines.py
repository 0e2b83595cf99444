# SPDX-License-Identifier: MIT
"""Which source file each instruction came from, although the firmware was linked without -g.

-g would move bytes: the compiler makes the same code, but the linker's relaxation keeps an unused
`ret` behind a `jmp` that a line entry points to. So a firmware can have a twin beside it, the same
link with -g, and the twin's lines count for each function whose instructions are the same but for
such a `ret`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from proofs.avr.image import Image
from proofs.avr.instruction import Instruction

TWIN_FLAGS = ("-gdwarf-4", "-fno-var-tracking", "-fno-var-tracking-assignments")


def twin_of(firmware: Path) -> Path:
    """Where a firmware's twin lies."""
    return firmware.with_name(f"{firmware.stem}.lines{firmware.suffix}")


@dataclass(frozen=True)
class Lines:
    """`file_of`: address of an instruction -> its source file, where that is known."""

    file_of: dict[int, str]
    source: str  # where the lines come from, in words


def lines_of(image: Image, twin: Image | None) -> Lines:
    """From the firmware itself, else from its twin, else nothing."""
    found = {at: file for at in image.instructions if (file := image.file_of(at))}
    if found:
        return Lines(found, "by the lines in the firmware (-g)")
    if twin is None:
        return Lines({}, "by symbol: it has no lines, and no twin that was linked with -g")
    there = {function.raw: function for function in twin.functions}
    alike = 0
    for function in image.functions:
        other = there.get(function.raw)
        pairs = other and _paired(
            list(_within(image, function.address, function.size)),
            list(_within(twin, other.address, other.size)),
        )
        alike += pairs is not None
        found |= {mine: file for mine, at in pairs or () if (file := twin.file_of(at))}
    whole = len(image.functions)
    return Lines(found, f"by the lines of its twin (-g), the same in {alike} of {whole} functions")


def _within(image: Image, address: int, size: int) -> Iterator[Instruction]:
    at = address
    while at < address + size:
        instruction = image.instructions.get(at)
        if instruction is None:
            return
        yield instruction
        at += 2 * instruction.words


def _paired(mine: list[Instruction], theirs: list[Instruction]) -> list[tuple[int, int]] | None:
    """Addresses side by side; None when the two are not the same code."""
    pairs: list[tuple[int, int]] = []
    rest = iter(theirs)
    other = next(rest, None)
    for one in mine:
        while other is not None and other.mnemonic == "ret" != one.mnemonic:
            other = next(rest, None)
        if other is None or (one.mnemonic, one.words) != (other.mnemonic, other.words):
            return None
        pairs.append((one.address, other.address))
        other = next(rest, None)
    while other is not None and other.mnemonic == "ret":
        other = next(rest, None)
    return pairs if other is None else None

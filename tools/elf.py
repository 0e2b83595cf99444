# SPDX-License-Identifier: MIT
"""What the linked firmware says of itself, in the few figures that most tools need; the reading is
proofs/avr/image.py's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from proofs.avr.image import Image, load
from proofs.avr.instruction import INDIRECT_CALLS, INDIRECT_JUMPS
from proofs.refused import Refused
from tools.shell import Failure


@dataclass(frozen=True)
class Sections:
    """Bytes: `flash` is what the programmer writes, `ram` the static part."""

    flash: int
    ram: int


def image_of(firmware: Path) -> Image:
    """The firmware, or a Failure that says why it is none."""
    try:
        return load(firmware)
    except Refused as refused:
        raise Failure(str(refused)) from refused


def sections(firmware: Path) -> Sections:
    """Of a linked firmware."""
    image = image_of(firmware)
    return Sections(image.flash_bytes, image.static_bytes)


def symbols(firmware: Path) -> dict[str, int]:
    """Name (as in C++) to bytes, of objects in RAM with a size."""
    found = image_of(firmware).symbols
    return {each.name: each.size for each in found if each.space == "ram" and each.size}


def forbidden(firmware: Path) -> list[tuple[bool, str]]:
    """What must not be in a firmware: (absent, what was found) for each rule."""
    image = image_of(firmware)
    all_names = {symbol.name for symbol in image.symbols}
    heap = sorted(all_names & {"malloc", "free", "realloc", "calloc", "__brkval"})
    hidden = sorted(
        name
        for name in all_names
        if name.startswith(("CSWTCH", "vtable for", "guard variable for", "__tablejump"))
    )
    through_register = INDIRECT_CALLS | INDIRECT_JUMPS
    jumps = [
        f"{image.name_of(at)}: {each}"
        for at, each in image.instructions.items()
        if each.mnemonic in through_register
    ]
    return [
        (not heap, f"{firmware.name} has a heap: {', '.join(heap)}"),
        (not hidden, f"{firmware.name} has tables the compiler made in RAM: {', '.join(hidden)}"),
        (not jumps, f"{firmware.name} jumps or calls through a register: {jumps[:3]}"),
    ]

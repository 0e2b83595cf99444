# SPDX-License-Identifier: MIT
"""What the user has: the sizes of a command line in bytes, and the part that they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from codegen.ir.profile import Part

LEAST_FLASH, LEAST_RAM = 1024, 256  # as spec/profiles/profile.schema.json has them
MOST_FLASH, MOST_RAM = 4_194_304, 65_535
KNOWN_AVR_FLASH = 131_072  # above it an AVR's calls take 3 bytes
CLOCK_HZ = 16_000_000
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KkMm]?)(?:i?[Bb])?")
_FACTOR = {"": 1, "k": 1024, "m": 1024 * 1024}


class Unclear(Exception):
    """The command line asks for something that cannot be. One line, printed as it is."""


@dataclass(frozen=True)
class Limits:
    """Bytes. `part` is the chip they belong to, or the smallest known one that has so much."""

    flash: int
    ram: int
    bootloader: int
    application_flash: int
    application_ram: int
    part: Part | None

    @property
    def flash_for_protocol(self) -> int:
        return self.flash - self.bootloader - self.application_flash

    def in_profile(self) -> Part:
        """A part for the sums; without a known one, a chip of just these sizes."""
        return self.part or Part("unknown", self.flash, self.ram, CLOCK_HZ, 16, 2)


def size(option: str, text: str, least: int, most: int) -> int:
    """`32K` is 32,768, `2.5K` 2,560, `1000` a thousand. Raises Unclear."""
    found = _SIZE.fullmatch(text.strip())
    exact = float(found[1]) * _FACTOR[found[2].lower()] if found else 0.5
    if exact != int(exact):
        raise Unclear(f"{option} is '{text}'; a number of bytes was expected, as 2048 or 2K")
    if not least <= exact <= most:
        bound = f"at least {least:,}" if exact < least else f"at most {most:,}"
        raise Unclear(f"{option} is {int(exact):,} bytes; {bound} was expected")
    return int(exact)


def part_for(name: str | None, flash: int | None, ram: int | None, known: Sequence[Part]) -> Part:
    """The part named, or the smallest that has so much flash and RAM. Raises Unclear."""
    if name is not None:
        return _named(name, known)
    assert flash is not None and ram is not None
    enough = [part for part in known if part.flash >= flash and part.ram >= ram]
    if not enough:
        raise LookupError
    return min(enough, key=lambda part: (part.flash, part.ram, part.name != "atmega328p"))


def _named(name: str, known: Sequence[Part]) -> Part:
    found = [part for part in known if part.name == name.lower()]
    listed = ", ".join(part.name for part in sorted(known, key=lambda part: part.flash))
    if name.lower() in ("atmega2560", "atmega2561"):
        raise Unclear(
            f"--part {name}: with 256 KB of flash its calls push 3 bytes, and stack bounds here are"
            f" for 2; the parts are {listed}"
        )
    if not found:
        raise Unclear(f"--part {name} is not known; the parts are {listed}")
    return found[0]

# SPDX-License-Identifier: MIT
"""The field's rough table of choices, as one sentence for the memory that somebody has.

The figures of uIP and lwIP are those of README's bench: whole firmwares, avr-gcc 5.4.
"""

from __future__ import annotations

from tools.plan.sizes import KNOWN_AVR_FLASH, Limits

KB = 1024
SENTENCES = (  # by class, the smallest first
    "below 32 KB of flash or 2 KB of RAM: level minimal, or datagrams alone; buffers of a few"
    " hundred bytes, text from a source",
    "32 to 64 KB of flash, 2 to 4 KB of RAM: every level, two or three connections; what is scarce"
    " is RAM, so sources rather than rings",
    "64 to 256 KB of flash, 4 to 16 KB of RAM: level full, rings in both directions; flash is no"
    " concern",
    "above 256 KB of flash and 16 KB of RAM: everything a profile can name fits, and stacks of"
    " lwIP's"
    " size (28,592 bytes of flash, 1,476 of RAM and its buffers) become an option; use generous"
    " buffers",
)


def regime(limits: Limits) -> str:
    """By flash and RAM, whichever is the smaller class."""
    return SENTENCES[min(_class(limits.flash, 32), _class(limits.ram, 2))]


def _class(size: int, least_kb: int) -> int:
    """0: below; then up to twice as much; then up to eight times; 3: more."""
    least = least_kb * KB
    if size < least:
        return 0
    if size < 2 * least:
        return 1
    return 2 if size <= 8 * least else 3


def remarks(limits: Limits) -> list[str]:
    """What to know where the part is not one of those that everything here is for."""
    found = []
    if limits.part is None:
        found.append(
            "No part here has so much: for a profile, describe yours in parts/NAME.yaml beside it"
            " and say --part NAME."
        )
        if limits.flash > KNOWN_AVR_FLASH:
            found.append(
                "Above 128 KB an AVR's calls push 3 bytes; the stack figures are for parts with 2."
            )
    elif "slip" not in limits.part.drivers:
        found.append(
            f"No driver of ours knows {limits.part.name}: yours is given a buffer of mtu bytes, and"
            " one of mss + 40 for what is sent."
        )
    return found

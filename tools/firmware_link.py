# SPDX-License-Identifier: MIT
"""python3 -m tools.firmware_link --profile FILE [--share BYTES] -- COMMAND ... -o FIRMWARE

Links a firmware so that its static data can never meet its stack: cmake/firmware.cmake puts this
before the linker's command. The first link has all the room in the world and gives the stack's
bound, which rests on the code alone. The last one has as much RAM as that bound leaves, so the
linker itself refuses what does not fit. A firmware is there in the end, whole, or not at all.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from elftools.elf.elffile import ELFFile

from codegen.diagnostic import SpecError
from codegen.profiles import bounds_of
from proofs.refused import Refused
from tools.bounds_firmware import Firmware, collect
from tools.bounds_over import problems
from tools.shell import ROOT, run

MOST_RAM, MOST_FLASH = 0xFF00, 0x20000  # that a 16-bit address of data, of code, reaches
FULL = ("is not within region", "will not fit in region", "overflowed by")  # of GNU ld


class Unlinked(Exception):
    """There is no firmware; the text says why, one line a reason."""


def main(arguments: Sequence[str]) -> int:
    """0: linked; 1: not, and nothing is left where it would have been."""
    parser = argparse.ArgumentParser(prog="firmware_link", description=__doc__)
    parser.add_argument("--profile", type=Path, required=True)
    parser.add_argument("--share", type=int, help="the application's, instead of the profile's")
    parser.add_argument("command", nargs="+", help="behind --: the linker's command")
    asked = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # through every `finally`
    try:
        link(asked.command, asked.profile, asked.share)
    except (Unlinked, Refused, SpecError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def link(command: Sequence[str], profile: Path, share: int | None) -> Firmware:
    """The firmware's figures. Raises Unlinked with everything that is wrong."""
    if "-o" not in command[:-1]:
        raise Unlinked("firmware_link: the linker's command has no -o FIRMWARE")
    at = list(command).index("-o") + 1
    out = Path(command[at])
    out.unlink(missing_ok=True)
    made, _ = bounds_of(profile, ROOT / "spec", profile.name)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".link-") as folder:
        first = Path(folder) / out.name
        last = Path(folder) / "last.elf"
        _link(command, at, first)
        try:
            firmware = collect(made, first, share)
        except Refused as refused:
            raise Unlinked(str(refused).replace(str(first), out.name)) from refused
        over = "\n".join(problems(firmware, profile))
        refused_by_ld = _link_within(command, at, last, firmware)
        if over or refused_by_ld:
            raise Unlinked(over or f"{out.name}: {refused_by_ld}")
        if _loaded(first) != _loaded(last):
            raise Unlinked(f"{out.name}: linked twice, it is not the same code: no bound holds")
        os.replace(last, out)
    return firmware


def _link(command: Sequence[str], at: int, out: Path) -> None:
    """The given command with another output, and room for far more than the chip has: how much it
    is too much can be said only of what is linked. What the linker says goes on to the user.
    """
    flags = regions(MOST_RAM, MOST_FLASH)
    ran = run([*command[:at], str(out), *command[at + 1 :], *flags], cwd=Path.cwd())
    name = Path(command[at]).name
    if ran.code != 0 and any(words in ran.output for words in FULL):
        raise Unlinked(
            f"{name}: no AVR has so much: over {MOST_RAM:,} bytes of RAM or {MOST_FLASH:,} of "
            f"flash: {ran.output.splitlines()[0]}"
        )
    sys.stderr.write(ran.output)
    if ran.code != 0:
        raise Unlinked(f"{name}: not linked")


def _link_within(command: Sequence[str], at: int, out: Path, firmware: Firmware) -> str:
    """The link that cannot outgrow the chip. "", or why the linker refuses."""
    room = firmware.ram - firmware.stack.total
    flags = regions(max(room, 0), firmware.flash_budget)
    ran = run([*command[:at], str(out), *command[at + 1 :], *flags], cwd=Path.cwd())
    if ran.code == 0:
        return ""
    if any(words in ran.output for words in FULL):
        said = ran.output.splitlines()[0]
        return (
            f"the linker finds no room in {room:,} bytes of RAM, which is what the stack leaves, and "
            f"{firmware.flash_budget:,} of flash: {said}"
        )
    return ran.output.rstrip()


def regions(ram: int, flash: int) -> tuple[str, str]:
    """Flags that give the linker so much room, in bytes, whatever the part has."""
    return (
        f"-Wl,--defsym=__DATA_REGION_LENGTH__={ram}",
        f"-Wl,--defsym=__TEXT_REGION_LENGTH__={flash}",
    )


def _loaded(path: Path) -> list[tuple[str, int, int, bytes]]:
    """Name, address, size and contents of everything that takes memory on the chip."""
    with path.open("rb") as file:
        return [
            (s.name, s["sh_addr"], s["sh_size"], b"" if s["sh_type"] == "SHT_NOBITS" else s.data())
            for s in ELFFile(file).iter_sections()
            if s["sh_flags"] & 2
        ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

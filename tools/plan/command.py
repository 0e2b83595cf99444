# SPDX-License-Identifier: MIT
"""./thimble plan --flash 32K --ram 2K --need "2 tcp, 1 udp": the command line.

Nothing here runs a program or builds anything: an answer takes less than a second.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from codegen.diagnostic import SpecError
from codegen.ir.profile import Part
from codegen.load.profile import load_part
from tools.plan import sizes
from tools.plan.answer import Answer, answer
from tools.plan.estimate import PRICES
from tools.plan.need import EXAMPLE, read_need
from tools.plan.readme import rewrite
from tools.plan.sizes import LEAST_FLASH, LEAST_RAM, MOST_FLASH, MOST_RAM, Limits, Unclear
from tools.plan.write import refuse_to_overwrite, write
from tools.shell import ROOT, say

PARTS = ROOT / "spec" / "profiles" / "parts"
QUARTER = 4  # of flash and RAM is the application's when nobody says
_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")


class Parser(argparse.ArgumentParser):
    """One line for a mistake."""

    def error(self, message: str) -> NoReturn:
        raise Unclear(message)


def main(arguments: list[str], prices: Path = PRICES) -> int:
    """What SpecError says is about a part of the user's own."""
    try:
        return run(arguments, prices)
    except SpecError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def run(arguments: list[str], prices: Path) -> int:
    """0: something fits; 1: nothing does, or a file is wrong; 2: the command line is."""
    if arguments == ["--readme"]:
        changed = rewrite(lambda words: answered(_parse(words), prices).text())
        say(f"{', '.join(changed)}: this plan now" if changed else "the pages have it already")
        return 0
    try:
        asked = _parse(arguments)
        refuse_to_overwrite(asked.write)
        found = answered(asked, prices)
    except Unclear as unclear:
        sys.stderr.write(f"thimble plan: {unclear}\n")
        return 2
    say(found.json() if asked.json else found.text())
    if asked.write:
        return write(asked.write, found, quiet=asked.json)
    return 0 if found.plan.taken else 1


def answered(asked: argparse.Namespace, prices: Path) -> Answer:
    """Raises Unclear for a size, a part, a need or a name that cannot be."""
    name = _profile_name(asked.write)
    limits = limits_of(asked, known_parts(asked.write))
    return answer(name, read_need(asked.need), limits, known_parts(None), prices)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = Parser(prog="thimble plan", description="see ./thimble --help")
    parser.add_argument("--flash", metavar="SIZE", help="of the chip, as 32K")
    parser.add_argument("--ram", metavar="SIZE", help="of the chip, as 2K")
    parser.add_argument("--part", metavar="NAME", help="in place of both")
    parser.add_argument("--bootloader", metavar="SIZE", default="0")
    parser.add_argument("--application-flash", metavar="SIZE", help="a quarter when not said")
    parser.add_argument("--application-ram", metavar="SIZE", help="a quarter when not said")
    parser.add_argument("--need", metavar="TEXT", help=f"as {EXAMPLE}")
    parser.add_argument("--json", action="store_true", help="for other programs")
    parser.add_argument("--write", type=Path, metavar="FILE", help="what is proposed, as a profile")
    joined = _joined(arguments)
    asked = parser.parse_args(joined)
    if asked.need is None:
        raise Unclear(f"--need is missing: what has it to talk? For example {EXAMPLE}")
    if asked.part is None and (asked.flash is None or asked.ram is None):
        missing = "--flash" if asked.flash is None else "--ram"
        raise Unclear(f"{missing} is missing: --flash and --ram were expected, or --part")
    return asked


def _joined(arguments: Sequence[str]) -> list[str]:
    """`--ram -5K` as one word, or argparse would take the size for an option."""
    joined: list[str] = []
    for word in arguments:
        if joined and joined[-1].startswith("--") and re.fullmatch(r"-\d\S*", word):
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def known_parts(beside: Path | None) -> list[Part]:
    """Those of spec/profiles/parts, and those beside the profile that is to be written."""
    folders = [PARTS] + [folder for folder in [beside and beside.parent / "parts"] if folder]
    return [
        load_part(path, ROOT / "spec")
        for folder in folders
        for path in sorted(folder.glob("*.yaml"))
    ]


def limits_of(asked: argparse.Namespace, known: list[Part]) -> Limits:
    """Every size of the command line in bytes; raises Unclear for the first that cannot be."""
    flash = ram = None
    if asked.flash is not None:
        flash = sizes.size("--flash", asked.flash, LEAST_FLASH, MOST_FLASH)
    if asked.ram is not None:
        ram = sizes.size("--ram", asked.ram, LEAST_RAM, MOST_FLASH)
        if ram > MOST_RAM:
            raise Unclear(
                f"--ram is {ram:,} bytes; addresses have 16 bits here: say --ram {MOST_RAM}"
            )
    try:
        part: Part | None = sizes.part_for(asked.part, flash, ram, known)
    except LookupError:
        part = None
    if asked.part is not None and part is not None:
        flash, ram = flash or part.flash, ram or part.ram
        for option, given, there in (("--flash", flash, part.flash), ("--ram", ram, part.ram)):
            if given != there:
                raise Unclear(
                    f"{option} is {given:,} bytes, but {part.name} has {there:,}; leave {option}"
                    f" away, --application-{option[2:]} keeps bytes free"
                )
    assert flash is not None and ram is not None
    boot = sizes.size("--bootloader", asked.bootloader, 0, MOST_FLASH)
    own_flash, own_ram = flash // QUARTER, ram // QUARTER
    if asked.application_flash is not None:
        own_flash = sizes.size("--application-flash", asked.application_flash, 0, MOST_FLASH)
    if asked.application_ram is not None:
        own_ram = sizes.size("--application-ram", asked.application_ram, 0, MOST_RAM)
    for option, given, room in (
        ("--bootloader", boot, flash - LEAST_FLASH),
        ("--application-flash", own_flash, flash - boot),
        ("--application-ram", own_ram, ram),
    ):
        if given > room:
            raise Unclear(f"{option} is {given:,} bytes; there are {max(room, 0):,} for it")
    return Limits(flash, ram, boot, own_flash, own_ram, part)


def _profile_name(path: Path | None) -> str:
    """A profile is called like its file."""
    if path is None:
        return "planned"
    if path.suffix != ".yaml" or not _NAME.fullmatch(path.stem):
        raise Unclear(
            f"--write {path}: a file NAME.yaml was expected, NAME of small letters, digits and _"
        )
    return path.stem

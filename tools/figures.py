# SPDX-License-Identifier: MIT
"""The figures of a built firmware: flash, static RAM by owner, stack. From the ELF, checked against
the specs' budget.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from tools import elf
from tools.build import FIRMWARE
from tools.shell import BUILD, ROOT, Failure, must, say

BUDGET = ROOT / "generated" / "services" / "docs" / "budget.json"
RAM_END = 0x8FF  # of an ATmega328P: where its stack begins
PARTS = ROOT / "spec" / "profiles" / "parts"


@dataclass(frozen=True)
class Figures:
    """One firmware. `owners` adds up to `static_ram`, which is what the linker says."""

    profile: str
    part: str
    compiler: str
    flags: str
    flash: int
    flash_budget: int
    flash_of_part: int
    ram: int
    static_ram: int
    owners: dict[str, int]


def collect(firmware: Path = FIRMWARE, budget: Path = BUDGET) -> Figures:
    """Budget and linker side by side; a Failure where they disagree."""
    if not firmware.exists():
        raise Failure(f"{firmware.name} is not there: ./thimble demo builds it")
    try:
        stated = json.loads(budget.read_text())
    except (OSError, ValueError) as error:
        raise Failure(f"{budget.name}: {error}; ./thimble generate services writes it") from error
    sections = elf.sections(firmware)
    own = application_bytes(stated, elf.symbols(firmware))
    owners = {name: size for name, size in stated["owners"].items() if name != "application"}
    owners["application and drivers"] = own
    if sum(owners.values()) != sections.ram:
        raise Failure(
            f"the linker has {sections.ram} bytes of static RAM, the budget and the symbols "
            f"add up to {sum(owners.values())}: an object belongs to nobody"
        )
    if sections.flash > stated["flash"]:
        raise Failure(
            f"{firmware.name} takes {sections.flash} bytes of flash; the profile's budget is "
            f"{stated['flash']}"
        )
    return Figures(
        stated["profile"],
        stated["part"],
        compiler(),
        flags(),
        sections.flash,
        stated["flash"],
        flash_of(stated["part"]),
        stated["ram"],
        sections.ram,
        owners,
    )


def application_bytes(stated: dict[str, Any], symbols: dict[str, int]) -> int:
    """What is in RAM beside the structs of memory.h, each of which must be there once, of its
    stated size.
    """
    structs: dict[str, int] = {}
    for member in stated["members"]:
        structs[member["struct"]] = structs.get(member["struct"], 0) + member["bytes"]
    left = dict(symbols)
    for name, size in structs.items():
        holder = next((symbol for symbol, bytes_ in left.items() if bytes_ == size), None)
        if holder is None:
            raise Failure(
                f"struct {name} should be {size} bytes; no object in RAM has that size: "
                + ", ".join(f"{symbol} {bytes_}" for symbol, bytes_ in symbols.items())
            )
        del left[holder]
    own = sum(left.values())
    if own > stated["application"]:
        raise Failure(
            f"the application has {own} bytes of static RAM ({', '.join(sorted(left))}); the "
            f"profile gives it {stated['application']}"
        )
    return own


def flash_of(part: str) -> int:
    """The whole part's; a profile's budget is lower."""
    return int(yaml.safe_load((PARTS / f"{part}.yaml").read_text())["flash"])


def compiler() -> str:
    """Name and version, as the compiler says them, and the C library's."""
    first = must(["avr-g++", "--version"], "avr-g++").splitlines()[0]
    library = must(["dpkg-query", "-W", "-f", "${Version}", "avr-libc"], "dpkg-query")
    return f"{first}, avr-libc {library.split(':')[-1].split('+')[0]}"


def flags() -> str:
    """What the build really passed: from its compile commands, less paths and warnings."""
    commands = json.loads((BUILD / "avr" / "compile_commands.json").read_text())
    stack = next(each["command"] for each in commands if each["file"].endswith("core/stack.cpp"))
    words = re.findall(r"\s(-(?:std|O|f|m)\S*)", stack)
    return " ".join(words)


@dataclass(frozen=True)
class Stack:
    """The high-water mark, measured three ways."""

    by_pointer: int
    by_writes: int
    by_paint: int

    @property
    def bytes_used(self) -> int:
        """They agree, or `stack_of` would have refused."""
        return self.by_pointer

    def __str__(self) -> str:
        return (
            f"lowest SP says {self.by_pointer}, lowest byte written {self.by_writes}, "
            f"paint {self.by_paint}"
        )


def stack_of(measured: dict[str, Any]) -> Stack:
    """Refuses measurements that differ."""
    seen = measured["stack"]
    stack = Stack(
        RAM_END - int(seen["min_sp"]),
        RAM_END + 1 - int(seen["lowest_write"]),
        RAM_END + 1 - int(seen["paint"]),
    )
    if not stack.by_pointer == stack.by_writes == stack.by_paint == measured["high_water_bytes"]:
        raise Failure(f"the three measurements of the stack differ: {stack}")
    return stack


def rows(figures: Figures, stack: Stack) -> list[tuple[str, int, str]]:
    """What, bytes, remark: the one table that the demo, the report and README show."""
    left = figures.ram - figures.static_ram - stack.bytes_used
    return [
        (
            "flash",
            figures.flash,
            f"of {figures.flash_of_part:,}; the profile allows {figures.flash_budget:,}",
        ),
        *(
            (f"RAM: {name}", size, "")
            for name, size in sorted(figures.owners.items(), key=lambda each: (-each[1], each[0]))
        ),
        ("static RAM together", figures.static_ram, "as the linker says"),
        ("stack, highest seen", stack.bytes_used, str(stack)),
        ("RAM left", left, f"of {figures.ram:,}"),
    ]


def print_budget(figures: Figures, measured: dict[str, Any]) -> None:
    """The table at the end of the demo."""
    stack = stack_of(measured)
    say(f"{figures.profile} on {figures.part}, bytes ({figures.compiler})")
    for what, size, remark in rows(figures, stack):
        say(f"  {what:<30} {size:>7,}  {remark}".rstrip())
    if figures.static_ram + stack.bytes_used > figures.ram:
        raise Failure("static RAM and stack together are more than the part has")


def as_json(figures: Figures, measured: dict[str, Any]) -> dict[str, Any]:
    """For other programs."""
    stack = stack_of(measured)
    return {
        **asdict(figures),
        "stack": asdict(stack),
        "ram_left": figures.ram - figures.static_ram - stack.bytes_used,
    }

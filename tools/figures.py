# SPDX-License-Identifier: MIT
"""The figures of a built firmware: flash, static RAM by owner, the bound of its stack beside the
highest that was seen.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from codegen.profiles import bounds_of
from proofs.refused import Refused
from tools import bounds_firmware, bounds_text
from tools.bounds_firmware import Firmware
from tools.bounds_over import problems
from tools.build import FIRMWARE
from tools.shell import BUILD, ROOT, Failure, must, say

RAM_END = 0x8FF  # of an ATmega328P: where its stack begins
SPEC = ROOT / "spec"


def collect(firmware: Path = FIRMWARE) -> Firmware:
    """A firmware is called as its profile. A Failure where it is over a budget or has no bound."""
    if not firmware.exists():
        raise Failure(f"{firmware.name} is not there: ./thimble demo builds it")
    profile = SPEC / "profiles" / f"{firmware.stem}.yaml"
    made, _ = bounds_of(profile, SPEC, profile.name)
    try:
        found = bounds_firmware.collect(made, firmware)
    except Refused as refused:
        raise Failure(str(refused)) from refused
    over = problems(found, profile)
    if over:
        raise Failure("\n".join(over))
    return found


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


def rows(found: Firmware, stack: Stack) -> list[tuple[str, int, str]]:
    """What, bytes, remark: the one table that the demo, the report and README show. A Failure when
    more stack was seen than there can be.
    """
    bound = found.stack.total
    if stack.bytes_used > bound:
        raise Failure(f"{stack.bytes_used} bytes of stack were seen, more than the bound of {bound}")
    parts = f"computed: main {found.main}, interrupts {found.interrupts}"
    return [
        (
            "flash",
            found.flash.bytes,
            f"of {found.flash_of_part:,}; the profile allows {found.flash_budget:,}",
        ),
        *((f"RAM: {name}", size, "") for name, size in found.data.by_name().items()),
        ("static RAM together", found.data.bytes, "as the linker says"),
        ("stack, worst case", bound, parts),
        ("stack, highest seen", stack.bytes_used, str(stack)),
        ("RAM left, worst case", found.left, f"of {found.ram:,}"),
    ]


def print_budget(found: Firmware, measured: dict[str, Any]) -> None:
    """The table at the end of the demo."""
    say(f"{found.profile} on {found.part}, bytes ({compiler()})")
    for what, size, remark in rows(found, stack_of(measured)):
        say(f"  {what:<30} {size:>7,}  {remark}".rstrip())


def as_json(found: Firmware, measured: dict[str, Any]) -> dict[str, Any]:
    """For other programs."""
    stack = stack_of(measured)
    seen = {**asdict(stack), "bytes_used": stack.bytes_used}
    return {
        **bounds_text.as_json(found, []),
        "compiler": compiler(),
        "flags": flags(),
        "stack_seen": seen,
    }

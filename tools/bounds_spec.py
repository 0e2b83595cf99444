# SPDX-License-Identifier: MIT
"""./thimble bounds PROFILE without a firmware: data computed from the specs, flash and stack from
the last build of that profile, or else from the prices of what it has.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen.bound.owners import by_name, shares
from codegen.bound.profile import Bounded
from tools.plan.estimate import PRICES, Prices, described, estimate, has_of, read_prices
from tools.plan.text import drawn
from tools.shell import BUILD, Failure, say
from tools.shrink import smallest_changes

BIGGEST = 3
FIRMWARES = BUILD / "avr"


@dataclass(frozen=True)
class Measured:
    """Flash and stack in bytes, and where they come from."""

    flash: int
    stack: int
    label: str


@dataclass(frozen=True)
class Total:
    """One profile, all of it."""

    made: Bounded
    measured: Measured

    @property
    def ram(self) -> int:
        return self.made.ram.total + self.measured.stack

    @property
    def ram_over(self) -> int:
        """0 when it fits."""
        return max(self.ram - self.made.ram.limit, 0)

    @property
    def flash_over(self) -> int:
        return max(self.measured.flash - self.made.profile.budget.flash, 0)

    @property
    def owners(self) -> dict[str, int]:
        return by_name(shares(self.made.profile, self.made.ram))


def report(
    made: Bounded,
    path: Path,
    *,
    as_json: bool,
    prices: Path = PRICES,
    firmwares: Path = FIRMWARES,
) -> int:
    """0 when it fits; else a Failure that names the biggest consumers and the smallest change."""
    known = read_prices(prices)
    total = Total(made, measured(made, path, known, firmwares))
    wrong = [each for each in (over_ram(total, path), over_flash(total, known)) if each]
    say(json.dumps(as_document(total, wrong), indent=2) if as_json else text(total))
    if wrong:
        raise Failure("\n".join(wrong))
    return 0


def measured(made: Bounded, path: Path, prices: Prices, firmwares: Path) -> Measured:
    """The firmware of that name, if it was built from the profile as it is now."""
    elf = firmwares / f"{path.stem}.elf"
    if elf.is_file() and elf.stat().st_mtime > path.stat().st_mtime:
        found = of_firmware(made, elf)
        if found is not None:
            return found
    guess = estimate(made.profile, prices)
    label = described(guess, prices.compiler)
    if guess.unpriced:
        label += f"; no price is known of {', '.join(guess.unpriced)}"
    return Measured(guess.flash, guess.stack, label)


def of_firmware(made: Bounded, elf: Path) -> Measured | None:
    """None when its structs have other sizes; raises Failure when its stack has no bound."""
    from proofs.refused import Refused
    from proofs.stack import bound  # pyelftools and binutils, which a profile alone does not need
    from tools import elf as tool
    from tools.figures import compiler

    try:
        stack = bound(elf).total
    except Refused as refused:
        raise Failure(f"{elf.name}: {refused}") from refused
    structs = {row.struct for row in made.ram.rows}
    if not {made.ram.struct_bytes(name) for name in structs} <= set(tool.symbols(elf).values()):
        return None
    return Measured(tool.sections(elf).flash, stack, f"measured, {elf.name}, {compiler()}")


def over_ram(total: Total, path: Path) -> str:
    """One line, or nothing."""
    if not total.ram_over:
        return ""
    made = total.made
    consumers = {**total.owners, "stack": total.measured.stack}
    changes = smallest_changes(path, total.ram_over)[:BIGGEST]
    fit = ", or ".join(map(str, changes)) or "none of one number: ./thimble plan says what else"
    return (
        f"{made.profile.name} needs {total.ram:,} bytes of RAM with its stack, {total.ram_over:,}"
        f" more than the {made.ram.limit:,} of {made.profile.part.name} that it may use; biggest:"
        f" {biggest(consumers)}; smallest change that fits: {fit}"
    )


def over_flash(total: Total, prices: Prices) -> str:
    """One line, or nothing."""
    if not total.flash_over:
        return ""
    profile = total.made.profile
    saves = {
        name: prices.features[name].flash[0]
        for name in has_of(profile)
        if name in prices.features and prices.features[name].flash[0] > 0
    }
    enough = [name for name, size in saves.items() if size >= total.flash_over]
    least = min(enough, key=lambda name: saves[name], default="")
    change = f"without {least}, {saves[least]:,}" if least else "none of one feature"
    return (
        f"{profile.name} needs {total.measured.flash:,} bytes of flash, {total.flash_over:,} more"
        f" than the {profile.budget.flash:,} of its budget; biggest: {biggest(saves)}; smallest"
        f" change that fits: {change}"
    )


def biggest(sizes: dict[str, int]) -> str:
    """The few that matter."""
    top = sorted(sizes.items(), key=lambda each: -each[1])[:BIGGEST]
    return ", ".join(f"{name} {size:,}" for name, size in top)


def text(total: Total) -> str:
    """The table, with the RAM drawn to scale."""
    made, profile = total.made, total.made.profile
    limit = made.ram.limit
    left = limit - total.ram
    bands = [*total.owners.items(), ("left", left), ("stack", total.measured.stack)]
    flash = [
        ("application, drivers, protocol", total.measured.flash),
        ("left", profile.budget.flash - total.measured.flash),
    ]
    return "\n".join(
        [
            f"{profile.name} on {profile.part.name}, level {profile.level}",
            "",
            f"RAM, {limit:,} of {profile.part.ram:,} bytes: the data computed from the specs",
            *drawn(bands, max(limit, total.ram)),
            f"  {'data, computed':<30} {made.ram.total:>7,}",
            f"  {'data and stack':<30} {total.ram:>7,}  of {limit:,}",
            "",
            f"flash, {profile.budget.flash:,} of {profile.part.flash:,} bytes",
            *drawn(flash, max(profile.budget.flash, total.measured.flash)),
            "",
            f"stack and flash: {total.measured.label}",
        ]
    )


def as_document(total: Total, wrong: list[str]) -> dict[str, Any]:
    """For other programs."""
    made = total.made
    return {
        "profile": made.profile.name,
        "part": made.profile.part.name,
        "ram": {
            "limit": made.ram.limit,
            "computed": total.owners,
            "data": made.ram.total,
            "stack": total.measured.stack,
            "total": total.ram,
            "left": made.ram.limit - total.ram,
        },
        "flash": {"budget": made.profile.budget.flash, "bytes": total.measured.flash},
        "measured": total.measured.label,
        "problems": wrong,
    }

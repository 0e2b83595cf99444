# SPDX-License-Identifier: MIT
"""Lines of the source, from DWARF."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any


def table(elf: Any) -> list[tuple[int, str]]:
    """(address, `file:line` or "" behind the end of a piece of code), by address."""
    if not elf.has_dwarf_info():
        return []
    dwarf = elf.get_dwarf_info()
    rows: dict[int, str] = {}
    for unit in dwarf.iter_CUs():
        program = dwarf.line_program_for_CU(unit)
        if program is None:
            continue
        files = program["file_entry"]
        for entry in program.get_entries():
            state = entry.state
            if state is None:
                continue
            if state.end_sequence:
                rows.setdefault(state.address, "")
            elif 0 < state.file <= len(files):
                rows[state.address] = f"{files[state.file - 1].name.decode()}:{state.line}"
    return sorted(rows.items())


def at(rows: list[tuple[int, str]], address: int) -> str | None:
    """The line that an address belongs to."""
    index = bisect_right(rows, address, key=lambda row: row[0])
    return rows[index - 1][1] or None if index else None

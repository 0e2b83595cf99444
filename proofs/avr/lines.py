# SPDX-License-Identifier: MIT
"""Lines of the source, from DWARF."""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from typing import Any

Row = tuple[int, str, int]


def table(elf: Any) -> list[Row]:
    """(address, file with its folder or "" behind the end of a piece of code, line), by address."""
    if not elf.has_dwarf_info():
        return []
    dwarf = elf.get_dwarf_info()
    rows: dict[int, tuple[str, int]] = {}
    for unit in dwarf.iter_CUs():
        program = dwarf.line_program_for_CU(unit)
        if program is None:
            continue
        files = [_path(entry, program["include_directory"]) for entry in program["file_entry"]]
        for entry in program.get_entries():
            state = entry.state
            if state is None:
                continue
            if state.end_sequence:
                rows.setdefault(state.address, ("", 0))
            elif 0 < state.file <= len(files):
                rows[state.address] = files[state.file - 1], state.line
    return [(address, *rows[address]) for address in sorted(rows)]


def _path(entry: Any, folders: Any) -> str:
    name = str(entry.name.decode())
    return posixpath.join(folders[entry.dir_index - 1].decode(), name) if entry.dir_index else name


def at(rows: list[Row], address: int) -> tuple[str, int] | None:
    """The file, with its folder, and the line that an address belongs to."""
    index = bisect_right(rows, address, key=lambda row: row[0])
    _, file, line = rows[index - 1] if index else (0, "", 0)
    return (file, line) if file else None

# SPDX-License-Identifier: MIT
"""Where in the source an instruction comes from: its line, and the lines of the calls that were
inlined around it, from DWARF (-gdwarf-2 -g1 is enough).
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from elftools.elf.elffile import ELFFile

from proofs.avr.symbols import demangled

OURS = Path(__file__).resolve().parents[2] / "core"
_LOOP = re.compile(r"\b(?:for|while) *\(|\bdo *\{")


@dataclass(frozen=True, order=True)
class Place:
    """A line of a source file."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{os.path.relpath(self.file)}:{self.line}"


@dataclass(frozen=True)
class Inlined:
    """One copy of a function inside another: `call` is the line that calls it, `ranges` its code,
    addresses in bytes, the end not in it. `number` tells copies apart.
    """

    number: int
    function: str
    call: Place
    ranges: tuple[tuple[int, int], ...]

    def has(self, address: int) -> bool:
        return any(low <= address < high for low, high in self.ranges)


def ended(
    rows: Mapping[int, Place], ends: Iterable[tuple[int, int]]
) -> dict[int, Place | None]:
    """The rows, and nothing where a sequence of them ends; `ends`: its last row and its end. ld's
    relaxation displaces ends as it does lines: one that lies behind a row of another sequence is
    none.
    """
    addresses = sorted(rows)
    nothing = {
        end: None
        for last, end in ends
        if end not in rows and _before(addresses, end) == last
    }
    return {**rows, **nothing}


def _before(addresses: Sequence[int], address: int) -> int | None:
    """The last of them that is not behind it."""
    index = bisect_right(addresses, address)
    return addresses[index - 1] if index else None


class Places:
    """Of one firmware. Empty when it was built without DWARF."""

    def __init__(self, path: Path) -> None:
        rows: dict[int, Place] = {}
        ends: list[tuple[int, int]] = []
        self._lines: dict[int, list[Place]] = {}
        self.inlined: list[Inlined] = []
        with path.open("rb") as file:
            elf = ELFFile(file)
            if elf.has_dwarf_info():
                dwarf = elf.get_dwarf_info()
                for unit in dwarf.iter_CUs():
                    self._read(dwarf, unit, rows, ends)
        self._rows = ended(rows, ends)
        self._addresses = sorted(self._rows)

    def line(self, address: int) -> Place | None:
        """The line that an instruction belongs to."""
        index = bisect_right(self._addresses, address)
        return self._rows[self._addresses[index - 1]] if index else None

    def around(self, address: int) -> list[Inlined]:
        """The inlined copies that an instruction is part of, the outermost first."""
        return [copy for copy in self.inlined if copy.has(address)]

    def lines(self, address: int) -> list[Place]:
        """The line, and those of the calls around it, the innermost first."""
        if address not in self._lines:
            own = self.line(address)
            calls = [copy.call for copy in reversed(self.around(address))]
            self._lines[address] = calls if own is None else [own, *calls]
        return self._lines[address]

    def of_loop(self, addresses: Iterable[int], end: int) -> Place | None:
        """Where the loop of these instructions stands in the source. `end` jumps back: its line
        says it, unless another one has `for`, `while` or `do` and most of the instructions; ld's
        relaxation displaces lines, so one alone may be of what stands behind the loop. A line of
        the user's comes before one of ours, which was inlined.
        """
        all_lines = [self.line(address) for address in addresses]
        counted = Counter(each for each in all_lines if each is not None)
        last = self.line(end)
        begins = [each for each in counted if _LOOP.search(_text(each))]
        if not begins:
            return last
        return max(begins, key=lambda each: (not _ours(each), each == last, counted[each]))

    def files(self) -> set[str]:
        """Every source file that some instruction comes from."""
        return {place.file for place in self._rows.values() if place is not None}

    def _read(
        self, dwarf: Any, unit: Any, rows: dict[int, Place], ends: list[tuple[int, int]]
    ) -> None:
        program = dwarf.line_program_for_CU(unit)
        if program is None:
            return
        home = unit.get_top_DIE().attributes.get("DW_AT_comp_dir")
        names = list(_names(program, home.value.decode() if home else ""))
        last = 0
        for entry in program.get_entries():
            state = entry.state
            if state is None or not 0 < state.file <= len(names):
                continue
            if state.end_sequence:
                ends.append((last, state.address))
            else:
                last = state.address
                rows[last] = Place(names[state.file - 1], state.line)
        for entry in unit.iter_DIEs():
            if entry.tag == "DW_TAG_inlined_subroutine":
                self._read_inlined(dwarf, entry, names)

    def _read_inlined(self, dwarf: Any, entry: Any, names: list[str]) -> None:
        known = entry.attributes
        if "DW_AT_call_file" not in known or not 0 < known["DW_AT_call_file"].value <= len(names):
            return
        call = Place(names[known["DW_AT_call_file"].value - 1], known["DW_AT_call_line"].value)
        origin = entry.get_DIE_from_attribute("DW_AT_abstract_origin")
        name = origin.attributes["DW_AT_name"].value.decode()
        ranges = tuple(_ranges(dwarf, known))
        self.inlined.append(Inlined(entry.offset, name, call, ranges))


def _text(place: Place) -> str:
    """The line as it is written; "" when the file is not there."""
    lines = _file(place.file)
    return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


@cache
def _file(name: str) -> list[str]:
    path = Path(name)
    return path.read_text("utf-8", "replace").splitlines() if path.is_file() else []


def _ours(place: Place) -> bool:
    """Is it of the stack, or printed by the generator?"""
    folder = Path(place.file).parent
    return OURS in (folder, *folder.parents) or (folder / "profile.h").exists()


def _names(program: Any, home: str) -> Iterator[str]:
    """The program's files, in its order, with their folders."""
    folders = [folder.decode() for folder in program["include_directory"]]
    for each in program["file_entry"]:
        folder = folders[each.dir_index - 1] if each.dir_index else ""
        yield os.path.normpath(os.path.join(home, folder, each.name.decode()))


def _ranges(dwarf: Any, known: Any) -> Iterator[tuple[int, int]]:
    if "DW_AT_low_pc" in known and "DW_AT_high_pc" in known:
        low, high = known["DW_AT_low_pc"].value, known["DW_AT_high_pc"]
        yield low, high.value + (0 if high.form == "DW_FORM_addr" else low)
    elif "DW_AT_ranges" in known:
        base = 0
        for each in dwarf.range_lists().get_range_list_at_offset(known["DW_AT_ranges"].value):
            if hasattr(each, "base_address"):
                base = each.base_address
            else:
                yield base + each.begin_offset, base + each.end_offset


def plain(name: str) -> str:
    """A function's name without its namespace: `thimble::drop_count` is `drop_count`."""
    return demangled([name])[0].rpartition("::")[2]

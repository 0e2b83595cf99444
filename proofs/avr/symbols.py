# SPDX-License-Identifier: MIT
"""The symbol table, in the names of the source."""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

DATA_SPACE = 0x800000  # where the AVR's ELF files put data addresses; EEPROM lies at 0x810000
EEPROM_SPACE = 0x810000

# What avr-gcc puts behind the name of a copy it made.
_CLONE = re.compile(r"(\.(?:constprop|isra|part|lto_priv|cold|lto_private)(?:\.\d+)?)+$")


@dataclass(frozen=True)
class Symbol:
    """`name` as in C++ without parameters, `raw` as in the file. `kind` is `function`, `object` or
    `label` (no type: assembler). `size` in bytes, 0 when the file has none. `address` in bytes;
    `space` is `flash`, `ram` or `absolute`. `is_local`: its file's own.
    """

    name: str
    raw: str
    address: int
    size: int
    kind: str
    space: str
    is_local: bool


@dataclass(frozen=True)
class Function:
    """Code under a name. `size` is 0 when unknown; `aliases` are its other names, as in C++."""

    name: str
    raw: str
    address: int
    size: int
    aliases: tuple[str, ...] = ()


def read_symbols(table: Any) -> list[Symbol]:
    """From pyelftools' symbol table section, without sections and files."""
    kinds = {"STT_FUNC": "function", "STT_OBJECT": "object", "STT_NOTYPE": "label"}
    rows = [
        (entry, kinds[entry["st_info"]["type"]])
        for entry in table.iter_symbols()
        if entry.name and entry["st_info"]["type"] in kinds and entry["st_shndx"] != "SHN_UNDEF"
    ]
    names = demangled([entry.name for entry, _ in rows])
    return [
        Symbol(
            name,
            entry.name,
            entry["st_value"] - (DATA_SPACE if space == "ram" else 0),
            entry["st_size"],
            kind,
            space,
            entry["st_info"]["bind"] == "STB_LOCAL",
        )
        for (entry, kind), name in zip(rows, names, strict=True)
        for space in [_space(entry)]
    ]


def _space(entry: Any) -> str:
    if entry["st_shndx"] == "SHN_ABS":
        return "absolute"
    if entry["st_value"] < DATA_SPACE:
        return "flash"
    return "ram" if entry["st_value"] < EEPROM_SPACE else "eeprom"


def demangled(names: Sequence[str]) -> list[str]:
    """As in C++, without parameters and without what the compiler hangs on to its copies."""
    bare = [_CLONE.sub("", name) for name in names]
    if not any(name.startswith("_Z") for name in bare):
        return bare
    try:
        ran = subprocess.run(
            ["avr-c++filt", "-p"], input="\n".join(bare), capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return bare  # names are for reading; nothing rests on them
    return ran.stdout.splitlines()


def functions_of(symbols: Iterable[Symbol]) -> list[Function]:
    """By address. A label of assembler is a function unless it lies inside one that has a size."""
    at: dict[int, list[Symbol]] = {}
    for symbol in symbols:
        if symbol.space == "flash" and symbol.kind != "object":
            at.setdefault(symbol.address, []).append(symbol)
    found: list[Function] = []
    end = 0
    for address in sorted(at):
        here = sorted(at[address], key=_preference)
        if address < end and here[0].kind == "label" and (here[0].is_local or not here[0].size):
            continue
        others = tuple(dict.fromkeys(symbol.name for symbol in here[1:]))
        best = here[0]
        size = max(symbol.size for symbol in here)
        found.append(Function(best.name, best.raw, address, size, others))
        end = max(end, address + size)
    return found


def _preference(symbol: Symbol) -> tuple[bool, bool, bool, str]:
    """The name to show first: a typed one, with a size, not local."""
    return symbol.kind != "function", symbol.size == 0, symbol.is_local, symbol.raw


def covering(functions: Sequence[Function], address: int) -> Function | None:
    """The one whose bytes `address` is in; behind the end of one, the last that began before."""
    index = bisect_right(functions, address, key=lambda function: function.address)
    return functions[index - 1] if index else None

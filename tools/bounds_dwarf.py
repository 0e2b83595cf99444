# SPDX-License-Identifier: MIT
"""What a firmware linked with -g says of its objects in RAM: which structs they are or hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elftools.common.exceptions import DWARFError, ELFError
from elftools.construct import ConstructError
from elftools.elf.elffile import ELFFile

CASTS = {"DW_TAG_typedef", "DW_TAG_const_type", "DW_TAG_volatile_type"}
STRUCTS = {"DW_TAG_structure_type", "DW_TAG_class_type"}
DEEPEST = 8  # structs within structs that are looked into


@contextmanager
def _opened(path: Path) -> Iterator[ELFFile]:
    with path.open("rb") as file:
        yield ELFFile(file)


def compiler_of(path: Path) -> str:
    """Name and version as the compiler left them; "" when it did not."""
    with _opened(path) as elf:
        comment = elf.get_section_by_name(".comment")
        texts = comment.data().decode("ascii", errors="replace").split("\0") if comment else []
    named = [re.sub(r"^GCC: \(.*?\) ", "avr-gcc ", text) for text in texts if text]
    return ", ".join(dict.fromkeys(named))


@dataclass(frozen=True)
class Held:
    """A struct that an object is (`offset` 0) or holds; bytes."""

    offset: int
    struct: str
    bytes: int


def struct_types(path: Path, names: frozenset[str]) -> dict[str, list[Held]]:
    """Linkage name of each object to those of the named structs in it."""
    try:
        with _opened(path) as elf:
            if not elf.has_dwarf_info():
                return {}
            found: dict[str, list[Held]] = {}
            for unit in elf.get_dwarf_info().iter_CUs():
                for die in unit.iter_DIEs():
                    if die.tag == "DW_TAG_variable" and "DW_AT_type" in die.attributes:
                        held = list(_held(_type(die), names, 0, DEEPEST))
                        for name in _names(die) if held else []:
                            found[name] = held
            return found
    except (ELFError, DWARFError, ConstructError, KeyError):
        return {}  # sizes tell the structs apart too


def _names(die: Any) -> list[str]:
    keys = ("DW_AT_linkage_name", "DW_AT_MIPS_linkage_name", "DW_AT_name")
    return [die.attributes[key].value.decode() for key in keys if key in die.attributes][:1]


def _type(die: Any) -> Any:
    return die.get_DIE_from_attribute("DW_AT_type") if "DW_AT_type" in die.attributes else None


def _held(die: Any, names: frozenset[str], offset: int, deep: int) -> Iterator[Held]:
    while die is not None and die.tag in CASTS:
        die = _type(die)
    if die is None or deep == 0:
        return
    if die.tag == "DW_TAG_array_type":
        element = _type(die)
        held = list(_held(element, names, 0, deep - 1))
        size = _size(element)
        for index in range(_length(die) if held and size else 0):
            for each in held:
                yield Held(offset + index * size + each.offset, each.struct, each.bytes)
        return
    if die.tag not in STRUCTS:
        return
    name = die.attributes["DW_AT_name"].value.decode() if "DW_AT_name" in die.attributes else ""
    if name in names:
        yield Held(offset, name, _size(die))
        return
    for child in die.iter_children():
        if child.tag in ("DW_TAG_member", "DW_TAG_inheritance") and _has_place(child):
            at = child.attributes["DW_AT_data_member_location"].value
            yield from _held(_type(child), names, offset + int(at), deep - 1)


def _has_place(child: Any) -> bool:
    place = child.attributes.get("DW_AT_data_member_location")
    return place is not None and isinstance(place.value, int)


def _size(die: Any) -> int:
    while die is not None and die.tag in CASTS:
        die = _type(die)
    if die is None or "DW_AT_byte_size" not in die.attributes:
        return 0
    return int(die.attributes["DW_AT_byte_size"].value)


def _length(die: Any) -> int:
    length = 1
    for child in die.iter_children():
        if child.tag == "DW_TAG_subrange_type" and "DW_AT_upper_bound" in child.attributes:
            bound = child.attributes["DW_AT_upper_bound"].value
            length *= int(bound) + 1 if isinstance(bound, int) else 0
    return length

# SPDX-License-Identifier: MIT
"""load(path): a linked firmware for an AVR whose return addresses take two bytes."""

from __future__ import annotations

import posixpath
import re
import struct
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from elftools.common.exceptions import DWARFError, ELFError
from elftools.construct import ConstructError
from elftools.elf.elffile import ELFFile
from elftools.elf.sections import SymbolTableSection

from proofs.avr import lines
from proofs.avr.disassembly import disassemble
from proofs.avr.instruction import JUMPS, RETURNS, Instruction
from proofs.avr.symbols import (
    DATA_SPACE,
    EEPROM_SPACE,
    Function,
    Symbol,
    covering,
    functions_of,
    read_symbols,
)
from proofs.refused import Refused

# e_flags & 0x7f of the cores with a 16-bit program counter and the ATmega's memory map.
TWO_BYTE_CORES = {4: "avr4", 5: "avr5", 25: "avr25", 31: "avr31", 35: "avr35", 51: "avr51"}
CORES_WITHOUT_JMP = (4, 25)  # their vectors are an rjmp
MOST_VECTORS = 64


@dataclass(frozen=True)
class Section:
    """`address` in the space it belongs to (flash, or RAM from 0), `bytes` of it."""

    name: str
    address: int
    bytes: int
    space: str


@dataclass(frozen=True)
class Part:
    """The chip that the firmware was linked for; addresses and sizes in bytes."""

    name: str
    flash_bytes: int
    ram_start: int
    ram_bytes: int
    vector_bytes: int


@dataclass(frozen=True)
class Image:
    """A firmware. `flash` is what lies in the text sections, from address 0 on."""

    path: Path
    part: Part
    instructions: dict[int, Instruction]
    functions: list[Function]
    symbols: list[Symbol]
    sections: list[Section]
    flash: bytes

    @property
    def ram_start(self) -> int:
        return self.part.ram_start

    @property
    def static_sections(self) -> list[Section]:
        """What takes RAM: .data, .bss, .noinit, and those that the source makes by other names."""
        return [section for section in self.sections if section.space == "ram" and section.bytes]

    @property
    def static_bytes(self) -> int:
        """Of all of them."""
        return sum(section.bytes for section in self.static_sections)

    @property
    def flash_bytes(self) -> int:
        """What the programmer writes: code, constants, and what .data starts as."""
        return sum(s.bytes for s in self.sections if s.space == "flash" or s.name == ".data")

    def function_at(self, address: int) -> Function | None:
        """The function whose code this is."""
        return covering(self.functions, address)

    def symbol(self, raw: str) -> Symbol | None:
        """By its name in the file."""
        return self._by_name.get(raw)

    @cached_property
    def _by_name(self) -> dict[str, Symbol]:
        return {symbol.raw: symbol for symbol in self.symbols}

    @property
    def vector_bytes(self) -> int:
        """Of one interrupt vector."""
        return self.part.vector_bytes

    @cached_property
    def vectors(self) -> dict[int, str]:
        """Address of each interrupt vector to the name of its handler; reset is 0. In avr-libc's
        table each has a name, __vector_N. In one made by hand, all that could be vectors are: what
        lies before the first code that any of them leads to.
        """
        matches = [re.fullmatch(r"__vector_(\d+)", symbol.raw) for symbol in self.symbols]
        named = {int(match[1]) for match in matches if match}
        end = (max(named, default=0) + 1) * self.vector_bytes
        if self.symbol("__bad_interrupt") is None or len(named - {0}) < max(named, default=1):
            end = max(end, self._first_code())
        return {at: self._handler(at) for at in range(0, end, self.vector_bytes)}

    def _first_code(self) -> int:
        """The lowest address that a jump before it leads to, from a table of vectors at 0, unless
        what is there may be a vector itself.
        """
        end = MOST_VECTORS * self.vector_bytes
        for at in range(0, end, 2):
            if at >= end:
                break
            one = self.instructions.get(at)
            target = one.target if one is not None else None
            if target is not None and target > at and not self._may_be_vector(target):
                end = min(end, target)
        return end

    def _may_be_vector(self, at: int) -> bool:
        """Whether it ends in the room of one, and does not jump to itself."""
        start = at - at % self.vector_bytes
        room = [self.instructions.get(each) for each in range(at, start + self.vector_bytes, 2)]
        ends = [one for one in room if one is not None and one.mnemonic in JUMPS | RETURNS]
        return bool(ends) and ends[0].target != at

    def _handler(self, vector: int) -> str:
        one = self.instructions.get(vector)
        goes = one.target if one is not None and one.mnemonic in ("jmp", "rjmp") else vector
        return self.name_of(vector if goes is None else goes)

    def name_of(self, address: int) -> str:
        """The function's name, with what is beyond its beginning: `main+0x12`."""
        function = self.function_at(address)
        if function is None:
            return f"0x{address:x}"
        beyond = address - function.address
        return f"{function.name}+0x{beyond:x}" if beyond else function.name

    @cached_property
    def data_words(self) -> dict[int, int]:
        """Address to value of the words of constants before the code: switch tables, constructors.
        """
        last = max(
            (s.address for s in self.symbols if s.raw in ("__ctors_end", "__dtors_end")), default=0
        )
        return {at: self.word(at) for at in range(len(self.vectors) * self.vector_bytes, last, 2)}

    def word(self, address: int) -> int:
        """The 16-bit number in flash; struct.error outside."""
        (value,) = struct.unpack_from("<H", self.flash, address)
        return int(value)

    def line_of(self, address: int) -> str | None:
        """`file.cpp:12`, when it was built with -gdwarf-2 (avr-gcc 5.4: -g is stabs). For reading:
        ld's relaxation displaces lines, and those that begin in the middle of an instruction are
        left out here, else a call would be said to stand in the line behind it.
        """
        found = lines.at(self._begun_lines, address)
        return f"{posixpath.basename(found[0])}:{found[1]}" if found else None

    def file_of(self, address: int) -> str | None:
        """The source file with its folder, as the compiler was given them; see line_of."""
        found = lines.at(self._lines, address)
        return found[0] if found else None

    @cached_property
    def _begun_lines(self) -> list[lines.Row]:
        return [row for row in self._lines if row[0] in self.instructions or not row[1]]

    @cached_property
    def _lines(self) -> list[lines.Row]:
        with self.path.open("rb") as file:
            try:
                return lines.table(ELFFile(file))
            except (ELFError, DWARFError, ConstructError, KeyError):
                return []  # lines are for reading; nothing rests on them


def load(path: Path) -> Image:
    """Reads the file; Refused with one line when it is no such firmware."""
    try:
        with path.open("rb") as file:
            elf = ELFFile(file)
            _refuse_foreign(path, elf)
            sections = _sections(elf)
            _refuse_overlap(path, sections)
            table = elf.get_section_by_name(".symtab")
            if not isinstance(table, SymbolTableSection) or table.num_symbols() < 2:
                raise Refused(f"{path}: has no symbols; link it without -s, and do not strip it")
            symbols = read_symbols(table)
            flash = _flash(elf)
            part = _part(path, elf, symbols)
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}; an ELF firmware was expected") from None
    except (ELFError, ConstructError, ValueError, KeyError, struct.error):
        raise Refused(f"{path}: not an ELF file, or one that is cut short") from None
    objects = [s for s in symbols if s.kind == "object" and s.space == "flash"]
    instructions = disassemble(path)
    for data in objects:
        for at in range(data.address, data.address + data.size):
            instructions.pop(at, None)
    functions = [f for f in functions_of(symbols) if f.address in instructions]
    return Image(path, part, instructions, functions, symbols, sections, flash)


def _refuse_foreign(path: Path, elf: ELFFile) -> None:
    if elf["e_machine"] != "EM_AVR":
        raise Refused(f"{path}: an ELF for {elf.get_machine_arch()}, not for AVR")
    if elf["e_type"] == "ET_REL":
        raise Refused(f"{path}: an object file; link it first: what is called is not in it")
    core = elf["e_flags"] & 0x7F
    if core not in TWO_BYTE_CORES:
        known = ", ".join(TWO_BYTE_CORES.values())
        raise Refused(f"{path}: for the AVR core {core}; {known} have 2-byte return addresses")


def _sections(elf: ELFFile) -> list[Section]:
    found = []
    for section in elf.iter_sections():
        at = section["sh_addr"]
        if not section["sh_flags"] & 2 or at >= EEPROM_SPACE:  # 2: takes memory on the chip
            continue
        space = "ram" if at >= DATA_SPACE else "flash"
        found.append(Section(section.name, at % DATA_SPACE, section["sh_size"], space))
    return found


def _refuse_overlap(path: Path, sections: list[Section]) -> None:
    """avr-ld's script puts .bss behind .data, whatever section of another name lies there."""
    ram = sorted((s for s in sections if s.space == "ram" and s.bytes), key=lambda s: s.address)
    for lower, upper in pairwise(ram):
        if upper.address < lower.address + lower.bytes:
            raise Refused(
                f"{path}: its sections {lower.name} and {upper.name} overlap in RAM, at"
                f" 0x{upper.address:x}; begin the names of your own with .data., .bss. or .noinit."
            )


def _flash(elf: ELFFile) -> bytes:
    memory = bytearray()
    for section in elf.iter_sections():
        if section["sh_flags"] & 2 and section["sh_addr"] < DATA_SPACE:
            end = section["sh_addr"] + section["sh_size"]
            memory.extend(bytes(max(0, end - len(memory))))
            memory[section["sh_addr"] : end] = section.data()
    return bytes(memory)


def _part(path: Path, elf: ELFFile, symbols: list[Symbol]) -> Part:
    """From avr-libc's note, which says what the chip has, or from the linker script's numbers."""
    vector = 2 if elf["e_flags"] & 0x7F in CORES_WITHOUT_JMP else 4
    note = elf.get_section_by_name(".note.gnu.avr.deviceinfo")
    if note is not None:
        data = note.data()
        _, flash, ram, ram_bytes = struct.unpack_from("<4I", data, 16)
        name = data[48:].split(b"\0")[1].decode("ascii") if len(data) > 49 else "AVR"
        return Part(name, flash, ram, ram_bytes, vector)
    known = {symbol.raw: symbol.address for symbol in symbols if symbol.space == "absolute"}
    stack = known.get("__stack")
    if stack is None:
        raise Refused(f"{path}: names no part and no __stack; link it with avr-gcc -mmcu=PART")
    start = known.get("__DATA_REGION_ORIGIN__", DATA_SPACE + 0x100) % DATA_SPACE
    flash = known.get("__TEXT_REGION_LENGTH__", 0)
    return Part("AVR", flash, start, stack + 1 - start, vector)

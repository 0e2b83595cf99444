# SPDX-License-Identifier: MIT
"""Everything that a linked firmware needs, beside what its part and its profile have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from codegen.bound.profile import Bounded
from codegen.lower.features import features as features_of
from codegen.print.profile import handlers
from proofs import stack
from proofs.avr import image as images
from proofs.avr.image import Image
from proofs.refused import Refused
from proofs.stack import StackBound
from tools import bounds_data, bounds_flash
from tools.bounds_data import Data, Placed
from tools.bounds_dwarf import compiler_of, struct_types
from tools.bounds_flash import Flash
from tools.shell import ROOT, run

HEAP = frozenset({"malloc", "realloc", "calloc", "__brkval"})
Bound = Callable[[Path], StackBound]


@dataclass(frozen=True)
class Firmware:
    """Sizes in bytes. `share`: the application's declared static RAM; 0: nobody declared one."""

    file: Path
    profile: str
    part: str
    compiler: str
    level: str
    features: tuple[str, ...]
    ram: int  # what the profile may use
    ram_of_part: int
    ram_start: int
    flash_budget: int
    flash_of_part: int
    share: int
    sections: dict[str, int]
    data: Data
    stack: StackBound
    flash: Flash
    vectors: dict[str, str]  # __vector_18 -> USART_RX

    @property
    def total(self) -> int:
        """Static RAM and the deepest stack together."""
        return self.data.bytes + self.stack.total

    @property
    def interrupts(self) -> int:
        """What interrupts add to the deepest stack of main that they can come upon."""
        bound = self.stack
        counted = bound.total == bound.main_interruptible + bound.interrupt
        return bound.interrupt if counted else 0

    @property
    def main(self) -> int:
        """The stack of main that counts in the total."""
        return self.stack.total - self.interrupts

    @property
    def left(self) -> int:
        return self.ram - self.total

    @property
    def stack_share(self) -> int:
        """What the declared shares leave to the stack: everything, where nobody declared one."""
        protocol = self.data.bytes - self.data.application
        return self.ram - protocol - max(self.share, self.data.application * (self.share == 0))


def collect(
    made: Bounded, file: Path, share: int | None = None, bound: Bound = stack.bound
) -> Firmware:
    """Raises Refused, one line a problem: not an ELF, another machine, another part or profile, a
    heap, no bound for the stack. `share`: declared beside the profile, in its stead.
    """
    image = images.load(file)
    _refuse_other_part(made, image)
    _refuse_heap(image)
    profile = made.profile
    return Firmware(
        file=file,
        profile=profile.name,
        part=profile.part.name,
        compiler=compiler_of(file),
        level=profile.level,
        features=tuple(name for name, here in features_of(profile).items() if here),
        ram=made.ram.limit,
        ram_of_part=profile.part.ram,
        ram_start=image.ram_start,
        flash_budget=profile.budget.flash,
        flash_of_part=profile.part.flash,
        share=profile.budget.application if share is None else share,
        sections={section.name: section.bytes for section in image.static_sections},
        data=data_of(made, image),
        stack=bound(file),
        flash=flash_of(made, image),
        vectors=vector_names(profile.part.name),
    )


def data_of(made: Bounded, image: Image) -> Data:
    """Static RAM by owner."""
    structs = frozenset(row.struct for row in made.ram.rows)
    types = struct_types(image.path, structs)
    return bounds_data.attribute(made, placed(image), image.static_bytes, types, image.path)


def placed(image: Image) -> list[Placed]:
    """The objects in RAM, each once."""
    found: dict[int, Placed] = {}
    for symbol in image.symbols:
        if symbol.space == "ram" and symbol.kind == "object" and symbol.size:
            one = Placed(symbol.name, symbol.raw, symbol.address, symbol.size)
            found.setdefault(symbol.address, one)
    return [found[address] for address in sorted(found)]


def flash_of(made: Bounded, image: Image) -> Flash:
    """Flash by feature."""
    generated = frozenset(path.name for path in (ROOT / "generated").glob("*/*.h"))
    own = frozenset(name for line in handlers(made.profile) for name in line.split(", "))
    return bounds_flash.attribute(image, generated, own)


def _refuse_other_part(made: Bounded, image: Image) -> None:
    wanted = made.profile.part.name
    if image.part.name not in (wanted, "AVR"):  # AVR: the file names none
        raise Refused(
            f"{image.path}: is linked for {image.part.name}, and the part of profile "
            f"{made.profile.name} is {wanted}: link it with -mmcu={wanted}, or name its own profile"
        )


def _refuse_heap(image: Image) -> None:
    found = sorted({symbol.raw for symbol in image.symbols} & HEAP)
    if found:
        raise Refused(
            f"{image.path}: has a heap ({', '.join(found)}), whose size nothing bounds: give each "
            "object a place of its own"
        )


@cache
def vector_names(part: str) -> dict[str, str]:
    """Name of each handler to its interrupt's, from avr-libc's header of the part: `__vector_18` is
    `USART_RX`. Empty without the compiler: names are for reading.
    """
    ran = run(["avr-gcc", f"-mmcu={part}", "-E", "-dM", "-include", "avr/io.h", "-xc", "/dev/null"])
    rows = re.findall(r"^#define (\w+)_vect _VECTOR\((\d+)\)$", ran.output, re.MULTILINE)
    return {f"__vector_{number}": name for name, number in rows}

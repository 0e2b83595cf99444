# SPDX-License-Identifier: MIT
"""Where the flow of a firmware can go that no single instruction tells: switch tables,
constructors, places where ways meet.
"""

from __future__ import annotations

from functools import cached_property

from proofs.avr.image import Image
from proofs.avr.instruction import BRANCHES, JUMPS, SKIPS
from proofs.avr.symbols import Function

# libgcc's jump through a table of word addresses in flash, to the Z-th word.
TABLE_JUMPS = ("__tablejump2__", "__tablejump__", "__tablejump_elpm__")
CONSTRUCTOR_LOOPS = {
    "__do_global_ctors": ("__ctors_start", "__ctors_end"),
    "__do_global_dtors": ("__dtors_start", "__dtors_end"),
}


class Flow:
    """Of one firmware."""

    def __init__(self, image: Image) -> None:
        self.image = image

    @cached_property
    def places(self) -> frozenset[int]:
        """Every address that a direct jump, branch or skip leads to."""
        found = set()
        for one in self.image.instructions.values():
            if one.mnemonic in BRANCHES or one.mnemonic in JUMPS:
                found.add(one.target)
            elif one.mnemonic in SKIPS:
                found.add(one.after_skip)
        return frozenset(place for place in found if place is not None)

    @cached_property
    def table_jumps(self) -> frozenset[int]:
        """Addresses of libgcc's jump through a table."""
        symbols = [self.image.symbol(name) for name in TABLE_JUMPS]
        return frozenset(symbol.address for symbol in symbols if symbol is not None)

    def switch_targets(self, at: int) -> list[int]:
        """Where the jump at `at` through a table can go: to any address that lies in the same
        function and is a word of the constants in flash. Those of the right table are among them.
        """
        function = self.image.function_at(at)
        if function is None:
            return []
        after = [f.address for f in self.image.functions if f.address > function.address]
        end = function.address + function.size if function.size else min(after, default=1 << 17)
        targets = {2 * word for word in self.image.data_words.values()}
        code = self.image.instructions
        return sorted(t for t in targets if function.address <= t < end and t in code)

    def constructors_called_at(self, at: int) -> list[int] | None:
        """The targets of a call in the loop over constructors (destructors); None elsewhere."""
        function = self.image.function_at(at)
        bounds = CONSTRUCTOR_LOOPS.get(function.raw) if function is not None else None
        if bounds is None:
            return None
        first, last = (self.image.symbol(name) for name in bounds)
        if first is None or last is None:
            return None
        return [2 * self.image.word(word) for word in range(first.address, last.address, 2)]

    def keeps_the_convention(self, function: Function | None) -> bool:
        """Whether compiled code calls it: not libgcc's own helpers, which begin with __ and agree
        among themselves on other registers, not a label in assembler, not main, whose caller
        expects nothing.
        """
        if function is None or function.raw.startswith("__") or function.raw == "main":
            return False
        symbol = self.image.symbol(function.raw)
        return symbol is not None and symbol.kind == "function"

# SPDX-License-Identifier: MIT
"""One instruction, what may run after it, and the cycles it takes.

Cycles are those of the AVRe+ core with a 16-bit program counter (ATmega328P and its kin: at most
128 KB of flash), from Microchip's "AVR Instruction Set Manual" (DS40002198), column AVRe of each
instruction's table, which agrees with the "Instruction Set Summary" of the ATmega328P's data sheet.
tests/machine_code compares each with the simulator.
"""

from __future__ import annotations

from dataclasses import dataclass

# A branch falls through in one cycle and is taken in two.
BRANCHES = frozenset(
    "brbc brbs brcc brcs breq brge brhc brhs brid brie brlt brmi brne brpl brsh brlo brtc brts brvc"
    " brvs".split()
)
# Falls through in one cycle, or skips in one more for each word of what it skips.
SKIPS = frozenset("cpse sbic sbis sbrc sbrs".split())
CALLS = frozenset(("call", "rcall"))
JUMPS = frozenset(("jmp", "rjmp"))
RETURNS = frozenset(("ret", "reti"))
# The target is in Z. The forms with an E take more of it from EIND, on parts with a larger flash.
INDIRECT_CALLS = frozenset(("icall", "eicall"))
INDIRECT_JUMPS = frozenset(("ijmp", "eijmp"))

_ONE = (
    "adc add and andi asr bclr bld bset bst clc clh cli cln clr cls clt clv clz com cp cpc cpi dec"
    " eor in inc ldi lsl lsr mov movw neg nop or ori out rol ror sbc sbci ser sec seh sei sen ses"
    " set sev sez sleep sub subi swap tst wdr break"
)
_TWO = (
    "adiw sbiw mul muls mulsu fmul fmuls fmulsu sbi cbi ld ldd lds st std sts push pop rjmp ijmp"
)
_THREE = "lpm elpm jmp rcall icall"
_FOUR = "call ret reti"
_CYCLES = {
    name: cycles
    for cycles, names in enumerate((_ONE, _TWO, _THREE, _FOUR), 1)
    for name in names.split()
}
KNOWN = frozenset(_CYCLES) | BRANCHES | SKIPS | {"spm"} | {"eicall", "eijmp"}


@dataclass(frozen=True, slots=True)
class Instruction:
    """`address` in bytes, `operands` as avr-objdump prints them, `words` 1 or 2, `target` the byte
    address of a direct jump, branch or call. `skipped_words` are those of what a skip skips.
    """

    address: int
    mnemonic: str
    operands: tuple[str, ...]
    words: int
    target: int | None = None
    skipped_words: int = 0

    @property
    def next(self) -> int:
        """The address behind it."""
        return self.address + 2 * self.words

    @property
    def cycles(self) -> tuple[int, int]:
        """Fewest and most; they differ for a branch (most: taken) and a skip (most: skipped).
        KeyError for SPM and EICALL/EIJMP, which have no figure here.
        """
        if self.mnemonic in BRANCHES:
            return 1, 2
        if self.mnemonic in SKIPS:
            return 1, 1 + self.skipped_words
        cycles = _CYCLES[self.mnemonic]
        return cycles, cycles

    @property
    def after_skip(self) -> int:
        """Where a skip goes when it skips."""
        return self.next + 2 * self.skipped_words

    def register(self, operand: int) -> int:
        """The number of the register that an operand names: `r24` is 24; ValueError when none."""
        text = self.operands[operand]
        if not text.startswith("r"):
            raise ValueError(f"{text} is no register")
        return int(text[1:])

    def number(self, operand: int) -> int:
        """The number that an operand is: `0x3f` is 63."""
        return int(self.operands[operand], 0)

    def __str__(self) -> str:
        return f"{self.mnemonic} {', '.join(self.operands)}".rstrip()

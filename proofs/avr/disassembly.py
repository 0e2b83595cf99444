# SPDX-License-Identifier: MIT
"""avr-objdump's listing as instructions. What it cannot decode is none."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

from proofs.avr.instruction import (
    BRANCHES,
    CALLS,
    JUMPS,
    KNOWN,
    SKIPS,
    Instruction,
)
from proofs.refused import Refused

# "      86:	0c 94 92 17 	jmp	0x2f24	; 0x2f24 <_exit>"
_LINE = re.compile(r"^ *([0-9a-f]+):\t((?:[0-9a-f]{2} )+) *\t([a-z.]+)\t?([^;\n]*)", re.MULTILINE)


def disassemble(path: Path) -> dict[int, Instruction]:
    """Every instruction by its byte address; Refused when avr-objdump is missing or fails."""
    command = ["avr-objdump", "-d", "-z", str(path)]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise Refused(f"avr-objdump: {error.strerror}; install binutils-avr") from None
    if ran.returncode != 0:
        raise Refused(f"{path}: avr-objdump cannot read it: {ran.stderr.strip()}")
    found = {}
    for at, octets, mnemonic, operands in _LINE.findall(ran.stdout):
        made = _instruction(int(at, 16), len(octets) // 6, mnemonic, operands)
        if made is not None:
            found[made.address] = made
    for address, one in found.items():
        if one.mnemonic in SKIPS and one.next in found:
            found[address] = replace(one, skipped_words=found[one.next].words)
    return found


def _instruction(address: int, words: int, mnemonic: str, text: str) -> Instruction | None:
    if mnemonic not in KNOWN:
        return None  # .word: data, or the first half of an instruction that is cut off
    operands = tuple(word.strip() for word in text.split(",")) if text.strip() else ()
    target = None
    if mnemonic in BRANCHES or mnemonic in CALLS or mnemonic in JUMPS:
        where = operands[-1]
        relative = where.startswith(".")
        target = address + 2 + int(where[1:]) if relative else int(where, 0)
    return Instruction(address, mnemonic, operands, words, target)

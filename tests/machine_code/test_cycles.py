# SPDX-License-Identifier: MIT
"""The cycles of each instruction, against the simulator."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from conftest import Compile

from proofs.avr.image import load
from proofs.avr.instruction import _CYCLES, BRANCHES, SKIPS
from tools import build

RAM = "ldi r26, 0\n ldi r27, 2\n movw r28, r26\n movw r30, r26"
FLASH = "ldi r30, 4\n ldi r31, 0"
HERE_IN_Z = "ldi r30, lo8(gs(9f))\n ldi r31, hi8(gs(9f))"
HERE_ON_STACK = "ldi r17, lo8(gs(9f))\n push r17\n ldi r17, hi8(gs(9f))\n push r17"
TWO_REGISTERS = "adc add and cp cpc eor mov or sbc sub mul"
ONE_REGISTER = "asr bld com dec inc lsl lsr neg rol ror swap tst clr"
WITH_NUMBER = "andi cpi ldi ori sbci subi"
ALONE = "clc clh cln cls clt clv clz sec seh sen ses set sev sez nop wdr sleep cli sei"
PLAIN = [
    *(f"{name} r18, r19" for name in TWO_REGISTERS.split()),
    *(f"{name} r18" if name != "bld" else "bld r18, 3" for name in ONE_REGISTER.split()),
    *(f"{name} r18, 7" for name in WITH_NUMBER.split()),
    *ALONE.split(),
    "bst r18, 3", "ser r18", "muls r18, r19", "mulsu r18, r19", "fmul r18, r19",
    "fmuls r18, r19", "fmulsu r18, r19", "adiw r24, 3", "sbiw r24, 3", "movw r18, r20",
    "in r18, 0x3f", "out 0x2b, r18", "sbi 0x05, 0", "cbi 0x05, 0",
    "lds r18, 0x200", "sts 0x200, r18",
    *(f"ld r18, {at}" for at in ("X", "X+", "-X", "Y+", "-Y", "Z", "Z+", "-Z")),
    *(f"st {at}, r18" for at in ("X", "X+", "-X", "Y+", "-Y", "Z", "Z+", "-Z")),
    "ldd r18, Y+5", "ldd r18, Z+5", "std Y+5, r18", "std Z+5, r18",
]  # fmt: skip
OTHER_NAMES = set("bset bclr clr lsl rol ser tst".split())  # of what is timed above
# What goes before, the instruction and what it may skip, what goes behind.
CASES = [
    *((RAM, one, "") for one in PLAIN),
    *((FLASH, one, "") for one in ("lpm", "lpm r18, Z", "lpm r18, Z+")),
    ("", "push r18", "pop r18"),
    ("push r18", "pop r18", ""),
    ("", "rjmp 9f", ""),
    ("", "jmp 9f", ""),
    (HERE_IN_Z, "ijmp", ""),
    ("", "rcall 9f", "pop r0\n pop r0"),
    ("", "call 9f", "pop r0\n pop r0"),
    (HERE_IN_Z, "icall", "pop r0\n pop r0"),
    (HERE_ON_STACK, "ret", ""),
    (HERE_ON_STACK, "reti", "cli"),
]
FEWEST = [
    ("sez", "brne 9f", ""),
    ("clz", "breq 9f", ""),
    ("sec", "brcc 9f", ""),
    ("ldi r18, 1", "sbrc r18, 0\n nop", ""),
    ("ldi r18, 1", "cpse r18, r1\n nop", ""),
]
MOST = [
    ("clz", "brne 9f", ""),
    ("sez", "breq 9f", ""),
    ("clc", "brcc 9f", ""),
    ("ldi r18, 1", "sbrs r18, 0\n nop", ""),
    ("ldi r18, 1", "sbrs r18, 0\n jmp 0", ""),
    ("clr r18", "cpse r18, r1\n nop", ""),
    ("clr r18", "cpse r18, r1\n lds r18, 0x200", ""),
    ("cbi 0x05, 1", "sbic 0x05, 1\n nop", ""),
]


def measured(firmware: Path, folder: Path) -> list[int]:
    """Cycles from each marker to its end, less those of an empty one, in the order of markers."""
    build.need("sim", build.AVRSIM, "avrsim")
    out = folder / "out.json"
    subprocess.run([build.AVRSIM, firmware, "--link", "none", "--seconds", "1", "--json", out],
                   check=True, capture_output=True)
    markers = json.loads(out.read_text(encoding="utf-8"))["markers"]
    counts = [markers[str(n)]["max"] for n in range(1, len(markers) + 1)]
    return [count - counts[0] for count in counts[1:]]


def test_every_instruction(compile: Compile, tmp_path: Path) -> None:
    cases = [("", "", ""), *CASES, *FEWEST, *MOST]
    body = "".join(
        f"{before}\n ldi r16, {n}\n out 0x1e, r16\n {one}\n9: out 0x1e, r1\n {behind}\n"
        for n, (before, one, behind) in enumerate(cases, 1)
    )
    firmware = compile(f".global main\nmain:\n{body} cli\n ldi r24, 1\n out 0x33, r24\n sleep\n",
                       suffix=".S")
    code = load(firmware).instructions
    starts = [at for at, one in sorted(code.items()) if str(one) == "out 0x1e, r16"]
    timed = [code[code[at].next] for at in starts[1:]]
    counted = measured(firmware, tmp_path)
    assert len(counted) == len(timed)
    few = len(CASES) + len(FEWEST)
    for number, (one, cycles) in enumerate(zip(timed, counted, strict=True)):
        nop = 1 if number in range(len(CASES), few) and one.mnemonic in SKIPS else 0
        assert cycles - nop == one.cycles[1 if number >= few else 0], one
    assert set(_CYCLES) - {one.mnemonic for one in timed} == OTHER_NAMES | {"elpm", "break"}
    assert {one.mnemonic for one in timed} & BRANCHES and {one.mnemonic for one in timed} & SKIPS

# SPDX-License-Identifier: MIT
"""The UART's interrupts, in assembler: they do what core/slip.h does, in the cycles they claim."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from conftest import ROOT, Build, Ran, Run

DRIVER = ROOT / "core/avr/slip_uart.cpp"
HEADERS = [f"-I{ROOT / 'generated/workbench'}", f"-I{ROOT / 'core'}", f"-I{ROOT / 'core/avr'}"]
ROOM = 576  # of the arena in generated/workbench, behind the frame's length
RX, UDRE = "18", "19"
END, ESC, ESC_END, ESC_ESC = 0xC0, 0xDB, 0xDC, 0xDD
SPECIAL = [END, ESC, ESC_END, ESC_ESC, 0, 0xFF]


def some_frames() -> list[bytes]:
    """Of all lengths, and more than every third byte is one that SLIP treats specially."""
    chance = random.Random(1055)
    lengths = [1, 2, 3, 255, 256, 257, 570, *(chance.randrange(1, 300) for _ in range(30))]
    return [
        bytes(chance.choice([1, 2, *SPECIAL, 7, 8, 9, 10]) for _ in range(length))
        for length in lengths
    ]


FRAMES = [frame for frame in some_frames() if frame[0] < 0xE0]
CONVERSATION = "".join(
    f"after 1 send {frame.hex()}\nexpect within 20 {frame.hex()}\n" for frame in FRAMES
) + "after 1 quit\n"
# spoilt in every way, each costing one frame; the next says how many were lost
NOISE = f"""\
after 1 raw 41 db 02 03 c0
after 1 send 0102
expect within 20 0202
after 1 raw 41 db c0 42 db db dc c0
after 1 send 0103
expect within 20 0303
after 1 raw {'55 ' * (ROOM + 1)} c0
after 1 send 0104
expect within 20 0204
after 1 raw {'55 ' * ROOM} db dc c0
after 1 send 0105
expect within 20 0205
after 1 raw {'55 ' * ROOM} db dc db db dc dc 02 db c0 01 06 c0
expect within 20 0206
after 1 send ee
after 1 raw {'55 ' * 90} c0
after 20 send 0107
expect within 20 0207
after 1 send 01 {'c0' * 40}
expect within 20 01 {'c0' * 40}
after 1 quit
"""


def driven(build: Build, run: Run, script: str, driver: Path = DRIVER) -> Ran:
    return run(build("slip_uart", *HEADERS, str(driver)), "--check", script=script)


def test_what_arrives_is_sent_back(build: Build, run: Run) -> None:
    ran = driven(build, run, CONVERSATION)
    assert ran.status == 0, ran.said
    assert len(ran.json["frames"]) == 2 * len(FRAMES)
    assert ran.json["uart"]["overruns"] == 0


def test_what_is_spoilt_costs_itself_and_no_more(build: Build, run: Run) -> None:
    ran = driven(build, run, NOISE)
    assert ran.status == 0, ran.said
    assert ran.json["uart"]["overruns"] > 0  # while interrupts were off


def took(build: Build, run: Run, frame: str) -> dict[str, float]:
    """Cycles of all interrupts of a kind while that goes there and back."""
    ran = driven(build, run, f"at 1 send {frame}\nexpect {frame}\nafter 1 quit\n")
    assert ran.status == 0, ran.said
    each = ran.json["interrupts"]
    return {vector: each[vector]["mean"] * each[vector]["count"] for vector in (RX, UDRE)}


def claimed(row: str) -> tuple[int, int, int]:
    """A line of the table in the driver's first comment."""
    found = re.search(rf"^// +{row} +(\d+) +(\d+) +(\d+)$", DRIVER.read_text(), re.MULTILINE)
    assert found is not None
    return int(found[1]), int(found[2]), int(found[3])


def test_they_take_the_cycles_they_claim(build: Build, run: Run) -> None:
    few, many = took(build, run, "01" * 20), took(build, run, "01" * 120)
    plain = {vector: round((many[vector] - few[vector]) / 100) for vector in (RX, UDRE)}
    special = took(build, run, "01" * 20 + "c0" * 50)
    escaped = {vector: round((special[vector] - few[vector]) / 50) for vector in (RX, UDRE)}
    ran = driven(build, run, "at 1 send 0101\nexpect 0101\nafter 1 quit\n").json["interrupts"]
    assert claimed("comes") == (plain[RX], escaped[RX], ran[RX]["max"])
    assert claimed("goes") == (plain[UDRE], escaped[UDRE], ran[UDRE]["max"])


def changed(folder: Path, right: str, wrong: str) -> Path:
    """The driver with another instruction, the first that reads so."""
    text = DRIVER.read_text(encoding="utf-8")
    assert right in text
    mutant = folder / "slip_uart.cpp"
    mutant.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return mutant


@pytest.mark.parametrize(("right", "always"), [
    ("andi r24, %[damaged]\\n brne .Lcall%=", "andi r24, %[damaged]\\n rjmp .Lcall%="),
    ("lds r24, %[next]\\n tst r24\\n brne .Lnext%=", "rjmp .Llast%="),
])
def test_the_portable_form_answers_the_same(build: Build, run: Run, tmp_path: Path,
                                            right: str, always: str) -> None:
    """core/slip.h for every byte: what the tests above expect is what it does."""
    driver = changed(tmp_path, right, always)
    for script in (CONVERSATION, NOISE):
        ran = driven(build, run, script, driver)
        assert ran.status == 0, ran.said


@pytest.mark.parametrize(("right", "wrong"), [
    # a register or a flag that is not kept
    ("push r0\\n push r1\\n", "push r1\\n push r1\\n"),
    ("push r18", "push r19"),
    ("push r22\\n push r23", "push r23\\n push r23"),
    ("push r26\\n push r27", "push r27\\n push r27"),
    (".Llast%=: push r25", ".Llast%=: push r26"),
    ("clr r1", "nop"),
    ("in r24, __SREG__", "nop"),
    ("push r25\\n push r30", "push r30\\n push r30"),
    ("pop r31\\n pop r30\\n pop r25", "pop r30\\n pop r31\\n pop r25"),
    ("pop r31\\n pop r30\\n pop r24", "pop r30\\n pop r31\\n pop r24"),
    # what comes
    ("andi r24, %[damaged]", "andi r24, 0"),
    ("cpi r25, %[end]\\n breq .Lcall%=", "nop"),
    ("cpi r25, %[esc]\\n breq .Lescape%=", "nop"),
    ("tst r30", "cp r30, r30"),
    ("brsh .Lspoil%=", "nop"),
    ("hi8(-(%[in] + %[room]))", "hi8(-(%[in] + %[room] + 256))"),
    ("lo8(-(%[in] + %[room]))", "lo8(-(%[in] + %[room] + 1))"),
    ("sbci r31, hi8(%[in])", "nop"),
    ("sts %[fill] + 1, r31", "nop"),
    ("ldi r30, %[spoilt]", "ldi r30, 0"),
    ("cpi r30, %[escaped]\\n brne .Lleave%=", "nop"),
    ("cpi r25, %[esc_esc]", "cpi r25, %[esc]"),
    ("cpi r25, %[esc_end]\\n brne .Lcall%=", "nop"),
    ("sts %[flags], r24", "nop"),
    # what goes
    ("cpi r24, %[end]", "cpi r24, 1"),
    ("cpi r24, %[esc]", "cpi r24, 1"),
    ("cpc r31, r24", "cpi r31, 0"),
    ("ldi r24, 0", "ldi r24, 1"),
    ("ldi r24, %[esc_end]", "ldi r24, %[esc_esc]"),
    ("ldi r24, %[esc_esc]", "ldi r24, %[esc_end]"),
    ("sts %[at] + 1, r31", "nop"),
])
def test_a_wrong_interrupt_is_found(build: Build, run: Run, tmp_path: Path,
                                    right: str, wrong: str) -> None:
    mutant = changed(tmp_path, right, wrong)
    ran = [driven(build, run, script, mutant).status for script in (CONVERSATION, NOISE)]
    assert ran != [0, 0]

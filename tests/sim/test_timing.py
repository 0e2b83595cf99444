# SPDX-License-Identifier: MIT
"""Is time on the simulated chip what it is on the real one, to the cycle?

Expected cycles come from the data sheet: a byte of 8N1 is ten bits, a bit 8 * (UBRR + 1) cycles
with U2X0.
A marker that restarts itself counts one cycle less: its own `out` instruction.
"""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Build, Run

TWENTY_BYTES = "at 1 raw " + " ".join(f"{i:02x}" for i in range(20))


def exactly(marker: dict[str, Any], count: int, cycles: int) -> bool:
    return (marker["count"], marker["min"], marker["max"]) == (count, cycles, cycles)


@pytest.mark.parametrize(("flags", "cycles"), [
    (["-DBAUD_UBRR=16"], 1360),                       # "115,200": 136 cycles a bit
    (["-DBAUD_UBRR=1"], 160),                         # 1 Mbit/s
    (["-DBAUD_UBRR=16", "-DUCSR0C_VALUE=0x2c"], 1496),  # 7E2: eleven bits
    (["-DBAUD_UBRR=16", "-DUCSR0C_VALUE=0x00"], 952),   # 5N1: seven bits
])
def test_a_byte_takes_its_bits(build: Build, run: Run, flags: list[str], cycles: int) -> None:
    ran = run(build("byte_times", *flags), "--check", script=TWENTY_BYTES)
    assert ran.status == 0, ran.said
    assert exactly(ran.json["markers"]["1"], 19, cycles - 1), "receiving"
    assert exactly(ran.json["markers"]["2"], 19, cycles - 1), "sending"
    assert ran.json["uart"]["overruns"] == 0


def test_a_program_too_slow_loses_bytes_and_sees_dor(build: Build, run: Run) -> None:
    ran = run(build("too_slow"), "--check", script="at 1 raw 30 31 32 33 34 35 36 37 38 39")
    assert ran.status == 0, ran.said
    assert ran.json["uart"] == {"received": 3, "sent": 0, "overruns": 7, "deaf": 0, "tx_refused": 0}


def test_dor_also_comes_with_a_byte_that_found_room(build: Build, run: Run) -> None:
    """Read while the fourth byte is on the line: the third was lost when the fourth began."""
    ran = run(build("too_slow", "-DREAD_DURING_FOURTH"), "--check", script="at 1 raw 30 31 32 33")
    assert ran.status == 0, ran.said
    assert ran.json["uart"]["overruns"] == 1


def test_a_receiver_switched_off_forgets(build: Build, run: Run) -> None:
    ran = run(build("too_slow", "-DSWITCH_OFF"), "--check", script="at 1 raw 30 31 32 33")
    assert ran.status == 0, ran.said


def test_three_bytes_are_no_overrun(build: Build, run: Run) -> None:
    """Twin: nothing is lost, so the program, which expects a loss, must fail at its step 3."""
    ran = run(build("too_slow"), "--check", script="at 1 raw 30 31 39")
    assert ran.status == 1
    assert ran.json["exit_value"] == 3
    assert ran.json["uart"]["overruns"] == 0


def test_bytes_for_a_receiver_that_is_off_are_lost(build: Build, run: Run) -> None:
    ran = run(build("byte_times"), "--cycles", "3000000", script="at 0 raw 01\nat 1 raw 02 03")
    assert ran.json["uart"]["deaf"] == 1  # it falls into the start-up code
    assert ran.json["uart"]["received"] == 2


def test_a_byte_written_with_no_room_is_lost(build: Build, run: Run) -> None:
    ran = run(build("sending"), "--check", "--expect-exit")
    assert ran.status == 0, ran.said
    assert (ran.json["uart"]["sent"], ran.json["uart"]["tx_refused"]) == (3, 3)


def test_transmit_complete_comes_when_the_last_bit_is_out(build: Build, run: Run) -> None:
    ran = run(build("sending"), "--check", "--expect-exit")
    # The byte starts with the store to UDR0, one cycle after the marker's own; then eight cycles
    # to take an interrupt out of sleep, and three for the jmp in its vector to a naked handler.
    assert exactly(ran.json["markers"]["1"], 1, 1360 + 8 + 3)


def test_timers_in_ctc_mode_keep_their_period(build: Build, run: Run) -> None:
    ran = run(build("timers"), "--check")
    assert ran.status == 0, ran.said
    for marker, period in (("1", 16000), ("2", 1600000), ("3", 3200)):
        assert exactly(ran.json["markers"][marker], 9, period - 1)


def test_markers_count_every_cycle(build: Build, run: Run) -> None:
    ran = run(build("nops"), "--check")
    assert ran.status == 0, ran.said
    markers = ran.json["markers"]
    assert exactly(markers["1"], 5, 10)
    assert exactly(markers["3"], 5, 0)
    assert markers["2"]["min"] > 300, "the timer's handler is in there"
    assert exactly(markers["2"]["without_interrupts"], 5, 300)


def test_interrupts_come_after_one_instruction(build: Build, run: Run) -> None:
    assert run(build("no_sleep"), "--check").status == 0


def test_with_the_library_s_delay_the_same_program_hangs(build: Build, run: Run) -> None:
    ran = run(build("no_sleep"), "--sei-delay", "2")
    assert ran.json["stopped"] == "time"


def test_interrupts_that_come_together_are_all_served_in_order(build: Build, run: Run) -> None:
    ran = run(build("together"), "--check")
    assert ran.status == 0, ran.said


def test_the_longest_time_with_interrupts_off_is_measured(build: Build, run: Run) -> None:
    ran = run(build("irq_off"), "--check")
    assert ran.status == 0, ran.said
    # cli itself ends with I clear; then 500 nops; sei sets it.
    assert ran.json["irq_off_max_cycles"] == 501
    assert ran.json["irq_off_max_in"] == "main"

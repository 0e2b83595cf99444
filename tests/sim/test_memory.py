# SPDX-License-Identifier: MIT
"""Does the simulator see what goes wrong in RAM, and nothing where all is well?"""

from __future__ import annotations

import pytest

from conftest import Build, Run


def test_the_stack_is_measured_to_the_byte_in_three_ways(build: Build, run: Run) -> None:
    ran = run(build("deep"), "--check", "--expect-max-stack", "14")
    assert ran.status == 0, ran.said
    assert ran.json["high_water_bytes"] == 14
    assert ran.json["stack"] == {"min_sp": 0x8ff - 14, "lowest_write": 0x900 - 14,
                                 "paint": 0x900 - 14, "agree": True}


def test_a_stack_one_byte_too_deep_fails(build: Build, run: Run) -> None:
    ran = run(build("deep"), "--check", "--expect-max-stack", "13")
    assert ran.status == 1
    assert "the stack took 14 bytes, allowed are 13" in ran.said


def test_a_frame_that_is_never_written_still_counts(build: Build, run: Run) -> None:
    ran = run(build("frame"), "--check")
    assert ran.status == 0, ran.said
    stack = ran.json["stack"]
    assert ran.json["high_water_bytes"] == 2 + 2 + 2 + 40  # main, frame, r28 and r29, the array
    assert stack["lowest_write"] > stack["min_sp"] + 1 and stack["agree"]


def test_stress_puts_an_interrupt_on_top_of_the_deepest_place(build: Build, run: Run) -> None:
    elf = build("deep", "-DTIMER")
    assert run(elf, "--check").json["high_water_bytes"] == 14
    for vector in ("TIMER1_COMPA", "11", "all"):
        assert run(elf, "--check", "--stress", vector).json["high_water_bytes"] == 16
    assert run(elf, "--check", "--stress", "USART_RX").json["high_water_bytes"] == 14  # not enabled


def test_stress_interrupts_once_for_each_depth(build: Build, run: Run) -> None:
    elf = build("deep", "-DTIMER")
    extra = run(elf, "--stress", "all").json["cycles"] - run(elf).json["cycles"]
    # At depths 4 to 14; at 2 the call follows sei and so runs first. Entry 4, jmp 3, reti 4.
    assert extra == 11 * 11


def test_stress_ends_no_frame_in_its_middle(build: Build, run: Run) -> None:
    ran = run(build("half_frame"), "--stress", "all", "--expect-exit",
              script="at 2 raw c0 01 02\nat 20 raw 03 04 c0")
    assert ran.status == 0, ran.said


BUGS = [
    (1, "store_return_address", "overrun"),
    (1, "return_address_changed", "overrun"),
    (2, "store_free", "past_bss"),
    (3, "stack_overflow", "recurse"),
    (4, "load_free", "read_dead"),
    (5, "store_registers", "store_at"),
    (6, "store_above_ram", "store_at"),
    (7, "load_registers", "load_at"),
    (8, "load_above_ram", "load_at"),
    (9, "return_address_changed", "change_return"),
    (10, "run_outside_code", "?"),
    (11, "restart", "__vectors"),
    (12, "interrupt_in_sp_write", "move_sp_bare"),
    (13, "return_without_call", "main"),
    (14, "sleep_mode_not_idle", "main"),
]


def test_a_program_that_reads_and_writes_the_whole_address_space_stays_in_the_chip(
        build: Build, run: Run) -> None:
    ran = run(build("everywhere"))
    assert ran.status in (0, 1), ran.said  # not a crash of the simulator
    assert {"load_above_ram", "store_above_ram"} <= ran.kinds()


@pytest.mark.parametrize(("bug", "kind", "function"), BUGS)
def test_a_seeded_bug_is_named(build: Build, run: Run, bug: int, kind: str, function: str) -> None:
    ran = run(build("bugs", f"-DBUG={bug}"), "--check")
    assert ran.status == 1
    found = [v for v in ran.json["violations"] if v["kind"] == kind]
    assert found, ran.said
    assert found[0]["function"].startswith(function)
    assert found[0]["cycle"] > 0
    assert f"{kind} in {function}" in ran.said


def test_the_same_program_without_bugs_is_clean(build: Build, run: Run) -> None:
    ran = run(build("bugs", "-DBUG=0"), "--check")
    assert ran.status == 0, ran.said
    assert ran.json["violations"] == []


def test_a_violation_names_the_variable_that_was_run_past(build: Build, run: Run) -> None:
    ran = run(build("bugs", "-DBUG=2"), "--check")
    near = [v["near"] for v in ran.json["violations"] if v["kind"] == "store_free"]
    assert near[0].startswith(("table+", "kept+", "sink+", "length+")), near


def test_without_check_a_violation_is_told_but_fails_nothing(build: Build, run: Run) -> None:
    ran = run(build("bugs", "-DBUG=4"))
    assert ran.status == 0
    assert ran.kinds() == {"load_free"}


def test_a_store_into_free_ram_makes_the_three_figures_disagree(build: Build, run: Run) -> None:
    assert not run(build("bugs", "-DBUG=2")).json["stack"]["agree"]

# SPDX-License-Identifier: MIT
"""What has no bound is refused by name. Addresses are the compiler's, so @ stands for each here."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Build, Measure

from proofs.refused import Refused
from proofs.stack import bound

HALVES = (
    "an interrupt can come between the two halves of a write to SP; with interrupts off, write SPH,"
    " then SREG, and SPL at once behind it"
)
UNKNOWN_SP = (
    "sets SP to a value that is not known: a variable-length array or alloca; give it a fixed size"
)
RECURSION = "make it a loop, or state its depth in the annotations"
REFUSED = {
    "recursion": [f"again (@, :13): recursion, which has no bound: again -> again; {RECURSION}"],
    "mutual": [f"even (@, :20): recursion, which has no bound: even -> odd -> even; {RECURSION}"],
    "pointer": [
        "run_task+@ (@, :35): calls through a register, and where to is not known; call functions"
        " by name, or list the targets in the annotations"
    ],
    "array": [f"variable_array+@ (@, :48): {UNKNOWN_SP}"],
    "alloca_call": [f"allocated+@ (@, :56): {UNKNOWN_SP}"],
    "write_flash": [
        "write_flash (@, :64): writes flash (SPM): what runs then is not what was looked at"
    ],
    "set_stack": ["set_stack+@ (@, :70): sets SP to the constant @; only the start-up code may"],
    "jump_nowhere": ["jump_nowhere (@, :75): goes on at @, where there is no code"],
    "restart": [
        "restart (@, :80): starts the program again with interrupts on: the start-up code sets SP"
        " in two steps; cli first"
    ],
    "undefined": ["undefined (@, :87): calls address 0: a weak function that nobody defines"],
    "hurried": [f"hurried+@ (@, :97): {HALVES}"],
    "late": [f"late+@ (@, :106): {HALVES}"],
    "half": [f"half+@ (@, :111): {HALVES}"],
    "uneven_call": [
        "uneven+@ (@, :116): reached with 1 and with 0 bytes on the stack",
        "uneven+@ (@, :116): reached with 0 and with 1 bytes on the stack",
    ],
    "unbalanced": ["unbalanced+@ (@, :121): returns with 1 byte still on the stack"],
    "greedy": ["greedy (@, :126): pops more than was pushed since its function was entered"],
    "careless": [
        "careless+@ (@, :131): returns without having restored r2, r28 for its caller"
    ],
    "nonzero": [
        "nonzero+@ (@, :136): returns without having restored r1 (which has to be 0) for its caller"
    ],
}


def problems(firmware: Path, annotations: Path | None = None) -> list[str]:
    """Each without the path, the source's name and the numbers that the compiler chose."""
    with pytest.raises(Refused) as refused:
        bound(firmware, annotations)
    lines = [line.removeprefix(f"{firmware}: ") for line in refused.value.problems]
    return [re.sub(r"[\w./]*refused\.cpp", "", re.sub(r"0x[0-9a-f]+", "@", line)) for line in lines]


def case(build: Build, name: str, *flags: str) -> Path:
    return build("refused.cpp", "-Os", "-gdwarf-2", "-Wno-unused-function", f"-DCASE={name}",
                 *flags)


@pytest.mark.parametrize("name", REFUSED)
def test_refused(build: Build, name: str) -> None:
    assert problems(case(build, name)) == REFUSED[name]


def test_the_same_program_without_any(build: Build) -> None:
    assert bound(case(build, "sound")).total == 6  # main, one call, an interrupt


def test_a_null_pointer_that_is_tested_for(build: Build) -> None:
    assert bound(case(build, "null_pointer")).total == 6
    assert bound(case(build, "null_pointer_framed")).total == 38


def test_a_handler_that_spoils_a_register(build: Build) -> None:
    assert problems(case(build, "sound", "-DHANDLER")) == [
        "__vector_1+@ (@, :164): returns without having restored r24, SREG for what it interrupted"]


def test_everything_that_is_wrong_is_said_at_once(build: Build) -> None:
    found = problems(case(build, "pointer", "-DHANDLER"))
    assert [line.split()[0] for line in found] == ["run_task+@", "__vector_1+@"]


STATED = {
    "pointer": {"calls": {"run_task": ["blink", "beep"]}},
    "recursion": {"recursion": {"again": 10}},
    "mutual": {"recursion": {"even": 5, "odd": 5}},
    "array": {"frames": {"variable_array": 9}},
    "alloca_call": {"frames": {"allocated": 10}},
}


@pytest.mark.parametrize("name", STATED)
def test_stated_in_the_annotations(
        build: Build, measure: Measure, tmp_path: Path, name: str) -> None:
    notes = tmp_path / "notes.json"
    notes.write_text(json.dumps(STATED[name]), encoding="utf-8")
    firmware = case(build, name)
    found = bound(firmware, notes)
    measured = measure(firmware)  # the interrupt is not enabled
    assert measured <= found.main <= measured + 1
    assert [line for line in found.assumptions if line.endswith("(annotated)")]


def test_the_c_library_with_its_pointer_stated(
        build: Build, measure: Measure, tmp_path: Path) -> None:
    firmware = build("printf.cpp", "-Os")
    assert [line.split()[0] for line in problems(firmware)] == ["fputc+@"]
    notes = tmp_path / "notes.json"
    notes.write_text('{"calls": {"fputc": ["put"]}}', encoding="utf-8")
    assert bound(firmware, notes).total == measure(firmware, "--check")


def test_a_depth_that_is_stated_too_small_is_believed(
        build: Build, measure: Measure, tmp_path: Path) -> None:
    """So the annotations of our own firmwares stay empty."""
    notes = tmp_path / "notes.json"
    notes.write_text('{"recursion": {"again": 5}}', encoding="utf-8")
    firmware = case(build, "recursion")
    assert bound(firmware, notes).main < measure(firmware)
    own = json.loads((ROOT / "proofs/stack/annotations.json").read_text(encoding="utf-8"))
    assert own == {"calls": {}, "frames": {}, "recursion": {}}


@pytest.mark.parametrize(("text", "problem"), [
    ("{", "not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ("[]", "an object of objects was expected: calls, frames, recursion"),
    ('{"loops": {}}', "'loops' is not known; calls, frames, recursion are"),
    ('{"frames": {"nobody": 3}}', "'nobody': no function of FIRMWARE"),
    ('{"frames": {"blink": -3}}', "'blink': a number from 1 to 65535 was expected"),
    ('{"recursion": {"blink": 999}}', "'blink': a number from 1 to 200 was expected"),
    ('{"calls": {"blink": "beep"}}', "'blink': a list of functions was expected"),
])
def test_wrong_annotations(build: Build, tmp_path: Path, text: str, problem: str) -> None:
    notes = tmp_path / "notes.json"
    notes.write_text(text, encoding="utf-8")
    firmware = case(build, "sound")
    with pytest.raises(Refused) as refused:
        bound(firmware, notes)
    assert str(refused.value) == f"{notes}: {problem.replace('FIRMWARE', str(firmware))}"


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["/usr/bin/python3", "-m", "proofs.stack", *arguments], cwd=ROOT,
                          capture_output=True, text=True, check=False)


def test_the_command(build: Build) -> None:
    good = command(case(build, "sound"))
    assert (good.returncode, good.stderr) == (0, "")
    assert "on atmega328p: at most 6 bytes of stack\n" in good.stdout
    as_json = json.loads(command(case(build, "sound"), "--json").stdout)
    assert (as_json["total"], as_json["main"], as_json["interrupt"]) == (6, 4, 2)
    assert [frame["function"] for frame in as_json["path"]] == ["reset", "main", "blink"]
    bad = command(case(build, "recursion"))
    assert (bad.returncode, bad.stdout, bad.stderr.count("\n")) == (1, "", 1)
    assert command().returncode == 2
    none = command("none.elf")
    assert (none.returncode, none.stderr) == (
        1, "none.elf: No such file or directory; an ELF firmware was expected\n")

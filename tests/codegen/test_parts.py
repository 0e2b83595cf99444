# SPDX-License-Identifier: MIT
"""spec/profiles/parts: the sizes are avr-libc's, and our driver compiles for whom it says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT
from profile_text import DEMO, refusal

from codegen.diagnostic import SpecError
from codegen.ir.profile import Part
from codegen.load.profile import load_part

PARTS = sorted((ROOT / "spec" / "profiles" / "parts").glob("*.yaml"))
HUGE = """\
part: atmega2560
flash: 262144
ram: 8192
clock_hz: 16000000
int_bits: 16
pointer_bytes: 2
"""


def part(path: Path) -> Part:
    return load_part(path, ROOT / "spec")


def avr_gcc(chip: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["avr-g++", f"-mmcu={chip}", "-DF_CPU=16000000UL", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def defined(chip: str, *names: str) -> list[int]:
    """What avr-libc says of a chip."""
    text = "#include <avr/io.h>\n" + "\n".join(f"VALUE {name}" for name in names)
    done = subprocess.run(
        ["avr-g++", f"-mmcu={chip}", "-E", "-P", "-x", "c++", "-"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        eval(each) for each in re.findall(r"^VALUE (.+)$", done.stdout, re.MULTILINE)
    ]  # noqa: S307


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.stem)
def test_a_parts_sizes_are_those_of_avr_libc(path: Path) -> None:
    last_flash, first, last = defined(path.stem, "FLASHEND", "RAMSTART", "RAMEND")
    assert (part(path).flash, part(path).ram) == (last_flash + 1, last - first + 1)


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.stem)
def test_the_slip_driver_compiles_for_the_parts_that_name_it_and_for_no_other(path: Path) -> None:
    words = "-std=gnu++11 -Wall -Werror -fsyntax-only -Igenerated/services -Icore -Icore/avr"
    files = ("core/avr/slip_uart.cpp", "core/avr/clock.cpp")
    codes = [avr_gcc(path.stem, *words.split(), file).returncode for file in files]
    assert (codes == [0, 0]) is ("slip" in part(path).drivers)


def test_a_program_counter_of_three_bytes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "atmega2560.yaml").write_text(HUGE)
    assert refusal(tmp_path, DEMO.replace("part: atmega328p", "part: atmega2560")) == (
        "demo.yaml:2:7: atmega2560 has 262144 bytes of flash: above 131072 the program counter of"
        " an AVR has 3 bytes, and stack bounds here are for 2; use a smaller part"
    )


def test_a_driver_nobody_wrote_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(HUGE.replace("atmega2560", "odd") + "drivers: [can]\n")
    with pytest.raises(SpecError, match=r"drivers is 'can'; it must be one of: slip"):
        part(path)

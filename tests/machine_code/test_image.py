# SPDX-License-Identifier: MIT
"""What is read from a firmware, and every file that is none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import Compile

from proofs.avr.image import load
from proofs.refused import Refused

SOURCE = """\
#include <avr/interrupt.h>
#include <avr/pgmspace.h>
namespace sample {
extern const uint16_t table[3] PROGMEM = {0x1234, 2, 3};
volatile uint8_t count = 7;
volatile uint16_t zero;
uint8_t kept __attribute__((section(".noinit")));
__attribute__((noinline)) void step(uint8_t by) { count = count + by; }
}
ISR(USART_RX_vect) { sample::zero = pgm_read_word(&sample::table[sample::count]); }
int main() { for (;;) sample::step(sample::kept); }
"""


def test_what_is_read(compile: Compile) -> None:
    image = load(compile(SOURCE, "-gdwarf-2"))
    assert (image.part.name, image.part.flash_bytes) == ("atmega328p", 0x8000)
    assert (image.ram_start, image.part.ram_bytes) == (0x100, 0x800)
    assert image.static_bytes == 2 + 2 + 1  # the linker fills .data up to a word
    assert image.flash_bytes == len(image.flash) + 2
    handlers = {at: name for at, name in image.vectors.items() if name != "__bad_interrupt"}
    assert len(image.vectors) == 26 and handlers == {0: "__ctors_end", 72: "__vector_18"}
    assert list(image.data_words.values()) == [0x1234, 2, 3]
    (step,) = [function for function in image.functions if function.name == "sample::step"]
    assert image.instructions[step.address].mnemonic == "lds"
    assert image.line_of(step.address) == "source.cpp:8"
    assert Path(str(image.file_of(step.address))) == image.path.with_name("source.cpp")
    assert image.name_of(step.address + 4) == "sample::step+0x4"


def test_constants_are_no_code(compile: Compile) -> None:
    image = load(compile(SOURCE))
    assert not set(image.data_words) & set(image.instructions)
    assert image.line_of(image.functions[-1].address) is None


def test_other_parts(compile: Compile) -> None:
    handler = "#include <avr/interrupt.h>\nISR(TIMER1_COMPA_vect) {}\nint main() {}"
    for part, ram, vectors, bytes_each in (
        ("attiny85", 512, 15, 2), ("atmega8", 1024, 19, 2), ("at90usb162", 512, 29, 4),
        ("atmega1284p", 16384, 35, 4)):
        image = load(compile(handler, part=part))
        assert (image.part.name, image.part.ram_bytes, image.vector_bytes) == (
            part, ram, bytes_each)
        assert len(image.vectors) == vectors
        assert sum(name.startswith("__vector") for name in image.vectors.values()) == 1


MADE = """
#define OWN(name) __attribute__((used, section(name)))
OWN(".shared") volatile char shared[400] = {1};
OWN(".pool,\\"aw\\",@nobits;") volatile char pool[1000];
int main() {}
"""


def test_sections_of_other_names(compile: Compile) -> None:
    """Whatever lies in RAM counts."""
    image = load(compile(MADE))
    assert {s.name: s.bytes for s in image.static_sections} == {".shared": 400, ".pool": 1000}
    assert image.static_bytes == 1400


def test_sections_that_overlap(compile: Compile) -> None:
    """The linker does it without a word."""
    firmware = compile(MADE + "volatile char zero[3] __attribute__((used));")
    with pytest.raises(Refused) as refused:
        load(firmware)
    assert str(refused.value) == (
        f"{firmware}: its sections .shared and .bss overlap in RAM, at 0x100; begin the names of"
        " your own with .data., .bss. or .noinit.")
    renamed = MADE.replace(".shared", ".data.shared") + "volatile char zero[3];"
    assert load(compile(renamed)).static_bytes == 400 + 3 + 1000


def test_vectors_made_by_hand(compile: Compile) -> None:
    """All that could be one is: the table's end is where its first jump leads."""
    table = " jmp main\n reti\n nop\n jmp handler\n reti\n nop\n"
    image = load(compile(f".global main\n{table}main: rjmp main\nhandler: reti\n",
                         "-nostartfiles", "-Wl,--defsym=__stack=0x8ff", suffix=".S"))
    assert list(image.vectors) == [0, 4, 8, 12]
    assert image.vectors[8] == "handler"


def test_a_name_of_one_vector_is_no_table(compile: Compile) -> None:
    """Nor is a jump at address 0 needed, and a vector may lead into another one."""
    table = " cli\n rjmp main\n jmp __vector_1\n jmp 1f\n jmp handler\n1: inc r2\n reti\n"
    code = " jmp handler\nmain: nop\n rjmp main\n__vector_1:\nhandler: push r1\n pop r1\n reti\n"
    image = load(compile(f".global main, __vector_1\n{table}{code}",
                         "-nostartfiles", "-Wl,--defsym=__stack=0x8ff", suffix=".S"))
    assert list(image.vectors) == [0, 4, 8, 12, 16, 20]


def test_what_is_no_firmware(compile: Compile, tmp_path: Path) -> None:
    good = compile(SOURCE)
    stripped = tmp_path / "stripped.elf"
    subprocess.run(["avr-strip", good, "-o", stripped], check=True)
    text = tmp_path / "text.elf"
    text.write_text("no ELF\n", encoding="utf-8")
    half = tmp_path / "half.elf"
    half.write_bytes(good.read_bytes()[:600])
    part = tmp_path / "part.o"
    subprocess.run(["avr-g++", "-mmcu=atmega328p", "-c", tmp_path / "source.cpp", "-o", part],
                   check=True)
    expected = {
        tmp_path / "none.elf": "No such file or directory; an ELF firmware was expected",
        tmp_path: "Is a directory; an ELF firmware was expected",
        text: "not an ELF file, or one that is cut short",
        half: "not an ELF file, or one that is cut short",
        stripped: "has no symbols; link it without -s, and do not strip it",
        part: "an object file; link it first: what is called is not in it",
    }
    for path, problem in expected.items():
        with pytest.raises(Refused) as refused:
            load(path)
        assert str(refused.value) == f"{path}: {problem}"


def test_other_machines() -> None:
    with pytest.raises(Refused) as refused:
        load(Path("/bin/true"))
    assert str(refused.value) == "/bin/true: an ELF for x64, not for AVR"


def test_cores_with_other_return_addresses(compile: Compile) -> None:
    large = compile("int main() {}", part="atmega2560")
    with pytest.raises(Refused) as refused:
        load(large)
    assert str(refused.value) == (
        f"{large}: for the AVR core 6; avr4, avr5, avr25, avr31, avr35, avr51 have 2-byte return"
        " addresses")

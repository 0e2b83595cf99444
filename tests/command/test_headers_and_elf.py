# SPDX-License-Identifier: MIT
"""The checks on headers and on the firmware must fail where they should: one broken sample each."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools import elf, headers

GOOD = (
    "#include <stdint.h>\nstatic inline uint8_t low(uint16_t x) { return (uint8_t)(x & 0xffu); }\n"
)


def counts(tmp_path: Path, text: str, name: str = "sample.h") -> tuple[int, int, str]:
    """Passed, failed, and all problems of one header."""
    path = tmp_path / name
    path.write_text(text)
    outcome = headers.check([path], tmp_path)
    return outcome.passed, outcome.failed, "\n".join(outcome.problems)


def test_a_good_header_passes_everywhere(tmp_path: Path) -> None:
    assert counts(tmp_path, GOOD)[:2] == (len(headers.COMPILERS), 0)


def test_a_hpp_is_cpp_only(tmp_path: Path) -> None:
    passed, failed, _ = counts(
        tmp_path, "class thing { public: int x() const { return 1; } };\n", "sample.hpp"
    )
    assert (passed, failed) == (5, 0)


@pytest.mark.parametrize(
    "line",
    [
        "static inline uint8_t low2(uint16_t x) { uint8_t y = x; return y; }",  # a cast is missing
        "static inline missing_type sign(uint16_t a) { return a; }",
    ],
)
def test_a_bad_line_fails_everywhere(tmp_path: Path, line: str) -> None:
    assert counts(tmp_path, GOOD + line + "\n")[:2] == (0, len(headers.COMPILERS))


def test_what_is_only_cpp_fails_as_c(tmp_path: Path) -> None:
    _, failed, problems = counts(tmp_path, "namespace thimble { }\n")
    assert failed == 3
    assert "sample.h as gcc c99" in problems


def test_a_missing_compiler_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(headers.COMPILERS, "gcc c99", ["no-such-gcc"])
    _, failed, problems = counts(tmp_path, GOOD)
    assert failed == 1 and "no-such-gcc is not installed" in problems


def firmware(tmp_path: Path, text: str) -> Path:
    """A small program for the chip."""
    source = tmp_path / "sample.cpp"
    source.write_text(text)
    out = tmp_path / "sample.elf"
    subprocess.run(
        ["avr-g++", "-mmcu=atmega328p", "-Os", "-fno-exceptions", "-o", out, source],
        check=True,
        timeout=60,
    )
    return out


CLEAN = "#include <stdint.h>\nvolatile uint8_t seen[40]; int main() { seen[3] = 1; for (;;) {} }\n"


def test_a_clean_firmware_passes_and_is_measured(tmp_path: Path) -> None:
    out = firmware(tmp_path, CLEAN)
    assert [good for good, _ in elf.forbidden(out)] == [True, True, True]
    assert elf.sections(out).ram == 40
    assert elf.symbols(out) == {"seen": 40}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (
            "#include <stdlib.h>\nvoid *volatile p; int main() { p = malloc(4); for (;;) {} }",
            "heap",
        ),
        (
            "struct a { virtual int f() { return 1; } }; struct b : a { int f() { return 2; } };\n"
            "b x; a *volatile p = &x; int main() { return p->f(); }",
            "vtable for",
        ),
        (
            "int f(int x) { return x + 1; }\n"
            "int (*volatile p)(int) = f; int main() { return p(1); }",
            "through a register",
        ),
    ],
)
def test_what_must_not_be_in_a_firmware_is_found(tmp_path: Path, text: str, word: str) -> None:
    problems = [problem for good, problem in elf.forbidden(firmware(tmp_path, text)) if not good]
    assert any(word in problem for problem in problems), problems


def test_slip_is_only_for_profiles_with_a_link(tmp_path: Path) -> None:
    (tmp_path / "memory.h").write_text("struct stack {\n};\n")
    assert not headers.is_for(Path("core/slip.h"), tmp_path)
    assert not headers.is_for(Path("core/slip_arena.h"), tmp_path)
    assert headers.is_for(Path("core/seq.h"), tmp_path)
    (tmp_path / "memory.h").write_text("struct slip_link {\n};\n")
    assert headers.is_for(Path("core/slip.h"), tmp_path)

# SPDX-License-Identifier: MIT
"""What the printed C computes is what the expression says, with an int of 16 bits and with one of
32: the compilers compute it, and compare with Python.
"""

from __future__ import annotations

import itertools
import subprocess

import pytest
from compilers import COMPILERS, WARNINGS
from test_expr import CNames, typed

from codegen.diagnostic import SpecError
from codegen.expr.cprint import c_condition

CPLUSPLUS = [name for name in COMPILERS if "++" in name]
INCLUDES = "#include <stdint.h>\n"

# Over a, b: u8, w: u16, n: u32. What leaves its type, below 0 or above, next to what is unsigned.
CONDITIONS = (
    "w - 1 < a",
    "w - 1 < w + 1",
    "w - 1 < 60000",
    "w - 60000 < 5",
    "60000 - w > 40000",
    "w - 1 == 65535",
    "w + 1 > 65535",
    "w + w > w",
    "a - 1 < w",
    "a - 1 < b",
    "a - b < w",
    "a - b + 40000 < w",
    "a + b > 255",
    "a * b > 32767",
    "a << 8 > w",
    "-w < a",
    "(a < b ? w - 1 : 60000) < w",
    "(w + 1) % 2 == 0",
    "n & 4294967280 == n",
    "w + n % 65536 >= n % 65536",
)
VALUES = {"a": (0, 1, 200, 255), "w": (0, 1, 32768, 60001, 65535), "n": (0, 65535, 2**32 - 1)}


def as_python(condition: str) -> str:
    if "?" not in condition:
        return condition
    asked, _, rest = condition.partition("?")
    yes, _, no = rest.partition(":")
    tail = no.partition(")")
    return f"(({yes}) if {asked.strip(' (')} else ({tail[0]})){tail[2]}"


def proof(conditions: dict[str, str], wrong: bool = False) -> str:
    """A program that compiles when each condition, as C, has the value that Python finds."""
    lines = [INCLUDES]
    for number, (condition, c) in enumerate(conditions.items()):
        lines.append(
            f"constexpr bool is{number}(uint8_t a, uint8_t b, uint16_t w, uint32_t n)"
            f"{{ return (void)a, (void)b, (void)w, (void)n, {c}; }}"
        )
        for a, b, w, n in itertools.product(VALUES["a"], VALUES["a"], VALUES["w"], VALUES["n"]):
            value = bool(eval(as_python(condition), {"a": a, "b": b, "w": w, "n": n})) != wrong
            call = f"is{number}({a}, {b}, {w}u, {n}ul)"
            lines.append(f'static_assert({call} == {str(value).lower()}, "{condition}");')
    return "\n".join(lines) + "\n"


def compiles(compiler: str, program: str) -> str:
    command = [*COMPILERS[compiler], *WARNINGS, "-"]
    run = subprocess.run(command, input=program, capture_output=True, text=True, check=False)
    return "\n".join(line for line in run.stderr.split("\n") if "error:" in line)


@pytest.mark.parametrize("compiler", CPLUSPLUS)
def test_every_compiler_finds_the_value(compiler: str) -> None:
    printed = {each: c_condition(typed(each), CNames()) for each in CONDITIONS}
    assert compiles(compiler, proof(printed)) == ""


def test_a_wrong_value_is_found() -> None:
    """What was printed once: an int of 32 bits turns unsigned beside 60000u, one of 16 does not."""
    once = proof({"w - 1 < 60000": "(int32_t)w - 1 < 60000u"})
    assert "static assertion failed" in compiles("g++ c++17", once)
    assert compiles("avr-g++ gnu++11", once) == ""


@pytest.mark.parametrize("condition", ["w - 1 < n", "a - 1 == n", "n - 1 < w", "n + 1 > w"])
def test_what_no_32_bits_hold_is_refused(condition: str) -> None:
    with pytest.raises(SpecError, match="needs 64 bits; at most 32 are generated"):
        c_condition(typed(condition), CNames())

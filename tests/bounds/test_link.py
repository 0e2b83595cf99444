# SPDX-License-Identifier: MIT
"""thimble_firmware: what could meet its stack does not link, and the message says by how much.

One product, built again and again.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import Product


@pytest.fixture(scope="module")
def good(product: Product) -> dict[str, Any]:
    """The figures of the product as it should be."""
    return product.made()


@contextmanager
def edited(path: Path, old: str, new: str) -> Iterator[None]:
    """A file with another text in it, for a while."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    try:
        yield
    finally:
        path.write_text(text)


def absolute(product: Product, name: str) -> int:
    """A symbol of the linker's."""
    listing = subprocess.run(
        ["avr-nm", product.elf], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(rf"^([0-9a-f]+) A {name}$", listing, re.MULTILINE)
    assert found, listing
    return int(found[1], 16)


def test_it_is_linked_within_what_its_stack_leaves(product: Product, good: dict[str, Any]) -> None:
    ram = good["ram"]
    assert absolute(product, "__DATA_REGION_LENGTH__") == ram["limit"] - ram["stack"]
    assert absolute(product, "__TEXT_REGION_LENGTH__") == 12288
    assert "no work to do" in product.ninja().output


def test_to_the_last_byte(product: Product) -> None:
    with edited(product.profile, ", application: 600", ""):  # no shares, one sum
        keep = 1 + product.made(KEEP=1)["ram"]["left"]
        full = product.made(KEEP=keep)["ram"]
        assert (full["left"], full["total"]) == (0, 2048)
        (line,) = product.refused(KEEP=keep + 1)
    frames = re.search(r"stack \d+ \(([^)]*)\)", line)  # the bound's own business
    assert frames and line == (
        "doorbell.elf: RAM is 2,049 bytes, 1 more than the 2,048 of atmega328p that doorbell may "
        f"use: static {full['static'] + 1:,} (application {keep + 1}, link receive buffer 512, "
        f"link send buffer 256), stack {full['stack']} ({frames[1]}); smallest change that "
        "fits: send of bell 216 -> 215, or in 512 -> 511, or mss 216 -> 215"
    )


def test_a_handler_with_300_bytes_of_stack(product: Product) -> None:
    (line,) = product.refused(DEPTH=300)
    assert product.ninja().code != 0  # again: nothing counts as built
    found = re.fullmatch(
        r"doorbell\.elf: the stack is (\d+) bytes deep, (\d+) more than the (\d+) that the shares "
        r"of doorbell leave it: deepest in thimble::bell_received 3\d\d, .*; smallest change that "
        r"fits: budget\.application: (\d+), of which it uses 0",
        line,
    )
    assert found, line
    deep, over, share, change = map(int, found.groups())
    assert deep - over == share and 600 - change == over
    product.links(DEPTH=300, SHARE=change)


def test_a_share_that_leaves_no_stack(product: Product, good: dict[str, Any]) -> None:
    most = good["ram"]["limit"] - good["ram"]["static"] - good["ram"]["stack"]
    assert product.refused(SHARE=2000) == [
        "doorbell.elf: the application's share of 2,000 bytes leaves nothing to the stack; "
        f"smallest change that fits: budget.application or APPLICATION_RAM: {most}"
    ]


def test_a_share_that_is_broken(product: Product, good: dict[str, Any]) -> None:
    assert product.refused(KEEP=601) == [
        "doorbell.elf: the application has 601 bytes of static RAM (thimble::kept 601), 1 more "
        "than its share of 600; smallest change that fits: budget.application: 601, which leaves "
        f"{good['ram']['stack_share'] - 1} to the stack"
    ]


def test_more_than_the_part_has(product: Product, good: dict[str, Any]) -> None:
    ram = good["ram"]
    static, stack = ram["static"] + 1200, ram["stack"]
    over = static + stack - 2048
    total, share = product.refused(KEEP=1200)
    assert total.startswith(
        f"doorbell.elf: RAM is {2048 + over:,} bytes, {over} more than the 2,048 of atmega328p "
        f"that doorbell may use: static {static:,} (application 1,200, link receive buffer 512, "
        f"link send buffer 256), stack {stack} ("
    )
    assert total.endswith("change that fits: none of one number: ./thimble plan says what else")
    assert share == (
        "doorbell.elf: the application has 1,200 bytes of static RAM (thimble::kept 1,200), 600 "
        f"more than its share of 600; smallest change that fits: {over} bytes less of it, and "
        f"budget.application: {1200 - over}"
    )


CONSTANTS = (
    "static const uint8_t table[30000] __attribute__((section(\".progmem.data\"))) = {1};\n"
    "uint16_t bell_room(stack *s, uint8_t c)\n{\n    asm volatile(\"\" : : \"r\"(table));\n"
)


def test_more_flash_than_the_part_has(product: Product) -> None:
    begins = "uint16_t bell_room(stack *s, uint8_t c)\n{\n"
    with edited(product.folder / "main.cpp", begins, CONSTANTS):
        (line,) = product.refused()
    found = re.match(r"doorbell\.elf: flash is 3\d,\d+ bytes, 2\d,\d+ more than the 12,288 ", line)
    assert found and line.endswith(
        "smallest change that fits: none by itself: ./thimble plan says what to give up"
    )


def test_flash_over_its_budget(product: Product, good: dict[str, Any]) -> None:
    size = good["flash"]["total"]
    with edited(product.profile, "flash: 12288", f"flash: {size - 1}"):
        (line,) = product.refused()
    assert line.startswith(
        f"doorbell.elf: flash is {size:,} bytes, 1 more than the {size - 1:,} of budget.flash: "
    )
    assert line.endswith(f"smallest change that fits: budget.flash: {size}; the part has 32,768")


def test_a_missing_handler_is_still_named(product: Product) -> None:
    with edited(product.folder / "main.cpp", "void bell_signalled(", "void nobody("):
        product.configure()
        ran = product.ninja()
    assert ran.code != 0 and "undefined reference to `thimble::bell_signalled" in ran.output
    assert not product.elf.exists()


AGAIN = "_loop_turn(stack *s, uint32_t) { slip_loop_run(s); }"


def test_no_bound_no_firmware(product: Product) -> None:
    with edited(product.folder / "main.cpp", "_loop_turn(stack *, uint32_t) {}", AGAIN):
        (line,) = product.refused()
    assert "recursion, which has no bound: " in line and ".link-" not in line


def test_a_python_without_the_modules(product: Product) -> None:
    lists = product.folder / "CMakeLists.txt"
    with edited(lists, "include(", "set(THIMBLE_PYTHON false)\ninclude("):
        with pytest.raises(AssertionError, match="false lacks a module; apt-get install"):
            product.configure()


def test_what_the_function_wants(product: Product) -> None:
    with edited(product.folder / "CMakeLists.txt", "PROFILE doorbell.yaml", "PROFILE doorbel"):
        with pytest.raises(AssertionError, match="there is no profile 'doorbel'"):
            product.configure()
    with edited(product.folder / "CMakeLists.txt", "SOURCES main.cpp", "SUORCES main.cpp"):
        with pytest.raises(AssertionError, match="PROFILE name|file.yaml SOURCES file"):
            product.configure()

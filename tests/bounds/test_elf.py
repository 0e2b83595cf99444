# SPDX-License-Identifier: MIT
"""./thimble bounds --elf: what it says of a good firmware, and each thing it refuses."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Product, bounds, command


@pytest.fixture(scope="module")
def elf(product: Product) -> Path:
    product.links()
    return product.elf


def refusal(*words: str | Path) -> str:
    """The one line on stderr of a command that fails, and nothing on stdout."""
    ran = bounds(*words)
    assert ran.code == 1 and ran.output == "" and len(ran.problems.splitlines()) == 1, ran
    return ran.problems.strip()


def test_every_byte_has_an_owner(product: Product, elf: Path) -> None:
    ran = command(ROOT / "thimble", "bounds", product.profile, "--elf", elf, "--json")
    found = json.loads(ran.output)
    ram, flash = found["ram"], found["flash"]
    sizes = subprocess.run(["avr-size", "-A", elf], capture_output=True, text=True, check=True)
    section = {row[0]: int(row[1]) for row in re.findall(r"^(\.\w+)\s+(\d+)", sizes.stdout, re.M)}
    assert ram["static"] == section[".data"] + section[".bss"]
    assert ram["static"] == sum(ram["owners"].values()) == sum(o["bytes"] for o in found["objects"])
    assert ram["total"] == ram["static"] + found["stack"]["total"] == ram["limit"] - ram["left"]
    assert flash["total"] == sum(flash["features"].values()) == section[".text"] + section[".data"]
    assert flash["by_line"] > 0.9 * flash["total"] and "line" in flash["how"]
    assert ram["owners"]["connection bell"] > 40 and ram["owners"]["send ring bell"] == 216
    assert ran.code == 0 and found["problems"] == []


def test_by_symbol_where_there_are_no_lines(
    product: Product, elf: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "doorbell.elf"
    subprocess.run(["avr-strip", "-g", elf, "-o", alone], check=True)
    found = json.loads(bounds(product.profile, "--elf", alone, "--json").output)
    assert found["flash"]["by_line"] == 0 and found["flash"]["how"].startswith("by symbol alone")
    assert found["flash"]["total"] == sum(found["flash"]["features"].values())
    assert found["flash"]["features"]["TCP machine"] > 500
    assert found["time"]["cycles"] == {} and "no lines to find it by" in found["time"]["refused"][0]
    ran = bounds(product.profile, "--elf", alone, "--html", tmp_path / "bounds.html")
    assert ran.code == 0 and re.search(r"^  USART_RX +\d+$", ran.output, re.MULTILINE)
    assert "\n\nNo worst-case time is known, because\n  - " in ran.output


def test_the_text(product: Product, elf: Path) -> None:
    text = bounds(product.profile, "--elf", elf).output
    for line in (
        r"^  link receive buffer +512$",
        r"^  stack, worst case +\d+  the shares leave it \d+$",
        r"^  left +\d+$",
        r"^  USART_RX +\d+",
        r"^  main +\d+  \d+$",
        r"^  one poll \(stack_poll\) +[\d,]+  [\d,]+\.\d us$",
        r"^  one received frame \(stack_receive\) +[\d,]+  [\d,]+\.\d us$",
        r"^  interrupts off, at the longest +\d+  \d+\.\d us$",
        r"^  flash together +[\d,]+  of 12,288 for doorbell, 32,768 there$",
    ):
        assert re.search(line, text, re.MULTILINE), (line, text)


def test_the_page_needs_nothing_else(product: Product, elf: Path, tmp_path: Path) -> None:
    page = tmp_path / "bounds.html"
    assert bounds(product.profile, "--elf", elf, "--html", page).code == 0
    text = page.read_text()
    assert not re.search(r"<script|<link|src=|href=|url\(http|@import", text)
    assert str(elf.parent) not in text
    widths = [float(w) for w in re.findall(r'width="([\d.]+)" height="56.00"', text)]
    assert sum(widths) == pytest.approx(1000, abs=0.1)  # the bar is the whole RAM
    cells = re.search(r'aria-label="memory map">(.*?)</svg>', text, re.DOTALL)
    assert cells
    squares = re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="14.00" f', cells[1])
    assert sum(map(float, squares)) == 2048 * 14  # one square a byte
    again = tmp_path / "again.html"
    bounds(product.profile, "--elf", elf, "--html", again)
    assert again.read_text() == text


def test_the_page_of_a_firmware_that_is_over(
    product: Product, elf: Path, tmp_path: Path
) -> None:
    small = tmp_path / "doorbell.yaml"
    total = json.loads(bounds(product.profile, "--elf", elf, "--json").output)["ram"]["total"]
    text = product.profile.read_text().replace(", application: 600", "")
    small.write_text(text.replace("ram: 2048", f"ram: {total - 1}"))
    page = tmp_path / "over.html"
    ran = bounds(small, "--elf", elf, "--html", page)
    assert ran.code == 1 and len(ran.problems.splitlines()) == 1
    assert ran.problems.startswith(
        f"doorbell.elf: RAM is {total:,} bytes, 1 more than the {total - 1:,} of atmega328p that "
        "doorbell may use: static "
    )
    assert "smallest change that fits: send of bell 216 -> 215" in ran.problems
    assert "Over budget." in page.read_text() and "1 more than the" in page.read_text()


def test_flash_over_its_budget(product: Product, elf: Path, tmp_path: Path) -> None:
    small = tmp_path / "doorbell.yaml"
    small.write_text(product.profile.read_text().replace("flash: 12288", "flash: 4000"))
    ran = bounds(small, "--elf", elf)
    assert ran.code == 1 and "more than the 4,000 of budget.flash: SLIP" in ran.problems


def test_another_profile(elf: Path) -> None:
    line = refusal("services", "--elf", elf)
    assert re.fullmatch(
        r"thimble bounds: .*doorbell\.elf: is no firmware of profile services, whose struct \w+ "
        r"has \d+ bytes: thimble::\w+ has \d+; name its own profile, or build it with the "
        r"headers of services",
        line,
    ), line


def test_another_part(product: Product, elf: Path, tmp_path: Path) -> None:
    other = tmp_path / "doorbell.yaml"
    other.write_text(product.profile.read_text().replace("part: atmega328p", "part: atmega1284p"))
    assert refusal(other, "--elf", elf).endswith(
        "doorbell.elf: is linked for atmega328p, and the part of profile doorbell is atmega1284p: "
        "link it with -mmcu=atmega1284p, or name its own profile"
    )


def test_an_unknown_part(product: Product, elf: Path, tmp_path: Path) -> None:
    other = tmp_path / "doorbell.yaml"
    other.write_text(product.profile.read_text().replace("part: atmega328p", "part: atmega9"))
    line = refusal(other, "--elf", elf)
    assert re.search(r"doorbell\.yaml:4:7: part 'atmega9' has no file in parts/; one of: at", line)


def test_what_is_no_firmware(product: Product, elf: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.elf"
    text.write_text("no ELF")
    stripped = tmp_path / "stripped.elf"
    subprocess.run(["avr-strip", elf, "-o", stripped], check=True)
    for file, words in (
        (text, "not an ELF file"),
        (Path("/bin/true"), "not for AVR"),
        (stripped, "has no symbols"),
        (tmp_path / "none.elf", "No such file"),
    ):
        line = refusal(product.profile, "--elf", file)
        assert line.startswith(f"thimble bounds: {file}: ") and words in line, line


def test_a_heap(product: Product, tmp_path: Path) -> None:
    source, made = tmp_path / "heap.cpp", tmp_path / "heap.elf"
    source.write_text(
        "#include <stdlib.h>\nvoid *volatile p; int main() { p = malloc(4); for (;;) {} }"
    )
    subprocess.run(["avr-g++", "-mmcu=atmega328p", "-Os", source, "-o", made], check=True)
    assert refusal(product.profile, "--elf", made).endswith(
        "heap.elf: has a heap (__brkval, malloc), whose size nothing bounds: give each object a "
        "place of its own"
    )


def test_a_page_that_cannot_be_written(product: Product, elf: Path, tmp_path: Path) -> None:
    page = tmp_path / "nowhere" / "page.html"
    line = refusal(product.profile, "--elf", elf, "--html", page)
    assert line == f"thimble bounds: {page}: cannot be written: No such file or directory"
    assert bounds(product.profile, "--html", page).code == 2

# SPDX-License-Identifier: MIT
"""Each header of generated/ and core/, alone in a file, without a warning under every compiler."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from compilers import AVR, COMPILERS, complaint, complaints

ROOT = Path(__file__).resolve().parents[2]
SETS = sorted(path for path in (ROOT / "generated").glob("*") if path.is_dir())

HOST_ALONE = {"drop_name.h"}  # refuses to be compiled for a chip, and says so
CHIP_FOLDER = ROOT / "core" / "avr"


def compilers_for(header: Path) -> list[str]:
    if header.is_relative_to(CHIP_FOLDER):
        return ["avr-g++ gnu++11"]
    names = list(COMPILERS)
    if header.name in HOST_ALONE:
        names.remove("avr-g++ gnu++11")
    if header.suffix == ".hpp":
        names.remove("gcc c99")
    return names


@pytest.mark.parametrize("folder", SETS, ids=[folder.name for folder in SETS])
def test_generated_headers(folder: Path) -> None:
    headers = sorted(folder.glob("*.h"))
    assert len(headers) >= 10
    pairs = [(name, header) for header in headers for name in compilers_for(header)]
    assert complaints(pairs, [folder]) == []


def test_core_headers() -> None:
    headers = sorted([*(ROOT / "core").rglob("*.h"), *(ROOT / "core").rglob("*.hpp")])
    assert len(headers) >= 10
    pairs = [(name, header) for header in headers for name in compilers_for(header)]
    folders = [ROOT / "generated" / "services", ROOT / "core", CHIP_FOLDER]
    assert complaints(pairs, folders) == []


@pytest.mark.parametrize("compiler", COMPILERS)
def test_each_compiler_can_complain(compiler: str, tmp_path: Path) -> None:
    header = tmp_path / "narrow.h"
    header.write_text(
        "static inline unsigned char low(unsigned int a)\n"
        "{\n    unsigned char b = a;\n    return b;\n}\n",
        encoding="utf-8",
    )
    assert "conversion" in complaint(compiler, header, []).lower()


def test_names_of_drops_stay_off_the_chip() -> None:
    header = ROOT / "generated" / "services" / "drop_name.h"
    assert "its texts would take RAM here" in complaint("avr-g++ gnu++11", header, [])


@pytest.mark.parametrize("folder", SETS, ids=[folder.name for folder in SETS])
def test_the_budget_is_the_compilers_own_sum(folder: Path, tmp_path: Path) -> None:
    budget = json.loads((folder / "docs" / "budget.json").read_text(encoding="utf-8"))
    structs = sorted({row["struct"] for row in budget["members"]})
    source = '#include "budget.h"\n' + "".join(
        f"char bytes_of_{name}[sizeof(struct thimble::{name})];\n" for name in structs
    )
    sizes = symbol_sizes(source, folder, tmp_path)
    assert sum(sizes[f"bytes_of_{name}"] for name in structs) == budget["static"]
    for name in structs:
        rows = [row["bytes"] for row in budget["members"] if row["struct"] == name]
        assert sizes[f"bytes_of_{name}"] == sum(rows), name


def symbol_sizes(source: str, include: Path, scratch: Path) -> dict[str, int]:
    """Global symbols of a source compiled for the chip, with their sizes."""
    unit = scratch / "sizes.cpp"
    unit.write_text(source, encoding="utf-8")
    command = [*AVR, "-c", f"-I{include}", str(unit), "-o", str(unit.with_suffix(".o"))]
    subprocess.run(command, check=True)
    listing = subprocess.run(
        ["avr-nm", "-S", str(unit.with_suffix(".o"))], check=True, capture_output=True, text=True
    )
    rows = [line.split() for line in listing.stdout.splitlines()]
    return {row[3]: int(row[1], 16) for row in rows if len(row) == 4}


def test_a_struct_that_grew_does_not_compile_on_the_chip(tmp_path: Path) -> None:
    folder = tmp_path / "services"
    shutil.copytree(ROOT / "generated" / "services", folder)
    memory = folder / "memory.h"
    text = memory.read_text(encoding="utf-8")
    memory.write_text(text.replace("struct stack {", "struct stack {\n    uint8_t more;"))
    said = complaint("avr-g++ gnu++11", folder / "budget.h", [folder])
    assert "struct stack has changed size: regenerate the budget" in said

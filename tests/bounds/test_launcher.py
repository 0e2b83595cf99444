# SPDX-License-Identifier: MIT
"""What stands before the linker's command, with linkers that do what a good one would not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Product

from tools import firmware_link

# sh fake.sh -o OUT --defsym...: the first link gives $FIRST; the last one does as $LAST says.
FAKE = """
out=$2
case "$out" in */last.elf) {last} ;; *) cp {first} "$out" ;; esac
"""


@pytest.fixture(scope="module")
def product_built(product: Product) -> Product:
    product.links()
    return product


def linked(product: Product, folder: Path, last: str) -> int:
    """The launcher's exit code; nothing but the fake and the firmware may be left."""
    fake = folder / "fake.sh"
    fake.write_text(FAKE.format(first=product.elf, last=last))
    old = folder / "made.elf"
    old.write_text("of the last build")
    code = firmware_link.main(
        ["--profile", str(product.profile), "--", "sh", str(fake), "-o", str(old)]
    )
    assert {path.name for path in folder.iterdir()} <= {"fake.sh", "made.elf"}
    assert (code == 0) == old.exists()
    return code


def test_a_good_linker(product_built: Product, tmp_path: Path) -> None:
    assert linked(product_built, tmp_path, f'cp {product_built.elf} "$out"') == 0
    assert (tmp_path / "made.elf").read_bytes() == product_built.elf.read_bytes()


def test_other_code_the_second_time(
    product_built: Product, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert linked(product_built, tmp_path, f'cp {product_built.build}/hello.elf "$out"') == 1
    assert capsys.readouterr().err == (
        "made.elf: linked twice, it is not the same code: no bound holds\n"
    )


def test_the_linker_has_the_last_word(
    product_built: Product, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    says = "echo \"ld: section '.bss' is not within region 'data'\"; exit 1"
    assert linked(product_built, tmp_path, says) == 1
    shown = capsys.readouterr().err
    assert shown.startswith("made.elf: the linker finds no room in 1,") and shown.endswith(
        " bytes of RAM, which is what the stack leaves, and 12,288 of flash: ld: section '.bss' is "
        "not within region 'data'\n"
    )
    assert linked(product_built, tmp_path, "echo no licence; exit 1") == 1
    assert capsys.readouterr().err == "made.elf: no licence\n"


def test_no_room_anywhere(
    product: Product, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    says = "echo \"ld: region 'data' overflowed by 9 bytes\"; exit 1"
    (tmp_path / "fake.sh").write_text(says)
    words = ["--profile", str(product.profile), "--", "sh", str(tmp_path / "fake.sh")]
    assert firmware_link.main([*words, "-o", str(tmp_path / "made.elf")]) == 1
    assert capsys.readouterr().err == (
        "made.elf: no AVR has so much: over 65,280 bytes of RAM or 131,072 of flash: ld: region "
        "'data' overflowed by 9 bytes\n"
    )


def test_a_command_without_an_output(
    product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    assert firmware_link.main(["--profile", str(product.profile), "--", "true"]) == 1
    assert capsys.readouterr().err == "firmware_link: the linker's command has no -o FIRMWARE\n"


def test_ended_in_the_middle_it_leaves_nothing(product: Product, tmp_path: Path) -> None:
    fake = tmp_path / "fake.sh"
    fake.write_text(f"touch {tmp_path}/begun; exec sleep 60\n")
    words = ["--profile", product.profile, "--", "sh", fake, "-o", tmp_path / "made.elf"]
    child = subprocess.Popen(
        [sys.executable, "-m", "tools.firmware_link", *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    for _ in range(600):
        if (tmp_path / "begun").exists():
            break
        time.sleep(0.1)
    child.send_signal(signal.SIGTERM)
    assert child.wait(30) == 143
    assert sorted(path.name for path in tmp_path.iterdir()) == ["begun", "fake.sh"]

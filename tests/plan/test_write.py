# SPDX-License-Identifier: MIT
"""--write: a whole profile, which ./thimble generate takes; never over a file that is there."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

from tools.shell import PYTHON, Failure

Said = Callable[[str], tuple[int, str, str]]
ASKED = "--flash 32K --ram 2K --application-ram 700 --need 2_tcp,_1_udp,_ping --write"


def test_what_is_written_generates(
    said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = said(f"{ASKED} product.yaml")
    assert code == 0
    assert out.endswith(
        "product.yaml is written; ./thimble generate product.yaml -o DIR prints the code\n"
    )
    assert (
        (tmp_path / "product.yaml")
        .read_text()
        .startswith(
            "# Planned for 1 tcp server, 1 tcp client, 1 udp, ping.\nprofile: product\n"
            "part: atmega328p\nbudget: {flash: 32768, ram: 2048, application: 700}\n"
        )
    )
    done = subprocess.run(
        [PYTHON, "-m", "codegen", "product.yaml", "-o", "here"],
        env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "here" / "budget.h").is_file()


def test_json_stays_json(said: Said, tmp_path: Path) -> None:
    path = tmp_path / "product.yaml"
    code, out, _ = said(f"{ASKED} {path} --json")
    assert (code, json.loads(out)["profile"]["profile"]) == (0, "product")
    assert path.is_file()


def test_a_file_that_is_there_stays_as_it_is(said: Said, tmp_path: Path) -> None:
    path = tmp_path / "product.yaml"
    path.write_text("mine\n")
    with pytest.raises(Failure) as caught:
        said(f"{ASKED} {path}")
    assert str(caught.value) == f"{path} is there already; choose another name, or remove it first"
    assert path.read_text() == "mine\n"


def test_nothing_is_written_where_nothing_fits(said: Said, tmp_path: Path) -> None:
    path = tmp_path / "product.yaml"
    code, _, err = said(f"--flash 4K --ram 512 --need 2_tcp --write {path}")
    assert (code, err) == (1, f"thimble plan: nothing fits, so {path} is not written\n")
    assert not path.exists()


def test_without_a_part_there_is_no_profile(said: Said, tmp_path: Path) -> None:
    path = tmp_path / "product.yaml"
    with pytest.raises(Failure) as caught:
        said(f"--flash 512K --ram 32K --need 2_tcp --write {path}")
    assert str(caught.value) == (
        f"{path} is not written: a profile needs its part; describe it in parts/NAME.yaml beside"
        " it,"
        " and say --part NAME"
    )


def test_a_part_of_the_users_own_beside_the_profile(said: Said, tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "mine.yaml").write_text(
        "part: mine\nflash: 49152\nram: 3000\nclock_hz: 16000000\nint_bits: 16\npointer_bytes: 2\n"
    )
    path = tmp_path / "product.yaml"
    assert said(f"--part mine --need 2_tcp --write {path}")[0] == 0
    assert "part: mine\n" in path.read_text()
    assert said("--part mine --need 2_tcp")[0] == 2


MINE = "part: mine\nflash: 49152\nram: 3000\nclock_hz: {}\nint_bits: 16\npointer_bytes: 2\n"


@pytest.mark.parametrize(
    ("clock", "baud"), [(20_000_000, 115200), (8_000_000, 57600), (1_000_000, 9600)]
)
def test_the_line_is_as_fast_as_the_clock_can_make_it(
    clock: int, baud: int, said: Said, tmp_path: Path
) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "mine.yaml").write_text(MINE.format(clock))
    path = tmp_path / "product.yaml"
    assert said(f"--part mine --need udp --write {path}")[0] == 0
    assert f"baud: {baud}}}" in path.read_text()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ram: 3000", "ram: 10", "mine.yaml:3:6: ram is 10; it must be at least 256"),
        (
            "flash: 49152",
            "flash: 262144",
            "product.yaml:3:7: mine has 262144 bytes of flash: above 131072 the program counter of"
            " an AVR has 3 bytes, and stack bounds here are for 2; use a smaller part",
        ),
    ],
)
def test_a_part_of_the_users_own_that_cannot_be_is_one_line(
    old: str, new: str, message: str, said: Said, tmp_path: Path
) -> None:
    (tmp_path / "parts").mkdir()
    text = MINE.format(16_000_000).replace(old, new)
    (tmp_path / "parts" / "mine.yaml").write_text(text)
    path = tmp_path / "product.yaml"
    code, _, err = said(f"--part mine --need udp --write {path}")
    assert (code, err.count("\n")) == (1, 1) and err.endswith(f"{message}\n")
    assert not path.exists()


def test_a_folder_that_is_not_there(said: Said, tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"away/product\.yaml: No such file or directory$"):
        said(f"{ASKED} {tmp_path / 'away' / 'product.yaml'}")

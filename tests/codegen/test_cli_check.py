# SPDX-License-Identifier: MIT
"""./thimble generate --check, and each way in which it has to fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_cli import contents, spoil, tree

from codegen.__main__ import main

__all__ = ["tree"]


@pytest.fixture()
def made(tree: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A tree whose output is in step."""
    assert main([], tree) == 0
    capsys.readouterr()
    return tree


def check(tree: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Its verdict and its list; and it never writes."""
    before = contents(tree)
    code = main(["--check", *arguments], tree)
    assert contents(tree) == before
    return code, capsys.readouterr().out


def test_in_step(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(made, capsys) == (0, "")


def test_a_changed_file(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = made / "generated" / "demo" / "udp_packet.h"
    path.write_bytes(path.read_bytes() + b"\n")
    assert check(made, capsys) == (1, "generated/demo/udp_packet.h: differs from its spec\n")


def test_a_changed_spec(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(made, "192.168.7.2/24", "192.168.7.3/24")
    assert check(made, capsys) == (1, "generated/demo/profile.h: differs from its spec\n")


def test_a_missing_file(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made / "generated" / "demo" / "docs" / "budget.md").unlink()
    assert check(made, capsys) == (1, "generated/demo/docs/budget.md: missing\n")


@pytest.mark.parametrize("text", ["/* GENERATED from spec/x.ksy */\n", "int by_hand;\n"])
def test_an_extra_file(text: str, made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made / "generated" / "demo" / "extra.h").write_text(text, encoding="utf-8")
    message = "generated/demo/extra.h: left over, no spec yields it\n"
    assert check(made, capsys) == (1, message)


@pytest.mark.parametrize("file", ["profile.h", "docs/budget.md", ""])
def test_the_folder_of_a_profile_that_is_gone(
    file: str, made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = made / "generated" / "gone"
    gone.mkdir()
    if file:
        (gone / file).parent.mkdir(exist_ok=True)
        (gone / file).write_text("x\n", encoding="utf-8")
    message = "generated/gone: no profile is called gone; remove this folder\n"
    assert check(made, capsys) == (1, message)
    assert check(made, capsys, "demo") == (0, "")


def test_several_at_once(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = made / "generated" / "demo"
    (folder / "wire.h").unlink()
    (folder / "drop.h").write_text("changed\n", encoding="utf-8")
    code, said = check(made, capsys)
    assert code == 1
    assert said.splitlines() == [
        "generated/demo/drop.h: differs from its spec",
        "generated/demo/wire.h: missing",
    ]


def test_a_wrong_spec_is_told_as_such(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(made, "part: atmega328p", "part: z80")
    assert main(["--check"], made) == 1
    parts = ", ".join(sorted(path.stem for path in (made / "spec/profiles/parts").glob("*.yaml")))
    where = "spec/profiles/demo.yaml:2:7"
    message = f"{where}: part 'z80' has no file in parts/; one of: {parts}\n"
    assert capsys.readouterr().err == message


def test_one_profile_in_its_own_folder(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "-o", "elsewhere"], made) == 0
    capsys.readouterr()
    assert check(made, capsys, "demo", "-o", "elsewhere") == (0, "")
    (made / "elsewhere" / "drop.h").unlink()
    assert check(made, capsys, "demo", "-o", "elsewhere") == (1, "elsewhere/drop.h: missing\n")

# SPDX-License-Identifier: MIT
"""A user's own profile in a user's own tree: where the set goes, and that theirs stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from profile_text import DEMO
from test_cli import contents

from codegen.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture()
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's tree with one profile; packets, machine and part come from Thimble."""
    text = DEMO.replace("profile: demo", "profile: product")
    (tmp_path / "product.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("more", [[], ["--check"], ["services"]])
def test_a_place_has_to_be_named(
    more: list[str], product: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["product.yaml", *more], ROOT) == 2
    assert capsys.readouterr() == (
        "",
        "product.yaml: -o DIR was expected: where the set of a profile outside spec/profiles"
        " goes\n",
    )
    assert [path.name for path in product.iterdir()] == ["product.yaml"]


def test_what_is_only_understood_needs_no_place(product: Path) -> None:
    assert main(["product.yaml", "--dump-ir"], ROOT) == 0
    assert [path.name for path in product.iterdir()] == ["product.yaml"]


@pytest.mark.parametrize("more", [[], ["--check"]])
def test_the_folder_of_another_profile(
    more: list[str], product: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["product.yaml", "-o", "set"], ROOT) == 0
    before = contents(product)
    capsys.readouterr()
    assert main(["services", "-o", "set", *more], ROOT) == 1
    assert capsys.readouterr() == (
        "",
        "set: holds the set of another profile, product.yaml; choose another folder with -o,"
        " or remove this one first\n",
    )
    assert contents(product) == before


def test_the_folder_of_the_same_profile(product: Path) -> None:
    assert main(["product.yaml", "-o", "set"], ROOT) == 0
    assert main(["product.yaml", "-o", "set"], ROOT) == 0


def test_a_folder_for_a_profile(product: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (product / "x.yaml").mkdir()
    assert main(["x.yaml", "-o", "set"], ROOT) == 2
    message = "x.yaml: is a folder; the profile.yaml of your product was expected\n"
    assert capsys.readouterr().err == message


def test_the_set_goes_where_it_is_told(product: Path) -> None:
    assert main(["product.yaml", "-o", "vendor/thimble"], ROOT) == 0
    assert (product / "vendor" / "thimble" / "udp_packet.h").is_file()
    assert sorted(path.name for path in product.iterdir()) == ["product.yaml", "vendor"]
    assert sorted(path.name for path in (product / "vendor").iterdir()) == ["thimble"]


def test_banners_name_the_profile_without_its_folder(product: Path) -> None:
    main([str(product / "product.yaml"), "-o", "set"], ROOT)
    text = (product / "set" / "profile.h").read_text(encoding="utf-8")
    assert "GENERATED from product.yaml -- change" in text


def test_the_same_profile_gives_the_same_bytes_everywhere(
    product: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["product.yaml", "-o", "one"], ROOT)
    (product / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(product / "deep" / "er")
    main(["../../product.yaml", "-o", "two"], ROOT)
    one, two = contents(product / "one"), contents(product / "deep" / "er" / "two")
    assert {name: text for name, (text, _) in one.items()} == {
        name: text for name, (text, _) in two.items()
    }


def test_files_of_the_user_stay(product: Path) -> None:
    (product / "src").mkdir()
    (product / "src" / "main.cpp").write_text("int main() {}\n", encoding="utf-8")
    assert main(["product.yaml", "-o", "src"], ROOT) == 0
    assert (product / "src" / "main.cpp").read_text(encoding="utf-8") == "int main() {}\n"
    assert main(["product.yaml", "-o", "src", "--check"], ROOT) == 0


def test_a_file_of_the_user_is_not_overwritten(
    product: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (product / "src").mkdir()
    (product / "src" / "README.md").write_text("My product\n", encoding="utf-8")
    assert main(["product.yaml", "-o", "src"], ROOT) == 1
    message = "src/README.md: was not generated; move it away or choose another folder with -o\n"
    assert capsys.readouterr().err == message
    assert list(contents(product / "src")) == ["README.md"]


def test_a_file_where_the_folder_belongs(product: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (product / "set").write_text("mine\n", encoding="utf-8")
    assert main(["product.yaml", "-o", "set"], ROOT) == 1
    assert capsys.readouterr().err == "set: is a file; a folder was expected\n"


def test_a_folder_where_a_file_belongs(product: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (product / "set" / "wire.h").mkdir(parents=True)
    assert main(["product.yaml", "-o", "set"], ROOT) == 1
    message = "set/wire.h: is a folder; the generator wants to write a file there\n"
    assert capsys.readouterr().err == message


def test_a_write_that_fails_half_way_leaves_nothing(
    product: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "udp_packet.h":
            raise OSError(28, "No space left on device")
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["product.yaml", "-o", "set"], ROOT) == 1
    assert capsys.readouterr().err == "set: cannot be written: No space left on device\n"
    assert sorted(path.name for path in product.iterdir()) == ["product.yaml"]

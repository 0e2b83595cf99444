# SPDX-License-Identifier: MIT
"""./thimble generate: where things go, what is said, and that nothing is ever half done."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from profile_text import DEMO, SPEC

from codegen.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture()
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one profile, and the current directory in it."""
    shutil.copytree(SPEC, tmp_path / "spec")
    for profile in (tmp_path / "spec" / "profiles").glob("*.yaml"):
        profile.unlink()
    (tmp_path / "spec" / "profiles" / "demo.yaml").write_text(DEMO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its bytes and its time."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def spoil(tree: Path, old: str, new: str) -> None:
    path = tree / "spec" / "profiles" / "demo.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_complete_set_is_written(tree: Path) -> None:
    assert main([], tree) == 0
    names = set(contents(tree / "generated" / "demo"))
    packets = {f"{name}_packet.h" for name in ("ipv4", "icmp", "udp", "tcp")}
    own = {"profile.h", "application.h", "memory.h", "budget.h", "drop.h", "drop_name.h"}
    docs = {"docs/tcp_machine.dot", "docs/tcp_machine.md", "docs/budget.md", "docs/budget.json"}
    assert names >= {"wire.h", "tcp_machine.h", "README.md"} | packets | own | docs


def test_every_file_says_that_it_is_generated(tree: Path) -> None:
    main([], tree)
    for name, (text, _) in contents(tree / "generated").items():
        assert re.search(rb"GENERATED from (spec|codegen)/", text[:400]), name
        assert str(tree).encode() not in text, name


def test_a_second_run_writes_nothing(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([], tree)
    before = contents(tree / "generated")
    capsys.readouterr()
    assert main([], tree) == 0
    assert contents(tree / "generated") == before
    assert ", 0 written, 0 removed" in capsys.readouterr().out


def test_only_what_changed_is_written(tree: Path) -> None:
    main([], tree)
    before = contents(tree / "generated" / "demo")
    spoil(tree, "192.168.7.2/24", "192.168.7.3/24")
    assert main(["demo"], tree) == 0
    after = contents(tree / "generated" / "demo")
    assert [name for name in after if after[name] != before[name]] == ["profile.h"]


def test_what_no_spec_yields_any_more_is_removed(tree: Path) -> None:
    main([], tree)
    old = tree / "generated" / "demo" / "old_packet.h"
    old.write_text("/* GENERATED from spec/packets/old.ksy */\n", encoding="utf-8")
    gone = tree / "generated" / "gone" / "docs" / "x.md"
    gone.parent.mkdir(parents=True)
    gone.write_text("<!-- GENERATED from spec/profiles/gone.yaml -->\n", encoding="utf-8")
    assert main([], tree) == 0
    assert not old.exists()
    assert not gone.parent.parent.exists()
    assert main(["--check"], tree) == 0


@pytest.mark.parametrize("arguments", [[], ["demo"], ["-o", "out", "demo"]])
def test_a_wrong_spec_leaves_the_old_output_as_it_was(
    arguments: list[str], tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, tree) == 0
    before = contents(tree)
    spoil(tree, "mtu: 576", "mtu: 5")
    capsys.readouterr()
    assert main(arguments, tree) == 1
    said = capsys.readouterr()
    message = "spec/profiles/demo.yaml:5:27: mtu is 5; it must be at least 68\n"
    assert (said.out, said.err) == ("", message)
    del before["spec/profiles/demo.yaml"]
    assert {n: c for n, c in contents(tree).items() if n != "spec/profiles/demo.yaml"} == before


def test_one_wrong_profile_stops_the_others_too(tree: Path) -> None:
    other = DEMO.replace("profile: demo", "profile: zoo").replace("mtu: 576", "mtu: 5")
    (tree / "spec" / "profiles" / "zoo.yaml").write_text(other, encoding="utf-8")
    assert main([], tree) == 1
    assert not (tree / "generated").exists()


def test_too_little_ram_names_the_biggest_consumers(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(tree, "send: 216", "send: 2160")
    assert main([], tree) == 1
    said = capsys.readouterr().err
    assert said.startswith("spec/profiles/demo.yaml:3:29: static RAM is ")
    assert "biggest: send rings 4448, link receive buffer 600," in said
    assert not (tree / "generated").exists()


def test_an_unknown_profile_lists_the_known_ones(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dmeo"], tree) == 2
    message = "profile 'dmeo' is not known; one of: demo; or the path of a .yaml file\n"
    assert capsys.readouterr().err == message


def test_a_path_that_is_not_there(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["my/product.yaml"], tree) == 2
    message = "my/product.yaml: no such file; the profile.yaml of your product was expected\n"
    assert capsys.readouterr().err == message


def test_a_profile_named_twice(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "spec/profiles/demo.yaml"], tree) == 2
    assert capsys.readouterr().err == "profile 'demo' is named twice\n"


def test_one_folder_for_two_profiles(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-o", "out", "demo", "demo"], tree) == 2
    assert capsys.readouterr().err == "-o takes the set of one profile; 2 were named\n"


def test_dump_ir_prints_json_and_writes_nothing(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--dump-ir"], tree) == 0
    said = capsys.readouterr().out
    assert str(tree) not in said
    [demo] = json.loads(said)
    assert [packet["name"] for packet in demo["packets"]] == ["icmp", "ipv4", "tcp", "udp"]
    assert demo["machine_params"]["RTO_INIT"] == 11
    assert [socket["name"] for socket in demo["profile"]["sockets"]][-1] == "pong"
    assert demo["slots"][1]["ring_offset"] == 216
    assert not (tree / "generated").exists()


def test_the_module_is_the_command() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "codegen", "nobody"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.startswith("profile 'nobody' is not known; one of: ")

# SPDX-License-Identifier: MIT
"""Two parsers from one spec: the stock Kaitai compiler's, in JavaScript, and ours, in C++.

They must accept the same packets and read the same values. What differs by design is listed below.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from corpus import packets

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAMES = ("icmp", "ipv4", "tcp", "udp")
FUZZED = ROOT / "fuzz" / "corpus"
AT_LEAST = 1000  # packets of each protocol, of which some are accepted and some are not

# Neither parser looks at checksums here: ours has them in functions of their own.
# By design, and nowhere else, they differ in:
NOT_READ = {"reserved"}  # `-use: none`: sent as zero, ignored on receipt, so ours has no reader
DEFAULTS = {"tcp": {"mss": 536}}  # `-default`: what an absent option means; stock has no such thing


@pytest.fixture(scope="session", autouse=True)
def stock() -> None:
    """The stock compiler and its runtime, from the lock file."""
    if not (HERE / "node_modules" / "kaitai-struct-compiler").is_dir():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=HERE, check=True)


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our readers as a program."""
    program = tmp_path_factory.mktemp("ours") / "ours"
    subprocess.run(
        [
            "g++",
            "-std=c++17",
            "-O1",
            "-Wall",
            "-Wextra",
            "-Wconversion",
            "-Werror",
            "-fsanitize=address,undefined",
            "-fno-sanitize-recover=all",
            "-I",
            str(ROOT / "generated" / "services"),
            str(HERE / "ours.cpp"),
            "-o",
            str(program),
        ],
        check=True,
    )
    return program


def answers(command: list[str], lines: list[str]) -> list[dict[str, Any]]:
    """What a parser says about each packet."""
    done = subprocess.run(
        command, input="\n".join(lines) + "\n", capture_output=True, text=True, check=True
    )
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(said) == len(lines)
    return said


def stock_answers(name: str, lines: list[str], spec: Path | None = None) -> list[dict[str, Any]]:
    node = shutil.which("node") or "node"
    file = spec or ROOT / "spec" / "packets" / f"{name}.ksy"
    return answers([node, str(HERE / "oracle.js"), str(file)], lines)


def comparable(name: str, said: dict[str, Any]) -> dict[str, Any] | None:
    """The values both parsers should agree on; nothing for a packet that is refused."""
    if not said["accepted"]:
        return None
    read = {key: value for key, value in said["fields"].items() if key not in NOT_READ}
    return {**DEFAULTS.get(name, {}), **read}


def disagreements(
    name: str, lines: list[str], program: Path, spec: Path | None = None
) -> list[str]:
    """The packets the two parsers do not agree on."""
    theirs, mine = stock_answers(name, lines, spec), answers([str(program), name], lines)
    found = []
    for line, their, my in zip(lines, theirs, mine):
        if comparable(name, their) != comparable(name, my):
            found.append(f"{line}: stock {their}, ours {my}")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_both_parsers_agree_on_every_packet(name: str, ours: Path) -> None:
    lines = packets(name)
    assert len(lines) >= AT_LEAST
    assert disagreements(name, lines, ours) == []


def fuzzed(name: str, folder: Path = FUZZED) -> list[str]:
    """The committed inputs of a packet's fuzz target."""
    return [path.read_bytes().hex() for path in sorted((folder / f"{name}_packet").iterdir())]


@pytest.mark.parametrize("name", NAMES)
def test_both_parsers_agree_on_the_fuzz_corpus(name: str, ours: Path) -> None:
    lines = fuzzed(name)
    said = [each["accepted"] for each in stock_answers(name, lines)]
    assert True in said
    assert disagreements(name, lines, ours) == []


@pytest.mark.parametrize(("old", "new"), [("_ >= 8", "_ >= 11"), ("id: src_port", "id: source")])
def test_another_spec_is_noticed_in_the_fuzz_corpus(
    old: str, new: str, ours: Path, tmp_path: Path
) -> None:
    """One accepts less, the other reads a field by another name."""
    text = (ROOT / "spec" / "packets" / "udp.ksy").read_text(encoding="utf-8")
    assert text.count(old) == 1
    folder, other = tmp_path / "udp_packet", tmp_path / "udp.ksy"
    folder.mkdir()
    (folder / "one").write_bytes(bytes.fromhex("0007000a000a00006869"))
    other.write_text(text.replace(old, new), encoding="utf-8")
    (said,) = disagreements("udp", fuzzed("udp", tmp_path), ours, other)
    assert said.startswith("0007000a000a00006869: stock {")


@pytest.mark.parametrize("name", NAMES)
def test_the_corpus_has_packets_of_both_kinds(name: str) -> None:
    said = [each["accepted"] for each in stock_answers(name, packets(name))]
    assert said.count(True) >= 8
    assert said.count(False) >= 8


def test_a_spec_that_says_something_else_is_noticed(ours: Path, tmp_path: Path) -> None:
    text = (ROOT / "spec" / "packets" / "udp.ksy").read_text(encoding="utf-8")
    assert text.count("_ >= 8") == 1
    other = tmp_path / "udp.ksy"
    other.write_text(text.replace("_ >= 8", "_ >= 9"), encoding="utf-8")
    assert disagreements("udp", packets("udp"), ours, other)


def test_a_field_in_another_place_is_noticed(ours: Path, tmp_path: Path) -> None:
    text = (ROOT / "spec" / "packets" / "tcp.ksy").read_text(encoding="utf-8")
    swapped = (
        text.replace("id: seqno", "id: x")
        .replace("id: ackno", "id: seqno")
        .replace("id: x", "id: ackno")
    )
    other = tmp_path / "tcp.ksy"
    other.write_text(swapped, encoding="utf-8")
    assert disagreements("tcp", packets("tcp")[:50], ours, other)

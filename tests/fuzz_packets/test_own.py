# SPDX-License-Identifier: MIT
"""./thimble fuzz on a packet of the user's: its target is printed from its spec, and a header that
does something else than the spec says is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from codegen.print.packet import print_packet
from tools import fuzz, fuzz_crash, fuzz_own, fuzz_packets
from tools.fuzz_run import run_all
from tools.shell import Failure

READING = """\
meta: {id: reading, title: Readings of a sensor, endian: be, bit-endian: be}
-checksum: {field: guard, algo: inet16, over: all}
seq:
  - {id: version, type: b4, valid: 2, -build: '2', -else: drop}
  - {id: urgent, type: b1}
  - {id: words, type: b3, valid: {max: 5}, -build: 'marks.size / 4', -else: drop}
  - {id: unit, type: u1, enum: unit}
  - {id: guard, type: u2}
  - id: length
    type: u2
    valid: {expr: '_ >= 6 + words * 4 and _ <= 1500 and _ <= _io.size'}
    -build: '6 + marks.size + values.size'
    -else: drop
  - {id: marks, size: words * 4, type: marks, -max-size: 20}
  - {id: values, size: length - 6 - words * 4, -max-size: 1494, -use: view}
types:
  marks:
    seq:
      - id: item
        type: mark
        repeat: until
        repeat-until: '_.kind == mark::end or _io.eof'
        if: not _io.eof
        -max-count: 20
        -unknown: skip
  mark:
    seq:
      - {id: kind, type: u1, enum: mark}
      - {id: len, type: u1, if: 'kind.to_i > 1', valid: {min: 2}, -else: drop}
      - id: body
        size: len - 2
        if: 'kind.to_i > 1'
        -max-size: 18
        type: {switch-on: kind, cases: {'mark::scale': scale}}
  scale:
    seq:
      - {id: value, type: u2, -use: copy, -default: '1000'}
instances:
  is_long: {value: 'length > 6 + words * 4 + 100'}
enums:
  unit: {0: none, 1: degrees, 7: volts}
  mark: {0: end, 1: pad, 9: scale}
"""
Plant = Callable[[str, str], None]


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A profile with a packet beside it; what is built lies apart from ours."""
    (tmp_path / "packets").mkdir()
    (tmp_path / "packets" / "reading.ksy").write_text(READING, encoding="utf-8")
    (tmp_path / "product.yaml").write_text("profile: product\n", encoding="utf-8")
    monkeypatch.setattr(fuzz, "FUZZ", tmp_path / "build")
    monkeypatch.setattr(fuzz_crash, "SMALLER_SECONDS", 2)
    return tmp_path


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Plant:
    """Prints the header with one thing wrong."""

    def wrong(old: str, new: str) -> None:
        def printed(packet: object) -> str:
            text = print_packet(packet)  # type: ignore[arg-type]  # as it is called
            assert old in text
            return text.replace(old, new, 1)

        monkeypatch.setattr(fuzz_own, "print_packet", printed)

    return wrong


def test_a_spec_of_ones_own_is_fuzzed(product: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main([str(product / "product.yaml"), "--time", "1s"]) == 0
    said = capsys.readouterr().out
    inputs = re.search(r"reading_packet +([\d,]+) inputs", said)
    assert inputs and int(inputs[1].replace(",", "")) > 10_000
    assert said.endswith("1 passed, 0 failed\n")
    folder = fuzz.FUZZ / "own" / product.name / "reading_packet"
    bare = (folder / "seeds" / "bare").read_bytes()
    assert bare == bytes.fromhex("200000000006")
    assert (folder / "seeds" / "unit_volts").read_bytes()[1] == 7
    words = (folder / "reading_packet.dict").read_text(encoding="utf-8")
    assert '"\\x09\\x04\\x03\\xe8"\n' in words
    assert not (product / "fuzz").exists()


# What is wrong in the header, and in which promise it shows.
BUGS = [
    ("length > room", "length > room + 1", "== good"),
    ("scale = wire_get_u16(item + 2)", "scale = wire_get_u16(item + 1)", "ours.scale == found"),
    ("(6 + marks_bytes)", "(7 + marks_bytes)", "back.length_"),
]


@pytest.mark.parametrize(("old", "new", "promise"), BUGS)
def test_a_bug_in_its_header_is_found(
    old: str, new: str, promise: str,
    product: Path, plant: Plant, capsys: pytest.CaptureFixture[str],
) -> None:
    plant(old, new)
    assert fuzz.main([str(product / "packets" / "reading.ksy"), "--time", "10s"]) == 1
    said = capsys.readouterr().out
    assert re.search(rf"reading_packet\.hpp:\d+: does not hold: .*{re.escape(promise)}", said)
    (kept,) = (product / "packets" / "fuzz" / "corpus" / "reading_packet").iterdir()
    assert kept.name.startswith("promise_") and f"kept as {kept}" in said
    assert said.endswith("0 passed, 1 failed\n")


def test_a_crash_before_ctrl_c_is_kept(
    product: Path, plant: Plant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*arguments: Any) -> bool:
        assert run_all(*arguments)
        return False

    plant(*BUGS[0][:2])
    monkeypatch.setattr(fuzz_own, "run_all", interrupted)
    assert fuzz.main([str(product / "packets" / "reading.ksy"), "--forever"]) == 1
    assert "kept as" in capsys.readouterr().out


def test_forever_leaves_no_packet_out(product: Path) -> None:
    names = [str(product / "packets" / "reading.ksy")] * 2
    with pytest.raises(Failure, match="--forever with 2 packets and 1 processes: the others would"):
        fuzz.main([*names, "--forever", "--jobs", "1"])


def test_a_profile_without_packets_is_told(product: Path) -> None:
    (product / "packets" / "reading.ksy").unlink()
    with pytest.raises(Failure, match="product.yaml: has no packet of its own"):
        fuzz.main([str(product / "product.yaml")])


def test_a_mistake_in_the_spec_is_named(product: Path) -> None:
    spec = product / "packets" / "reading.ksy"
    spec.write_text(READING.replace("size: words * 4", "size: wrods * 4"), encoding="utf-8")
    with pytest.raises(Failure, match=r"reading.ksy:14:\d+: 'wrods' is not known here"):
        fuzz.main([str(spec)])


def test_what_is_committed_is_what_the_specs_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fuzz_packets.main(["--check"]) == 0
    monkeypatch.setattr(fuzz_packets, "FOLDER", tmp_path)
    assert fuzz_packets.main([]) == 0
    udp = tmp_path / "udp_packet.hpp"
    udp.write_text(udp.read_text(encoding="utf-8").replace(">= 8", ">= 9"), encoding="utf-8")
    (tmp_path / "arp_packet.hpp").write_text("", encoding="utf-8")
    capsys.readouterr()
    assert fuzz_packets.main(["--check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [
        "fuzz/packets/arp_packet.hpp", "fuzz/packets/udp_packet.hpp"]

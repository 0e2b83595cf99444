# SPDX-License-Identifier: MIT
"""Packets of the product's own, in a folder packets/ beside its profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from profile_text import DEMO

from codegen.__main__ import main
from codegen.packets import own_packets
from codegen.print.packet_proof import print_packet_proof

ROOT = Path(__file__).resolve().parents[2]
READING = """\
meta: {id: reading, title: Readings of a sensor, endian: be}
seq:
  - {id: version, type: b4, valid: 2, -build: '2', -else: drop}
  - {id: urgent, type: b1}
  - {id: count, type: b3}
  - {id: length, type: u2, valid: {expr: '_ >= 3 and _ <= _io.size'}, -build: '3 + values.size', -else: drop}
  - {id: values, size: length - 3, -max-size: 65532, -use: view}
"""


@pytest.fixture()
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "packets").mkdir()
    (tmp_path / "packets" / "reading.ksy").write_text(READING, encoding="utf-8")
    text = DEMO.replace("profile: demo", "profile: product")
    (tmp_path / "product.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_packet_beside_the_profile_is_in_its_set(product: Path) -> None:
    assert main(["product.yaml", "-o", "set"], ROOT) == 0
    header = (product / "set" / "reading_packet.h").read_text()
    assert "GENERATED from packets/reading.ksy" in header and "reading_check(" in header
    assert (product / "set" / "udp_packet.h").exists()


def test_without_the_folder_there_is_none(product: Path) -> None:
    (product / "packets" / "reading.ksy").unlink()
    assert main(["product.yaml", "-o", "set"], ROOT) == 0
    assert not (product / "set" / "reading_packet.h").exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("udp", "id: reading", "id: udp", "Thimble has a packet 'udp'; choose another name"),
        ("reading", "id: reading", "id: read", "packet 'read' was expected in read.ksy"),
        (
            "stack_dump",
            "id: reading",
            "id: stack_dump",
            "'stack_dump' begins like Thimble's own stack_ functions; choose another name",
        ),
        ("reading", "size: length - 3", "size: lenght - 3", "'lenght' is not known here; one of: count, length"),
    ],
)
def test_mistakes_are_named(
    name: str, old: str, new: str, message: str, product: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (product / "packets" / "reading.ksy").unlink()
    (product / "packets" / f"{name}.ksy").write_text(READING.replace(old, new), encoding="utf-8")
    assert main(["product.yaml", "-o", "set"], ROOT) == 1
    said = capsys.readouterr().err
    assert f"packets/{name}.ksy:" in said and message in said


def test_its_proof_file_joins_every_function(product: Path) -> None:
    (packet,) = own_packets(product / "product.yaml", ROOT / "spec")
    text = print_packet_proof(packet)
    for piece in (
        "- reading_check accepts exactly what packets/reading.ksy describes [reading_check]",
        "uint16_t reading_length_round_trip(uint8_t *at, uint16_t value)",
        "if (reading_check(at, (uint16_t)(3u + values_bytes)) != WIRE_OK) {",
        "if (reading_urgent(at) != (urgent != 0)) {",
        "/*@ assert values + values_size <= room; */",
    ):
        assert piece in text
    assert max(map(len, text.splitlines())) <= 120


def test_what_a_check_asks_and_a_caller_chooses_is_not_promised(product: Path) -> None:
    """`count` has a condition and no -build: what is written may be refused."""
    text = READING.replace("{id: count, type: b3}", "{id: count, type: b3, valid: {max: 5}, -else: drop}")
    (product / "packets" / "reading.ksy").write_text(text, encoding="utf-8")
    (packet,) = own_packets(product / "product.yaml", ROOT / "spec")
    proof = print_packet_proof(packet)
    assert "- what reading_emit writes is read back [" in proof
    body = proof.partition("int reading_emit_then_read(")[2].partition("\n}\n")[0]
    assert "reading_check" not in body and "reading_count(at) != count" in body

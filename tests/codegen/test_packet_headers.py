# SPDX-License-Identifier: MIT
"""What a correct packet spec yields: always the same bytes, and no rule that the demo breaks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from packet_text import DEMO, header, kaitai_refusal, read

from codegen.packets import packet_headers

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("icmp_packet.h", "ipv4_packet.h", "tcp_packet.h", "udp_packet.h", "wire.h")


def test_the_demo_breaks_no_rule(tmp_path: Path) -> None:
    packet = read(tmp_path)
    assert [field.name for field in packet.fields] == [
        "words", "flags", "kind", "checksum", "total", "ident",
    ]  # fmt: skip
    assert packet.header_bytes == 8
    assert [argument.name for argument in packet.arguments] == [
        "flags", "kind", "ident", "rest_bytes",
    ]  # fmt: skip
    assert [part.fits for part in packet.parts] == [None, None]  # both follow from `valid`


def test_headers_are_those_that_are_committed() -> None:
    made = packet_headers(ROOT / "spec")
    assert sorted(made) == list(NAMES)
    for name, text in made.items():
        assert (ROOT / "generated" / "services" / name).read_text(encoding="utf-8") == text


def test_headers_are_the_same_from_any_folder(tmp_path: Path) -> None:
    """Neither paths nor the order of a hash may leak into them."""
    script = "import sys; from pathlib import Path; from codegen.packets import packet_headers; "
    script += "print(repr(packet_headers(Path(sys.argv[1]))))"
    runs = [
        subprocess.run(
            ["/usr/bin/python3", "-c", script, str(ROOT / "spec")],
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            cwd=folder, capture_output=True, text=True, check=True,
        ).stdout
        for seed, folder in (("1", ROOT), ("2", tmp_path))
    ]  # fmt: skip
    assert runs[0] == runs[1]
    assert str(ROOT) not in runs[0]


def test_every_function_has_a_contract() -> None:
    for name, text in packet_headers(ROOT / "spec").items():
        functions = text.count("static inline")
        assert functions > 3, name
        assert text.count("assigns  ") + text.count("/*@ assigns") >= functions, name


def test_conditions_point_to_their_line(tmp_path: Path) -> None:
    text = header(tmp_path)
    assert "if (words < 2 || (uint16_t)(words * 4) > room) { /* demo.ksy:6 */" in text
    assert "if (total < (uint16_t)(words * 4) || total > room) { /* demo.ksy:10 */" in text


def test_a_part_that_no_valid_bounds_is_checked_at_run_time(tmp_path: Path) -> None:
    """Without `_ <= _io.size`, the generator adds the test itself."""
    text = DEMO.replace(" and _ <= _io.size", "")
    packet = read(tmp_path, text)
    assert [part.fits is None for part in packet.parts] == [True, False]
    assert "if (total > room) { /* demo.ksy:13 */" in header(tmp_path, text)


def test_use_before_it_is_read_through_an_instance(tmp_path: Path) -> None:
    text = DEMO.replace("words * 4 - 8,", "late,").replace(
        "  urgent:", "  late: {value: rest.length}\n  urgent:"
    )
    assert kaitai_refusal(tmp_path, text) == (
        "demo.ksy:37:17: 'rest' is used before it is read in line 13 (instance 'late' needs it)"
    )


@pytest.mark.parametrize("flags", (["-std=c99", "-x", "c"], ["-std=c++11", "-x", "c++"]))
def test_the_demo_compiles_without_a_warning(flags: list[str], tmp_path: Path) -> None:
    (tmp_path / "demo_packet.h").write_text(header(tmp_path), encoding="utf-8")
    unit = tmp_path / "unit"
    unit.write_text('#include "demo_packet.h"\n', encoding="utf-8")
    warnings = ["-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror"]
    wire = ["-I", str(ROOT / "generated" / "services")]
    subprocess.run(["gcc", *flags, *warnings, *wire, "-fsyntax-only", str(unit)], check=True)

# SPDX-License-Identifier: MIT
"""What libFuzzer says, read: a crash, a run without an input and a missing tool are failures."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools import fuzz
from tools.shell import ROOT, Ran

DONE = "#2 DONE cov: 41 ft: 60\nstat::number_of_executed_units: 1234\n"


def test_a_clean_run_passes() -> None:
    good, text = fuzz.verdict("udp", Ran(0, DONE, 10.1))
    assert good and "1234 inputs" in text and "41" in text


@pytest.mark.parametrize(
    "ran",
    [
        Ran(77, DONE, 1.0),
        Ran(0, "stat::number_of_executed_units: 0\n", 1.0),
        Ran(0, "", 1.0),
        Ran(127, "build/fuzz/udp: No such file or directory\n", 0.0),
    ],
)
def test_anything_else_is_a_failure(ran: Ran) -> None:
    assert not fuzz.verdict("udp", ran)[0]


def test_a_seeded_defect_is_found_and_its_input_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "bad.cpp"
    source.write_text(
        "#include <cstddef>\n#include <cstdint>\n"
        'extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)\n'
        "{ return size > 2 && data[0] == 'a' && data[size] == 1 ? 0 : 0; }\n"
    )
    monkeypatch.setattr(fuzz, "FUZZ", ROOT / "build" / "fuzz_twin")
    fuzz.FUZZ.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["clang++-19", "-g", "-fsanitize=fuzzer,address", "-o", fuzz.FUZZ / "bad", source],
        check=True,
        timeout=60,
    )
    good, text = fuzz.verdict("bad", fuzz.fuzz("bad", 10))
    assert not good
    assert "heap-buffer-overflow" in text
    assert "the input is kept: build/fuzz_twin/crashes/bad/crash-" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "there is no target 'nonsense'; fuzz/ has "),
        (["--seconds", "-1"], "--seconds is 0 or more"),
        (["--seconds", "0"], "--seconds 0 never ends: name one or two targets"),
    ],
)
def test_wrong_arguments_are_named(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        fuzz.main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err

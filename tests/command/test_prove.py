# SPDX-License-Identifier: MIT
"""The command line of ./thimble prove; tests/proofs has what it proves."""

from __future__ import annotations

import pytest

from tools import prove


def test_an_unknown_proof_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        prove.main(["nonsense"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "nonsense is no profile (datagrams, " in said and ") and no proof file (checksum, " in said


def test_the_long_searches_are_the_models(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (["--large"], ["--model", "seq"]):
        with pytest.raises(SystemExit) as ended:
            prove.main(wrong)
        assert ended.value.code == 2
        assert "--model takes no PROFILE and no STEM, and --large goes with --model" in capsys.readouterr().err

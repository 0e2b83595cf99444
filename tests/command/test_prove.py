# SPDX-License-Identifier: MIT
"""The command line of ./thimble prove; tests/proofs has what it proves."""

from __future__ import annotations

import pytest

from tools import prove


def test_an_unknown_proof_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        prove.main(["nonsense"])
    assert ended.value.code == 2
    assert "there is no proof file proofs/nonsense.c; there are " in capsys.readouterr().err

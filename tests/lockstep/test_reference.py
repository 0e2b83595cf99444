# SPDX-License-Identifier: MIT
"""The tables beside which the fuzzer walks are those of the spec. That lock step sees a difference
is shown in tests/planted.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import fuzz_reference
from tools.fuzz_reference import FSM, files


def rows_of(tables: str) -> str:
    return tables.partition("const row rows[] = {")[2].partition("};")[0]


def printed(fsm: Path) -> list[str]:
    """What is printed, without the heads, which say where the spec lies."""
    return [text.split("\n", 2)[2] for text in files("workbench", fsm).values()]


def test_what_is_committed_is_what_the_spec_says() -> None:
    assert fuzz_reference.main(["--check"]) == 0


def test_old_tables_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fuzz_reference, "FOLDER", tmp_path)
    monkeypatch.setattr(fuzz_reference, "ROOT", tmp_path)
    assert fuzz_reference.main([]) == 0
    old = tmp_path / "workbench" / "tables.hpp"
    old.write_text(old.read_text().replace("var_limit", "var_limits"))
    assert fuzz_reference.main(["--check"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("workbench/tables.hpp is not what the spec says; to mend: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "right, wrong",
    [
        ("rto = min(rto * 2, RTO_MAX)", "rto = min(rto * 3, RTO_MAX)"),
        ("in TIME_WAIT FIN_WAIT_2 = life != 0", "in TIME_WAIT FIN_WAIT_2 = life == 0"),
        ("take_urgent(seg)        writes rcv_up signals", "take_urgent(seg) writes signals"),
        ("var flight      : u16 max SEND_MAX + 1", "var flight      : u16 max SEND_MAX"),
        ("timer rexmt : u16 max RTO_MAX   fires rexmt_timeout", "timer rexmt : u16 fires tick"),
    ],
)
def test_another_spec_has_other_tables(tmp_path: Path, right: str, wrong: str) -> None:
    text = FSM.read_text()
    assert text.count(right) == 1
    other = tmp_path / "tcp.fsm"
    other.write_text(text.replace(right, wrong))
    assert printed(other) != printed(FSM)


def test_the_same_spec_elsewhere_has_the_same_tables(tmp_path: Path) -> None:
    other = tmp_path / "tcp.fsm"
    other.write_text(FSM.read_text())
    assert printed(other) == printed(FSM)


def test_rows_are_all_there_and_none_is_reduced() -> None:
    written = [line for line in FSM.read_text().split("\n") if line.startswith("| ")]
    assert rows_of(files("everything")["tables.hpp"]).count("{") == len(written)
    of_absent_events = 2  # the call for keep-alives
    assert rows_of(files("workbench")["tables.hpp"]).count("{") == len(written) - of_absent_events


def test_an_invariant_may_not_ask_how_much_time_is_left(tmp_path: Path) -> None:
    right, wrong = "in TIME_WAIT FIN_WAIT_2 = life != 0", "in TIME_WAIT FIN_WAIT_2 = life >= 1"
    other = tmp_path / "tcp.fsm"
    other.write_text(FSM.read_text().replace(right, wrong))
    with pytest.raises(AssertionError, match=r"line \d+: how much time is left"):
        files("workbench", other)


def test_an_event_whose_rows_name_a_timer_is_not_timeless(tmp_path: Path) -> None:
    right, wrong = "delayed_ack and ack_soon :", "delayed_ack and ack_soon and life != 0 :"
    text = FSM.read_text()
    assert text.count(right) == 1
    other = tmp_path / "tcp.fsm"
    other.write_text(text.replace(right, wrong))
    assert re.search(r'\{"tick", \d+, 1, true\}', files("workbench")["tables.hpp"])
    assert re.search(r'\{"tick", \d+, 1, false\}', files("workbench", other)["tables.hpp"])

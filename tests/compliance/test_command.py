# SPDX-License-Identifier: MIT
"""./thimble compliance: what it prints and how it ends, on planted trees and on this one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from planted import ROOT, plant

from tools import compliance
from tools.compliance_check import problems_of
from tools.compliance_ledger import Ledger, ledgers
from tools.shell import Failure

HERE = "spec/requirements/rfc9293.yaml"
LEAVE_OPEN = (HERE, "n/a\n    not: no IPv6", "open\n    not: next week")

# The rows of RFC 1122 that we do not follow, and say so. Another one is to be added here too.
DEPARTURES = {
    "RFC1122-3.2.1.8/1",
    "RFC1122-3.2.1.8/2",
    "RFC1122-3.2.1.8c/1",
    "RFC1122-3.2.1.8c/2",
    "RFC1122-3.2.1.8c/3",
    "RFC1122-3.2.2.6/9",
    "RFC1122-3.4/1",
    "RFC1122-3.4/3",
    "RFC1122-4.1.3.2/1",
    "RFC1122-4.1.3.2/2",
    "RFC1122-4.1.3.2/3",
    "RFC1122-4.1.4/1",
    "RFC1122-4.1.4/2",
}

# Rows of Appendix B; sentences of the others: counted in the RFCs, by hand.
ROWS = {9293: 126, 1122: 132, 5681: 39, 6298: 20, 5961: 15, 6528: 3}


def run(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str]:
    monkeypatch.setattr(compliance, "ROOT", root)
    code = compliance.main(list(words))
    return code, capsys.readouterr().out


def test_a_good_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(plant(tmp_path), monkeypatch, capsys)
    assert code == 0
    assert "  MUST-15/2          3.7.1       MUST       n/a      1220 bytes [no IPv6]\n" in out
    assert "\n  4 rows: 2 met, 1 n/a, 1 declined, 0 departs, 0 open\n" in out
    assert out.endswith("\n0 MUST open, 0 problems in the ledger\n")


def test_an_open_must_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(plant(tmp_path, *LEAVE_OPEN), monkeypatch, capsys)
    assert code == 1
    place = f"{HERE}:18:5"
    end = f"\n{place}: MUST-15/2 is open: next week\n1 MUST open, 0 problems in the ledger\n"
    assert out.endswith(end)


def test_an_open_should_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(plant(tmp_path, HERE, "declined", "open"), monkeypatch, capsys)
    assert (code, out.count("SHLD-8 is open")) == (0, 0)


def test_a_problem_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(plant(tmp_path, HERE, "tcp_usable", "tcp_lost"), monkeypatch, capsys)
    assert code == 1
    problem = f"{HERE}:9:10: core/tcp.h does not define 'tcp_lost'"
    assert out.endswith(f"\n{problem}\n0 MUST open, 1 problems in the ledger\n")


def test_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(plant(tmp_path, *LEAVE_OPEN), monkeypatch, capsys, "--json")
    found = json.loads(out)
    assert code == 1
    assert found["open_musts"] == ["MUST-15/2"]
    assert found["problems"] == []
    assert found["ledgers"][0]["counts"]["open"] == 1
    assert found["ledgers"][0]["rows"][0] == {
        "id": "MUST-1",
        "section": "3.1",
        "strength": "MUST",
        "what": "windows are unsigned",
        "status": "met",
        "met": ["core/tcp.h tcp_usable"],
        "test": ["tests/scripts/window.script", "tests/tcp.cpp::a window: wide"],
        "not": "",
        "note": "",
    }


def test_one_rfc_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(tmp_path)
    assert run(tmp_path, monkeypatch, capsys, "--rfc", "9293")[0] == 0
    with pytest.raises(Failure, match="there is no ledger of RFC 793; there are: 9293"):
        run(tmp_path, monkeypatch, capsys, "--rfc", "793")


def test_a_broken_file_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(tmp_path, HERE, "rows:", "lines:")
    with pytest.raises(Failure, match=rf"^{HERE}:3:1: key 'lines' is not known here"):
        run(tmp_path, monkeypatch, capsys)


@pytest.fixture(scope="module")
def ours() -> list[Ledger]:
    return ledgers(ROOT)


def test_our_own_ledger_has_no_problem(ours: list[Ledger]) -> None:
    assert problems_of(ROOT, ours) == []


def test_our_own_ledger_is_complete(ours: list[Ledger]) -> None:
    assert {ledger.rfc: len(ledger.ids) for ledger in ours} == ROWS


def test_we_depart_from_these_alone(ours: list[Ledger]) -> None:
    found = {row.id for ledger in ours for row in ledger.rows if row.status == "departs"}
    assert found == DEPARTURES


def test_no_must_is_open(ours: list[Ledger]) -> None:
    assert [row.id for row in compliance.open_musts(ours)] == []

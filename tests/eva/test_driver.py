# SPDX-License-Identifier: MIT
"""The driver has every call and every handler, the headers that Eva reads have no contract but the believed ones, and
what Eva says is judged by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools import proof_eva
from tools.proof_eva_bare import Believed, bare, read_believed
from tools.proof_eva_driver import declared, driver, wanted
from tools.proof_eva_said import Seen, judge, stale
from tools.proof_jobs import Profile
from tools.shell import ROOT, Failure

CORE = ROOT / "core"
PROFILES = sorted(path for path in (ROOT / "generated").iterdir() if path.is_dir())
NOTHING = Believed(set(), set())


@pytest.mark.parametrize("headers", PROFILES, ids=lambda path: path.name)
def test_a_driver_has_all_that_the_headers_declare(headers: Path) -> None:
    text = driver(headers, CORE)
    handlers = {one.name for one in declared((headers / "application.h").read_text())}
    assert handlers and {"stack_receive", "tcp_write", "udp_send_to"} < wanted(headers, CORE)
    for name in wanted(headers, CORE) - {"stack_init", "stack_receive", "stack_poll"}:
        assert f" {name}(" in text or f"){name}(" in text, name


def test_a_call_with_an_unknown_parameter_is_an_error(tmp_path: Path) -> None:
    api = (CORE / "api.h").read_text()
    (tmp_path / "api.h").write_text(api + "\nvoid tcp_strange(struct stack *s, int *where);\n")
    with pytest.raises(Failure, match="tcp_strange: .* does not know `int \\*where`"):
        driver(PROFILES[0], tmp_path)


def test_a_new_call_is_in_the_driver(tmp_path: Path) -> None:
    api = (CORE / "api.h").read_text()
    (tmp_path / "api.h").write_text(api + "\nvoid tcp_nudge(struct stack *s, uint8_t connection);\n")
    assert "(void)tcp_nudge(s, connection);" in driver(PROFILES[0], tmp_path)


def test_contracts_go_but_for_the_believed_ones() -> None:
    text = "/*@ requires a; */\nstatic int one(int a)\n{\n    /*@ assert a; */\n    return a;\n}\n"
    assert "@" not in bare(text, NOTHING)
    assert bare(text, Believed({"one"}, set())).count("/*@") == 1
    assert bare(text, Believed(set(), {"one"})) == text.replace("/*@ requires", "/*  requires")
    words = "/*@ predicate p(int a) = a > 0; */\n"
    assert "@" not in bare(words + text, NOTHING)  # or a new word would make every verdict old
    assert bare(words + text, Believed({"one"}, set())).startswith(words)


def test_a_line_of_the_list_needs_a_reason(tmp_path: Path) -> None:
    (tmp_path / "believed.txt").write_text("contract copy_bytes\n")
    with pytest.raises(ValueError, match="believed.txt:1: expected `contract FUNCTION # why`"):
        read_believed(tmp_path / "believed.txt")


SEEN = Seen("tiny", "avr8", "", ["f: mem_access: x", "h_received: p"], ["g: if (a) {"], ["lamp_fill"], 3, "7/9", 1)


def test_alarms_branches_and_handlers_are_named(tmp_path: Path) -> None:
    (tmp_path / "unreached.txt").write_text("")
    said = [str(one) for one in judge(SEEN, Believed(set(), set(), {"*_received: p": "why"}), tmp_path / "unreached.txt")]
    assert said[0] == "Eva, tiny under avr8: alarm: f: mem_access: x"
    assert "the driver never comes to lamp_fill" in said[1]
    assert "nothing reaches it: g: if (a) {" in said[2]
    assert len(said) == 3


def test_lines_that_nothing_needs_any_more_are_named(tmp_path: Path) -> None:
    (tmp_path / "unreached.txt").write_text("g: if (b) { # why\n")
    said = [str(one) for one in stale([SEEN], Believed(set(), set(), {"f: other": "why"}), tmp_path)]
    assert "no run has this alarm any more: f: other" in said[0]
    assert "every run reaches it now: g: if (b) {" in said[1]


def test_an_alarm_that_nobody_listed_fails_the_command_and_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clean = replace(SEEN, alarms=[], edges=[], missing=[])
    bench = SimpleNamespace(believed=NOTHING, work=tmp_path, look=lambda *_: SEEN)
    monkeypatch.setattr(proof_eva, "prepare", lambda: None)
    monkeypatch.setattr(proof_eva, "Bench", lambda _: bench)
    monkeypatch.setattr(proof_eva, "VERDICTS", tmp_path / "kept.json")
    tiny = [Profile("tiny", ROOT / "generated" / "tiny")]
    assert proof_eva.main(tiny, update=True, again=False) == 1
    assert "Eva, tiny under avr8: alarm: f: mem_access: x" in capsys.readouterr().out
    assert proof_eva.kept_in(tmp_path / "kept.json") == []
    bench.look = lambda *_: clean
    assert proof_eva.main(tiny, update=True, again=False) == 0
    assert clean in proof_eva.kept_in(tmp_path / "kept.json")

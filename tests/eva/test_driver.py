# SPDX-License-Identifier: MIT
"""The driver has every call and every handler, the headers that Eva reads have no contract but the believed ones, and
what Eva says is judged by name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools import proof_eva
from tools.proof_eva_bare import Believed, bare, needed, read_believed
from tools.proof_eva_driver import declared, driver, wanted
from tools.proof_eva_said import Seen, judge, source_line, stale
from tools.proof_jobs import Profile
from tools.proof_left import definitions
from tools.proof_setup import prepare
from tools.shell import ROOT, Failure

CORE = ROOT / "core"
PROFILES = sorted(path for path in (ROOT / "generated").iterdir() if path.is_dir())
NOTHING = Believed(set(), set())
BELIEVED = read_believed(ROOT / "proofs" / "eva" / "believed.txt")


@pytest.mark.parametrize("headers", PROFILES, ids=lambda path: path.name)
def test_a_driver_has_all_that_the_headers_declare(headers: Path) -> None:
    text = driver(headers, CORE)
    handlers = {one.name for one in declared((headers / "application.h").read_text())}
    assert handlers and {"stack_receive", "tcp_write", "udp_send_to"} < wanted(headers, CORE)
    for name in wanted(headers, CORE) - {"stack_init", "stack_receive", "stack_poll"}:
        assert f" {name}(" in text or f"){name}(" in text, name


@pytest.mark.parametrize("headers", PROFILES, ids=lambda path: path.name)
def test_frames_of_a_link_of_its_own_are_as_long_as_the_mtu(headers: Path) -> None:
    has_slip = "PROFILE_SLIP_IN_BYTES" in (headers / "profile.h").read_text()
    said = driver(headers, CORE).partition('#include "world.h"')[0]
    assert ("#define WORLD_LINK PROFILE_MTU\n" in said) == (not has_slip)


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
    assert "@" not in bare(text, NOTHING, set())
    assert bare(text, Believed({"one"}, set()), set()).count("/*@") == 1
    assert bare(text, Believed(set(), {"one"}), set()) == text.replace("/*@ requires", "/*  requires")


def test_words_stay_that_a_kept_contract_uses() -> None:
    words = "/*@ predicate p{L}(int *a) = q(*a) > 0; */\n"
    below = "/*@ logic integer q(integer a) = a; */\n"
    text = "/*@ requires p(a); */\nstatic int one(int *a)\n{\n    return *a;\n}\n"
    headers = {"q.h": below, "p.h": words, "one.h": text}
    assert needed(headers, NOTHING) == set()  # or a new word would make every verdict old
    assert needed(headers, Believed({"one"}, set())) == {"p", "q"}
    assert "@" not in bare(words, Believed({"one"}, set()), {"q"})
    assert bare(below, Believed({"one"}, set()), {"p", "q"}) == below


def test_a_line_is_known_without_its_comments(tmp_path: Path) -> None:
    (tmp_path / "one.h").write_text("if (a) { /* tcp.fsm:248 3.10.5 */\nreturn b; /* and more\n")
    assert source_line(str(tmp_path / "one.h"), "1") == "if (a) {"
    assert source_line(str(tmp_path / "one.h"), "2") == "return b;"


def test_text_of_a_connection_is_read_by_itself() -> None:
    """One line of believed.txt is about it, and about no datagram."""
    text = driver(ROOT / "generated" / "services", CORE)
    assert re.search(r"^uint16_t echo_received\(.*\n\{\n    read_text\(text, bytes\);", text, re.MULTILINE)
    assert re.search(r"^uint16_t pong_received\(.*\n\{\n    read_all\(data, bytes\);", text, re.MULTILINE)


def proved_by(function: str) -> list[str]:
    """The proof files of the headers that define it."""
    headers = [*CORE.glob("*.h"), *(ROOT / "generated" / "services").glob("*.h")]
    stems = [header.stem for header in headers if function in definitions(header)]
    return [f"proofs/{stem}.c" for stem in stems if (ROOT / "proofs" / f"{stem}.c").exists()]


def test_what_eva_is_told_is_proved() -> None:
    lines = (ROOT / "proofs" / "eva" / "believed.txt").read_text().splitlines()
    told = [line.split(" ", 3) for line in lines if line.startswith(("contract ", "loops "))]
    assert {name for _, name, _, _ in told} == BELIEVED.contracts | BELIEVED.loops
    for _, name, _, why in told:
        assert proved_by(name) == [why], name
    assert proved_by("stack_receive") == []


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


def test_what_is_committed_was_seen_of_todays_texts() -> None:
    bench, kept = proof_eva.Bench(prepare()), proof_eva.kept_in(proof_eva.VERDICTS)
    assert kept and proof_eva.of_today(bench, kept) == kept, "to mend: ./thimble prove --eva --update PROFILE"
    assert proof_eva.of_today(bench, [replace(kept[0], key="0" * 64), *kept[1:]]) == kept[1:]


def test_a_longer_contract_is_no_other_code() -> None:
    """Behind a gap the preprocessor says again which file it is in; behind an include that is a change."""
    again = '# "a.h"\nint a;\n# "b.h"\nint b;\n# "b.h"\nint c;\n# "a.h"\nint d;'
    assert proof_eva.without_gaps(again) == '# "a.h"\nint a;\n# "b.h"\nint b;\nint c;\n# "a.h"\nint d;'

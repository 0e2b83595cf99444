# SPDX-License-Identifier: MIT
"""What libFuzzer says, read: a crash, a run without an input and a missing tool are failures."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from scapy.utils import rdpcap

from tools import frames, fuzz, fuzz_crash
from tools.fuzz_run import Fuzzer, Pulse, pulse_of, run_all
from tools.fuzz_talk import conversation
from tools.shell import Ran

DONE = "#2 DONE cov: 41 ft: 60\nstat::number_of_executed_units: 1234\n"


def test_a_clean_run_passes() -> None:
    good, text = fuzz.verdict("udp", Ran(0, DONE, 10.1))
    assert good and "1,234 inputs" in text and " 122 /s" in text and "41" in text


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
    monkeypatch.setattr(fuzz, "FUZZ", tmp_path)
    monkeypatch.setattr(fuzz, "CORPUS", tmp_path / "corpus")
    monkeypatch.setattr(fuzz_crash, "SMALLER_SECONDS", 3)
    subprocess.run(
        ["clang++-19", "-g", "-fsanitize=fuzzer,address", "-o", tmp_path / "bad", source],
        check=True,
        timeout=60,
    )
    one = fuzz.fuzzers_of(["bad"], 10, 1)
    assert run_all(one, 1, 60, lambda running: None)
    ran = one[0].ran
    assert ran is not None
    good, text = fuzz.verdict("bad", ran)
    assert not good and "heap-buffer-overflow" in text
    crash = fuzz.crash_of("bad", ran)
    assert crash is not None and crash.alone
    assert crash.kept.parent == tmp_path / "corpus" / "bad"
    assert re.fullmatch(r"heap_buffer_overflow_[0-9a-f]{8}", crash.name)
    assert crash.kept.read_bytes()[:1] == b"a" and crash.kept.stat().st_size == 3  # no less crashes
    assert "to repeat: build/fuzz/bad " in crash.told()
    assert "input, 3 bytes:" in crash.transcript.read_text(encoding="utf-8")


TARGET = """#!/bin/sh
case $1 in
-minimize_crash=1) printf '%s' {small} > "${{3#-exact_artifact_path=}}" ;;
*) echo "x.cpp:$(wc -c < "$1"): does not hold: {says}" >&2; exit 77 ;;
esac
"""


@pytest.mark.parametrize(
    ("small", "kept"), [("aaaa", b"long input"), ("other bug!", b"other bug!")]
)
def test_a_smaller_input_with_another_sign_is_not_kept(
    tmp_path: Path, small: str, kept: bytes
) -> None:
    program, written = tmp_path / "bad", tmp_path / "crash-1"
    program.write_text(TARGET.format(small=f"'{small}'", says="a"))
    program.chmod(0o755)
    written.write_bytes(b"long input")
    report = "x.cpp:10: does not hold: a"
    crash = fuzz_crash.keep(program, written, report, tmp_path, tmp_path / "corpus")
    assert crash.kept.read_bytes() == kept
    assert crash.transcript.read_text(encoding="utf-8").endswith("\n\nx.cpp:10: does not hold: a\n")


def test_an_entry_of_the_corpus_that_crashes_keeps_its_name(tmp_path: Path) -> None:
    program, written, corpus = tmp_path / "bad", tmp_path / "crash-1", tmp_path / "corpus"
    program.write_text(TARGET.format(small="'aaaa'", says="a"))
    program.chmod(0o755)
    corpus.mkdir()
    for path in (written, corpus / "promise_1"):
        path.write_bytes(b"long input")
    crash = fuzz_crash.keep(program, written, "x.cpp:10: does not hold: a", tmp_path, corpus)
    assert crash.kept == corpus / "promise_1" and len(list(corpus.iterdir())) == 1
    assert crash.transcript.name == "promise_1.txt"


def test_one_reason_is_kept_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "bad"
    program.write_text(
        "#!/bin/sh\n"
        '[ "$1" != -minimize_crash=1 ] || exit 0\n'
        f"[ $# -gt 1 ] || {{ echo x.cpp:1: does not hold: a; exit 77; }}\n"
        f"echo $$ > {tmp_path}/crash-$$\n"
        f"echo x.cpp:1: does not hold: a; echo Test unit written to {tmp_path}/crash-$$; exit 77\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(fuzz, "FUZZ", tmp_path)
    monkeypatch.setattr(fuzz, "CORPUS", tmp_path / "corpus")
    monkeypatch.setattr(fuzz, "targets", lambda: ["bad"])
    monkeypatch.setattr("tools.build.need", lambda *words: None)
    assert fuzz.main(["bad", "--jobs", "2", "--time", "5s"]) == 1
    assert len(list((tmp_path / "corpus" / "bad").iterdir())) == 1
    assert capsys.readouterr().out.count("kept as") == 1


def test_a_conversation_is_written_down(tmp_path: Path) -> None:
    recorder = tmp_path / "recorder"
    syn = frames.tcp(40000, 7, 1000, 0, frames.SYN).hex()
    said = ["54000003e80000", f"46{syn}", "57026869", f"={syn}", "4303", "==1==ERROR: Sanitizer", "46"]
    recorder.write_text("#!/bin/sh\nprintf '%s\\n' " + " ".join(f"'{line}'" for line in said))
    recorder.chmod(0o755)
    talk = conversation(recorder, tmp_path)
    packet = "192.168.7.1 > 192.168.7.2 TCP 40000 > 7 S seq 1000 ack 0 win"
    shown = [line.split(maxsplit=2)[2] for line in talk.lines]
    assert shown[0].startswith(f"<- {packet}") and shown[2].startswith(f"-> {packet}")
    assert shown[1::2] == ["tcp_write: connection 2, 2 bytes", "tcp_close: connection 3"]
    assert all(line.startswith("     1.000 s  ") for line in talk.lines)
    talk.save(tmp_path / "talk.pcap")
    read = rdpcap(str(tmp_path / "talk.pcap"))
    assert [(bytes(packet).hex(), packet.time) for packet in read] == [(syn, 1), (syn, 1)]


def test_a_broken_promise_comes_first() -> None:
    said = "INFO: seeds\nfuzz/stack.cpp:9: does not hold: a\n==1== ERROR: libFuzzer: deadly signal\n"
    assert fuzz_crash.heart(said).splitlines()[0] == "fuzz/stack.cpp:9: does not hold: a"
    assert fuzz_crash.kind_of(said) == "promise"
    assert fuzz_crash.kind_of("==1== ERROR: libFuzzer: timeout after 10") == "timeout"


def test_what_libfuzzer_says_while_it_runs() -> None:
    line = "#4096\tpulse  cov: 63 ft: 70 corp: 9/113b lim: 43 exec/s: 2048 rss: 31Mb"
    assert pulse_of(line) == Pulse(4096, 63, 9, 2048)
    assert pulse_of("#2\tINITED cov: 3 ft: 4 corp: 1/1b rss: 30Mb") == Pulse(2, 3, 1, 0)
    assert pulse_of("INFO: seed corpus: files: 3") is None


def test_no_process_outlives_its_time() -> None:
    late = Fuzzer("late", ["sleep", "60"])
    assert run_all([late], 1, 0.1, lambda running: None)
    assert late.ran is not None and late.ran.code == -9 and late.ran.seconds < 10
    assert "late: stopped after 0 s" in late.ran.output
    assert not fuzz.verdict("late", late.ran)[0]


def test_all_processes_end_with_us() -> None:
    def stopped(running: object) -> None:
        raise KeyboardInterrupt

    two = [Fuzzer(name, ["sleep", "60"]) for name in ("one", "two")]
    assert not run_all(two, 2, 60, stopped)
    assert [each.ran.code for each in two if each.ran] == [-9, -9]


def test_forever_ends_with_a_crash() -> None:
    two = [Fuzzer("bad", ["sh", "-c", "exit 77"]), Fuzzer("good", ["sleep", "60"])]
    assert run_all(two, 2, None, lambda running: None)
    assert [each.ran.code for each in two if each.ran] == [77, -9]
    assert [each.stopped for each in two] == [False, True]


def test_a_crash_is_told_while_others_run(capsys: pytest.CaptureFixture[str]) -> None:
    two = [Fuzzer("bad", ["sh", "-c", "exit 77"]), Fuzzer("good", ["sleep", "1"])]
    assert run_all(two, 2, 60, fuzz.Heartbeat(two))
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in told] == [["bad", "has", "failed:"]]


def test_a_seed_begins_without_what_others_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzz, "FUZZ", tmp_path)
    for seed, left in ((0, ["input"]), (7, [])):
        found = Path(fuzz.command_of("stack", 1, seed)[1])
        (found / "input").write_bytes(b"x")
        assert Path(fuzz.command_of("stack", 1, seed)[1]) == found
        assert [each.name for each in found.iterdir()] == left


def test_more_processes_than_targets_share_what_they_find() -> None:
    many = fuzz.fuzzers_of(["stack"], 5, 3)
    assert len(many) == 3 and len({tuple(each.command) for each in many}) == 1
    seeded = fuzz.fuzzers_of(["stack"], 5, 3, 7)
    seeds = [word for each in seeded for word in each.command if word.startswith("-seed=")]
    assert seeds == ["-seed=7", "-seed=8", "-seed=9"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "there is no target 'nonsense'; fuzz/ has "),
        (["--time", "-1"], "'-1' is no time"),
        (["--time", "0"], "'0' is no time; expected one such as 60s, 15m or 2h"),
        (["--time", "1d"], "'1d' is no time"),
        (["--report", "--log"], "--report measures, and searches nothing"),
        (["--jobs", "0"], "'0' is no number from 1 to 9999"),
        (["--seed", "x"], "'x' is no number from 1 to 9999"),
        (["--forever", "--time", "5s"], "not allowed with argument"),
        (["--planted", "no", "such"], "no planted bug has 'no such' in its name"),
        (["--forever", "--jobs", "1"], "would never run; name targets, or give --jobs"),
    ],
)
def test_wrong_arguments_are_named(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        fuzz.main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err

# SPDX-License-Identifier: MIT
"""avrsim as a command: usage errors, files it cannot read, how a run ends."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from conftest import Build, Run


@pytest.mark.parametrize(("arguments", "complaint"), [
    ([], "no firmware is named"),
    (["fw.elf"], "--link is missing; slip:tun=NAME, script:FILE or none is expected"),
    (["fw.elf", "more.elf", "--link", "none"], "one firmware is expected, not also 'more.elf'"),
    (["fw.elf", "--link", "wire"],
     "--link: 'wire' is not known; slip:tun=NAME, script:FILE or none is expected"),
    (["fw.elf", "--link"], "--link: a value is expected"),
    (["fw.elf", "--speed", "9"], "'--speed' is not an option"),
    (["fw.elf", "--clock", "sun"], "--clock: 'sun' is not known; real, real:N or virtual is expected"),
    (["fw.elf", "--clock", "real:"], "--clock real:N: '' is not a number"),
    (["fw.elf", "--clock", "real:0"], "--clock real:0: N is from 1 to 100"),
    (["fw.elf", "--cycles", "1e6"], "--cycles: '1e6' is not a number"),
    (["fw.elf", "--seconds", "-1"], "--seconds: '-1' is not a time greater than 0"),
    (["fw.elf", "--stress", "USART9"], "--stress: 'USART9' is no vector of the ATmega328P"),
    (["fw.elf", "--link", "slip:tun="], "TUN device '': a name has 1 to 15 characters"),
    (["no.elf", "--link", "none"], "no.elf: cannot be read; build the firmware first"),
    (["/bin/sh", "--link", "none"], "/bin/sh: not an AVR program in ELF"),
    (["fw.elf", "--link", "script:no.script"], "no.script: cannot be read"),
])
def test_wrong_usage(avrsim: Path, arguments: list[str], complaint: str) -> None:
    done = subprocess.run([avrsim, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert complaint in done.stderr


def test_half_an_elf_is_refused(avrsim: Path, build: Build, tmp_path: Path) -> None:
    half = tmp_path / "half.elf"
    half.write_bytes(build("deep").read_bytes()[:800])
    done = subprocess.run([avrsim, half, "--link", "none"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "half.elf: the file is cut short" in done.stderr


def test_a_firmware_can_report_failure(build: Build, run: Run) -> None:
    ran = run(build("report", "-DVALUE=7"))
    assert ran.status == 1
    assert ran.json["exit_value"] == 7
    assert "the firmware reports failure 7 (GPIOR1)" in ran.said
    assert run(build("report", "-DVALUE=0")).status == 0


def test_a_firmware_that_never_ends_fails_only_when_it_should_end(build: Build, run: Run) -> None:
    assert run(build("slip_echo")).status == 0
    ran = run(build("slip_echo"), "--expect-exit")
    assert ran.status == 1
    assert "the firmware did not end the run itself" in ran.said
    assert run(build("report", "-DVALUE=0"), "--expect-exit").status == 0


def test_a_run_ends_after_so_many_cycles(build: Build, run: Run) -> None:
    ran = run(build("slip_echo"), "--cycles", "123456")
    assert ran.status == 0
    assert (ran.json["stopped"], ran.json["cycles"]) == ("cycles", 123456)


def wait_until_caught(pid: int, number: signal.Signals) -> None:
    """Until the program has its handler in place; before that a signal just kills it."""
    for _ in range(1000):
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        caught = int(status.split("SigCgt:")[1].split()[0], 16)
        if caught >> (number - 1) & 1:
            return
        time.sleep(0.01)
    raise AssertionError("no handler after ten seconds")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_and_the_report_is_whole(
        avrsim: Path, build: Build, tmp_path: Path, number: signal.Signals) -> None:
    out = tmp_path / "out.json"
    chip = subprocess.Popen([avrsim, build("slip_echo"), "--link", "none", "--clock", "real",
                             "--json", out], stderr=subprocess.DEVNULL)
    wait_until_caught(chip.pid, number)
    chip.send_signal(number)
    assert chip.wait(timeout=10) == 0
    assert '"stopped": "signal"' in out.read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.json"]


def test_the_real_clock_keeps_time(avrsim: Path, build: Build, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    started = time.monotonic()
    subprocess.run([avrsim, build("slip_echo"), "--link", "none", "--clock", "real",
                    "--seconds", "0.5", "--json", out], check=True, stderr=subprocess.DEVNULL)
    took = time.monotonic() - started
    assert took >= 0.5
    simulated = int(out.read_text(encoding="utf-8").split('"cycles": ')[1].split(",")[0]) / 16e6
    assert simulated <= took, "never ahead"
    assert simulated > 0.2, "an idle chip keeps up; what a loaded host loses is lost"


def test_slow_motion(avrsim: Path, build: Build, tmp_path: Path) -> None:
    """A second of the chip lasts ten on the wall; sleeping, it has no excuse to be slower."""
    out = tmp_path / "out.json"
    subprocess.run([avrsim, build("slip_echo"), "--link", "none", "--clock", "real:10",
                    "--seconds", "0.5", "--json", out], check=True, stderr=subprocess.DEVNULL)
    simulated = int(out.read_text(encoding="utf-8").split('"cycles": ')[1].split(",")[0]) / 16e6
    assert 0.02 < simulated <= 0.06


def test_what_the_chip_sends_can_be_seen(avrsim: Path, build: Build) -> None:
    done = subprocess.run([avrsim, build("report", "-DVALUE=0"), "--link", "none", "--serial-out",
                           "--clock", "virtual", "--seconds", "1"], capture_output=True, check=True)
    assert done.stdout == b"hi\n"

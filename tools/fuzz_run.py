# SPDX-License-Identifier: MIT
"""libFuzzer processes, several at once, and what they say while they run."""

from __future__ import annotations

import os
import re
import selectors
import subprocess
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tools.shell import ROOT, Ran, end_group

PULSE = re.compile(
    r"^#(?P<inputs>\d+)\t(?P<what>\w+).*?cov: (?P<coverage>\d+).*?corp: (?P<corpus>\d+)"
    r"(?:.*?exec/s: (?P<rate>\d+))?"
)
MET = re.compile(r"met: (\d+) pairs, (\d+) rows")
KEPT_LINES = 400  # of an output: libFuzzer's last words, the sanitizer's message with its traces


@dataclass(frozen=True)
class Pulse:
    """One of libFuzzer's status lines: executed inputs, covered edges, entries of the corpus, and
    inputs a second (0: it has not said yet).
    """

    inputs: int = 0
    coverage: int = 0
    corpus: int = 0
    rate: int = 0


def pulse_of(line: str) -> Pulse | None:
    """What a status line says; None for any other line."""
    found = PULSE.match(line)
    if found is None:
        return None
    words = (found["inputs"], found["coverage"], found["corpus"], found["rate"] or "0")
    return Pulse(*(int(word) for word in words))


@dataclass
class Fuzzer:
    """One process on one target."""

    target: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    ran: Ran | None = None
    pulse: Pulse = field(default_factory=Pulse)
    met: str = ""  # events that met states, and rows of tcp.fsm, of a target that says so
    cpu_s: float = 0.0  # of the processor, once it has ended
    stopped: bool = False  # by us, before it was done
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_LINES))
    rest: bytes = b""

    def start(self) -> None:
        self.began = time.monotonic()
        try:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            self.ran = Ran(127, f"{self.command[0]}: {error.strerror}\n", 0.0)

    def hear(self, said: bytes) -> None:
        *whole, self.rest = (self.rest + said).split(b"\n")
        for line in whole:
            text = line.decode(errors="replace")
            self.lines.append(text)
            self.pulse = pulse_of(text) or self.pulse
            found = MET.fullmatch(text)
            self.met = f"  {found[1]} pairs  {found[2]} rows" if found else self.met

    def end(self) -> None:
        """Waits for the process, which has closed its output or was told to end."""
        assert self.process is not None and self.process.stdout is not None
        _, status, used = os.wait4(self.process.pid, 0)
        code = self.process.returncode = os.waitstatus_to_exitcode(status)
        self.cpu_s = used.ru_utime + used.ru_stime
        self.process.stdout.close()
        output = "\n".join([*self.lines, self.rest.decode(errors="replace")])
        self.ran = Ran(code, output, time.monotonic() - self.began)

    def stop(self) -> None:
        """Ends it at once, when it runs."""
        if self.process is not None and self.ran is None:
            end_group(self.process)
            self.end()
            self.stopped = self.failed and self.ran is not None and self.ran.code < 0

    @property
    def failed(self) -> bool:
        """It has ended, and not because its time was over."""
        return self.ran is not None and self.ran.code != 0


def run_all(
    fuzzers: Sequence[Fuzzer],
    at_once: int,
    seconds: float | None,
    tell: Callable[[Sequence[Fuzzer]], None],
) -> bool:
    """Runs each to its end, `at_once` of them side by side and none longer than `seconds`; None:
    until one of them fails. `tell` hears of those that run about once a second. False: Ctrl-C ended
    it. Nothing is left running.
    """
    waiting = deque(fuzzers)
    running: dict[int, Fuzzer] = {}
    with selectors.DefaultSelector() as selector:
        try:
            while waiting or running:
                while waiting and len(running) < at_once:
                    _begin(waiting.popleft(), running, selector)
                for key, _ in selector.select(1.0):
                    _listen(key.fd, running, selector)
                if seconds is None and any(each.failed for each in fuzzers):
                    break
                for fuzzer in [each for each in running.values() if _is_late(each, seconds)]:
                    fuzzer.lines.append(f"{fuzzer.target}: stopped after {seconds:.0f} s")
                    assert fuzzer.process is not None
                    end_group(fuzzer.process)
                tell(list(running.values()))
        except KeyboardInterrupt:
            return False
        finally:
            for fuzzer in running.values():
                fuzzer.stop()
    return True


def _begin(
    fuzzer: Fuzzer, running: dict[int, Fuzzer], selector: selectors.BaseSelector
) -> None:
    fuzzer.start()
    if fuzzer.process is not None:
        assert fuzzer.process.stdout is not None
        descriptor = fuzzer.process.stdout.fileno()
        running[descriptor] = fuzzer
        selector.register(descriptor, selectors.EVENT_READ)


def _listen(
    descriptor: int, running: dict[int, Fuzzer], selector: selectors.BaseSelector
) -> None:
    said = os.read(descriptor, 1 << 16)
    if said:
        running[descriptor].hear(said)
    else:
        selector.unregister(descriptor)
        running.pop(descriptor).end()


def _is_late(fuzzer: Fuzzer, seconds: float | None) -> bool:
    return seconds is not None and time.monotonic() - fuzzer.began > seconds

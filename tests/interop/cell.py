# SPDX-License-Identifier: MIT
"""One cell of the matrix: a device behind a bad line in a network of its own, conversations at once,
and the same again when the line is mended. Reads a Cell as JSON, writes a Result as JSON.

Many cells run at the same time, each with the same addresses: each makes a network namespace.
"""

from __future__ import annotations

import ctypes
import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from conversations import Talk, hold_all
from lossy import CLONE_NEWNET, Rates

from tools import chip, namespace, peer
from tools.shell import PYTHON

TUN, INNER = "thm0", "thm1"
THEN = 150.0  # seconds of a good line: both sides' longest waits for a retransmission
AGAIN = 60.0  # for the second round


@dataclass
class Cell:
    """What to do."""

    kind: str
    device: list[str]  # the command that runs it on INNER
    seed: int
    rates: dict[str, float]
    talks: list[tuple[str, int, int]]
    log: str
    mend_after: float  # seconds of a bad line
    mtu: int  # of TUN


@dataclass
class Result:
    """How it went."""

    cell: Cell
    first: list[Talk] = field(default_factory=list)
    second: list[Talk] = field(default_factory=list)
    problem: str = ""


def own_network(mtu: int) -> None:
    """This process, and what it starts, in an empty one."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    namespace.ip("link", "set", "lo", "up")
    namespace.bring_up(TUN, chip.NETWORK, mtu=mtu)


def run(cell: Cell) -> Result:
    """From the start of the device to its end."""
    result = Result(cell)
    bridge = [PYTHON, str(Path(__file__).with_name("lossy.py")), TUN, INNER, str(cell.seed)]
    command = [*bridge, *Rates(**cell.rates).words(), "--", *cell.device]
    with Path(cell.log).open("wb") as log:
        device = subprocess.Popen(
            command, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"},  # it asks for /proc, not ours here
            preexec_fn=namespace.end_with_parent)
    try:
        if not peer.wait_for(chip.ADDRESS, 40, lambda: device.poll() is None):
            result.problem = "the device does not answer a ping"
            return result
        begin = time.monotonic()

        def mend() -> None:
            if time.monotonic() > begin + cell.mend_after:
                device.send_signal(signal.SIGUSR1)

        result.first = [Talk(*words) for words in cell.talks]
        hold_all(result.first, cell.mend_after + THEN, mend)
        device.send_signal(signal.SIGUSR1)
        time.sleep(1)  # what was late arrives
        result.second = [Talk(*words) for words in cell.talks]
        hold_all(result.second, AGAIN, lambda: None)
        if device.poll() is not None:
            result.problem = f"the device ended by itself, exit {device.returncode}"
    finally:
        if device.poll() is None:
            device.terminate()
            device.wait(20)
        if not result.problem and device.returncode != 0:
            result.problem = f"the device ended with exit {device.returncode}"
    return result


def main() -> int:
    cell = Cell(**json.loads(sys.argv[1]))
    own_network(cell.mtu)
    print(json.dumps(dataclasses.asdict(run(cell))))
    return 0


if __name__ == "__main__":
    sys.exit(main())

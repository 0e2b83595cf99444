# SPDX-License-Identifier: MIT
"""play.py DEVICE PROFILE [SCRIPT...]: plays scripts until one fails; says which.

With THIMBLE_REACHED every script is played, and the output says which changed functions each enters.
A device that does not answer is ended, which is a failure.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

import facts
import suite
from devices import Broken, Host
from player import Failed, Player
from tools.mutate.scheme import REACHED

PATIENCE = 20.0  # seconds for one script; the longest takes less than one


def plays(run: suite.Run, device: Path) -> str:
    """What is wrong, "" when nothing."""
    with Host(device) as host:
        watch = threading.Timer(PATIENCE, host.process.kill)
        watch.start()
        try:
            Player(run.script, facts.load(run.profile), host).play()
        except (Failed, Broken) as wrong:
            return str(wrong) or "fails"
        except Exception as strange:  # an answer that no device may give
            return f"{type(strange).__name__}: {strange}"
        finally:
            watch.cancel()
    return ""


def main(arguments: list[str]) -> int:
    device, profile, *names = arguments
    told = os.environ.get(REACHED)
    enters: dict[str, list[int]] = {}
    for run in suite.runs():
        stem = run.script.path.stem
        skipped = run.profile != profile or run.why_not or run.script.pending
        if skipped or (names and stem not in names):
            continue
        if told:
            Path(told).unlink(missing_ok=True)
        wrong = plays(run, Path(device))
        if wrong:
            print(f"{wrong}\nREFUSED {stem}")
            return 1
        if told and Path(told).exists():
            enters[stem] = [int(word) for word in Path(told).read_text().split()]
    if told:
        print(json.dumps(enters))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

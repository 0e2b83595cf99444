# SPDX-License-Identifier: MIT
"""Plays scripts by hand: run.py DEVICE PROFILE [FILE...], with the transcript of what fails. No file:
all that the profile can run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import facts
import suite
from devices import Host
from notation import Script, read
from player import Failed, Player


def main(arguments: list[str]) -> int:
    device, profile, *files = arguments
    failed = 0
    for script in asked(profile, files):
        with Host(Path(device)) as host:
            player = Player(script, facts.load(profile), host)
            try:
                player.play()
                print(f"{script.path}: ok")
            except Failed as wrong:
                failed += 1
                print(wrong)
            host.end()
    return 1 if failed else 0


def asked(profile: str, files: list[str]) -> list[Script]:
    if files:
        return [read(Path(file)) for file in files]
    return [script for script in suite.scripts()
            if not script.pending and not suite.why_not(script, facts.load(profile))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

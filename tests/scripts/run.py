# SPDX-License-Identifier: MIT
"""Plays scripts by hand: run.py DEVICE PROFILE FILE..., with the transcript."""

from __future__ import annotations

import sys
from pathlib import Path

import facts
from devices import Host
from notation import read
from player import Failed, Player


def main(arguments: list[str]) -> int:
    device, profile, *files = arguments
    failed = 0
    for file in files:
        with Host(Path(device)) as host:
            player = Player(read(Path(file)), facts.load(profile), host)
            try:
                player.play()
                print(f"{file}: ok")
            except Failed as wrong:
                failed += 1
                print(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

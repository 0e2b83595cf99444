# SPDX-License-Identifier: MIT
"""python3 -m proofs.cycles FIRMWARE.elf [--function NAME ...] [--suppose NAME=N ...]
                                      [--loops FILE] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from proofs.cycles import ASSUMED, CycleBound, Firmware, Refused, interrupts
from proofs.cycles.interrupts import Silence

FUNCTIONS = ["stack_poll", "stack_receive"]


def main(words: list[str] | None = None) -> int:
    """0: figures; 1: refused, with a line for each reason; 2: wrong usage."""
    given = _parse(words)
    try:
        firmware = Firmware(given.firmware, dict(given.suppose), given.loops)
        bounds = [firmware.bound(name) for name in given.function or FUNCTIONS]
        silence = interrupts.silence(firmware)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    if given.json:
        print(json.dumps({"functions": [each.as_json() for each in bounds],
                          "interrupts_off": silence.as_json(), "assumptions": [ASSUMED]}, indent=1))
    else:
        for each in bounds:
            _tell(each)
        _tell_silence(silence)
        print(f"it is assumed that {ASSUMED}")
    return 0


def _parse(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="proofs.cycles", description="The most cycles that functions of a firmware take."
    )
    parser.add_argument("firmware", type=Path)
    parser.add_argument("--function", action="append", metavar="NAME",
                        help=f"without namespace; {' and '.join(FUNCTIONS)} if none is named")
    parser.add_argument("--suppose", action="append", default=[], type=_pair, metavar="NAME=N",
                        help="TICKS that pass between two polls (1), FRAME: longest datagram")
    parser.add_argument("--loops", type=Path, metavar="FILE",
                        help="of the form of loops.yaml, for code without lines")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(words)


def _pair(text: str) -> tuple[str, int]:
    name, _, number = text.partition("=")
    if not name or not number.isdigit():
        raise argparse.ArgumentTypeError(f"'{text}' is not NAME=NUMBER")
    return name, int(number)


def _tell(found: CycleBound) -> None:
    supposed = ", ".join(f"{name} {value}" for name, value in found.supposed.items())
    print(f"{found.function}: at most {found.cycles:,} cycles ({supposed}), interrupts apart")
    for spent in found.path:
        print(f"  {spent.cycles:>9,} in {spent.runs:>4} x {spent.function}")


def _tell_silence(found: Silence) -> None:
    print(f"interrupts off: at most {found.cycles:,} cycles, {found.where}; one that comes alone "
          f"waits at most {found.wait:,}")
    for name, cycles in found.handlers.items():
        print(f"  {cycles:>9,} {name}")


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: MIT
"""python3 -m proofs.stack firmware.elf [--annotations FILE] [--json]; exit 1: there is no bound."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from proofs.refused import Refused
from proofs.stack.sums import bound
from proofs.stack.result import as_text


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="proofs.stack", description="Bound the stack of a linked AVR firmware."
    )
    parser.add_argument("firmware", type=Path, metavar="FIRMWARE.elf")
    parser.add_argument(
        "--annotations", type=Path, metavar="FILE", help="see proofs/stack/README.md"
    )
    parser.add_argument("--json", action="store_true", help="the same as JSON")
    asked = parser.parse_args(arguments)
    try:
        found = bound(asked.firmware, asked.annotations)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    print(json.dumps(found.as_json(), indent=2) if asked.json else as_text(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

# SPDX-License-Identifier: MIT
"""fuzz/packets/: what the fuzz target of each of our packets compares its header with, printed from
its spec. Run as a program it writes the files; with --check it says which are old.
"""

from __future__ import annotations

import sys
from pathlib import Path

from codegen.load.ksy import load_ksy
from codegen.packets import load_packet
from codegen.print.packet_fuzz import print_packet_fuzz
from tools.shell import ROOT, Failure, say

PACKETS = ROOT / "spec" / "packets"
FOLDER = ROOT / "fuzz" / "packets"


def of_spec(spec: Path, source: str = "") -> dict[str, str]:
    """The files of one packet, by name."""
    packet = load_packet(spec, source)
    return {f"{packet.name}_packet.hpp": print_packet_fuzz(load_ksy(spec), packet)}


def files() -> dict[str, str]:
    """All of ours."""
    made: dict[str, str] = {}
    for spec in sorted(PACKETS.glob("*.ksy")):
        made |= of_spec(spec)
    return made


def old() -> list[str]:
    """Files that say something else than the spec does, and what no spec yields."""
    made = files()
    wrong = [name for name, text in made.items() if not _says(FOLDER / name, text)]
    wrong += [path.name for path in FOLDER.glob("*") if path.name not in made]
    return [
        f"fuzz/packets/{name} is not what the spec says; to mend: "
        "PYTHONPATH=. /usr/bin/python3 -m tools.fuzz_packets"
        for name in sorted(wrong)
    ]


def _says(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def main(arguments: list[str]) -> int:
    """Writes, or compares."""
    if arguments not in ([], ["--check"]):
        raise Failure("fuzz_packets takes --check or nothing")
    if arguments:
        wrong = old()
        for line in wrong:
            say(line)
        return 1 if wrong else 0
    FOLDER.mkdir(exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

# SPDX-License-Identifier: MIT
"""fuzz/reference/tables/<profile>/: the rows of tcp.fsm, for lock step.

The rows are taken as they were read: features are put in as true or false, nothing is reduced,
checked or ordered anew. So what this says of a row comes another way than the C of the machine.
Run as a program it writes the files; with --check it says which are old.
"""

from __future__ import annotations

import sys
from pathlib import Path

from codegen.load.fsm import load
from codegen.load.profile import load_profile
from codegen.lower.features import machine_features, machine_params
from tools.fuzz_reference_tables import Tables
from tools.shell import ROOT, Failure, say

SPEC = ROOT / "spec"
FSM = SPEC / "machines" / "tcp.fsm"
FOLDER = ROOT / "fuzz" / "reference" / "tables"
PROFILES = ("workbench",)  # that fuzz targets are built on


def files(profile_name: str, fsm: Path = FSM) -> dict[str, str]:
    """The files of one profile, by name."""
    profile, _ = load_profile(SPEC / "profiles" / f"{profile_name}.yaml", SPEC, profile_name)
    code = Tables(load(fsm), machine_features(profile), machine_params(profile))
    where = fsm.relative_to(ROOT) if fsm.is_relative_to(ROOT) else fsm.name
    head = (
        "// SPDX-License-Identifier: MIT",
        f"// Printed by tools/fuzz_reference.py from {where} for profile {profile_name}.",
    )
    made = {
        "rename.h": [f"#define tcp_{each} machine_{each}" for each in code.borders()],
        "restore.h": [f"#undef tcp_{each}" for each in code.borders()],
        "tables.hpp": code.lines(),
        "rows.hpp": code.rows_lines(),
    }
    return {name: "\n".join([*head, *lines, ""]) for name, lines in made.items()}


def old() -> list[str]:
    """Files that say something else than the spec does."""
    return [
        f"{file.relative_to(ROOT)} is not what the spec says; to mend: "
        "PYTHONPATH=. /usr/bin/python3 -m tools.fuzz_reference"
        for profile in PROFILES
        for name, text in files(profile).items()
        for file in (FOLDER / profile / name,)
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """Writes, or compares."""
    if arguments not in ([], ["--check"]):
        raise Failure("fuzz_reference takes --check or nothing")
    if arguments:
        wrong = old()
        for line in wrong:
            say(line)
        return 1 if wrong else 0
    for profile in PROFILES:
        (FOLDER / profile).mkdir(parents=True, exist_ok=True)
        for name, text in files(profile).items():
            (FOLDER / profile / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

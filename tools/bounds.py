# SPDX-License-Identifier: MIT
"""./thimble bounds PROFILE [--elf FILE] [--json] [--html FILE]: what one profile needs, before
anything is built; with --elf, what a linked firmware needs (tools/bounds_elf.py).
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from codegen.bound.owners import by_name, shares
from codegen.bound.profile import Bounded
from codegen.diagnostic import SpecError, one_of
from codegen.profiles import bounds_of
from tools.shell import ROOT, Failure, say

SPEC = ROOT / "spec"


def main(arguments: list[str]) -> int:
    """0: it fits; 1: over budget, or something is wrong with the files; 2: usage."""
    parser = argparse.ArgumentParser(prog="thimble bounds", description="see ./thimble --help")
    parser.add_argument("profile", metavar="PROFILE", help="a name, or the path of a .yaml file")
    parser.add_argument("--elf", type=Path, metavar="FILE", help="the linked firmware")
    parser.add_argument("--json", action="store_true", help="for other programs")
    parser.add_argument("--html", type=Path, metavar="FILE", help="with --elf: one page")
    asked = parser.parse_args(arguments)
    if asked.html and not asked.elf:
        parser.error("--html draws a linked firmware; --elf FILE was expected too")
    path = profile_path(asked.profile)
    try:
        made, _ = bounds_of(path, SPEC, path.name)
    except SpecError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if asked.elf:
        elf = importlib.import_module("tools.bounds_elf")  # needs binutils, the specs alone do not
        return int(elf.report(made, asked.elf, as_json=asked.json, html=asked.html))
    return report(made, as_json=asked.json)


def profile_path(word: str) -> Path:
    """A name of spec/profiles, or a file of the user's own."""
    known = {path.stem: path for path in (SPEC / "profiles").glob("*.yaml")}
    path = known.get(word, Path(word))
    if path.is_file():
        return path
    raise Failure(f"profile '{word}' is not known; {one_of(known)}; or the path of a .yaml file")


def report(made: Bounded, *, as_json: bool) -> int:
    """The computed data by owner; 1 when it is more than the profile may use."""
    ram = made.ram
    owners = by_name(shares(made.profile, ram))
    if as_json:
        say(json.dumps({"computed": owners, "total": ram.total, "limit": ram.limit}, indent=2))
    else:
        for name, size in owners.items():
            say(f"  {name:<30} {size:>7,}")
        say(f"  {'altogether, computed':<30} {ram.total:>7,}  of {ram.limit:,}")
    return 0 if ram.total <= ram.limit else 1

# SPDX-License-Identifier: MIT
"""./thimble bounds PROFILE [--elf FILE] [--json] [--html FILE]: what one profile needs, before
anything is built; with --elf, what a linked firmware needs (tools/bounds_elf.py).
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from codegen.diagnostic import SpecError, one_of
from codegen.profiles import bounds_of
from tools import bounds_spec
from tools.shell import ROOT, Failure

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
        return int(elf.report(made, path, asked.elf, as_json=asked.json, html=asked.html))
    return bounds_spec.report(made, path, as_json=asked.json)


def profile_path(word: str) -> Path:
    """A name of spec/profiles, or a file of the user's own."""
    known = {path.stem: path for path in (SPEC / "profiles").glob("*.yaml")}
    path = known.get(word, Path(word))
    if path.is_file():
        return path
    raise Failure(f"profile '{word}' is not known; {one_of(known)}; or the path of a .yaml file")

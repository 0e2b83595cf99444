# SPDX-License-Identifier: MIT
"""./thimble prove [PROFILE|STEM...] [--json]: proves proofs/<stem>.c for each profile, under two machine models.

Prints one line for each theorem, in words. Fails on an unproved goal, a contract that nobody can satisfy, a function
without contract or theorem, a header left out, an axiom that is not listed, a loop without variant, fewer goals than
there were, and a trusted fact that Z3 does not confirm. See proofs/README.md.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from pathlib import Path

from proofs.model import run as model
from tools import proof_eva
from tools.proof_gate import Asked, examine
from tools.proof_jobs import Profile, proof_files
from tools.proof_profiles import of_file, shipped, tree_of
from tools.proof_show import as_json, show
from tools.shell import say

SWITCHES = {
    "--json": "all of it as JSON: proofs/prove.schema.json",
    "--update": "write proofs/verdicts/ and proofs/cache/ anew, as far as asked for",
    "--no-cache": "believe nothing: ask the provers for every goal again",
    "--again": "make every goal again; the provers' answers are believed",
    "--smoke": "look for contradictions behind each branch and call too",
    "--model": "search two peers and a bad net with spin instead",
    "--eva": "drive the whole stack of each PROFILE with Frama-C's Eva instead; --again, --update",
    "--large": "with --model: the long searches too (minutes)",
}


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="thimble prove", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="PROFILE|STEM",
        help="a profile by name, your own by its .yaml, proof files by name; default: all of both",
    )
    for switch, what in SWITCHES.items():
        parser.add_argument(switch, action="store_true", help=what)
    parser.add_argument(
        "--sample",
        type=int,
        default=0,
        metavar="GOALS",
        help="prove so many goals anew that only their verdict is believed of",
    )
    parser.add_argument(
        "--seed", default="", help="which they are; default: drawn from commit and day"
    )
    asked = parser.parse_args(argv)
    if asked.model and asked.words or asked.large and not asked.model:
        parser.error("--model takes no PROFILE and no STEM, and --large goes with --model")
    if asked.eva and (asked.model or asked.json or asked.smoke):
        parser.error("--eva goes with --again and --update alone")
    asked.profiles, asked.stems = ([], []) if asked.model else chosen(parser, asked.words)
    if asked.eva and asked.stems:
        parser.error("--eva takes profiles, no STEM")
    if asked.update and any(profile.name not in shipped() for profile in asked.profiles):
        parser.error("--update writes the committed verdicts, which are of shipped profiles alone")
    return asked


def chosen(parser: argparse.ArgumentParser, words: list[str]) -> tuple[list[Profile], list[str]]:
    """Profiles and stems among the words; all profiles when none is named."""
    ours = shipped()
    known = set(proof_files(tree_of(next(iter(ours.values())))))
    profiles, rest = [], []
    for word in words:
        if word in ours:
            profiles.append(ours[word])
        elif word.endswith(".yaml") and Path(word).is_file():
            profiles.append(of_file(Path(word), ours))
            known |= set(proof_files(tree_of(profiles[-1])))
        else:
            rest.append(word)
    for word in rest:
        if word not in known:
            parser.error(
                f"{word} is no profile ({', '.join(ours)}, or your own file.yaml) and no proof file "
                f"({', '.join(sorted(known))})"
            )
    return profiles or list(ours.values()), rest


def main(argv: list[str]) -> int:
    """Exit 0: everything proved. 1: something is not; 2: usage. The last line counts."""
    asked = arguments(argv)
    if asked.model:
        return model.main(asked.large, say)
    if asked.eva:
        return proof_eva.main(asked.profiles, update=asked.update, again=asked.again)
    start = time.monotonic()
    names = (field.name for field in dataclasses.fields(Asked))
    gate = examine(Asked(**{name: getattr(asked, name) for name in names}), progress)
    seconds = time.monotonic() - start
    if asked.json:
        say(as_json(gate, seconds))
    else:
        show(gate, seconds)
    return 1 if gate.failed else 0


def progress(line: str) -> None:
    """How far it is: beside the result, which somebody may read by program."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()

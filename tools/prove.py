# SPDX-License-Identifier: MIT
"""./thimble prove [PROFILE|STEM...]: proves proofs/<stem>.c for each profile, under two machine models.

Prints one line for each theorem, in words. Fails on an unproved goal, a contract that nobody can satisfy, a function
without contract or theorem, a header left out, an axiom that is not listed, a loop without variant, fewer goals than
there were, and a trusted fact that Z3 does not confirm. See proofs/README.md.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

from proofs.model import run as model
from tools.proof_audit import Complaint
from tools.proof_elsewhere import believed
from tools.proof_facts import check_facts
from tools.proof_jobs import Profile, jobs_of, proof_files
from tools.proof_left import left_out
from tools.proof_profiles import own, shipped, tree_of
from tools.proof_run import run_all, shrunken, update
from tools.proof_setup import PROOFS, WORK, prepare
from tools.proof_theorems import Proof, Said, judge, theorems_of, unsaid
from tools.proof_verdicts import Verdicts
from tools.proof_wp import Mode, Tree
from tools.shell import say


@dataclass
class Gate:
    """All that was found, before anybody prints it."""

    profiles: list[Profile]
    proofs: list[Proof]
    said: list[Said]
    complaints: list[tuple[str, list[Complaint]]]  # by what was asked; empty lists are what passed
    seconds: float = 0.0


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
    parser.add_argument(
        "--update", action="store_true", help="write proofs/verdicts/ and proofs/cache/ anew"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="believe nothing: ask the provers for every goal again"
    )
    parser.add_argument(
        "--again", action="store_true", help="make every goal again; provers' answers are believed"
    )
    parser.add_argument(
        "--smoke", action="store_true", help="look for contradictions behind each branch and call too"
    )
    parser.add_argument(
        "--model", action="store_true", help="search two peers and a bad net with spin instead"
    )
    parser.add_argument(
        "--large", action="store_true", help="with --model: the long searches too (minutes)"
    )
    asked = parser.parse_args(argv)
    if asked.model and asked.words or asked.large and not asked.model:
        parser.error("--model takes no PROFILE and no STEM, and --large goes with --model")
    asked.profiles, asked.stems = chosen(parser, asked.words)
    if asked.update and asked.words and any(word not in asked.stems for word in asked.words):
        parser.error("--update writes the verdicts of all shipped profiles: name stems alone, or nothing")
    return asked


def chosen(parser: argparse.ArgumentParser, words: list[str]) -> tuple[list[Profile], list[str]]:
    """Profiles and stems among the words; those of which none is named are all."""
    ours = shipped()
    known = proof_files(tree_of(next(iter(ours.values()))))
    profiles, stems = [], []
    for word in words:
        if word in ours:
            profiles.append(ours[word])
        elif word in known:
            stems.append(word)
        elif word.endswith(".yaml") and Path(word).is_file():
            path = Path(word).resolve()
            here = ours.get(path.stem)
            is_ours = here is not None and path.parent == (PROOFS.parent / "spec" / "profiles")
            profiles.append(here if here and is_ours else own(Path(word)))
        else:
            parser.error(
                f"{word} is no profile ({', '.join(ours)}, or your own file.yaml) and no proof file "
                f"({', '.join(known)})"
            )
    return profiles or list(ours.values()), stems


def main(argv: list[str]) -> int:
    """Exit 0: everything proved. 1: something is not; 2: usage. The last line counts."""
    options = arguments(argv)
    if options.model:
        return model.main(options.large, say)
    start = time.monotonic()
    gate = examine(options)
    gate.seconds = time.monotonic() - start
    return show(gate)


def examine(options: argparse.Namespace) -> Gate:
    """Proves, and asks everything else that the gate asks."""
    setup = prepare()
    trees = {profile.name: tree_of(profile) for profile in options.profiles}
    stems = options.stems or sorted({stem for tree in trees.values() for stem in proof_files(tree)})
    jobs = jobs_of(setup, trees, stems)
    verdicts = Verdicts(PROOFS / "verdicts", WORK / "verdicts")
    cache = "rebuild" if options.no_cache else "cleanup" if options.update else "update"
    mode = Mode(cache, "all" if options.smoke else "", again=options.again or options.no_cache or options.smoke)
    facts = check_facts(PROOFS / "facts.h", PROOFS / "facts.smt2", WORK / "facts")
    proofs = run_all(setup, jobs, mode, verdicts, say)
    if options.update:
        update(proofs, verdicts, say)
    for job, result in proofs:
        result.complaints += shrunken(job, result, verdicts)
    asked = [("the trusted facts, by Z3", facts)]
    asked += [(f"{job.stem} under {job.model.name} ({', '.join(job.profiles)})", result.complaints)
              for job, result in proofs]
    said = []
    for stem in stems:
        claims, complaints = words_of(stem, trees, proofs, all_profiles=len(trees) >= len(shipped()))
        said += claims
        asked.append((f"the theorems of {stem}", complaints))
    if not options.stems:
        for profile in options.profiles:
            asked.append((f"no contract is only believed in {profile.name}", believed(profile.name, proofs)))
        asked.append(("every header has its proof file", left_out(options.profiles, proofs)))
    return Gate(options.profiles, proofs, said, asked)


def words_of(
    stem: str, trees: dict[str, Tree], proofs: list[Proof], *, all_profiles: bool
) -> tuple[list[Said], list[Complaint]]:
    """The theorems of one stem; what a single profile does without is no mistake."""
    mine = [(job, result) for job, result in proofs if job.stem == stem]
    source = next(tree.source(stem) for tree in trees.values() if tree.source(stem).exists())
    theorems = theorems_of(source)
    complaints = unsaid(source, theorems, mine)
    if not all_profiles:
        complaints = [one for one in complaints if "no function of theorem" not in one.text]
    return [judge(theorem, mine) for theorem in theorems], complaints


def show(gate: Gate) -> int:
    """For a person who reads."""
    for said in gate.said:
        say(str(said))
    failed = 0
    for what, complaints in gate.complaints:
        if complaints:
            failed += 1
            say(f"FAILED {what}")
            for complaint in complaints:
                say(f"{complaint}")
    goals = sum(result.proved for _, result in gate.proofs)
    say(f"{goals} goals proved, {gate.seconds:.0f} s")
    say(f"{len(gate.complaints) - failed} passed, {failed} failed")
    return 1 if failed else 0

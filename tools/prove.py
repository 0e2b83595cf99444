# SPDX-License-Identifier: MIT
"""./thimble prove [STEM...]: proves proofs/<stem>.c, each under a 16-bit and a 32-bit machine model.

Fails on an unproved goal, a function without contract, an axiom that is not listed, a loop without variant, fewer
goals than proofs/goals.json counts, and a trusted fact that Z3 does not confirm. See proofs/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from proofs.model import run as model
from tools import proof_cache
from tools.proof_audit import Complaint, read_trusted
from tools.proof_facts import check_facts
from tools.proof_setup import INCLUDE, MODELS, PROOFS, WORK, Model, Setup, prepare
from tools.proof_wp import Mode, Result, Tree, owned_files, prove
from tools.shell import ROOT, run, say

AT_ONCE = 2  # frama-c processes, each with one prover at a time
Ratchet = dict[str, dict[str, int]]


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="thimble prove", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument(
        "stems", nargs="*", metavar="STEM", help="proof files by name; default: all"
    )
    parser.add_argument(
        "--update", action="store_true", help="write proofs/goals.json and proofs/cache/ anew"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="ask the provers for every goal again"
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="also what has not changed since its last good run here",
    )
    parser.add_argument(
        "--smoke", action="store_true", help="look for contradictions in the contracts instead"
    )
    parser.add_argument(
        "--model", action="store_true", help="search two peers and a bad net with spin instead"
    )
    parser.add_argument(
        "--large", action="store_true", help="with --model: the long searches too (minutes)"
    )
    asked = parser.parse_args(argv)
    if asked.model and asked.stems or asked.large and not asked.model:
        parser.error("--model takes no STEM, and --large goes with --model")
    known = proof_files()
    for stem in asked.stems:
        if stem not in known:
            parser.error(f"there is no proof file proofs/{stem}.c; there are {', '.join(known)}")
    return asked


def proof_files() -> list[str]:
    """One for each proofs/<stem>.c."""
    return sorted(path.stem for path in PROOFS.glob("*.c"))


def main(argv: list[str]) -> int:
    """Exit 0: everything proved. 1: something is not; 2: usage. The last line counts, one item a file and model."""
    options = arguments(argv)
    if options.model:
        return model.main(options.large, say)
    everything = proof_files()
    stems = options.stems or everything
    setup = prepare()
    tree = Tree(
        Path("proofs"), [Path(path) for path in INCLUDE], WORK, read_trusted(PROOFS / "trusted.txt")
    )
    cache = "rebuild" if options.no_cache else "cleanup" if options.update else "update"
    mode = Mode(cache, options.smoke)
    start = time.monotonic()

    failed = report(
        check_facts(PROOFS / "facts.h", PROOFS / "facts.smt2", WORK / "facts"), "facts, by Z3"
    )
    passed = 1 - failed
    fresh = options.again or options.update or options.no_cache or options.smoke
    results = run_all(setup, tree, stems, mode, skip_unchanged=not fresh)
    ratchet: Ratchet = json.loads((PROOFS / "goals.json").read_text())
    for result in results:
        if not (options.update or options.smoke):
            result.complaints += shrunken(result, ratchet)
        failed += report(result.complaints, describe(result))
        passed += result.good
    if not options.stems:
        failed += report(unowned(results, everything), "every contract has its proof file")
        passed = passed + 1 if not unowned(results, everything) else passed
    if options.update:
        update(results, ratchet)
    say(f"{sum(r.proved for r in results)} goals proved, {time.monotonic() - start:.0f} s")
    say(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def run_all(
    setup: Setup, tree: Tree, stems: list[str], mode: Mode, *, skip_unchanged: bool
) -> list[Result]:
    """All files under both models, a few at once; results in the order of the names."""
    jobs = [(stem, model) for stem in stems for model in MODELS]

    def one(job: tuple[str, Model]) -> Result:
        stem, model = job
        stamp = Stamp(setup, tree, stem, model)
        if skip_unchanged and (known := stamp.known()) is not None:
            return known
        result = prove(setup, tree, stem, model, mode)
        if not mode.smoke:
            stamp.keep(result)
        say(f"  {describe(result)}")
        return result

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, jobs))


class Stamp:
    """Remembers, in build/ only, that exactly this input was proved on this machine."""

    def __init__(self, setup: Setup, tree: Tree, stem: str, model: Model) -> None:
        self.path = tree.work / model.name / stem / "stamp.json"
        self.stem, self.model = stem, model.name
        command = setup.frama_c(model, tree.proofs / f"{stem}.c", tree.include, tree.proofs)
        flags = str(command[-2]).removeprefix("-cpp-extra-args=").split()
        text = run(["gcc", "-E", "-CC", *flags, command[-1]], seconds=60).output
        tools = "".join(path.read_text() for path in sorted((ROOT / "tools").glob("proof_*.py")))
        rest = repr((command[1:], setup.versions, sorted(tree.trusted)))
        self.key = hashlib.sha256((text + tools + rest).encode()).hexdigest()

    def known(self) -> Result | None:
        if not self.path.exists():
            return None
        kept = json.loads(self.path.read_text())
        if kept["key"] != self.key:
            return None
        return Result(self.stem, self.model, kept["total"], kept["proved"], seconds=0.0)

    def keep(self, result: Result) -> None:
        self.path.unlink(missing_ok=True)
        if result.good:
            kept = {"key": self.key, "total": result.total, "proved": result.proved}
            self.path.write_text(json.dumps(kept))


def describe(result: Result) -> str:
    """One line: how many goals of how many, and how long."""
    took = f"{result.seconds:.0f} s" if result.seconds else "unchanged"
    smoke = f", {result.smoke} smoke tests" if result.smoke else ""
    return f"{result.stem:<14} {result.model:<11} {result.proved:>4} of {result.total:<4} {took}{smoke}"


def report(complaints: list[Complaint], what: str) -> int:
    """Prints what is wrong; 1 when something is."""
    if not complaints:
        return 0
    say(f"FAILED {what}")
    for complaint in complaints:
        say(f"{complaint}")
    return 1


def shrunken(result: Result, ratchet: Ratchet) -> list[Complaint]:
    """A goal count that falls means that a contract went away."""
    least = ratchet.get(result.stem, {}).get(result.model)
    at = "proofs/goals.json"
    if least is None:
        return [
            Complaint(
                at,
                f"no count for {result.stem} under {result.model}; ./thimble prove --update adds it",
            )
        ]
    if result.total < least:
        return [
            Complaint(
                at,
                f"{result.stem} under {result.model} has {result.total} goals, once {least}: a contract is gone? "
                "If it may be, ./thimble prove --update writes the new count",
            )
        ]
    return []


def unowned(results: list[Result], stems: list[str]) -> list[Complaint]:
    """Functions that some proof file includes and none proves, and annotated headers without a proof file."""
    owned = {file for stem in stems for file in owned_files(stem)}
    result = {
        Complaint(
            f"{f.file}:{f.line}",
            f"{f.name}: its header has no proof file proofs/{Path(f.file).stem}.c",
        )
        for one in results
        for f in one.found
        if f.kind == "function" and Path(f.file).name not in owned
    }
    for header in sorted((ROOT / INCLUDE[0]).glob("*.h")):
        if "/*@" in header.read_text() and header.stem not in stems:
            at = header.relative_to(ROOT)
            result.add(Complaint(str(at), f"has contracts, but there is no proofs/{header.stem}.c"))
    known = (PROOFS / "README.md").read_text().partition("## What is not proved")[2]
    return sorted({*result, *unlisted(ROOT / INCLUDE[1], stems, known)}, key=str)


def unlisted(core: Path, stems: list[str], known: str) -> list[Complaint]:
    """Hand-written headers whose contracts nobody proves, unless `known` says so: a contract that stands there
    unproved looks like one that is."""
    return [
        Complaint(
            f"core/{header.name}",
            f"has contracts, but there is no proofs/{header.stem}.c; if there will be none yet, proofs/README.md "
            f"names `{header.name}` under What is not proved",
        )
        for header in sorted(core.glob("*.h"))
        if "/*@" in header.read_text() and header.stem not in stems and f"`{header.name}`" not in known
    ]


def update(results: list[Result], ratchet: Ratchet) -> None:
    """Writes the ratchet and the verdicts of what was proved in full."""
    for stem in sorted({result.stem for result in results}):
        of_stem = [result for result in results if result.stem == stem]
        if not all(result.good for result in of_stem):
            say(f"proofs/cache/{stem}.txt left as it is: not everything is proved")
            continue
        for result in of_stem:
            before = ratchet.setdefault(stem, {}).get(result.model, 0)
            if result.total < before:
                say(
                    f"proofs/goals.json: {stem} under {result.model} falls from {before} to {result.total}"
                )
            ratchet[stem][result.model] = result.total
        caches = [path for result in of_stem for path in result.caches]
        count = proof_cache.pack(caches, PROOFS / "cache" / f"{stem}.txt")
        say(f"proofs/cache/{stem}.txt: {count} verdicts")
    (PROOFS / "goals.json").write_text(json.dumps(ratchet, indent=2, sort_keys=True) + "\n")

# SPDX-License-Identifier: MIT
"""./thimble fuzz [TARGET...] [--seconds N]: libFuzzer with its sanitizers; a crash keeps the input.

Seeds are fuzz/corpus/<target>/ and are not changed; what the fuzzer finds on the way lies in
build/fuzz/found/.
"""

from __future__ import annotations

import argparse
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import build
from tools.outcome import Outcome, tail
from tools.shell import BUILD, ROOT, Failure, Ran, run, say

FUZZ = BUILD / "fuzz"
LONGEST = 1500  # bytes of an input, when a target names nothing else: no frame is longer


def targets() -> list[str]:
    """One for each fuzz/<stem>.cpp."""
    return sorted(path.stem for path in (ROOT / "fuzz").glob("*.cpp"))


def command_of(target: str, seconds: int) -> list[str]:
    """libFuzzer's own command line, which a person can repeat."""
    found = FUZZ / "found" / target
    crashes = FUZZ / "crashes" / target
    for folder in (found, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    command = [str(FUZZ / target), str(found)]
    seeds = ROOT / "fuzz" / "corpus" / target
    if seeds.is_dir():
        command.append(str(seeds))
    dictionary = ROOT / "fuzz" / f"{target}.dict"
    if dictionary.exists():
        command.append(f"-dict={dictionary}")
    return [
        *command,
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        "-timeout=10",
        "-print_final_stats=1",
        f"-artifact_prefix={crashes}/",
    ]


def fuzz(target: str, seconds: int) -> Ran:
    """One target; without a limit it runs until somebody stops it."""
    return run(command_of(target, seconds), seconds=seconds + 120 if seconds else 10**8)


def verdict(target: str, ran: Ran) -> tuple[bool, str]:
    """Whether it found nothing, and one line (or the crash) about it."""
    executed = re.search(r"stat::number_of_executed_units:\s*(\d+)", ran.output)
    inputs = re.search(r"Test unit written to (\S+)", ran.output)
    if ran.code == 0 and executed and int(executed[1]) > 0:
        covered = re.findall(r"cov: (\d+)", ran.output)
        return True, (
            f"{target:<16} {int(executed[1]):>9} inputs  coverage "
            f"{covered[-1] if covered else '?':>5}  {ran.seconds:5.1f} s"
        )
    kept = ""
    if inputs:
        kept = (
            f"\nthe input is kept: {Path(inputs[1]).relative_to(ROOT)}; "
            f"to repeat: build/fuzz/{target} {Path(inputs[1]).relative_to(ROOT)}"
        )
    return False, f"{heart(ran.output)}\n{target}: exit {ran.code}{kept}"


def heart(output: str, lines: int = 30) -> str:
    """The sanitizer's message and trace, when there is one; else the end of the output."""
    at = output.find("ERROR: ")
    if at < 0:
        at = output.find("runtime error: ")
    if at < 0:
        return tail(output, lines)
    start = output.rfind("\n", 0, at) + 1
    return "\n".join(output[start:].splitlines()[:lines])


def main(arguments: list[str]) -> int:
    """Builds, then fuzzes two targets at a time."""
    parser = argparse.ArgumentParser(prog="thimble fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", help="all of fuzz/*.cpp when none is named")
    parser.add_argument("--seconds", type=int, default=10, help="for each target; 0: until stopped")
    asked = parser.parse_args(arguments)
    if asked.seconds < 0:
        parser.error("--seconds is 0 or more")
    known = targets()
    unknown = [name for name in asked.target if name not in known]
    if unknown:
        parser.error(f"there is no target '{unknown[0]}'; fuzz/ has {', '.join(known) or 'none'}")
    names = asked.target or known
    if not names:
        raise Failure("fuzz/ has no target (fuzz/<stem>.cpp)")
    if asked.seconds == 0 and len(names) > 2:
        parser.error("--seconds 0 never ends: name one or two targets")
    build.need("fuzz", FUZZ / names[0], *(f"fuzz_{name}" for name in names))
    outcome = Outcome()
    with ThreadPoolExecutor(2) as pool:
        for name, ran in zip(
            names, pool.map(lambda each: fuzz(each, asked.seconds), names), strict=True
        ):
            good, text = verdict(name, ran)
            outcome.check(good, text)
            say(text)
    say(f"{outcome.passed} passed, {outcome.failed} failed")
    return 1 if outcome.failed else 0

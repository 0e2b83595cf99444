# SPDX-License-Identifier: MIT
"""./thimble fuzz [TARGET...] [--time 60s | --forever] [--jobs N] [--seed N] [--log]: libFuzzer with its
sanitizers.

Each target begins with fuzz/corpus/<target>/; what the fuzzer finds on the way lies in
build/fuzz/found/. An input that crashes is made smaller and kept in the corpus, with the
conversation and a capture of it in build/fuzz/crashes/.

./thimble fuzz --planted [--update] [WORD...]: bugs put into a copy of the sources, and who sees them.
./thimble fuzz generator [--time 60s]: specs with mistakes in them.
./thimble fuzz PRODUCT.yaml|PACKET.ksy...: packets of your own.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from tools import build, fuzz_log, fuzz_planted_table
from tools.fuzz_crash import Crash, heart, keep, sign_of
from tools.fuzz_log import Search
from tools.fuzz_met import of_spec
from tools.fuzz_run import Fuzzer, run_all
from tools.outcome import Outcome, tail
from tools.shell import BUILD, ROOT, Failure, Ran, say

FUZZ = BUILD / "fuzz"
CORPUS = ROOT / "fuzz" / "corpus"
RECORDED = ROOT / "fuzz" / "recorded"
LONGEST = 1500  # bytes of an input, when a target names nothing else: no frame is longer
SHORTER = {"stack": 256}  # its ops are a few bytes each: short programs are many
UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}
GRACE_S = 120  # to read the corpus before its time begins, and to end
HEARTBEAT_S = 10


def targets() -> list[str]:
    """One for each fuzz/<stem>.cpp."""
    return sorted(path.stem for path in (ROOT / "fuzz").glob("*.cpp"))


def command_of(target: str, seconds: int, seed: int = 0) -> list[str]:
    """libFuzzer's own command line, which a person can repeat. No seconds: until somebody stops it;
    no seed: other inputs each time.
    """
    found, crashes = FUZZ / "found" / target, FUZZ / "crashes" / target
    if seed:  # what other runs have found would be other inputs
        found = FUZZ / "seeded" / f"{target}_{seed}"
        shutil.rmtree(found, ignore_errors=True)
    for folder in (found, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    command = [str(FUZZ / target), str(found)]
    if (CORPUS / target).is_dir():
        command.append(str(CORPUS / target))
    dictionary = ROOT / "fuzz" / f"{target}.dict"
    if dictionary.exists():
        command.append(f"-dict={dictionary}")
    return [
        *command,
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        *(["-reload=0"] if seed else []),
        f"-max_len={SHORTER.get(target, LONGEST)}",
        "-timeout=10",
        "-print_final_stats=1",
        f"-artifact_prefix={crashes}/",
    ]


def verdict(target: str, ran: Ran) -> tuple[bool, str]:
    """Whether it found nothing, and one line (or the crash) about it."""
    executed = executed_by(ran)
    if ran.code == 0 and executed > 0:
        covered = re.findall(r"cov: (\d+)", ran.output)
        entries = re.findall(r"corp: (\d+)", ran.output)
        return True, (
            f"{target:<16} {executed:>10,} inputs {executed / ran.seconds:>9,.0f} /s"
            f"  coverage {covered[-1] if covered else '?':>5}"
            f"  corpus {entries[-1] if entries else '?':>4}  {ran.seconds:6.1f} s"
        )
    return False, f"{heart(ran.output)}\n{target}: exit {ran.code}"


def executed_by(ran: Ran) -> int:
    """Inputs, as its closing lines say; 0: they don't."""
    said = re.search(r"stat::number_of_executed_units:\s*(\d+)", ran.output)
    return int(said[1]) if said else 0


def chart(lines: Iterable[str]) -> list[str]:
    """Which event met which state, as the target says at its end: x for met."""
    said = [line.split()[1:] for line in lines if line.startswith("stat::met: ")]
    states = of_spec().states
    heads = [f"{'':<14} {'| ' * n}{state}" for n, state in enumerate(states)]
    return [*heads, *(f"{event:<14} {' '.join(marks)}" for event, marks in said)]


def crash_of(target: str, ran: Ran) -> Crash | None:
    """The input that was written down, kept."""
    written = written_by(ran)
    if written is None:
        return None
    folder = FUZZ / "crashes" / target
    say(f"{target}: crashed; its input is made smaller")
    return keep(FUZZ / target, written, heart(ran.output), folder, CORPUS / target)


def written_by(ran: Ran) -> Path | None:
    """Where libFuzzer left the input that crashed."""
    written = re.search(r"Test unit written to (\S+)", ran.output)
    return Path(written[1]) if written is not None and Path(written[1]).exists() else None


class Heartbeat:
    """A line now and then about each target that runs, and one at once about one that fails."""

    def __init__(self, fuzzers: Sequence[Fuzzer]) -> None:
        self.told = time.monotonic()
        self.waiting = list(fuzzers)

    def __call__(self, running: Sequence[Fuzzer]) -> None:
        for each in [each for each in self.waiting if each.failed]:
            self.waiting.remove(each)
            if running:
                say(f"  {each.target:<14} has failed: more of it when the others have ended")
        if time.monotonic() - self.told < HEARTBEAT_S:
            return
        self.told = time.monotonic()
        for each in running:
            pulse, seconds = each.pulse, self.told - each.began
            say(
                f"  {each.target:<14} {pulse.inputs:>10,} inputs {pulse.rate:>9,} /s"
                f"  coverage {pulse.coverage:>5}  corpus {pulse.corpus:>4}  {seconds:6.0f} s"
                f"{each.met}"
            )


def seconds_of(text: str) -> int:
    """Of `90`, `90s`, `15m` or `2h`."""
    found = re.fullmatch(r"(\d{1,6})([smh]?)", text)
    if found is None or int(found[1]) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is no time; expected one such as 60s, 15m or 2h")
    return int(found[1]) * UNITS[found[2]]


def count_of(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 to 9999")
    return int(text)


def asked_of(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="thimble fuzz",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("target", nargs="*", help="all of fuzz/*.cpp when none is named")
    how_long = parser.add_mutually_exclusive_group()
    how_long.add_argument(
        "--time", type=seconds_of, default=60, help="for each target: 60s, 15m, 2h"
    )
    how_long.add_argument("--report", action="store_true", help="figures, a page, fuzz/README.md")
    how_long.add_argument("--forever", action="store_true", help="until Ctrl-C, or a crash")
    parser.add_argument(
        "--jobs",
        type=count_of,
        default=os.cpu_count() or 1,
        help="processes side by side; one for each core when nothing is said",
    )
    parser.add_argument(
        "--seed", type=count_of, default=0, help="the same inputs each time, as far as the time goes"
    )
    parser.add_argument("--log", action="store_true", help="adds the run to fuzz/searched.json")
    asked = parser.parse_args(arguments)
    known = targets()
    unknown = [name for name in asked.target if name not in known]
    if unknown:
        parser.error(f"there is no target '{unknown[0]}'; fuzz/ has {', '.join(known) or 'none'}")
    if asked.report and asked.log:
        parser.error("--report measures, and searches nothing that --log could add")
    asked.target = asked.target or known
    if asked.forever and len(asked.target) > asked.jobs:
        parser.error(
            f"--forever with {len(asked.target)} targets and {asked.jobs} processes: the others"
            " would never run; name targets, or give --jobs"
        )
    return asked


def fuzzers_of(names: Sequence[str], seconds: int, jobs: int, seed: int = 0) -> list[Fuzzer]:
    """One for each target; where there are more processes than targets, several on each, which
    share what they find, and have seeds one behind the other.
    """
    copies = max(1, jobs // len(names))
    return [
        Fuzzer(name, command_of(name, seconds, seed and seed + copy))
        for name in names
        for copy in range(copies)
    ]


def main(arguments: list[str]) -> int:
    """Builds, then fuzzes."""
    if arguments[:1] == ["generator"]:
        from tools import fuzz_generator  # which needs what stands here

        return fuzz_generator.main(arguments[1:])
    if any(word.endswith((".yaml", ".ksy")) for word in arguments):
        from tools import fuzz_own  # the same

        return fuzz_own.main(arguments)
    if "--planted" in arguments:
        return fuzz_planted_table.main([word for word in arguments if word != "--planted"])
    asked = asked_of(arguments)
    if not asked.target:
        raise Failure("fuzz/ has no target (fuzz/<stem>.cpp)")
    if asked.report:
        from tools import fuzz_report

        return fuzz_report.main(asked.target)
    seconds = 0 if asked.forever else asked.time
    build.need("fuzz", FUZZ / asked.target[0], *_built(asked.target))
    fuzzers = fuzzers_of(asked.target, seconds, asked.jobs, asked.seed)
    most = seconds + GRACE_S if seconds else None
    ended = run_all(fuzzers, asked.jobs, most, Heartbeat(fuzzers))
    outcome, searches = Outcome(), []
    charts, signs = set[str](), set[tuple[str, str]]()
    for each in fuzzers:
        if each.ran is None:
            outcome.check(not ended, f"{each.target} never ran")
            continue
        if each.stopped:
            say(f"{each.target:<16} {each.pulse.inputs:>10,} inputs, stopped")
            searches.append(search_of(each, ""))
            continue
        good, text = verdict(each.target, each.ran)
        sign = (each.target, sign_of(heart(each.ran.output)))
        crash = None if good or sign in signs else crash_of(each.target, each.ran)
        if crash:
            signs.add(sign)
            text = f"{text}\n{crash.told()}"
        outcome.check(good, text)
        searches.append(search_of(each, crash.name if crash else "" if good else "unknown"))
        say(text)
        drawn = "\n".join(chart(each.lines)) if good and each.met else ""
        if drawn and drawn not in charts:  # two on one target mostly met the same
            charts.add(drawn)
            say(drawn)
    if asked.log:
        say("\n".join(fuzz_log.add(searches)))
    say(f"{outcome.passed} passed, {outcome.failed} failed")
    return 1 if outcome.failed else 0


def search_of(ended: Fuzzer, found: str) -> Search:
    """What it comes to, for the log."""
    said = executed_by(ended.ran) if ended.ran else 0
    inputs = max(said, ended.pulse.inputs)
    return Search(fuzz_log.today(), ended.target, round(ended.cpu_s), inputs, found)


def _built(names: Sequence[str]) -> list[str]:
    """Ninja's names of the targets, and of what writes down their crashes."""
    recorders = [f"recorded_{name}" for name in names if (RECORDED / f"{name}.cpp").exists()]
    return [*(f"fuzz_{name}" for name in names), *recorders]


# SPDX-License-Identifier: MIT
"""Judging: the tests first, all built once; then, for what they let pass, whether any build makes
other code of it; then the proof of the function."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

from tools.mutate.alone import Alone
from tools.mutate.judges import Judge, all_judges, in_order, thin
from tools.mutate.mutant import Mutant
from tools.mutate.record import REFUSED, SURVIVED, Record
from tools.mutate.scheme import Scheme
from tools.shell import say

Wanted = Callable[[Judge], bool]


def recorded(mutant: Mutant, verdict: str, by: str = "", seconds: float = 0.0) -> Record:
    key, line = mutant.key, mutant.line
    return Record(key, mutant.kind, line, mutant.digest, verdict, by, round(seconds, 1))


class Court:
    """Everything that is needed to judge some mutants of one tree."""

    def __init__(
        self, root: Path, mutants: Sequence[Mutant], jobs: int, work: Path | None = None
    ) -> None:
        self.work = work or root / "build" / "mutants"
        self.root, self.jobs = root, jobs
        self.scheme = Scheme(root, self.work / "tree", dict(enumerate(mutants)))
        self.judges: list[Judge] = []
        self.spare: queue.Queue[Alone] = queue.Queue()
        self.uncompilable: list[Record] = []

    def compile(self) -> None:
        """Takes out what does not compile."""
        everyone = dict(self.scheme.mutants)
        self.scheme.write()
        refused = self.scheme.drop_uncompilable()
        self.uncompilable = [recorded(everyone[n], "does not compile") for n in sorted(refused)]
        say(f"{len(refused)} do not compile, {len(self.scheme.mutants)} do")

    def open(self, wanted: Wanted = lambda judge: True) -> None:
        """Builds the judges, and asks each about the code as it is."""
        self.scheme.write()
        start = time.monotonic()
        judges = [each for each in all_judges(self.scheme, self.work / "bin") if wanted(each)]
        with ThreadPoolExecutor(self.jobs) as pool:
            list(pool.map(ready, judges))
        thin(judges)
        self.judges = [each for each in judges if each.reached]
        took = time.monotonic() - start
        say(f"{len(self.judges)} test programs built and passed in {took:.0f} s")
        for number in range(self.jobs):
            alone = Alone(self.root, self.work / f"alone_{number}")
            alone.prepare()
            self.spare.put(alone)

    def records(self) -> Iterator[Record]:
        """Of every mutant, as they come."""
        yield from self.uncompilable
        with ThreadPoolExecutor(self.jobs) as pool:
            waiting: list[Future[Record]] = [
                pool.submit(self.judge, number) for number in self.scheme.mutants
            ]
            try:
                for done in as_completed(waiting):
                    yield done.result()
            finally:
                for each in waiting:
                    each.cancel()

    def judge(self, number: int) -> Record:
        """One mutant: the cheapest judge first."""
        mutant = self.scheme.mutants[number]
        start = time.monotonic()

        def after(verdict: str, by: str = "") -> Record:
            return recorded(mutant, verdict, by, time.monotonic() - start)

        if by := self.tested(number):
            return after(REFUSED, by)
        alone = self.spare.get()
        try:
            if aside := alone.verdict(mutant):
                return after(aside)
            by = alone.refused_by_proof(mutant)
        finally:
            self.spare.put(alone)
        return after(REFUSED, by) if by else after(SURVIVED)

    def tested(self, number: int) -> str | None:
        """The first test that refuses it."""
        function = self.scheme.function_of(number)
        for judge in in_order(self.judges, self.scheme.mutants[number].file):
            if by := judge.judge(number, function):
                return by
        return None


def ready(judge: Judge) -> None:
    judge.make()
    judge.get_ready()

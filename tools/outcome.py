# SPDX-License-Identifier: MIT
"""What a part of the tests came to, and how runners' own reports are counted.

A runner that executed nothing has failed, and so has a test that was skipped: both look like
success and are not.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Outcome:
    """Test cases counted; `problems` is text for the person who has to mend it."""

    passed: int = 0
    failed: int = 0
    problems: list[str] = field(default_factory=list)

    def check(self, good: bool, problem: str) -> None:
        """One test case; `problem` says what failed and how to repeat it."""
        if good:
            self.passed += 1
        else:
            self.failed += 1
            self.problems.append(problem)

    def add(self, other: Outcome) -> None:
        """Takes another outcome in."""
        self.passed += other.passed
        self.failed += other.failed
        self.problems += other.problems

    def never_empty(self, what: str) -> Outcome:
        """The rule of this module's first paragraph."""
        if self.passed + self.failed == 0:
            self.check(False, f"{what}: nothing was executed")
        return self


def tail(text: str, lines: int = 60) -> str:
    """The end of an output, where runners say what failed."""
    kept = text.rstrip().splitlines()
    cut = [f"... ({len(kept) - lines} lines above)"] if len(kept) > lines else []
    return "\n".join(cut + kept[-lines:])


def from_junit(report: Path, code: int, output: str, again: str) -> Outcome:
    """pytest's and ctest's counts, from the JUnit file both can write."""
    outcome = Outcome()
    try:
        suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    except (OSError, ElementTree.ParseError):
        outcome.check(
            False, f"{tail(output)}\nno report was written (exit {code}); to repeat: {again}"
        )
        return outcome
    for suite in suites:
        counts = [int(suite.get(key) or 0) for key in ("failures", "errors", "skipped", "disabled")]
        outcome.failed += sum(counts)
        outcome.passed += int(suite.get("tests") or 0) - sum(counts)
    if code != 0 and outcome.failed == 0:
        outcome.failed += 1
    if outcome.failed:
        outcome.problems.append(f"{tail(output)}\nto repeat: {again}")
    return outcome.never_empty(again)


def from_doctest(name: str, code: int, output: str, again: str) -> Outcome:
    """doctest's closing line: test cases: 3 | 2 passed | 1 failed | 0 skipped."""
    outcome = Outcome()
    counted = re.search(r"test cases:\s*(\d+)\s*\|\s*(\d+) passed\s*\|\s*(\d+) failed", output)
    if counted is not None:
        outcome.passed, outcome.failed = int(counted[2]), int(counted[3])
    if outcome.failed or code != 0 or counted is None:
        outcome.failed = max(outcome.failed, 1)
        outcome.problems.append(f"{tail(output)}\n{name}: exit {code}; to repeat: {again}")
    return outcome.never_empty(name)


def from_closing_line(name: str, code: int, output: str, again: str) -> Outcome:
    """The line `N passed, N failed` that our own commands end with."""
    outcome = Outcome()
    found = re.findall(r"^(\d+) passed, (\d+) failed$", output, re.MULTILINE)
    if found:
        outcome.passed, outcome.failed = int(found[-1][0]), int(found[-1][1])
    if outcome.failed or code != 0 or not found:
        outcome.failed = max(outcome.failed, 1)
        outcome.problems.append(f"{tail(output)}\n{name}: exit {code}; to repeat: {again}")
    return outcome.never_empty(name)

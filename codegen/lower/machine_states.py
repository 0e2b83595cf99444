# SPDX-License-Identifier: MIT
"""Tests for sets of states, as cheap as the codes of the states allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class StateTests:
    """`codes` are the numbers of the states; `prefix` makes an enumerator of a name."""

    def __init__(self, codes: Mapping[str, int], prefix: str) -> None:
        self.codes = codes
        self.prefix = prefix

    def test(self, wanted: Sequence[str], possible: Sequence[str], place: str = "c->state") -> str:
        """A condition that holds in `wanted`, given that the state is one of `possible`; "" when
        it always does.
        """
        others = [state for state in possible if state not in wanted]
        mine = [state for state in possible if state in wanted]
        if not others:
            return ""
        if len(mine) == 1 and len(others) > 1:
            return f"{place} == {self.prefix}{mine[0]}"
        if len(others) == 1:
            return (
                f"{place} != {self.prefix}{others[0]}"
                if len(mine) > 1
                else f"{place} == {self.prefix}{mine[0]}"
            )
        inside = self._range(mine, others, place)
        if inside:
            return inside
        return " || ".join(self._run(run, others, place) for run in self._runs(mine, others))

    def cost(self, wanted: Sequence[str], possible: Sequence[str]) -> int:
        """How many comparisons the test makes."""
        text = self.test(wanted, possible)
        return text.count("&&") + text.count("||") + 1 if text else 0

    def _range(self, mine: Sequence[str], others: Sequence[str], place: str) -> str:
        """One or two comparisons when the codes of `mine` lie together."""
        low = min(mine, key=lambda state: self.codes[state])
        high = max(mine, key=lambda state: self.codes[state])
        below = [state for state in others if self.codes[state] < self.codes[low]]
        above = [state for state in others if self.codes[state] > self.codes[high]]
        if len(below) + len(above) < len(others):
            return ""
        tests = []
        if below:
            tests.append(f"{place} >= {self.prefix}{low}")
        if above:
            tests.append(f"{place} <= {self.prefix}{high}")
        return " && ".join(tests)

    def _runs(self, mine: Sequence[str], others: Sequence[str]) -> list[list[str]]:
        """The states of `mine` in the order of their codes, cut where one of `others` lies
        between.
        """
        order = sorted((*mine, *others), key=lambda state: self.codes[state])
        runs: list[list[str]] = [[]]
        for state in order:
            if state in mine:
                runs[-1].append(state)
            elif runs[-1]:
                runs.append([])
        return [run for run in runs if run]

    def _run(self, run: Sequence[str], others: Sequence[str], place: str) -> str:
        if len(run) == 1:
            return f"{place} == {self.prefix}{run[0]}"
        text = self._range(run, others, place)
        return f"({text})" if "&&" in text else text

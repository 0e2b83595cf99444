# SPDX-License-Identifier: MIT
"""The most that a sum of counts can be under linear conditions: a linear program, for glpsol.

The solver is not believed. It says with which weights the conditions add up to the bound (the dual
solution); those are added up again here, in fractions.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from proofs.refused import Refused

Variable = tuple[str | int, ...]  # a count: 0 or more


@dataclass(frozen=True)
class Row:
    """The sum of `terms` (count -> factor) is `most` or less, or equal to it when `exactly`."""

    what: str
    terms: dict[Variable, int]
    most: int = 0
    exactly: bool = False


@dataclass(frozen=True)
class Solution:
    """`most` is the bound, `counts` a way to reach it (all others are 0)."""

    most: int
    counts: dict[Variable, float]


def solve(cost: dict[Variable, int], rows: Sequence[Row]) -> Solution:
    """The most that the sum of count times cost can be."""
    columns: dict[Variable, int] = {}
    for each in (cost, *(row.terms for row in rows)):
        for variable in each:
            columns.setdefault(variable, len(columns) + 1)
    with tempfile.TemporaryDirectory() as folder:
        problem, answer = Path(folder) / "problem.mps", Path(folder) / "answer"
        problem.write_text(_problem(cost, rows, columns), encoding="ascii")
        command = ["glpsol", "--freemps", str(problem), "--max", "-w", str(answer)]
        try:
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            raise Refused(f"glpsol: {error.strerror}; install glpk-utils") from None
        if not answer.exists():
            raise Refused(f"glpsol: {ran.stdout.strip()}")
        text = answer.read_text(encoding="ascii")
    return _solution(text, cost, rows, columns)


def _problem(
    cost: dict[Variable, int], rows: Sequence[Row], columns: dict[Variable, int]
) -> str:
    """In free MPS: columns by number, in order."""
    entries: dict[Variable, list[str]] = {variable: [] for variable in columns}
    for variable, much in cost.items():
        entries[variable].append(f" x{columns[variable]} cost {much}")
    for number, row in enumerate(rows):
        for variable, factor in row.terms.items():
            entries[variable].append(f" x{columns[variable]} r{number} {factor}")
    return "\n".join(
        ["NAME cycles", "ROWS", " N cost"]
        + [f" {'E' if row.exactly else 'L'} r{number}" for number, row in enumerate(rows)]
        + ["COLUMNS", *(line for lines in entries.values() for line in lines)]
        + ["RHS", *(f" b r{number} {row.most}" for number, row in enumerate(rows) if row.most)]
        + ["ENDATA", ""]
    )


def _solution(
    text: str, cost: dict[Variable, int], rows: Sequence[Row], columns: dict[Variable, int]
) -> Solution:
    """From glpsol's plain text: `i` lines are rows, `j` lines columns, both from 1 on."""
    weights: dict[int, Fraction] = {}
    counts: dict[int, float] = {}
    status = ""
    for line in text.splitlines():
        words = line.split()
        if words[0] == "s":
            status = " ".join(words[4:6])
        elif words[0] == "i":
            weights[int(words[1]) - 1] = Fraction(words[4]).limit_denominator(10000)
        elif words[0] == "j":
            counts[int(words[1])] = float(words[3])
    if status != "f f":
        raise Refused(f"glpsol: no greatest number of cycles is found (status {status})")
    most = _checked(cost, rows, weights)
    return Solution(most, {variable: counts[number] for variable, number in columns.items()
                           if counts[number] > 1e-6})


def _checked(
    cost: dict[Variable, int], rows: Sequence[Row], weights: dict[int, Fraction]
) -> int:
    """The bound that these weights prove: each row times its weight, added up, is at least the cost
    of every count.
    """
    covered: dict[Variable, Fraction] = {}
    bound = Fraction(0)
    for number, row in enumerate(rows):
        weight = weights.get(number, Fraction(0))
        if weight < 0 and not row.exactly:
            raise Refused(f"glpsol: its answer proves nothing: {row.what} with weight {weight}")
        bound += weight * row.most
        for variable, factor in row.terms.items():
            covered[variable] = covered.get(variable, Fraction(0)) + weight * factor
    for variable, much in {**dict.fromkeys(covered, 0), **cost}.items():
        if covered.get(variable, Fraction(0)) < much:
            raise Refused(f"glpsol: its answer proves nothing: {variable} is not covered")
    return int(bound)

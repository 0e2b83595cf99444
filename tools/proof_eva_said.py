# SPDX-License-Identifier: MIT
"""What Eva said of a driver, and which of it is a mistake."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from tools.proof_audit import Complaint
from tools.proof_eva_bare import Believed
from tools.shell import Ran

# Kinds of properties that are no alarms: what a believed contract or invariant says of itself.
COMMENT = re.compile(r"/\*.*?(\*/|$)")
NO_ALARM = (
    *("postcondition", "precondition", "loop invariant", "loop variant", "user assertion"),
    *("assigns clause", "loop assigns", "from clause"),
)
FINE = ("Valid", "Considered valid", "Dead")
TROUBLE = ("using specification of", "incomplete", "unsound", "neither code nor", "partitioning parameter")


@dataclass(frozen=True)
class Seen:
    """What Eva said of one profile under one model. Places are left out: they move with every line."""

    profile: str
    model: str
    key: str
    alarms: list[str]  # FUNCTION: KIND: PROPERTY
    edges: list[str]  # FUNCTION: LINE that goes only one way, and no number of the profile says so
    missing: list[str]  # calls and handlers of the profile that were never made
    functions: int
    statements: str
    seconds: float


def read(
    profile: str, model: str, key: str, rows: Path, reached: Path, ran: Ran, wanted: set[str]
) -> Seen:
    """`wanted`: functions that the driver has to come to."""
    found = [line.split("\t") for line in reached.read_text().splitlines()]
    by_kind = {kind: [row for row in found if row[0] == kind] for kind in ("edge", "reached", "total")}
    return Seen(
        profile,
        model,
        key,
        sorted({*alarms_of(rows), *trouble_of(ran.output)}),
        sorted({f"{row[1]}: {row[4]}{source_line(row[2], row[3])}" for row in by_kind["edge"]}),
        sorted(wanted - {row[1] for row in by_kind["reached"]}),
        len(by_kind["reached"]),
        by_kind["total"][0][1],
        round(ran.seconds),
    )


def source_line(file: str, number: str) -> str:
    line = Path(file).read_text().splitlines()[int(number) - 1]
    return " ".join(COMMENT.sub("", line).split())


def alarms_of(rows: Path) -> set[str]:
    """Every property that is not shown, but what a believed contract says of its own end."""
    with rows.open(newline="") as lines:
        return {
            f"{row['function']}: {row['property kind']}: {' '.join(row['property'].split())}"
            for row in csv.DictReader(lines, delimiter="\t")
            if row["status"] not in FINE and row["property kind"] not in NO_ALARM
        }


def trouble_of(log: str) -> set[str]:
    """What Eva says in words only: that it gave something up."""
    return {
        f"driver: Eva: {' '.join(line.split())}"
        for line in log.splitlines()
        if any(word in line.lower() for word in TROUBLE)
    }


def judge(seen: Seen, believed: Believed, unreached: Path) -> list[Complaint]:
    """Alarms that nobody else shows to be none, and code that nothing reaches for no known reason."""
    at = f"Eva, {seen.profile} under {seen.model}"
    reasons = reasons_of(unreached)
    result = [Complaint(at, f"alarm: {one}") for one in seen.alarms if not allowed(one, believed)]
    result += [Complaint(at, f"the driver never comes to {one}") for one in seen.missing]
    result += [
        Complaint(at, f"nothing reaches it: {one}; if that is right, proofs/eva/unreached.txt says why")
        for one in seen.edges
        if one not in reasons
    ]
    return result


def allowed(alarm: str, believed: Believed) -> str:
    """The line that names it; `*` at the beginning stands for the beginning of any name."""
    fits = (one for one in believed.alarms if one == alarm or (one[0] == "*" and alarm.endswith(one[1:])))
    return next(fits, "")


def reasons_of(path: Path) -> dict[str, str]:
    """FUNCTION: CONDITION, and why it never comes about; one a line, ` # ` between them."""
    reasons = {}
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        what, _, why = line.partition(" # ")
        if not why.strip():
            raise ValueError(f"{path}:{number}: expected `FUNCTION: CONDITION # why`")
        reasons[what.strip()] = why.strip()
    return reasons


def stale(seen: list[Seen], believed: Believed, here: Path) -> list[Complaint]:
    """Lines of the lists that no run needs any more."""
    alarms = {allowed(one, believed) for each in seen for one in each.alarms}
    edges = {one for each in seen for one in each.edges}
    result = [
        Complaint(f"{here.name}/believed.txt", f"no run has this alarm any more: {one}")
        for one in believed.alarms
        if one not in alarms
    ]
    return result + [
        Complaint(f"{here.name}/unreached.txt", f"every run reaches it now: {one}")
        for one in reasons_of(here / "unreached.txt")
        if one not in edges
    ]

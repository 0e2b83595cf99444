# SPDX-License-Identifier: MIT
"""./thimble compliance [--json] [--rfc N]: what the RFCs ask, where it is met, which test shows it.

Exits 1 on a problem of the ledger (spec/requirements/README.md lists the kinds) and on a MUST that
is open.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import Any

from codegen.diagnostic import SpecError
from tools.compliance_check import problems_of
from tools.compliance_ledger import STATUSES, Ledger, Row, ledgers
from tools.shell import ROOT, Failure, say


def main(arguments: list[str]) -> int:
    """Prints the ledger, what is wrong with it, and which MUST are open."""
    parser = argparse.ArgumentParser(prog="thimble compliance", description="see ./thimble --help")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--rfc", type=int, metavar="N", help="only the ledger of RFC N")
    asked = parser.parse_args(arguments)
    try:
        found = ledgers(ROOT)
    except SpecError as error:
        raise Failure(str(error).replace(f"{ROOT}/", "")) from error
    if asked.rfc is not None:
        known = ", ".join(str(ledger.rfc) for ledger in found)
        found = [ledger for ledger in found if ledger.rfc == asked.rfc]
        if not found:
            raise Failure(f"there is no ledger of RFC {asked.rfc}; there are: {known}")
    problems = problems_of(ROOT, found)
    say(json.dumps(as_json(found, problems), indent=2) if asked.json else text(found, problems))
    return 1 if problems or open_musts(found) else 0


def open_musts(found: list[Ledger]) -> list[Row]:
    """What stands between us and the RFCs."""
    return [
        row
        for ledger in found
        for row in ledger.rows
        if row.status == "open" and row.strength.startswith("MUST")
    ]


def counts(ledger: Ledger) -> dict[str, int]:
    """Rows of each status."""
    found = Counter(row.status for row in ledger.rows)
    return {status: found[status] for status in STATUSES}


def as_json(found: list[Ledger], problems: list[str]) -> dict[str, Any]:
    """Everything the tables say, and the references too."""
    return {
        "ledgers": [
            {
                "rfc": ledger.rfc,
                "title": ledger.title,
                "counts": counts(ledger),
                "rows": [row.as_json() for row in ledger.rows],
            }
            for ledger in found
        ],
        "open_musts": [row.id for row in open_musts(found)],
        "problems": problems,
    }


def text(found: list[Ledger], problems: list[str]) -> str:
    """A table for each RFC, what is open, what is wrong, and one closing line."""
    lines: list[str] = []
    for ledger in found:
        lines += [f"RFC {ledger.rfc}, {ledger.title}", ""]
        lines += [line(row) for row in ledger.rows]
        summed = ", ".join(f"{number} {status}" for status, number in counts(ledger).items())
        lines += ["", f"  {len(ledger.rows)} rows: {summed}", ""]
    still = open_musts(found)
    lines += [f"{row.place}: {row.id} is open: {row.reason}" for row in still]
    lines += problems
    lines.append(f"{len(still)} MUST open, {len(problems)} problems in the ledger")
    return "\n".join(lines)


def line(row: Row) -> str:
    """One row; where it is met and tested is for the reader of the ledger or of --json."""
    where = row.met[0] if row.met else row.reason
    start = f"  {row.id:<18} {row.section:<11} {row.strength:<10} {row.status:<8} "
    return f"{start}{row.what} [{where}]"

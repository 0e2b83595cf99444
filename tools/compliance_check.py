# SPDX-License-Identifier: MIT
"""What can be wrong with the ledger: one function a kind of mistake, each with its test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools.compliance_ledger import Ledger, Row
from tools.compliance_refs import Sources, covered

MAY_DEPART_FROM = {1122}  # of 1989: later RFCs took some of its MUSTs back; see the README


def problems_of(root: Path, found: list[Ledger]) -> list[str]:
    """`path:line:col: what is wrong; way out`, in the ledger's order."""
    sources = Sources(root)
    problems: list[str] = []
    for ledger in found:
        problems += [*gaps(ledger), *strangers(ledger), *twins(ledger), *other_words(ledger)]
        for row in ledger.rows:
            problems += [*status(row), *dead_code(sources, row), *dead_tests(sources, row)]
    return problems + [*unknown_ids(root, found)]


def gaps(ledger: Ledger) -> Iterator[str]:
    """An id of the RFC that no row speaks of."""
    have = {row.id for row in ledger.rows}
    for listed in ledger.ids:
        if listed.id not in have:
            yield f"{listed.place}: {listed.id} has no row in the ledger of RFC {ledger.rfc}"


def strangers(ledger: Ledger) -> Iterator[str]:
    """A row whose id the RFC does not have."""
    have = {listed.id for listed in ledger.ids}
    for row in ledger.rows:
        if row.id not in have:
            yield f"{row.place}: {row.id} is not in {ledger.ids_path}"


def twins(ledger: Ledger) -> Iterator[str]:
    """Two rows for one id."""
    first: dict[str, str] = {}
    for row in ledger.rows:
        if row.id in first:
            yield f"{row.place}: {row.id} has a row already, {first[row.id]}"
        first.setdefault(row.id, row.place)


def other_words(ledger: Ledger) -> Iterator[str]:
    """A section or strength that is not the RFC's."""
    listed = {entry.id: entry for entry in ledger.ids}
    for row in ledger.rows:
        entry = listed.get(row.id)
        if entry is None:
            continue
        if row.section != entry.section:
            yield f"{row.place}: section is {row.section}; {entry.place} says {entry.section}"
        if row.strength != entry.strength:
            yield f"{row.place}: strength is {row.strength}; {entry.place} says {entry.strength}"


def status(row: Row) -> Iterator[str]:
    """Each status says what must stand beside it."""
    if row.status == "met":
        for key, value in (("met", row.met), ("test", row.test)):
            if not value:
                yield f"{row.place}: {row.id} is met, and '{key}' says nothing; or status: open"
        if row.reason:
            yield f"{row.place}: {row.id} is met, and 'not' says why it is not; drop one of them"
        return
    if not row.reason:
        yield f"{row.place}: {row.id} is {row.status}, and 'not' does not say why"
    must = row.strength.startswith("MUST")
    if row.status == "declined" and must:
        yield f"{row.place}: {row.id} is a {row.strength}: it cannot be declined"
    if row.status == "departs" and (rfc_of(row.id) not in MAY_DEPART_FROM or not must):
        yield f"{row.place}: {row.id}: only a MUST of RFC 1122 can be departed from"


def dead_code(sources: Sources, row: Row) -> Iterator[str]:
    """A file or a symbol of `met` that is not there."""
    for reference in row.met:
        wrong = sources.symbol(reference)
        if wrong:
            yield f"{row.places[reference]}: {wrong}"


def dead_tests(sources: Sources, row: Row) -> Iterator[str]:
    """A test that is not there, or that does not say which requirement it shows."""
    for reference in row.test:
        wrong = sources.test(reference, row.id)
        if wrong:
            yield f"{row.places[reference]}: {wrong}"


def unknown_ids(root: Path, found: list[Ledger]) -> Iterator[str]:
    """A script that covers what no RFC of ours asks. RFC9293-<section> is text without a number, as
    is RFC1122-3.2.1 when only sections below it have ids.
    """
    known = {listed.id for ledger in found for listed in ledger.ids}
    known |= {name.partition("/")[0] for name in known}
    rfcs = {ledger.rfc for ledger in found}
    for place, name in covered(root):
        above = name.startswith("RFC9293-") or any(each.startswith(f"{name}.") for each in known)
        if name not in known and not above and rfc_of(name) in rfcs:
            yield f"{place}: covers {name}, which is in no list of spec/requirements/ids"


def rfc_of(name: str) -> int:
    """MUST-36 is one of RFC 9293's ids; the other RFCs' begin with their number."""
    head = name.partition("-")[0].removeprefix("RFC")
    return int(head) if head.isdigit() else 9293

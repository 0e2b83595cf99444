# SPDX-License-Identifier: MIT
"""One page of what the fuzz targets reach: self-contained HTML."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from tools.fuzz_lines import Covered, together
from tools.fuzz_met import UNREACHED, Met, unreached
from tools.fuzz_uncovered import UNCOVERED, listed

STYLE = (
    "body{font:14px sans-serif;margin:2em;max-width:70em}table{border-collapse:collapse}"
    "td,th{border:1px solid #ccc;padding:2px 6px;text-align:right}td:first-child,th:first-child"
    "{text-align:left}.none{background:#f5f5f5;color:#999}.missed{background:#fbb}"
)


def page(figures: Sequence[str], met: Met, covered: Sequence[Covered]) -> str:
    parts = [
        f"<!DOCTYPE html><meta charset=utf-8><title>Thimble: fuzzing</title><style>{STYLE}</style>",
        "<h1>What the fuzz targets reach</h1>",
        _of_markdown(figures),
        f"<p>{met.inputs} inputs of the stack's corpus, {met.ops / met.inputs:.1f} ops each.",
        "<h2>Events and states: inputs in which they met</h2>",
        _heat(met),
        "<h2>Rows of tcp.fsm: inputs that took them</h2>",
        _rows(met),
        "<h2>Lines and branches</h2>",
        _covered(covered),
        "<h2>What no test takes</h2>",
        _uncovered(),
    ]
    return "\n".join(parts) + "\n"


def _of_markdown(lines: Sequence[str]) -> str:
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head, _, *rows = cells
    return _table(head, [[(cell, "", "") for cell in row] for row in rows])


def _table(head: Sequence[str], rows: Sequence[Sequence[tuple[str, str, str]]]) -> str:
    """Cells are text, attributes, and a title."""
    out = ["<table><tr>" + "".join(f"<th>{escape(cell)}" for cell in head)]
    for row in rows:
        out.append("<tr>" + "".join(
            f'<td{each}{f" title={chr(34)}{escape(title, quote=True)}{chr(34)}" if title else ""}>'
            f"{escape(text)}" for text, each, title in row
        ))  # fmt: skip
    return "\n".join([*out, "</table>"])


def _heat(met: Met) -> str:
    listed = unreached(UNREACHED.read_text(encoding="utf-8")).pairs
    rows = []
    for event in met.events:
        cells = [(event, "", "")]
        for state in met.states:
            count = met.pairs.get((event, state), 0)
            why = listed.get((event, state), "")
            cells.append(_cell(count, met.inputs, why))
        rows.append(cells)
    return _table(["", *met.states], rows)


def _cell(count: int, most: int, why: str) -> tuple[str, str, str]:
    if count == 0:
        missed = ("0", " class=missed", "not met, and no reason")
        return ("-", " class=none", why) if why else missed
    shade = 95 - round(45 * math.log(count + 1) / math.log(most + 1))
    return str(count), f' style="background:hsl(140,60%,{shade}%)"', ""


def _rows(met: Met) -> str:
    listed = unreached(UNREACHED.read_text(encoding="utf-8")).rows
    rows = []
    for row in met.rows:
        count = met.taken.get(row.line, 0)
        why = listed.get(row.what, "")
        rows.append([(f"tcp.fsm:{row.line} {row.what}", "", ""), _cell(count, met.inputs, why),
                     (why, " class=none", "")])
    return _table(["row", "inputs", "why not"], rows)


def _covered(covered: Sequence[Covered]) -> str:
    rows = [
        [(each.name, "", ""), (f"{each.lines_taken}/{each.lines}", "", ""),
         (f"{each.line_percent:.1f} %", "", ""),
         (f"{each.branches_taken}/{each.branches}", "", ""),
         (f"{each.branch_percent:.1f} %", "", "")]
        for each in [*covered, together(covered)]
    ]  # fmt: skip
    return _table(["header", "lines", "", "branches", ""], rows)


def _uncovered() -> str:
    entries = listed(UNCOVERED.read_text(encoding="utf-8"))
    rows = [[(what, "", ""), (why, "", "")] for what, reasons in entries.items() for why in reasons]
    return _table(["never run, never true, never false", "why"], rows)

# SPDX-License-Identifier: MIT
"""The bench's tables: the same text for the terminal and for README, from the same figures."""

from __future__ import annotations

from collections.abc import Sequence

from tools.bench_cycles import Cycles
from tools.bench_size import CONNECTION_AT_MOST, Size
from tools.bench_throughput import WANTED_PERCENT, Throughput

Table = list[list[str]]  # the first row is the head


def verdict(good: bool, by: int) -> str:
    """A target that is missed says by how much."""
    return "met" if good else f"**missed by {by:,}**"


def size_table(skeleton: int, sizes: Sequence[Size]) -> Table:
    """Flash of whole firmwares."""
    table = [
        [
            "whole firmware",
            "level",
            "`-Os`",
            "`-Os -flto`",
            "our flags",
            "below",
            "",
            "RAM",
            "a connection",
            "peer: `-Os`, `-flto`, RAM",
        ],
        ["null NIC, no stack", "", f"{skeleton:,}", "", "", "", "", "", "", "264"],
    ]
    for each in sizes:
        row = each.row
        table.append(
            [
                row.what,
                each.level,
                f"{each.plain:,}",
                f"{each.lto:,}",
                f"{each.ours:,}",
                f"{row.below:,}",
                verdict(each.met, each.ours - row.below + 1),
                f"{each.ram:,}",
                connection(each),
                f"{row.peer}: {row.peer_plain:,}, {row.peer_lto:,}, {row.peer_ram:,}",
            ]
        )
    return table


def features(sizes: Sequence[Size]) -> str:
    """What level full has here, and which keys of a profile it has not: one sentence a row."""
    lines = []
    for each in sizes:
        if each.level == "full":
            has = ", ".join(f"`{name}`" for name, on in each.switches.items() if on)
            lacks = ", ".join(f"`{name}`" for name, on in each.switches.items() if not on)
            lines.append(f"{each.row.what}: {has}. Not in it: {lacks or 'nothing'}.")
    return "\n".join(lines)


def connection(size: Size) -> str:
    """Bytes of a record, with the target it has at level full."""
    if size.connection == 0:
        return ""
    if size.level != "full":
        return str(size.connection)
    return f"{size.connection}; at most {CONNECTION_AT_MOST}: " + verdict(
        size.connection_met, size.connection - CONNECTION_AT_MOST
    )


def cycles_table(cycles: Sequence[Cycles]) -> Table:
    """Cycles for a packet, the levels side by side."""
    table = [["one packet", "minimal", "at most", "", "full", "at most", "", "peers"]]
    for name in dict.fromkeys(each.case.name for each in cycles):
        line = [name]
        for level in ("minimal", "full"):
            each = next(one for one in cycles if one.case.name == name and one.level == level)
            line += [f"{each.total:,}"]
            line += (
                [f"{each.target:,}", verdict(each.met, each.total - each.target)]
                if each.target
                else ["", ""]
            )
        table.append([*line, each.case.peers])
    return table


def throughput_table(found: Sequence[Throughput]) -> Table:
    """Bulk to Linux, against what the line can carry."""
    table = [
        [
            "to Linux over SLIP, 1 Mbit/s, from",
            "Linux acknowledges",
            "segments an ACK",
            "bytes/s",
            "the line carries",
            "percent",
            "",
            "measured in",
        ]
    ]
    for each in found:
        table.append(
            [
                each.case.what,
                "as late as it may" if each.case.delayed else "as it sees fit",
                f"{each.segments_an_ack:.1f}",
                f"{each.rate:,.0f}",
                f"{each.ceiling:,.0f}",
                f"{each.percent:.1f}",
                f"{WANTED_PERCENT} wanted: " + ("met" if each.met else "**missed**"),
                "real time" if each.slower == 1 else f"1/{each.slower} of real time",
            ]
        )
    return table


def markdown(table: Table) -> str:
    """For README: words to the left, figures to the right."""
    head, *rows = table
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join(map(rule, columns(rows))) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def columns(rows: Table) -> list[list[str]]:
    """Turned by ninety degrees."""
    return [list(column) for column in zip(*rows, strict=True)]


def rule(column: list[str]) -> str:
    """Right when every cell that says something is a figure."""
    unsigned = [cell.removeprefix("-") for cell in column if cell]
    figures = [cell.replace(",", "").replace(".", "") for cell in unsigned]
    return "---:" if figures and all(cell.isdigit() for cell in figures) else "---"


def plain(table: Table) -> str:
    """For the terminal."""
    clean = [[cell.replace("**", "").replace("`", "") for cell in row] for row in table]
    widths = [max(map(len, column)) for column in columns(clean)]
    sides = [rule(column) for column in columns(table[1:])]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if side == "---:" else cell.ljust(width)
            for cell, width, side in zip(row, widths, sides, strict=True)
        ).rstrip()
        for row in clean
    )

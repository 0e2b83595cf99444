# SPDX-License-Identifier: MIT
"""What a profile leaves out of a machine, compared with another profile of the same sockets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from codegen.check.machine import Checked
from codegen.ir import machine as ir
from codegen.load import fsm_tree as tree
from codegen.lower.machine import record_members

Features = Mapping[str, bool]


def compare(
    here: Checked, full: Checked, features: tuple[Features, Features], text: Sequence[str]
) -> ir.Level:
    """`features` are those here and those of `full`; `text` are the lines of the spec."""
    mine, whole = features
    left = {row.at.line for _, row in _rows(here)}
    return ir.Level(
        features=tuple(name for name in sorted(whole) if whole[name] and not mine[name]),
        more=tuple(name for name in sorted(whole) if mine[name] and not whole[name]),
        states=tuple(state for state in full.names.states if state not in here.names.states),
        members=_members(here, full),
        rows=tuple(
            ir.LevelRow(row.at.line, where, text[row.at.line - 1].partition("#")[0].strip())
            for where, row in _rows(full)
            if row.at.line not in left
        ),
        all_rows=len(left),
        full_rows=len(_rows(full)),
        bytes=sum(member.bytes for member in record_members(here)),
        full_bytes=sum(member.bytes for member in record_members(full)),
    )


def _rows(checked: Checked) -> list[tuple[str, tree.Row]]:
    """Each row with the event or step that it stands in."""
    found = []
    for event in checked.names.machine.events:
        found += [(event.name.text, row) for row in event.rows]
        found += [(f"{event.name}: {step.name}", row) for step in event.steps for row in step.rows]
    return found


def _members(here: Checked, full: Checked) -> tuple[ir.LevelMember, ...]:
    """Those that are narrower here, or not there at all."""
    mine = {member.name: member.bytes for member in record_members(here)}
    return tuple(
        ir.LevelMember(member.name, member.why, member.bytes, mine.get(member.name, 0))
        for member in record_members(full)
        if member.name not in mine or mine[member.name] < member.bytes
    )

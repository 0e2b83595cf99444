# SPDX-License-Identifier: MIT
"""README's table of what was proved, searched and put back, from the records that other commands
leave: nothing is measured here. `./thimble report` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.mutate.record import REFUSED, Results
from tools.shell import Failure

START, END = "<!-- evidence -->", "<!-- /evidence -->"
PACKET_TARGETS = ("icmp_packet", "ipv4_packet", "tcp_packet", "udp_packet")


def table(root: Path) -> str:
    """Markdown, the same for the same records."""
    lines = ["| what | figure | by |", "|---|---|---|"]
    for what, figure, by in rows(root):
        lines.append(f"| {what} | {figure} | {by} |")
    return "\n".join(lines)


def rows(root: Path) -> Iterator[tuple[str, str, str]]:
    yield from _proofs(root / "proofs")
    yield from _fuzz(read(root / "fuzz/figures.json"))
    results, planted = Results.read(root), read(root / "fuzz/planted.json")
    refused, judged = len(results.of(REFUSED)), len(results.judged)
    yield (
        "faults put in and found",
        f"{refused} of {judged} mutants ([the others](proofs/survivors.yaml)); {planted['bugs']} bugs"
        f" of other stacks and semantic ones, each within {planted['seconds_at_most']} s of one core",
        "`./thimble mutate`, `./thimble fuzz --planted`",
    )


def read(path: Path) -> Any:
    """A record that is there, and is JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Failure(f"{path}: {error}; README's table of evidence needs it") from error


def _proofs(folder: Path) -> Iterator[tuple[str, str, str]]:
    goals, functions = 0, set()
    machine: set[str] = set()
    for file in sorted((folder / "verdicts").glob("*.json")):
        for verdict in read(file).values():
            goals += sum(verdict["goals"].values())
            functions |= {(file.stem, name) for name in verdict["goals"]}
            if file.stem == "tcp_machine":
                machine |= set(verdict["profiles"])
    yield (
        "goals proved, under 16-bit and 32-bit `int`, none open",
        f"{goals:,} of {len(functions)} functions; the machine for {_listed(machine)}",
        "`./thimble prove`",
    )
    shown = read(folder / "eva/verdicts.json")
    alarms = {alarm for each in shown for alarm in each["alarms"]}
    yield (
        "whole stacks driven for ever by anybody, without an alarm",
        f"{_listed({each['profile'] for each in shown})}, but for {len(alarms)} that are believed",
        "`./thimble prove --eva`",
    )


def _listed(names: set[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "none"


def _fuzz(found: Any) -> Iterator[tuple[str, str, str]]:
    yield (
        "of `tcp.fsm`, taken by the fuzzer's corpus in lock step",
        f"{_part(found['rows'])} rows, {_part(found['pairs'])} state-event pairs;"
        " [the others cannot be](fuzz/unreached.txt)",
        "`./thimble fuzz --report`",
    )
    speed = found["per_second"]
    packets = min(speed[name] for name in PACKET_TARGETS)
    yield (
        "fuzzing with ASan and UBSan",
        f"{_percent(found['lines'])} of lines and {_percent(found['branches'])} of branches of"
        " generated and core headers, with doctests and scripts, [each other one"
        " explained](fuzz/uncovered.txt); inputs a second and core: whole stack"
        f" {speed['stack']:,}, packets {packets:,} and more",
        "the same",
    )


def _part(of: dict[str, int]) -> str:
    return f"{of['taken']} of {of['of']}"


def _percent(of: dict[str, int]) -> str:
    return f"{100 * of['taken'] / of['of']:.1f} %"

# SPDX-License-Identifier: MIT
"""What a corpus of the stack's target makes the machine do: states against events, and rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from codegen.load import fsm_tree as tree
from codegen.load.fsm import load
from codegen.load.profile import load_profile
from codegen.lower.features import machine_features, machine_params
from tools.fuzz_reference import FSM, SPEC
from tools.fuzz_reference_tables import Tables
from tools.shell import ROOT, Failure, must

UNREACHED = ROOT / "fuzz" / "unreached.txt"
PROFILE = "workbench"
Pair = tuple[str, str]  # an event, and the state that it meets


@dataclass(frozen=True)
class Row:
    """Of tcp.fsm: `what` is what stands before its colon, behind event and step."""

    line: int
    what: str


@dataclass
class Met:
    """Numbers of inputs: of those in which an event met a state, and in which a row was taken."""

    states: list[str]
    rows: list[Row]
    inputs: int = 0
    ops: int = 0
    pairs: dict[Pair, int] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)  # by line

    @property
    def events(self) -> list[str]:
        return list(dict.fromkeys(event for event, _ in self.pairs))

    def rows_taken(self) -> set[str]:
        return {row.what for row in self.rows if self.taken.get(row.line)}

    def pairs_met(self) -> set[Pair]:
        return {pair for pair, count in self.pairs.items() if count}


@dataclass
class Unreached:
    """What fuzz/unreached.txt says, with the reasons."""

    rows: dict[str, str] = field(default_factory=dict)
    pairs: dict[Pair, str] = field(default_factory=dict)


def unreached(text: str) -> Unreached:
    found, why = Unreached(), ""
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "why:":
            why = rest
        elif kind == "row":
            found.rows[rest] = why
        elif kind == "pair":
            event, _, states = rest.partition(": ")
            found.pairs.update({(event, state): why for state in states.split()})
        elif line and kind != "#":
            raise Failure(f"{UNREACHED.name} says '{line}', which means nothing here")
    return found


def of_spec(profile_name: str = PROFILE, fsm: Path = FSM) -> Met:
    """The rows and states there are, none of them met."""
    profile, _ = load_profile(SPEC / "profiles" / f"{profile_name}.yaml", SPEC, profile_name)
    spec = Tables(load(fsm), machine_features(profile), machine_params(profile))
    lines = fsm.read_text(encoding="utf-8").splitlines()
    rows = []
    for event in spec.events:
        steps: Iterable[tree.Step | tree.Event] = [
            step for step in event.steps if spec.here(step.when)
        ] or [event]
        for step in steps:
            for row in step.rows:
                text = lines[row.at.line - 1].lstrip("| ").partition(" : ")[0].rstrip()
                rows.append(Row(row.at.line, f"{event.name} {step.name}: {text}"))
    return Met(spec.states, rows)


def replayed(program: Path, corpora: Iterable[Path]) -> Met:
    """Runs fuzz/recorded/met.cpp over folders."""
    return read(must([program, *corpora], "replaying the corpus", seconds=600), of_spec())


def read(said: str, met: Met) -> Met:
    """What that program prints."""
    lines = {row.line for row in met.rows}
    for line in said.splitlines():
        match line.split():
            case ["met", event, state, count]:
                met.pairs[event, met.states[int(state)]] = int(count)
            case ["row", at, count] if int(at) in lines:
                met.taken[int(at)] = int(count)
            case ["inputs", count]:
                met.inputs = int(count)
            case ["ops", count]:
                met.ops = int(count)
            case _:
                raise Failure(f"the replay of the corpus says '{line}', which means nothing here")
    if met.inputs == 0:
        raise Failure("the replay of the corpus took no input")
    return met


def complaints(met: Met, listed: Unreached) -> list[str]:
    """What is neither taken nor listed, and what is both, or nothing of the spec's."""
    rows = {row.what for row in met.rows}
    found = [f"no input takes the row '{row}'" for row in rows - met.rows_taken() - {*listed.rows}]
    for event, state in met.pairs.keys() - met.pairs_met() - {*listed.pairs}:
        found.append(f"in no input does {event} meet {state}")
    found += [f"'{row}' is taken, and listed" for row in met.rows_taken() & {*listed.rows}]
    found += [f"'{row}' is listed, and no row" for row in {*listed.rows} - rows]
    for event, state in met.pairs_met() & {*listed.pairs}:
        found.append(f"{event} meets {state}, and is listed")
    for event, state in {*listed.pairs} - met.pairs.keys():
        found.append(f"{event} and {state} are listed, and no pair")
    return sorted(found)

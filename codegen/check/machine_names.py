# SPDX-License-Identifier: MIT
"""Every name of a machine: declared once, and known where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codegen.diagnostic import SpecError, one_of
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Machine, Word

RESERVED = {
    "CONTINUE": "a verdict",
    "DROP": "a verdict",
    "OK": "the absence of an error",
    "STATES": "a count",
}


@dataclass(frozen=True)
class Names:
    """What each name of a machine stands for; sets are resolved to states."""

    machine: Machine
    states: tuple[str, ...]
    sets: dict[str, tuple[str, ...]]
    signals: dict[str, int]
    params: dict[str, tree.Param]
    inputs: dict[str, tree.Input]
    vars: dict[str, tree.Var]
    timers: dict[str, tree.Timer]
    lets: dict[str, tree.Let]
    prims: dict[str, tree.Prim]
    actions: dict[str, tree.Action]
    events: dict[str, tree.Event]
    invariants: dict[str, tree.Invariant]

    def expand(self, words: Iterable[Word]) -> tuple[str, ...]:
        """The states that names of states and sets stand for, in the order of the `states` line."""
        wanted: set[str] = set()
        for word in words:
            if word.text in self.sets:
                wanted.update(self.sets[word.text])
            elif word.text in self.states:
                wanted.add(word.text)
            else:
                known = one_of((*self.states, *self.sets))
                raise SpecError(word.at, f"'{word}' is not a state or a set; expected {known}")
        return tuple(state for state in self.states if state in wanted)


def names_of(machine: Machine) -> Names:
    """The names, after a check that none is declared twice and none of a state, set or write list
    is unknown.
    """
    check_once(machine)
    names = Names(
        machine,
        states=tuple(word.text for word in machine.states),
        sets={},
        signals={word.text: 1 << bit for bit, word in enumerate(machine.signals)},
        params={param.name.text: param for param in machine.params},
        inputs={given.name.text: given for given in machine.inputs},
        vars={var.name.text: var for var in machine.vars},
        timers={timer.name.text: timer for timer in machine.timers},
        lets={let.name.text: let for let in machine.lets},
        prims={prim.name.text: prim for prim in machine.prims},
        actions={action.name.text: action for action in machine.actions},
        events={event.name.text: event for event in machine.events},
        invariants={each.name.text: each for each in machine.invariants},
    )
    check_sets(names)
    check_initial(names)
    check_signals(names)
    check_fires(names)
    check_prims(names)
    check_inputs(names)
    check_row_states(names)
    return names


def _declared(machine: Machine) -> Iterator[Word]:
    yield from machine.features
    yield from machine.states
    yield from (each.name for each in machine.sets)
    yield from machine.signals
    yield from machine.errors
    yield from (each.name for each in machine.params)
    yield from (each.name for each in machine.inputs)
    yield from (each.name for each in machine.vars)
    yield from (each.name for each in machine.timers)
    yield from (each.name for each in machine.lets)
    yield from (each.name for each in machine.prims)
    yield from (each.name for each in machine.actions)
    yield from (each.name for each in machine.events)
    yield from (each.name for each in machine.invariants)


def check_once(machine: Machine) -> None:
    """No name has two meanings: also not in different kinds of declarations, since all become C
    names.
    """
    _all_different(_declared(machine))
    for event in machine.events:
        _all_different(step.name for step in event.steps)
    for given in machine.inputs:
        words = [word for field in given.fields for word in (field.name, *field.bits)]
        _all_different(words)
    for word in machine.states:
        if word.text in RESERVED:
            raise SpecError(
                word.at, f"'{word}' is taken: the generated code calls {RESERVED[word.text]} so"
            )


def _all_different(words: Iterable[Word]) -> None:
    first: dict[str, Word] = {}
    for word in words:
        if word.text in first:
            line = first[word.text].at.line
            raise SpecError(word.at, f"'{word}' is declared twice; first in line {line}")
        first[word.text] = word


def check_sets(names: Names) -> None:
    """A set names states and sets above it."""
    for each in names.machine.sets:
        names.sets[each.name.text] = names.expand(each.members)


def check_initial(names: Names) -> None:
    word = names.machine.initial
    if word.text not in names.states:
        raise SpecError(word.at, f"'{word}' is not a state; expected {one_of(names.states)}")


def check_signals(names: Names) -> None:
    for word in names.machine.signals[8:]:
        raise SpecError(word.at, f"'{word}' is signal 9; at most 8 fit the byte they share")


def check_fires(names: Names) -> None:
    """Each timer has an event of rows that handles it."""
    plain = [event.name for event in names.machine.events if event.input is None]
    for timer in names.machine.timers:
        event = names.events.get(timer.fires.text)
        if event is None or event.input is not None:
            raise SpecError(
                timer.fires.at,
                f"nobody handles timer '{timer.name}': '{timer.fires}' is not an event without "
                f"an input; expected {one_of(plain)}",
            )


def check_prims(names: Names) -> None:
    """A prim writes variables and timers; `nothing` stands alone."""
    for prim in names.machine.prims:
        for word in prim.writes:
            if word.text == "nothing" and len(prim.writes) == 1:
                continue
            if word.text in _fields(names, prim):
                continue
            if word.text not in names.vars and word.text not in names.timers:
                known = one_of((*names.vars, *names.timers))
                raise SpecError(
                    word.at,
                    f"prim '{prim.name}' writes '{word}', which is not a variable; "
                    f"expected 'nothing' or {known}",
                )


def _fields(names: Names, prim: tree.Prim) -> tuple[str, ...]:
    """The fields of the inputs that a prim takes, as `seg.flags`."""
    given = [names.inputs[word.text] for word in prim.parameters if word.text in names.inputs]
    return tuple(f"{each.name}.{field.name}" for each in given for field in each.fields)


def check_inputs(names: Names) -> None:
    for event in names.machine.events:
        if event.input is not None and event.input.text not in names.inputs:
            raise SpecError(
                event.input.at, f"'{event.input}' is not an input; expected {one_of(names.inputs)}"
            )


def check_row_states(names: Names) -> None:
    """States and sets at the head of steps and rows are known."""
    for event in names.machine.events:
        for step in event.steps:
            names.expand(step.states)
            for row in step.rows:
                names.expand(row.states)
        for row in event.rows:
            names.expand(row.states)

# SPDX-License-Identifier: MIT
"""Collects the lines of a .fsm file into a Machine: one method for each kind of line in fsm.lark.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import lark

from codegen.diagnostic import Place, SpecError
from codegen.expr import tree as expr_tree
from codegen.expr.tree import Expr
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Word

Items = list[Any]


class Lines(lark.Transformer[Any, Any]):
    def __init__(self, path: str, text: str) -> None:
        super().__init__()
        self.path = path
        self.text = text.split("\n")
        self.once: dict[str, Any] = {}
        self.many: dict[str, list[Any]] = {}
        self.promised = ""  # what a `requires` belongs to: the last of these

    # ---- pieces ----

    def _word(self, token: lark.Token) -> Word:
        assert token.line is not None and token.column is not None
        return Word(str(token), Place(self.path, token.line, token.column))

    def _words(self, items: Items) -> tuple[Word, ...]:
        return tuple(self._word(item) for item in items if item is not None)

    def _why(self, word: Word) -> str:
        """The comment behind a declaration: it goes into the generated struct."""
        _, _, comment = self.text[word.at.line - 1].partition("#")
        return comment.strip()

    def _add(self, kind: str, what: Any) -> None:
        self.many.setdefault(kind, []).append(what)

    def _only(self, kind: str, at: Place, what: Any) -> None:
        if kind in self.once:
            raise SpecError(at, f"'{kind}' occurs twice; once was expected")
        self.once[kind] = what

    # ---- declarations ----

    def machine_line(self, items: Items) -> None:
        name = self._word(items[0])
        self._only("machine", name.at, (name, str(items[1] or "").strip('"')))

    def states(self, items: Items) -> None:
        words = self._words(items[:-1])
        self._add("state_lines", tree.StateLine(words, items[-1]))

    def feature(self, items: Items) -> None:
        self.many.setdefault("features", []).extend(self._words(items))

    def initial(self, items: Items) -> None:
        word = self._word(items[0])
        self._only("initial", word.at, word)

    def set(self, items: Items) -> None:
        name, *members = self._words(items)
        self._add("sets", tree.NameSet(name, tuple(members)))

    def signals(self, items: Items) -> None:
        self.many.setdefault("signals", []).extend(self._words(items))

    def errors(self, items: Items) -> None:
        self.many.setdefault("errors", []).extend(self._words(items))

    def param(self, items: Items) -> None:
        name, type_ = self._words(items)
        self._add("params", tree.Param(name, type_))

    def input(self, items: Items) -> None:
        self._add("inputs", tree.Input(self._word(items[0]), ()))

    def field(self, items: Items) -> None:
        name, type_, *bits = self._words(items[:-1])
        inputs = self.many.get("inputs")
        if not inputs:
            raise SpecError(
                name.at,
                f"'{name}' begins neither a declaration nor a field; no 'input' stands above it",
            )
        inputs[-1] = replace(
            inputs[-1], fields=(*inputs[-1].fields, tree.Field(name, type_, tuple(bits), items[-1]))
        )

    def var(self, items: Items) -> None:
        name, type_ = self._words(items[:2])
        pack, most, when = items[2:]
        self._add("vars", tree.Var(name, type_, most, self._why(name), when, pack is not None))

    def timer(self, items: Items) -> None:
        name, type_ = self._words(items[:2])
        most, fires, when = items[2:]
        timer = tree.Timer(name, type_, most, self._word(fires), self._why(name), when)
        self._add("timers", timer)

    def let(self, items: Items) -> None:
        self._add("lets", tree.Let(self._word(items[0]), items[1], items[2]))

    def prim(self, items: Items) -> None:
        name, parameters, result, writes, keeps, when = items
        given = result and self._word(result)
        word = self._word(name)
        self._add("prims", tree.Prim(word, parameters, given, writes, when, keeps or ()))
        self.promised = "prims"

    def requires(self, items: Items) -> None:
        self._clause("requires", items)

    def ensures(self, items: Items) -> None:
        self._clause("ensures", items)

    def mends(self, items: Items) -> None:
        words = items[0]
        if self.promised != "events":
            raise SpecError(words[0].at, "'mends' belongs to an event; none stands above it")
        event = self.many["events"][-1]
        self.many["events"][-1] = replace(event, mends=(*event.mends, *words))

    def needs(self, items: Items) -> None:
        words = items[0]
        if self.promised != "prims":
            raise SpecError(words[0].at, "'needs' belongs to a prim; none stands above it")
        prim = self.many["prims"][-1]
        self.many["prims"][-1] = replace(prim, needs=(*prim.needs, *words))

    def _clause(self, kind: str, items: Items) -> None:
        """Belongs to the prim or event above it."""
        at = expr_tree.begin(items[0])
        if not self.promised:
            raise SpecError(at, f"'{kind}' belongs to a prim or an event; none stands above it")
        if kind == "ensures" and self.promised == "events":
            raise SpecError(at, "'ensures' belongs to a prim; what an event does its rows say")
        each = self.many[self.promised][-1]
        clauses = (*getattr(each, kind), tree.Clause(*items))
        self.many[self.promised][-1] = replace(each, **{kind: clauses})

    def invariant(self, items: Items) -> None:
        name, section, states, since, until, value, when = items
        both = [word and self._word(word) for word in (since, until)]
        invariant = tree.Invariant(
            self._word(name), _text(section), states or (), both[0], both[1], value, when
        )
        self._add("invariants", invariant)

    def action(self, items: Items) -> None:
        self._add("actions", tree.Action(self._word(items[0]), items[1], items[2]))

    def event(self, items: Items) -> None:
        name, given, section, when = items
        word = given and self._word(given)
        self._add("events", tree.Event(self._word(name), word, _text(section), (), (), when))
        self.promised = "events"

    def step(self, items: Items) -> None:
        name, states, guard, section, when = items
        step = tree.Step(self._word(name), states or (), guard, _text(section), (), when)
        event = self._event(step.name.at, "a step")
        if event.rows:
            raise SpecError(
                step.name.at, f"event '{event.name}' has rows already; a step cannot follow them"
            )
        self.many["events"][-1] = replace(event, steps=(*event.steps, step))

    def row(self, items: Items) -> None:
        bar, states, guard, body = items
        at = self._word(bar).at
        if not states and guard is None:
            raise SpecError(at, "a row names states, or 'if', or 'else'")
        self._row(tree.Row(states or (), guard, body, at))

    def else_row(self, items: Items) -> None:
        bar, body = items
        self._row(tree.Row((), None, body, self._word(bar).at, is_else=True))

    def _row(self, row: tree.Row) -> None:
        event = self._event(row.at, "a row")
        if event.steps:
            *before, last = event.steps
            last = replace(last, rows=(*last.rows, row))
            self.many["events"][-1] = replace(event, steps=(*before, last))
        else:
            self.many["events"][-1] = replace(event, rows=(*event.rows, row))

    def _event(self, at: Place, what: str) -> tree.Event:
        events = self.many.get("events")
        if not events:
            raise SpecError(at, f"{what} belongs to an event; no 'event' stands above it")
        last: tree.Event = events[-1]
        return last

    # ---- statements ----

    def names(self, items: Items) -> tuple[Word, ...]:
        return self._words(items)

    def place(self, items: Items) -> Word:
        word = self._word(items[0])
        return word if items[1] is None else Word(f"{word}.{items[1]}", word.at)

    def places(self, items: Items) -> tuple[Word, ...]:
        return tuple(items)

    def when(self, items: Items) -> Expr:
        condition: Expr = items[0]
        return condition

    def body(self, items: Items) -> tuple[tree.Statement, ...]:
        return tuple(items)

    def parameters(self, items: Items) -> tuple[Word, ...]:
        return self._words(items)

    def assign(self, items: Items) -> tree.Assign:
        return tree.Assign(self._word(items[0]), items[1])

    def start_timer(self, items: Items) -> tree.Start:
        return tree.Start(self._word(items[0]), items[1])

    def stop_timer(self, items: Items) -> tree.Stop:
        return tree.Stop(self._word(items[0]))

    def call_statement(self, items: Items) -> tree.Call:
        return tree.Call(
            self._word(items[0]), tuple(item for item in items[1:] if item is not None)
        )

    def become(self, items: Items) -> tree.Become:
        return tree.Become(self._word(items[0]))

    def drop(self, items: Items) -> tree.Drop:
        return tree.Drop(self._word(items[0]).at)

    def goto(self, items: Items) -> tree.Goto:
        return tree.Goto(self._word(items[0]))

    def error(self, items: Items) -> tree.Fail:
        return tree.Fail(self._word(items[0]))

    def wait(self, items: Items) -> tree.Wait:
        return tree.Wait(self._word(items[0]).at)

    # ---- the whole ----

    def machine(self) -> tree.Machine:
        for kind in ("machine", "states", "initial"):
            if kind not in self.once and not (kind == "states" and "state_lines" in self.many):
                raise SpecError(Place(self.path, 1, 1), f"no '{kind}' line; every machine has one")
        name, title = self.once["machine"]
        lists = (
            "sets",
            "signals",
            "errors",
            "params",
            "inputs",
            "vars",
            "timers",
            "lets",
            "prims",
            "actions",
            "events",
            "features",
            "state_lines",
            "invariants",
        )
        given = {kind: tuple(self.many.get(kind, ())) for kind in lists}
        states = tuple(word for line in given["state_lines"] for word in line.names)
        return tree.Machine(self.path, name, title, states, self.once["initial"], **given)


def _text(quoted: lark.Token | None) -> str:
    return str(quoted).strip('"') if quoted else ""

# SPDX-License-Identifier: MIT
"""What a statement list without rows comes to: the value of each variable behind it, as far as it
is known, from the values in front of it. For the contracts of actions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Union

from codegen.check.machine_promises import read_by
from codegen.check.machine_writes import flattened, prims_called
from codegen.expr import tree as expr_tree
from codegen.expr.rewrite import rewrite
from codegen.expr.tree import Expr, walk
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Statement
from codegen.lower.machine_acsl import formula
from codegen.lower.machine_invariants import macro
from codegen.lower.machine_names import CNames

Value = Union[Expr, None]  # nothing: whatever a prim has left there


class Effects:
    """Follows a statement list; `ensures` says what it has come to."""

    def __init__(self, c: CNames, body: Sequence[Statement]) -> None:
        self.c = c
        self.names = c.names
        self.values: dict[str, Value] = {}
        self.claims: list[Expr] = []
        self.kept: dict[str, None] = {}
        for statement in flattened(body, c.names):
            self.follow(statement)

    def follow(self, statement: Statement) -> None:
        for prim in prims_called([statement], self.names):
            self.call(prim)
        match statement:
            case tree.Assign(target=word, value=value) | tree.Start(timer=word, value=value):
                is_prim = bool(list(prims_called([statement], self.names)))
                known = None if is_prim else self.known(value)
                self.changes({word.text})
                self.values[word.text] = known
            case tree.Stop(timer=word):
                self.changes({word.text})
                self.values[word.text] = expr_tree.Int(0, word.at)

    def call(self, prim: tree.Prim) -> None:
        """What it promises, in the values of the beginning; the rest of what it writes is lost."""
        promised = [self.promise(clause.value) for clause in prim.ensures]
        writes = {word.text for word in prim.writes}
        self.changes(writes)
        self.values |= dict.fromkeys(writes - {"nothing"})
        self.claims += [claim for claim in promised if claim is not None]
        self.kept |= dict.fromkeys(word.text for word in prim.keeps)

    def changes(self, changed: set[str]) -> None:
        """What was said of the old values is gone."""
        self.claims = [x for x in self.claims if not read_after(x, self.c) & changed]
        held = self.names.invariants
        self.kept = {
            name: None for name in self.kept if not read_by(held[name].value, self.names) & changed
        }

    def promise(self, claim: Expr) -> Value:
        """A prim's `ensures`, with before(x) as what x was when the list began."""
        lost = False

        def change(part: Expr) -> Value:
            nonlocal lost
            if not is_before(part):
                return None
            assert isinstance(part, expr_tree.Call)
            value = self.known(part.arguments[0])
            lost = lost or value is None
            return None if value is None else _before(value)

        found = rewrite(claim, change)
        return None if lost else found

    def known(self, value: Expr) -> Value:
        """An expression in the values of the beginning, or nothing when a prim has been there."""
        lost = False

        def change(part: Expr) -> Value:
            nonlocal lost
            name = _place(part)
            if isinstance(part, expr_tree.Name) and part.name in self.names.lets:
                return rewrite(self.names.lets[part.name].value, change)
            if name in self.values:
                lost = lost or self.values[name] is None
                return self.values[name]
            return None

        found = rewrite(value, change)
        return None if lost else found

    # ---- clauses ----

    def ensures(self) -> tuple[str, ...]:
        c, scope = self.c, self.c.checked.scope()
        scope.with_before = True
        found = []
        order = [*self.names.vars, *self.names.timers]
        for name in order:
            value = self.values.get(name)
            if value is not None:
                found.append(self.equals(name, value))
        found += [formula(scope.typed(claim), c) for claim in self.claims]
        for name in self.kept:
            found.append(f"\\old({macro(c, name)}(c)) ==> {macro(c, name)}(c)")
        return tuple(found)

    def equals(self, name: str, value: Expr) -> str:
        typed = self.c.typed(value)
        text = formula(typed, self.c)
        then = f"\\old({text})" if read_by(value, self.names) else text
        is_flag = name in self.names.vars and self.names.vars[name].type.text == "u1"
        if is_flag and not isinstance(value, expr_tree.Int):
            return f"c->{name} != 0 <==> {then}"
        return f"c->{name} == {then}"


def requires_of(c: CNames, body: Sequence[Statement]) -> tuple[str, ...]:
    """What the prims that a list calls require of it."""
    found: dict[str, None] = {}
    for prim in prims_called(body, c.names):
        for clause in prim.requires:
            found[formula(c.typed(clause.value), c)] = None
        found |= dict.fromkeys(f"{macro(c, word.text)}(c)" for word in prim.needs)
    return tuple(found)


def read_after(claim: Expr, c: CNames) -> set[str]:
    """What a claim says of the values behind the list."""
    inside = [part for each in walk(claim) if is_before(each) for part in walk(each)]
    found: set[str] = set()
    for part in walk(claim):
        name = _place(part)
        if name and not any(part is each for each in inside):
            found |= read_by(part, c.names)
    return found


def is_before(part: Expr) -> bool:
    return (
        isinstance(part, expr_tree.Call)
        and isinstance(part.function, expr_tree.Name)
        and part.function.name == "before"
    )


def _before(value: Expr) -> Expr:
    at = expr_tree.begin(value)
    return expr_tree.Call(expr_tree.Name("before", at), (value,), at)


def _place(part: Expr) -> str:
    """`flight`, `seg.acked`; nothing for what is no place."""
    if isinstance(part, expr_tree.Name):
        return part.name
    if isinstance(part, expr_tree.Member) and isinstance(part.of, expr_tree.Name):
        return f"{part.of.name}.{part.name}"
    return ""

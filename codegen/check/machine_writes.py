# SPDX-License-Identifier: MIT
"""What a statement list can write and what it looks at: for the bounds, for the timers, for
`assigns`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codegen.check.machine_names import Names
from codegen.expr import tree as expr_tree
from codegen.expr.tree import Expr, walk
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Statement


def flattened(body: Iterable[Statement], names: Names) -> Iterator[Statement]:
    """The statements, with those of called actions in place of the calls."""
    for statement in body:
        if isinstance(statement, tree.Call) and statement.function.text in names.actions:
            yield from flattened(names.actions[statement.function.text].body, names)
        else:
            yield statement


def prims_called(body: Iterable[Statement], names: Names) -> Iterator[tree.Prim]:
    for statement in flattened(body, names):
        if isinstance(statement, tree.Call):
            yield names.prims[statement.function.text]
        elif isinstance(statement, tree.Assign) and isinstance(statement.value, expr_tree.Call):
            function = statement.value.function
            if isinstance(function, expr_tree.Name) and function.name in names.prims:
                yield names.prims[function.name]


def written(body: Iterable[Statement], names: Names) -> frozenset[str]:
    """Variables and timers that can change."""
    body = tuple(body)
    found = {
        word.text
        for prim in prims_called(body, names)
        for word in prim.writes
        if word.text != "nothing"
    }
    for statement in flattened(body, names):
        match statement:
            case tree.Assign(target=word) | tree.Start(timer=word) | tree.Stop(timer=word):
                found.add(word.text)
    return frozenset(found)


def expressions(statement: Statement) -> tuple[Expr, ...]:
    match statement:
        case tree.Assign(value=value) | tree.Start(value=value):
            return (value,)
        case tree.Call(arguments=arguments):
            return arguments
    return ()


def mentioned(exprs: Iterable[Expr], names: Names) -> frozenset[str]:
    """Every name in these expressions, and in the lets they use."""
    found: set[str] = set()
    for expr in exprs:
        for part in walk(expr):
            if isinstance(part, expr_tree.Name):
                found.add(part.name)
                if part.name in names.lets:
                    found |= mentioned([names.lets[part.name].value], names)
    return frozenset(found)


def used_by(body: Iterable[Statement], names: Names) -> frozenset[str]:
    """Every name that a statement list looks at, through actions and lets too."""
    return mentioned((expr for each in flattened(body, names) for expr in expressions(each)), names)

# SPDX-License-Identifier: MIT
"""Whether guards can hold together: a truth table over their atoms, each comparison one opaque
boolean.

Opaque atoms never hide a gap between rows; they can report one that arithmetic would close. Then a
guard can be
written so that two rows share an atom: `if x == 0` and `if x != 0` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from codegen.diagnostic import Place, SpecError
from codegen.expr import tree
from codegen.expr.tree import Expr

MOST_ATOMS = 12

Values = Mapping[Expr, bool]


def atoms(guards: Iterable[Expr | None]) -> tuple[Expr, ...]:
    """The different atoms of some guards, in the order in which they occur."""
    found: dict[Expr, None] = {}
    for guard in guards:
        if guard is not None:
            _collect(guard, found)
    return tuple(found)


def check_few(guards: Iterable[Expr | None], at: Place, what: str) -> None:
    """The truth table stays small enough to print and to think about."""
    count = len(atoms(guards))
    if count > MOST_ATOMS:
        raise SpecError(
            at, f"{what} tests {count} different conditions; at most {MOST_ATOMS} were expected"
        )


def possible(wanted: Sequence[Expr | None], excluded: Sequence[Expr | None]) -> bool:
    """Whether all of `wanted` can hold while none of `excluded` does. No guard means: always."""
    names = atoms([*wanted, *excluded])
    for row in product((False, True), repeat=len(names)):
        values = dict(zip(names, row))
        if all(_holds(guard, values) for guard in wanted) and not any(
            _holds(guard, values) for guard in excluded
        ):
            return True
    return False


def _collect(expr: Expr, found: dict[Expr, None]) -> None:
    match expr:
        case tree.Unary(operator="not", operand=operand):
            _collect(operand, found)
        case tree.Binary(operator="and" | "or", left=left, right=right):
            _collect(left, found)
            _collect(right, found)
        case tree.Bool():
            pass
        case _:
            found[_normal(expr)[0]] = None


def _normal(expr: Expr) -> tuple[Expr, bool]:
    """A comparison as `==` or `<`, and whether it was the opposite: a != b, a >= b, a <= b share
    atoms.
    """
    match expr:
        case tree.Binary(operator="!=", left=left, right=right, at=at):
            return tree.Binary("==", left, right, at), True
        case tree.Binary(operator=">=", left=left, right=right, at=at):
            return tree.Binary("<", left, right, at), True
        case tree.Binary(operator=">", left=left, right=right, at=at):
            return tree.Binary("<", right, left, at), False
        case tree.Binary(operator="<=", left=left, right=right, at=at):
            return tree.Binary("<", right, left, at), True
    return expr, False


def _holds(guard: Expr | None, values: Values) -> bool:
    match guard:
        case None:
            return True
        case tree.Unary(operator="not", operand=operand):
            return not _holds(operand, values)
        case tree.Binary(operator="and", left=left, right=right):
            return _holds(left, values) and _holds(right, values)
        case tree.Binary(operator="or", left=left, right=right):
            return _holds(left, values) or _holds(right, values)
        case tree.Bool(value=value):
            return value
    atom, negated = _normal(guard)
    return values[atom] != negated

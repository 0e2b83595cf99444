# SPDX-License-Identifier: MIT
"""No field is used before it has been read, nor where it may not have been read at all."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.check.packet_world import Chain, World
from codegen.diagnostic import SpecError
from codegen.expr import tree
from codegen.expr.rewrite import conjuncts, negated
from codegen.expr.tree import Expr
from codegen.load.ksy_tree import Attribute, Switch, TypeDef, TypeRef, User

Known = frozenset[Expr]


def check_order(world: World) -> None:
    """Fields are used only below where they are declared."""
    for chain in world.chains():
        for position, attribute in enumerate(chain[-1].seq):
            later = {each.id: each for each in chain[-1].seq[position:]}
            for expr in expressions(attribute):
                _check_declared(expr, later, chain[-1], ())


def check_guards(world: World) -> None:
    """A field with an `if` is used only where that condition is known to hold."""
    for chain in world.chains():
        guards = {each.id: each for each in chain[-1].seq if each.condition is not None}
        for attribute in (*chain[-1].seq, *chain[-1].instances):
            own = frozenset(conjuncts(attribute.condition)) if attribute.condition else frozenset()
            if attribute.condition is not None:
                _check_known(attribute.condition, guards, frozenset(), chain)
            for expr in expressions(attribute, with_condition=False):
                _check_known(expr, guards, own, chain)


def expressions(attribute: Attribute, with_condition: bool = True) -> Iterator[Expr]:
    """Every expression that is computed when a field is read."""
    if with_condition and attribute.condition is not None:
        yield attribute.condition
    for expr in (attribute.size, attribute.value, attribute.position, attribute.stream):
        if expr is not None:
            yield expr
    if (
        attribute.repeat is not None
        and attribute.repeat.kind == "expr"
        and attribute.repeat.expr is not None
    ):
        yield attribute.repeat.expr
    yield from _of_type(attribute.type)
    valid = attribute.valid
    if valid is not None:
        for bound in (valid.equal, valid.lowest, valid.highest, valid.expr, *valid.any_of):
            if bound is not None:
                yield bound


def _of_type(ref: TypeRef) -> Iterator[Expr]:
    if isinstance(ref, User):
        yield from ref.arguments
    if isinstance(ref, Switch):
        yield ref.on
        for case in ref.cases:
            yield from _of_type(case.type)


def _check_declared(
    expr: Expr, later: dict[str, Attribute], here: TypeDef, through: tuple[str, ...]
) -> None:
    """`later`: the field being read and those behind it. Instances are looked through."""
    for part in tree.walk(expr):
        if not isinstance(part, tree.Name):
            continue
        if part.name in later:
            at = part.at
            line = later[part.name].at.line
            by = f" (instance '{through[0]}' needs it)" if through else ""
            raise SpecError(at, f"'{part.name}' is used before it is read in line {line}{by}")
        for instance in here.instances:
            if instance.id == part.name and instance.value is not None and part.name not in through:
                _check_declared(instance.value, later, here, (*through, part.name))


def _check_known(expr: Expr, guards: dict[str, Attribute], known: Known, chain: Chain) -> None:
    """Walks an expression with what is known to hold at each of its parts."""
    if isinstance(expr, tree.Name) and expr.name in guards:
        needed = guards[expr.name].condition
        assert needed is not None
        if not all(part in known for part in conjuncts(needed)):
            line = guards[expr.name].at.line
            raise SpecError(
                expr.at,
                f"'{expr.name}' is there only under the 'if' of line {line}; the same condition "
                "was expected here",
            )
    match expr:
        case tree.Binary(operator="and", left=left, right=right):
            _check_known(left, guards, known, chain)
            _check_known(right, guards, known | set(conjuncts(left)), chain)
        case tree.Binary(operator="or", left=left, right=right):
            _check_known(left, guards, known, chain)
            _check_known(right, guards, known | set(conjuncts(negated(left))), chain)
        case tree.Ternary(condition=condition, yes=yes, no=no):
            _check_known(condition, guards, known, chain)
            _check_known(yes, guards, known | set(conjuncts(condition)), chain)
            _check_known(no, guards, known | set(conjuncts(negated(condition))), chain)
        case _:
            for part in tree.parts(expr):
                _check_known(part, guards, known, chain)

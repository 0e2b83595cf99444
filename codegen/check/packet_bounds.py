# SPDX-License-Identifier: MIT
"""Everything has an end: sizes and repeats have bounds, bits fill bytes, no type contains itself.
"""

from __future__ import annotations

from codegen.check.packet_scope import KsyScope
from codegen.check.packet_valid import holds_for
from codegen.check.packet_world import Chain, World
from codegen.diagnostic import SpecError
from codegen.expr import tree
from codegen.expr.infer import infer
from codegen.expr.rewrite import conjuncts
from codegen.expr.types import IntType
from codegen.load.ksy_tree import Attribute, Bits, Switch, User


def check_bounds(world: World) -> None:
    """Bounds of every type of a file that is to be generated."""
    for chain in world.chains():
        _check_recursion(world, chain, ())
    for chain in world.chains():
        scope = KsyScope(world, chain)
        _check_bits(chain)
        for attribute in chain[-1].seq:
            _check_size(attribute, scope)
            _check_count(attribute, scope)
            _check_range(attribute, scope)
            _learn(attribute, scope)


def _learn(attribute: Attribute, scope: KsyScope) -> None:
    if (
        attribute.valid is not None
        and attribute.condition is None
        and attribute.ours.otherwise in ("", "drop")
    ):
        holds = holds_for(attribute.valid, tree.Name(attribute.id, attribute.at))
        for part in conjuncts(holds) if holds is not None else ():
            scope.facts.learn(part)


def _check_recursion(world: World, chain: Chain, above: tuple[str, ...]) -> None:
    name = world.full_name(chain)
    if name in above:
        circle = " -> ".join([*above[above.index(name) :], name])
        raise SpecError(
            chain[-1].at,
            f"type '{chain[-1].id}' contains itself ({circle}); its depth has no bound",
        )
    for attribute, user in world.uses(chain):
        if attribute.value is None:
            _check_recursion(world, world.find(chain, user.path, user.at), (*above, name))


def _check_bits(chain: Chain) -> None:
    """Bits that end inside a byte would be skipped silently."""
    open_bits, last = 0, ""
    for attribute in chain[-1].seq:
        if isinstance(attribute.type, Bits) and attribute.repeat is None:
            open_bits, last = (open_bits + attribute.type.bits) % 8, attribute.id
        elif open_bits:
            break
        if isinstance(attribute.type, Bits) and attribute.condition is not None:
            raise SpecError(
                attribute.at,
                f"bit field '{attribute.id}' with 'if'; what follows would have no fixed bit",
            )
    if open_bits:
        found = next(each for each in chain[-1].seq if each.id == last)
        raise SpecError(
            found.at,
            f"the bits up to '{last}' end inside a byte; {8 - open_bits} more were expected",
        )


def _check_size(attribute: Attribute, scope: KsyScope) -> None:
    most, at = attribute.ours.max_size, attribute.ours.at("-max-size")
    if attribute.size_eos:
        if most is None:
            raise SpecError(
                attribute.at,
                f"'{attribute.id}' goes on to the end of the packet; '-max-size' was expected",
            )
        return
    if attribute.size is None:
        if at is not None:
            raise SpecError(at, f"'-max-size' of '{attribute.id}', whose size is its type's")
        return
    typed = infer(attribute.size, scope)
    assert isinstance(typed.type, IntType)
    if typed.type.lo == typed.type.hi:
        return
    if most is None:
        raise SpecError(typed.at, f"the size of '{attribute.id}' varies; '-max-size' was expected")
    if typed.type.lo < 0 and not _follows(attribute):
        raise SpecError(
            typed.at,
            f"the size of '{attribute.id}' can be negative ({typed.type.lo}); a 'valid' that "
            "prevents it was expected",
        )
    if typed.type.hi > most and len(scope.chain) == 1:  # an inner type ends with its list, too
        raise SpecError(
            at or typed.at,
            f"the size of '{attribute.id}' can reach {typed.type.hi}; '-max-size' is {most}",
        )


def _follows(attribute: Attribute) -> bool:
    """A field with an `if`: its size is checked where the option walk is built."""
    return attribute.condition is not None


def _check_count(attribute: Attribute, scope: KsyScope) -> None:
    repeat = attribute.repeat
    if repeat is None:
        at = attribute.ours.at("-max-count")
        if at is not None:
            raise SpecError(at, f"'-max-count' of '{attribute.id}', which does not repeat")
        return
    constant = False
    if repeat.kind == "expr" and repeat.expr is not None:
        found = infer(repeat.expr, scope).type
        constant = isinstance(found, IntType) and found.lo == found.hi
    if attribute.ours.max_count is None and not constant:
        raise SpecError(
            repeat.at, f"'{attribute.id}' repeats without a bound; '-max-count' was expected"
        )


def _check_range(attribute: Attribute, scope: KsyScope) -> None:
    """Numbers that a field cannot hold."""
    of = (
        scope.reference(scope.chain, attribute.type)
        if not isinstance(attribute.type, (User, Switch))
        else None
    )
    if not isinstance(of, IntType):
        return
    default = attribute.ours.default
    if isinstance(default, tree.Int) and not of.lo <= default.value <= of.hi:
        raise SpecError(
            default.at, f"'{attribute.id}' holds {of.lo} .. {of.hi}; '-default' is {default.value}"
        )
    if attribute.enum:
        enum, _ = scope.world.enum(scope.chain, attribute.enum, attribute.enum_at or attribute.at)
        for entry in enum.entries:
            if not of.lo <= entry.value <= of.hi:
                raise SpecError(
                    attribute.enum_at or attribute.at,
                    f"'{attribute.id}' holds {of.lo} .. {of.hi}; enum '{enum.id}' has "
                    f"'{entry.id}', which is {entry.value}",
                )
    valid = attribute.valid
    for bound in (valid.equal, valid.lowest, valid.highest, *valid.any_of) if valid else ():
        limit = scope.bounds(bound) if bound is not None else None
        if bound is not None and limit and (limit.lo > of.hi or limit.hi < of.lo):
            raise SpecError(
                tree.begin(bound),
                f"'{attribute.id}' holds {of.lo} .. {of.hi}; 'valid' names {limit.lo}, which is "
                "never there",
            )

# SPDX-License-Identifier: MIT
"""All types and enums of one .ksy file, found the way Kaitai finds them: inside first, then
outwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Tuple

from codegen.diagnostic import Place, SpecError, one_of
from codegen.expr.types import ANY, RecordType, Type
from codegen.load.ksy_tree import Attribute, Enum, Switch, TypeDef, TypeRef, User

Chain = Tuple[TypeDef, ...]  # from the file's type inwards to one type


class World:
    """The types of a file by name."""

    def __init__(self, root: TypeDef) -> None:
        self.root = root
        self._chains = {self.full_name(chain): chain for chain in self.chains()}
        self._parents = self._find_parents()

    def chains(self, at: Chain | None = None) -> Iterator[Chain]:
        """Every type, outermost first, in the order of the file."""
        here = at or (self.root,)
        yield here
        for inner in here[-1].types:
            yield from self.chains((*here, inner))

    @staticmethod
    def full_name(chain: Chain) -> str:
        return "::".join(each.id for each in chain)

    def by_name(self, full: str) -> Chain:
        return self._chains[full]

    def find(self, chain: Chain, path: tuple[str, ...], at: Place) -> Chain:
        """The type a path names, seen from inside a type."""
        for depth in range(len(chain), 0, -1):
            found = self._below(chain[:depth], path)
            if found:
                return found
        if path == (self.root.id,):
            return (self.root,)
        raise SpecError(
            at, f"type '{'::'.join(path)}' is not known here; {one_of(self._visible(chain))}"
        )

    def is_imported(self, chain: Chain, user: User) -> bool:
        """Whether a type may come from a file we do not read: it is not in this one."""
        if not self.root.imports:
            return False
        inner = (self._below(chain[:depth], user.path) for depth in range(len(chain), 0, -1))
        return user.path != (self.root.id,) and not any(inner)

    def _below(self, chain: Chain, path: tuple[str, ...]) -> Chain | None:
        for name in path:
            inner = [each for each in chain[-1].types if each.id == name]
            if not inner:
                return None
            chain = (*chain, inner[0])
        return chain

    @staticmethod
    def _visible(chain: Chain) -> list[str]:
        return sorted({inner.id for each in chain for inner in each.types})

    def enum(self, chain: Chain, path: tuple[str, ...], at: Place) -> tuple[Enum, str]:
        """The enum a path names, and its full name."""
        *types, name = path
        for depth in range(len(chain), 0, -1):
            holder = self._below(chain[:depth], tuple(types))
            for enum in holder[-1].enums if holder else ():
                if enum.id == name:
                    assert holder is not None
                    return enum, f"{self.full_name(holder)}::{name}"
        known = sorted({enum.id for each in chain for enum in each.enums})
        raise SpecError(at, f"enum '{'::'.join(path)}' is not known here; {one_of(known)}")

    def parent(self, chain: Chain) -> Type:
        """The type of `_parent`: known when only one type has a field of this one."""
        parents = self._parents.get(self.full_name(chain), [])
        return RecordType(parents[0]) if len(parents) == 1 else ANY

    def uses(self, chain: Chain) -> Iterator[tuple[Attribute, User]]:
        """The user types that fields and instances name directly, also inside a switch."""
        for attribute in (*chain[-1].seq, *chain[-1].instances):
            for user in _users(attribute.type):
                yield attribute, user

    def _find_parents(self) -> dict[str, list[str]]:
        parents: dict[str, list[str]] = {}
        for chain in self._chains.values():
            for _, user in self.uses(chain):
                try:
                    child = self.full_name(self.find(chain, user.path, user.at))
                except SpecError:
                    continue  # reported where the field is checked
                listed = parents.setdefault(child, [])
                if self.full_name(chain) not in listed:
                    listed.append(self.full_name(chain))
        return parents


def _users(ref: TypeRef) -> Iterator[User]:
    if isinstance(ref, User):
        yield ref
    if isinstance(ref, Switch):
        for case in ref.cases:
            yield from _users(case.type)

# SPDX-License-Identifier: MIT
"""A packet spec as a plain parser in C++, for fuzzing: what the header is compared with.

It comes from the spec as it was read (codegen/load/ksy_tree.py), not from the Packet that the
header is printed from: fields one behind the other, expressions in 64 bits, nothing reduced. Only
what codegen/lower/packet.py lets through is printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from codegen.check.packet_valid import holds_for
from codegen.check.packet_world import Chain, World
from codegen.diagnostic import NOWHERE
from codegen.expr import tree
from codegen.expr.tree import Expr
from codegen.load.ksy_tree import Attribute, Bits, Number, Switch, TypeDef, User
from codegen.print.packet_reading_text import Names, bare, member

INDENT = "    "


@dataclass(frozen=True)
class Step:
    """A field of a type: how it is read, and what has to hold then."""

    name: str
    is_part: bool
    condition: str  # of `if`, or ""
    read: str
    valid: str  # or ""
    inside: tuple[str, ...]  # lines that read the part's own type
    until: str = ""  # a list: what its last item fulfils
    item: str = ""  # and the type of its items


@dataclass(frozen=True)
class TypeView:
    """A type inside the packet's: a struct and a function that reads it."""

    name: str
    steps: tuple[Step, ...]
    copies: tuple[tuple[str, str], ...]  # what is found in it -> the field that says it


class Reading:
    """All that the template asks about a spec."""

    def __init__(self, root: TypeDef) -> None:
        self.root = root
        self.world = World(root)
        self.types: list[TypeView] = []
        self.found: dict[str, int] = {}  # what options leave behind, with its default
        self.named: dict[str, str] = {}  # a type's full name -> its struct
        self.top = [self._step(each, (root,)) for each in root.seq]

    def text(self, expr: Expr, chain: Chain, of: str = "r", subject: Expr | None = None) -> str:
        return bare(expr, Names(self.world, chain, of, subject))

    def _step(self, field: Attribute, chain: Chain) -> Step:
        valid = None
        if field.valid is not None and field.ours.otherwise != "ignore":
            valid = holds_for(field.valid, tree.Name(field.id, NOWHERE))
        if field.repeat is not None:
            return self._list(field, chain)
        return Step(
            name=member(field.id),
            is_part=not isinstance(field.type, (Number, Bits)),
            condition="" if field.condition is None else self.text(field.condition, chain),
            read=self._read(field, chain),
            valid="" if valid is None else self.text(valid, chain),
            inside=tuple(self._inside(field, chain)),
        )

    def _list(self, field: Attribute, chain: Chain) -> Step:
        """`repeat: until`, the one form that there is."""
        assert isinstance(field.type, User) and field.repeat and field.repeat.expr
        item = tree.Name("item", NOWHERE)
        assert field.condition is not None
        return Step(
            member(field.id),
            is_part=False,
            condition=self.text(field.condition, chain),
            read="",
            valid="",
            inside=(),
            until=self.text(field.repeat.expr, chain, subject=item),
            item=self._struct(field.type, chain),
        )

    def _read(self, field: Attribute, chain: Chain) -> str:
        match field.type:
            case Number(bytes=size):
                return f"in.bytes({size})"
            case Bits(bits=bits):
                return f"in.bits({bits})"
        return f"in.take({self.text(field.size, chain)})" if field.size else "in.rest()"

    def _inside(self, field: Attribute, chain: Chain) -> list[str]:
        """Lines of the reading of a part that has a type of its own."""
        here = f"cursor{{r.{member(field.id)}.at, r.{member(field.id)}.bytes}}"
        if isinstance(field.type, User):
            return self._whole(field.type, chain, here)
        lines: list[str] = []
        for case in field.type.cases if isinstance(field.type, Switch) else ():
            assert isinstance(field.type, Switch) and isinstance(case.type, User) and case.when
            same = tree.Binary("==", field.type.on, case.when, NOWHERE)
            inner = [INDENT + line for line in self._whole(case.type, chain, here)]
            lines += [f"if ({self.text(same, chain)}) {{", *inner, "}"]
        return lines

    def _whole(self, user: User, chain: Chain, here: str) -> list[str]:
        struct = self._struct(user, chain)
        return [
            f"{struct} inner;",
            f"cursor within = {here};",
            "if (!read(within, inner, found)) {",
            f"{INDENT}return false;",
            "}",
        ]

    def _struct(self, user: User, chain: Chain) -> str:
        """The struct of a type, which is listed behind those that it needs."""
        inner = self.world.find(chain, user.path, user.at)
        full = self.world.full_name(inner)
        if full not in self.named:
            self.named[full] = "_".join(["a", *(each.id for each in inner[1:])])
            steps = tuple(self._step(each, inner) for each in inner[-1].seq)
            self.types.append(TypeView(self.named[full], steps, self._copies(inner[-1])))
        return self.named[full]

    def _copies(self, inner: TypeDef) -> tuple[tuple[str, str], ...]:
        copies = [each for each in inner.seq if each.ours.use == "copy"]
        made = []
        for each in copies:
            label = inner.id if len(copies) == 1 else f"{inner.id}_{each.id}"
            default = each.ours.default
            assert isinstance(default, tree.Int)
            self.found[label] = default.value
            made.append((label, member(each.id)))
        return tuple(made)

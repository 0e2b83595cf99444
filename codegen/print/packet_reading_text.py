# SPDX-License-Identifier: MIT
"""An expression of a packet spec as C++ in 64 bits, for the plain reading that fuzzing compares
with: every operator as it was written, in parentheses, no bound known and none used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from codegen.check.packet_world import Chain, World
from codegen.diagnostic import SpecError
from codegen.expr import tree
from codegen.expr.tree import Expr

_SYMBOL = {"and": "&&", "or": "||"}


def member(name: str) -> str:
    """A field in a struct: no word of C++ ends like this, nor any of ours."""
    return f"{name}_"


@dataclass(frozen=True)
class Names:
    """What the names of one type are: members of the struct `of`; `subject` stands for `_`; `also`
    is what some are instead, in C++.
    """

    world: World
    chain: Chain
    of: str
    subject: Expr | None = None
    also: Mapping[str, str] | None = None

    def name(self, expr: tree.Name) -> str:
        if expr.name == "_":
            assert isinstance(self.subject, tree.Name)
            return self.subject.name
        if self.also and expr.name in self.also:
            return self.also[expr.name]
        for instance in self.chain[-1].instances:
            if instance.id == expr.name and instance.value is not None:
                return code(instance.value, self)
        return f"{self.of}.{member(expr.name)}"

    def member(self, expr: tree.Member) -> str:
        if isinstance(expr.of, tree.Name) and expr.of.name == "_io":
            return {"size": "in.size", "eof": "in.eof()"}[expr.name]
        if expr.name == "to_i":
            return f"wide{{{code(expr.of, self)}}}"
        if expr.name == "size":
            return f"{code(expr.of, self)}.bytes"
        return f"{code(expr.of, self)}.{member(expr.name)}"

    def enum_value(self, expr: tree.EnumValue) -> str:
        enum, _ = self.world.enum(self.chain, expr.enum, expr.at)
        return str(next(each.value for each in enum.entries if each.id == expr.value))


def code(expr: Expr, names: Names) -> str:
    """C++ text; what is not atomic stands in parentheses."""
    match expr:
        case tree.Int(value=value):
            return str(value)
        case tree.Bool(value=value):
            return "true" if value else "false"
        case tree.Name():
            return names.name(expr)
        case tree.Member():
            return names.member(expr)
        case tree.EnumValue():
            return names.enum_value(expr)
        case tree.Unary(operator=operator, operand=operand):
            return f"({'!' if operator == 'not' else operator}{code(operand, names)})"
        case tree.Binary(operator=operator, left=left, right=right):
            symbol = _SYMBOL.get(operator, operator)
            return f"({code(left, names)} {symbol} {code(right, names)})"
        case tree.Ternary(condition=condition, yes=yes, no=no):
            return f"({code(condition, names)} ? {code(yes, names)} : {code(no, names)})"
    raise SpecError(tree.begin(expr), "not generatable: this part of an expression")


def bare(expr: Expr, names: Names) -> str:
    """The same to stand inside parentheses, or behind `=`."""
    text = code(expr, names)
    return text[1:-1] if isinstance(expr, (tree.Unary, tree.Binary, tree.Ternary)) else text

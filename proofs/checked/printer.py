# SPDX-License-Identifier: MIT
"""Terms and predicates as C++ (checked.hpp), and why some of them cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from proofs.checked import tree
from proofs.checked.tree import Binder, Node


class Left(Exception):
    """Why something is not checked."""


@dataclass(frozen=True)
class Definition:
    """A predicate, logic function or inductive predicate that C++ can run."""

    name: str
    binders: tuple[Binder, ...]
    labels: tuple[str, ...]
    results: int = 0  # inductive: so many of the last arguments are found, not given


@dataclass(frozen=True)
class Members:
    """Of all structures of a profile; `numbers` are integers wherever they occur."""

    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Printer:
    """How names, memory and labels are written at one place. What is known to be a number is
    written without a template: the machine's contracts compile in half the time.
    """

    known: dict[str, Definition]
    members: Members
    memory: str = "checked::here"  # C++ for the state that is read; "" where ACSL has none
    labels: dict[str, str] = field(default_factory=dict)  # label -> C++ for that state
    names: dict[str, str] = field(default_factory=dict)  # what is not called as it is written
    numbers: frozenset[str] = frozenset()  # parameters, and \\result

    def value(self, node: Node) -> str:
        """An integer, a pointer, a truth value or a structure."""
        return _VALUE[type(node)](self, node)

    def truth(self, node: Node) -> str:
        """A condition."""
        if isinstance(node, tree.Chain | tree.Quantified) or (
                isinstance(node, tree.Binary) and node.operator in _LOGIC):
            return self.value(node)
        return f"checked::truth({self.value(node)})"

    def bind(self, **names: str) -> Printer:
        return replace(self, names={**self.names, **names})

    def at_label(self, label: str) -> Printer:
        if label not in self.labels:
            raise Left(f"the label {label}")
        return replace(self, memory=self.labels[label])

    def place(self, node: Node) -> str:
        """Something that has an address: C++ that refers to it, in the state that is read."""
        if isinstance(node, tree.Name):
            return self.names.get(node.text, "result_" if node.text == "\\result" else node.text)
        if isinstance(node, tree.Arrow | tree.Member) and node.field not in self.members.names:
            raise Left(f"no structure of this profile has a member {node.field}")
        if isinstance(node, tree.Arrow) and isinstance(node.of, tree.Name):
            of = self.place(node.of)
            return (f"{of}->{node.field}" if self.state() == "checked::here" else
                    f"{self.read(f'*{of}')}.{node.field}")
        if isinstance(node, tree.Arrow):
            return f"{self.read(f'*({self.value(node.of)})')}.{node.field}"
        if isinstance(node, tree.Member):
            return f"{self.place(node.of)}.{node.field}"
        if isinstance(node, tree.Index):
            whole = self.place(node.of) if _has_place(node.of) else self.value(node.of)
            return f"checked::item({self.state()}, {whole}, {self.value(node.at)})"
        if isinstance(node, tree.Unary) and node.operator == "*":
            return self.read(f"*({self.value(node.of)})")
        raise Left("the address of something that has none")

    def is_number(self, node: Node) -> bool:
        """Known to be one: its C++ can be compared and cast as it is."""
        if isinstance(node, tree.Name):
            return node.text not in self.names and (node.text in self.numbers or _is_enumerator(node))
        if isinstance(node, tree.Arrow | tree.Member):
            return node.field in self.members.numbers
        return isinstance(node, tree.Number)

    def read(self, what: str) -> str:
        return f"{self.state()}.at({what})"

    def state(self) -> str:
        if not self.memory:
            raise Left("memory is read where no state is named")
        return self.memory


def _has_place(node: Node) -> bool:
    return isinstance(node, tree.Name | tree.Arrow | tree.Member | tree.Index) or (
        isinstance(node, tree.Unary) and node.operator == "*")


def _is_enumerator(node: tree.Name) -> bool:
    return node.text.isupper()


def _number(_: Printer, node: tree.Number) -> str:
    if int(node.text, 0) >= 1 << 63:
        raise Left("a number of more than 63 bits")
    return f"checked::integer({node.text})"


_CONSTANTS = {"\\true": "true", "\\false": "false", "\\null": "nullptr"}


def _name(printer: Printer, node: tree.Name) -> str:
    if node.text in _CONSTANTS:
        return _CONSTANTS[node.text]
    if node.text.startswith("\\") and node.text != "\\result":
        raise Left(node.text)
    return _placed(printer, node)


def _placed(printer: Printer, node: Node) -> str:
    kind = "integer" if printer.is_number(node) else "value"
    return f"checked::{kind}({printer.place(node)})"


def _unary(printer: Printer, node: tree.Unary) -> str:
    if node.operator == "*":
        return _placed(printer, node)
    if node.operator == "&":
        return f"(&{replace(printer, memory='checked::here').place(node.of)})"
    if node.operator == "!":
        return f"(!{printer.truth(node.of)})"
    return f"({node.operator}{printer.value(node.of)})"


def _binary(printer: Printer, node: tree.Binary) -> str:
    if node.operator in _LOGIC:
        return _LOGIC[node.operator].format(printer.truth(node.left), printer.truth(node.right))
    return f"({printer.value(node.left)} {node.operator} {printer.value(node.right)})"


_LOGIC = {
    "&&": "({} && {})",
    "||": "({} || {})",
    "==>": "(!{} || {})",
    "<==>": "({} == {})",
    "^^": "({} != {})",
}


def _chain(printer: Printer, node: tree.Chain) -> str:
    parts = []
    left = node.first
    for operator, right in node.rest:
        one, other = printer.value(left), printer.value(right)
        plain = printer.is_number(left) or printer.is_number(right)
        if operator in ("==", "!=") and not plain:
            parts.append(f"{'!' if operator == '!=' else ''}checked::equal({one}, {other})")
        else:
            parts.append(f"{one} {operator} {other}")
        left = right
    return f"({' && '.join(parts)})"


def _cast(printer: Printer, node: tree.Cast) -> str:
    if node.type == "integer":
        return f"checked::integer({printer.value(node.of)})"
    kind = node.type if "*" not in node.type else f"const {node.type.removeprefix('const ')}"
    return f"checked::value(({kind})({printer.value(node.of)}))"


def _size_of(printer: Printer, node: tree.SizeOf) -> str:
    of = node.of if isinstance(node.of, str) else printer.place(node.of)
    return f"checked::integer(sizeof({of}))"


def _conditional(printer: Printer, node: tree.Conditional) -> str:
    return (f"({printer.truth(node.condition)} ? {printer.value(node.yes)}"
            f" : {printer.value(node.no)})")


def _let(printer: Printer, node: tree.Let) -> str:
    inner = printer.bind(**{node.name: f"{node.name}_q"})
    return (f"[&](const auto &{node.name}_q) {{ return {inner.value(node.body)}; }}"
            f"({printer.value(node.value)})")


def _range(_: Printer, node: tree.Range) -> str:
    raise Left("a range outside of \\valid, \\separated and assigns")


def _call(printer: Printer, node: tree.Call) -> str:
    from proofs.checked import calls

    return calls.call(printer, node)


def _quantified(printer: Printer, node: tree.Quantified) -> str:
    from proofs.checked import quantify

    return quantify.quantified(printer, node)


_VALUE: dict[type, Callable[..., str]] = {
    tree.Number: _number,
    tree.Name: _name,
    tree.Call: _call,
    tree.Member: _placed,
    tree.Arrow: _placed,
    tree.Index: _placed,
    tree.Range: _range,
    tree.Unary: _unary,
    tree.Binary: _binary,
    tree.Chain: _chain,
    tree.Cast: _cast,
    tree.SizeOf: _size_of,
    tree.Conditional: _conditional,
    tree.Quantified: _quantified,
    tree.Let: _let,
}

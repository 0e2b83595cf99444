# SPDX-License-Identifier: MIT
"""ACSL's own functions, and calls of predicates and logic functions."""

from __future__ import annotations

from dataclasses import replace

from proofs.checked import tree
from proofs.checked.printer import Definition, Left, Printer
from proofs.checked.tree import Node

_NUMBERS = {"\\min": "checked::least", "\\max": "checked::most", "\\abs": "checked::magnitude"}
_OLD = {"\\old": "Pre"}


def call(printer: Printer, node: tree.Call) -> str:
    """`f(...)`, `f{L}(...)`, `\\old(...)` ..."""
    name = node.function
    if name in _NUMBERS:
        return f"{_NUMBERS[name]}({', '.join(printer.value(each) for each in node.arguments)})"
    if name == "\\old":
        return printer.at_label("Old").value(node.arguments[0])
    if name == "\\at" and isinstance(node.arguments[1], tree.Name):
        return printer.at_label(node.arguments[1].text).value(node.arguments[0])
    if name in ("\\valid", "\\valid_read", "\\separated"):
        inner = printer.at_label(node.labels[0]) if node.labels else printer
        spans = [span(inner, each) for each in node.arguments]
        if name == "\\separated":
            return f"checked::separated({', '.join(spans)})"
        return f"({' && '.join(f'checked::valid({each})' for each in spans)})"
    if name.startswith("\\"):
        raise Left(name)
    if name not in printer.known:
        raise Left(f"{name}, which is defined by axioms or nowhere")
    definition = printer.known[name]
    if len(node.arguments) != len(definition.binders):
        raise Left(f"{name} with {len(node.arguments)} arguments")
    if definition.results:
        return results(printer, node, {})
    given = [printer.value(each) for each in node.arguments]
    return f"acsl_{name}({', '.join([*states(printer, definition, node), *given])})"


def states(printer: Printer, definition: Definition, node: tree.Call) -> list[str]:
    """The memory, or memories, that a predicate reads."""
    if node.labels:
        return [printer.at_label(label).state() for label in node.labels]
    if len(definition.labels) > 1:
        raise Left(f"{definition.name} without its labels")
    return [printer.state()]


def results(printer: Printer, node: tree.Call, free: dict[str, str], then: str = "true") -> str:
    """Whether an inductive predicate has results that are equal to the last arguments. A free name
    among these takes what comes; `then` is C++ over those names, which must hold too.
    """
    definition = printer.known[node.function]
    given = node.arguments[: -definition.results]
    found = node.arguments[-definition.results :]
    taken, same = [], []
    for number, each in enumerate(found):
        own = free.get(each.text) if isinstance(each, tree.Name) else None
        taken.append(f"checked::integer {own or f'found{number}_'}")
        if own is None:
            same.append(f"found{number}_ == {printer.value(each)}")
    first = [*states(printer, definition, node), *(printer.value(each) for each in given)]
    return (f"acsl_{node.function}({', '.join(first)}, "
            f"[&]({', '.join(taken)}) {{ return {' && '.join([*same, then])}; }})")


def span(printer: Printer, node: Node) -> str:
    """The bytes behind a pointer, `p + (low .. high)` among them."""
    if isinstance(node, tree.Binary) and node.operator == "+" and isinstance(node.right, tree.Range):
        low, high = printer.value(node.right.low), printer.value(node.right.high)
        return f"checked::span({printer.value(node.left)}, {low}, {high})"
    if isinstance(node, tree.Unary) and node.operator == "&":
        return location(printer, node.of)
    return f"checked::span({printer.value(node)}, 0, 0)"


def location(printer: Printer, node: Node) -> str:
    """The bytes of something that has an address, or of `a[low .. high]`."""
    if isinstance(node, tree.Index) and isinstance(node.at, tree.Range):
        return span(printer, tree.Binary("+", node.of, node.at))
    if isinstance(node, tree.Unary) and node.operator == "*":
        return span(printer, node.of)
    if any(isinstance(each, tree.Range) for each in tree.walk(node)):
        raise Left("a range inside of a place")
    return f"checked::object({replace(printer, memory='checked::here').place(node)})"


def assigned(printer: Printer, node: Node, into: str, depth: int = 0) -> str:
    """C++ that adds what `assigns` names to `into`."""
    if isinstance(node, tree.Name) and node.text in ("\\nothing", "\\empty", "\\result"):
        return ""
    ranges = [] if _ends_in_range(node) else _inner_ranges(node)
    if not ranges:
        return f"{into}.add({location(printer, node)});"
    inner, variable = ranges[0], f"each{depth}_"
    assert isinstance(inner.at, tree.Range)
    low, high = printer.value(inner.at.low), printer.value(inner.at.high)
    replaced = _replace(node, inner, tree.Index(inner.of, tree.Name(variable)))
    body = assigned(printer, replaced, into, depth + 1)
    return f"checked::each_of({low}, {high}, [&](checked::integer {variable}) {{ {body} }});"


def _ends_in_range(node: Node) -> bool:
    return (isinstance(node, tree.Index) and isinstance(node.at, tree.Range)
            and not _inner_ranges(node.of))


def _inner_ranges(node: Node) -> list[tree.Index]:
    return [each for each in tree.walk(node)
            if isinstance(each, tree.Index) and isinstance(each.at, tree.Range)]


def _replace(node: Node, old: Node, new: Node) -> Node:
    if node is old:
        return new
    if isinstance(node, tree.Member | tree.Arrow | tree.Index):
        return replace(node, of=_replace(node.of, old, new))
    return node

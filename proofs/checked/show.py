# SPDX-License-Identifier: MIT
"""What is said when a clause does not hold: the values that it speaks of."""

from __future__ import annotations

import json
from collections.abc import Callable

from proofs.checked import tree
from proofs.checked.printer import Printer
from proofs.checked.source import Function, parameter_names
from proofs.checked.tree import Node


def quoted(text: str) -> str:
    """As a string of C++."""
    return json.dumps(text)


def shown(printer: Printer, node: Node, function: Function) -> list[str]:
    """C++ that prints the values a clause speaks of, each once. Nothing under a bound name."""
    bound = {binder.name for each in tree.walk(node) if isinstance(each, tree.Quantified)
             for binder in each.binders}
    bound |= {each.name for each in tree.walk(node) if isinstance(each, tree.Let)}
    parameters = {*parameter_names(function.parameters), "\\result"}
    lines: dict[str, str] = {}

    def visit(each: Node, inner: Printer, said: Callable[[str], str]) -> None:
        if isinstance(each, tree.Call) and each.function == "\\old":
            visit(each.arguments[0], inner.at_label("Old"), lambda text: f"\\old({text})")
            return
        plain = isinstance(each, tree.Name) and each.text in parameters
        if plain or (isinstance(each, tree.Arrow | tree.Member | tree.Index)
                     and not tree.names(each) & bound and not _has_range(each)):
            text = _written(each)
            if text:
                shown = said(text) if not plain else text
                lines[shown] = f"checked::show({quoted(shown)}, {inner.value(each)});"
                return
        for child in tree.children(each):
            visit(child, inner, said)

    visit(node, printer, lambda text: text)
    return list(lines.values())


def _has_range(node: Node) -> bool:
    return any(isinstance(each, tree.Range) for each in tree.walk(node))


def _written(node: Node) -> str:
    """A place as it was written; "" for what is more than a place."""
    if isinstance(node, tree.Name):
        return node.text
    if isinstance(node, tree.Number):
        return node.text
    if isinstance(node, tree.Arrow | tree.Member):
        of = _written(node.of)
        mark = "->" if isinstance(node, tree.Arrow) else "."
        return of and f"{of}{mark}{node.field}"
    if isinstance(node, tree.Index):
        of, at = _written(node.of), _written(node.at)
        return of and at and f"{of}[{at}]"
    return ""

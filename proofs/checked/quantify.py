# SPDX-License-Identifier: MIT
"""`\\forall` and `\\exists` over what can be counted: ranges, small types, an inductive predicate's
results.
"""

from __future__ import annotations

from proofs.checked import calls, tree
from proofs.checked.printer import Left, Printer
from proofs.checked.tree import Binder, Node

_WIDTHS = {"uint8_t": 256, "uint16_t": 65536, "bool": 2, "boolean": 2}
_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}


def quantified(printer: Printer, node: tree.Quantified) -> str:
    """A loop, or what an inductive predicate finds."""
    found = _from_results(printer, node)
    if found is not None:
        return found
    return _loops(printer, node, list(node.binders))


def _loops(printer: Printer, node: tree.Quantified, binders: list[Binder]) -> str:
    if not binders:
        return printer.truth(node.body)
    binder, later = binders[0], {each.name for each in binders}
    low, end = _bounds(printer, node, binder, later)
    inner = printer.bind(**{binder.name: f"{binder.name}_q"})
    body = _loops(inner, node, binders[1:])
    kind = "for_all" if node.kind == "\\forall" else "there_is"
    return (f"checked::{kind}({low}, {end}, "
            f"[&](checked::integer {binder.name}_q) {{ return {body}; }})")


def _guards(node: tree.Quantified) -> list[Node]:
    """What must hold of the bound names before anything is said about them."""
    guards: list[Node] = []
    body = node.body
    if node.kind == "\\exists":
        return tree.conjuncts(body)
    while isinstance(body, tree.Binary) and body.operator == "==>":
        guards += tree.conjuncts(body.left)
        body = body.right
    return guards


def _bounds(printer: Printer, node: tree.Quantified, binder: Binder,
            later: set[str]) -> tuple[str, str]:
    """The least value, and the one behind the greatest."""
    low = high = ""
    for operator, term in _compared(_guards(node), binder.name):
        if tree.names(term) & later:
            continue
        text = printer.value(term)
        if operator in (">", ">=", "=="):
            low = low or (f"({text} + 1)" if operator == ">" else text)
        if operator in ("<", "<=", "=="):
            high = high or (text if operator == "<" else f"({text} + 1)")
    if binder.type in _WIDTHS:
        low, high = low or "0", high or str(_WIDTHS[binder.type])
    if not low or not high:
        raise Left(f"{node.kind} {binder.type} {binder.name} without bounds")
    return low, high


def _compared(guards: list[Node], name: str) -> list[tuple[str, Node]]:
    """(operator, term) for each `name operator term`, whichever way it is written."""
    pairs: list[tuple[str, Node]] = []
    for guard in guards:
        if not isinstance(guard, tree.Chain):
            continue
        left = guard.first
        for operator, right in guard.rest:
            if operator in _MIRROR:
                if left == tree.Name(name):
                    pairs.append((operator, right))
                if right == tree.Name(name):
                    pairs.append((_MIRROR[operator], left))
            left = right
    return pairs


def _from_results(printer: Printer, node: tree.Quantified) -> str | None:
    """`\\forall x; !p(.., x)`, `\\forall x; p(.., x) ==> q` and `\\exists x; p(.., x) && q`."""
    wanted = {each.name for each in node.binders}
    body = node.body
    if node.kind == "\\exists":
        parts = tree.conjuncts(body)
        first, rest = parts[0], parts[1:]
    elif isinstance(body, tree.Unary) and body.operator == "!":
        first, rest = body.of, []
    elif isinstance(body, tree.Binary) and body.operator == "==>":
        first, rest = body.left, [tree.Unary("!", body.right)]
    else:
        return None
    if not isinstance(first, tree.Call) or first.function not in printer.known:
        return None
    results = printer.known[first.function].results
    given = first.arguments[: len(first.arguments) - results]
    taken = {each.text for each in first.arguments[len(given) :] if isinstance(each, tree.Name)}
    if not results or not wanted <= taken or any(wanted & tree.names(each) for each in given):
        return None
    free = {name: f"{name}_q" for name in wanted}
    inner = printer.bind(**free)
    then = " && ".join(inner.truth(each) for each in rest) or "true"
    found = calls.results(printer, first, free, then)
    return f"(!{found})" if node.kind == "\\forall" else found

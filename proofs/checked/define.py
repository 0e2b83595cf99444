# SPDX-License-Identifier: MIT
"""Predicates, logic functions and inductive predicates as C++ functions acsl_<name>."""

from __future__ import annotations

import re

from proofs.checked import inductive, parse
from proofs.checked.printer import Definition, Left, Members, Printer
from proofs.checked.source import Clause

_HEAD = re.compile(r"(?P<type>[\w\s*]*?)(?P<name>\w+)\s*(?:\{(?P<labels>[^}]*)\})?\s*"
                   r"(?:\((?P<parameters>[^)]*)\))?\s*(?P<rest>[={].*)", re.DOTALL)


def define(clause: Clause, known: dict[str, Definition], members: Members) -> str:
    """The function, and its name into `known`; or Left."""
    if clause.kind not in ("predicate", "logic", "inductive"):
        raise Left(f"{clause.kind}: nothing that could be run")
    head = _HEAD.match(clause.text)
    if head is None:
        raise Left("it has no definition")
    labels = tuple(each.strip() for each in (head["labels"] or "").split(",") if each.strip())
    binders = parse.parameters(head["parameters"] or "")
    definition = Definition(head["name"], binders, labels)
    if clause.kind == "inductive":
        return _inductive(definition, inductive.cases(definition, head["rest"]), known, members)
    known[definition.name] = definition
    try:
        returns = "bool" if clause.kind == "predicate" else _type(head["type"].strip())
        printer = inside(definition, known, members)
        body = parse.formula(head["rest"].lstrip("= \n"))
        text = printer.truth(body) if returns == "bool" else printer.value(body)
    except (Left, parse.NotUnderstood):
        del known[definition.name]
        raise
    return f"{_signature(definition, returns)}\n{{\n    return {text};\n}}\n"


def inside(definition: Definition, known: dict[str, Definition],
           members: Members) -> Printer:
    """How the body of a definition is written."""
    memories = _memories(definition)
    labels = dict(zip(definition.labels or ("Here",), memories, strict=True))
    only = memories[0] if len(memories) == 1 else ""
    numbers = frozenset(each.name for each in definition.binders if each.type == "integer")
    return Printer(known, members, only, {**labels, **({"Here": only} if only else {})},
                   numbers=numbers)


def _memories(definition: Definition) -> list[str]:
    return [f"memory{number}_" for number in range(max(len(definition.labels), 1))]


def _type(written: str) -> str:
    if "*" in written:
        return f"const {written.removeprefix('const ')}"
    if written in ("bool", "boolean"):
        return "bool"
    return written if written.startswith("struct ") else "checked::integer"


def _signature(definition: Definition, returns: str, more: str = "") -> str:
    """Parameters of C types keep the values they get: ACSL converts none of ours."""
    memories = _memories(definition)
    kinds = ", ".join(f"class M{number}" for number in range(len(memories)))
    given = definition.binders[: len(definition.binders) - definition.results]
    parameters = [*(f"const M{number} &{name}" for number, name in enumerate(memories)),
                  *(f"{_type(each.type)} {each.name}" for each in given)]
    return (f"template <{kinds}> {returns} acsl_{definition.name}({', '.join(parameters)}{more})")


def _inductive(definition: Definition, cases: list[inductive.Case],
               known: dict[str, Definition], members: Members) -> str:
    """With as many results as can be found."""
    why: Left | None = None
    for results in range(len(definition.binders) - 1, 0, -1):
        tried = Definition(definition.name, definition.binders, definition.labels, results)
        known[definition.name] = tried
        numbers = ", ".join(["checked::integer"] * results)
        try:
            lines = inductive.body(tried, cases, inside(tried, known, members))
        except Left as left:
            why = left
            continue
        signature = _signature(tried, "bool", f", const checked::taker<{numbers}> &found_")
        return "\n".join([signature, "{", *("    " + line for line in lines), "}", ""])
    del known[definition.name]
    raise why or Left("an inductive predicate of one argument")

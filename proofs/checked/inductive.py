# SPDX-License-Identifier: MIT
"""An inductive predicate is the least relation that its cases allow. It runs as in Prolog: the
last arguments are results, found case by case; what is given decides which cases fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from proofs.checked import parse, tree
from proofs.checked.calls import states
from proofs.checked.printer import Definition, Left, Printer
from proofs.checked.tree import Node


@dataclass(frozen=True)
class Case:
    """`\\forall variables; premises ==> name(conclusion)`"""

    variables: frozenset[str]
    premises: tuple[Node, ...]
    conclusion: tuple[Node, ...]


def cases(definition: Definition, text: str) -> list[Case]:
    """What stands between the braces."""
    inner = text.strip().removeprefix("{").rstrip("; \n").removesuffix("}")
    found = []
    for each in re.split(r"\bcase\s+\w+\s*(?:\{[^}]*\})?\s*:", inner)[1:]:
        node = parse.formula(each.strip().rstrip(";").rstrip())
        variables: frozenset[str] = frozenset()
        if isinstance(node, tree.Quantified):
            variables = frozenset(binder.name for binder in node.binders)
            node = node.body
        premises: list[Node] = []
        while isinstance(node, tree.Binary) and node.operator == "==>":
            premises += tree.conjuncts(node.left)
            node = node.right
        if not isinstance(node, tree.Call) or node.function != definition.name:
            raise Left(f"a case of {definition.name} that concludes something else")
        found.append(Case(variables, tuple(premises), node.arguments))
    return found


def body(definition: Definition, each_case: list[Case], printer: Printer) -> list[str]:
    """The function's lines; or Left, when so many results cannot be found."""
    lines = ["checked::deeper deeper_;"]
    for position, binder in enumerate(definition.binders[: -definition.results]):
        floor = _floor(definition, each_case, position)
        if floor is not None:
            lines += [f"if ({binder.name} < {floor}) {{", "    return false;", "}"]
    for case in each_case:
        lines += [f"if ({_Run(definition, case, printer).text()}) {{", "    return true;", "}"]
    return [*lines, "return false;"]


def _floor(definition: Definition, each_case: list[Case], position: int) -> int | None:
    """The least value of an argument that begins at a number and only grows from premise to
    conclusion. Below it nothing holds; without this the search would go down for ever.
    """
    numbers = []
    for case in each_case:
        node = case.conclusion[position]
        recursive = [each.arguments[position] for each in case.premises
                     if isinstance(each, tree.Call) and each.function == definition.name]
        if isinstance(node, tree.Number):
            numbers.append(int(node.text, 0))
        elif not recursive or any(each != tree.Name(_shifted(node)[0]) for each in recursive):
            return None
    return min(numbers, default=None)


def _shifted(node: Node) -> tuple[str, str]:
    """`name + number`, as the two; `name` alone is `name + 0`."""
    if isinstance(node, tree.Name):
        return node.text, "0"
    if (isinstance(node, tree.Binary) and node.operator == "+" and isinstance(node.left, tree.Name)
            and isinstance(node.right, tree.Number)):
        return node.left.text, node.right.text
    return "", "0"


class _Run:
    """One case as a condition: names are found one after the other, premises asked in order."""

    def __init__(self, definition: Definition, case: Case, printer: Printer) -> None:
        self.definition = definition
        self.case = case
        self.printer = printer
        self.known: set[str] = set()
        self.asked: list[str] = []  # joined by && behind `opened`
        self.opened = ""
        self.closed = ""

    def text(self) -> str:
        self.match()
        for premise in self.case.premises:
            callee = premise.function if isinstance(premise, tree.Call) else ""
            definition = self.printer.known.get(callee)
            if isinstance(premise, tree.Call) and definition is not None and definition.results:
                self.search(premise, definition)
            else:
                self.asked.append(self.printer.truth(self.sure(premise)))
        results = [self.printer.value(self.sure(node))
                   for node in self.case.conclusion[-self.definition.results :]]
        last = " && ".join([*self.asked, f"found_({', '.join(results)})"])
        return self.opened + last + self.closed

    def sure(self, node: Node) -> Node:
        unknown = (tree.names(node) & self.case.variables) - self.known
        if unknown:
            raise Left(f"{self.definition.name}: nothing determines {min(unknown)}")
        return node

    def learn(self, name: str, text: str) -> None:
        self.known.add(name)
        self.printer = self.printer.bind(**{name: text})

    def match(self) -> None:
        """What the given arguments say about the case's names."""
        given = list(zip(self.definition.binders, self.case.conclusion, strict=True))
        given = given[: -self.definition.results]
        rest = []
        for binder, node in given:
            if isinstance(node, tree.Name) and self.new(node.text):
                self.learn(node.text, binder.name)
            else:
                rest.append((binder, node))
        for binder, node in rest:
            name, number = _shifted(node)
            if self.new(name):
                self.learn(name, f"({binder.name} - {number})")
            else:
                same = self.printer.value(self.sure(node))
                self.asked.append(f"checked::equal({binder.name}, {same})")

    def new(self, name: str) -> bool:
        return name in self.case.variables and name not in self.known

    def search(self, call: tree.Call, definition: Definition) -> None:
        """Asks another inductive predicate; what follows holds for one of its results."""
        given = call.arguments[: -definition.results]
        values = [*states(self.printer, definition, call),
                  *(self.printer.value(self.sure(each)) for each in given)]
        taken, same = [], []
        for number, each in enumerate(call.arguments[-definition.results :]):
            if isinstance(each, tree.Name) and self.new(each.text):
                self.learn(each.text, f"{each.text}_q")
                taken.append(f"checked::integer {each.text}_q")
            else:
                taken.append(f"checked::integer same{number}_")
                same.append(f"same{number}_ == {self.printer.value(self.sure(each))}")
        head = f"acsl_{call.function}({', '.join(values)}, [&]({', '.join(taken)}) {{ return "
        self.opened += " && ".join([*self.asked, head])
        self.closed = "; })" + self.closed
        self.asked = same

# SPDX-License-Identifier: MIT
"""A function with a contract becomes two: <name>_unchecked with its body, and <name>, which looks
at what the contract requires, calls the other, and looks at what it promises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from proofs.checked import calls, parse, tree
from proofs.checked.printer import Definition, Left, Members, Printer
from proofs.checked.share import Shared
from proofs.checked.show import quoted, shown
from proofs.checked.source import Clause, Contract, Function, parameter_names
from proofs.checked.tree import Node


@dataclass(frozen=True)
class NotChecked:
    """A clause that no check was made of, and why."""

    path: str
    line: int
    function: str
    kind: str
    text: str
    why: str

    @property
    def entry(self) -> str:
        """As left.txt has it: the same in every profile, whatever lines move."""
        return f"{self.function}: {self.kind}: {self.why}"


@dataclass
class Tally:
    """What became of all clauses."""

    checked: list[tuple[str, int, str, str]] = field(default_factory=list)
    left: list[NotChecked] = field(default_factory=list)
    set_aside: frozenset[str] = frozenset()  # contradicted.txt

    def leave(self, contract: Contract, clause: Clause, why: str) -> None:
        self.left.append(NotChecked(contract.path, clause.line, contract.function.name,
                                    clause.kind, clause.shown, why))


_BEFORE = {"Here": "checked::here", "Pre": "checked::here", "Old": "checked::here"}
_AFTER = {"Here": "checked::here", "Post": "checked::here", "Pre": "before_", "Old": "before_"}


_NUMBER = re.compile(r"(?:const )?(?:u?int\d+_t|bool|enum \w+)")


class Wrapper:
    """The text for one function, of all contracts that bind it."""

    def __init__(self, function: Function, contracts: list[Contract], known: dict[str, Definition],
                 members: Members, complete: set[str], tally: Tally, shared: Shared,
                 inner: str = "") -> None:
        self.function = function
        names = ", ".join(parameter_names(function.parameters))
        self.call = f"{inner or function.name + '_unchecked'}({names});"
        self.nothing = function.returns == "void"
        self.away = f"{self.call} return;" if self.nothing else f"return {self.call}"
        self.contracts = contracts
        self.complete = complete  # structures whose size is known here
        self.tally = tally
        self.known = known
        self.members = members
        self.shared = shared
        self.clauses: list[str] = []
        self.places: list[str] = []
        self.assigns: list[tuple[Contract, Clause, list[str] | None]] = []

    def text(self) -> str:
        """The lines between the braces."""
        enter: list[str] = []
        keep = self._structures()
        leave: list[str] = []
        for number, contract in enumerate(self.contracts):
            self._one(contract, f"{number}_", enter, keep, leave)
        self._unchanged(leave)
        lines = ["static unsigned called_ = 0;", f"if (checked::enough(called_)) {{ {self.away} }}",
                 "checked::before before_;",
                 *self.clauses, *enter, *keep, *self.places,
                 self.call if self.nothing else f"{self.function.returns} result_ = {self.call}",
                 *leave, *([] if self.nothing else ["return result_;"])]
        return "\n".join("    " + line for line in lines)

    def _structures(self) -> list[str]:
        """What parameters point to and has a size."""
        keep = []
        for binder in parse.parameters(" ".join(self.function.parameters.split())):
            kind = binder.type.replace("const ", "").strip()
            if kind.startswith("struct ") and kind.endswith("*") and kind.count("*") == 1:
                if kind.removeprefix("struct ").rstrip("* ") in self.complete:
                    keep.append(f'before_.keep("*{binder.name}", {binder.name});')
        return keep

    def _one(self, contract: Contract, own: str, enter: list[str], keep: list[str],
             leave: list[str]) -> None:
        before, after = (Printer(self.known, self.members, "checked::here", labels, {}, self.numbers())
                         for labels in (_BEFORE, _AFTER))
        assumed = self._assumptions(contract, own, before, enter)
        for clause in contract.clauses:
            condition = assumed.get(clause.behavior, "")
            if clause.kind == "requires":
                node = self._check(contract, clause, before, condition, enter)
                if node is not None and not condition:
                    keep += self._valid(before, node)
            elif clause.kind == "ensures":
                self._check(contract, clause, after, condition, leave)
            elif clause.kind == "assigns":
                self._assigned(contract, clause, before, condition)
            elif clause.kind not in ("assumes", "complete", "disjoint"):
                self.tally.leave(contract, clause, f"no check is made of {clause.kind}")

    def numbers(self) -> frozenset[str]:
        """Parameters that are, and \\result if it is."""
        kinds = {each.name: each.type
                 for each in parse.parameters(" ".join(self.function.parameters.split()))}
        kinds["\\result"] = self.function.returns
        return frozenset(name for name, kind in kinds.items() if _NUMBER.fullmatch(kind))

    def _assumptions(self, contract: Contract, own: str, before: Printer,
                     enter: list[str]) -> dict[str, str]:
        """For each behavior C++ for whether it is this one. Looked at in `enter`."""
        terms: dict[str, list[str]] = {}
        for clause in contract.clauses:
            if clause.behavior and clause.kind not in ("complete", "disjoint"):
                terms.setdefault(clause.behavior, [])
            if clause.kind == "assumes":
                terms[clause.behavior].append(before.truth(parse.formula(clause.text)))
                self.tally.checked.append(_key(contract, clause))
        for name, each in terms.items():
            enter.append(f"const bool is_{name}_{own} = {' && '.join(each) or 'true'};")
        for clause in contract.clauses:
            if clause.kind in ("complete", "disjoint"):
                chosen = clause.text.replace("behaviors", "").replace(",", " ").split()
                count = " + ".join(f"is_{name}_{own}" for name in chosen or terms)
                wanted = ">= 1" if clause.kind == "complete" else "<= 1"
                enter += self._look_here(contract, clause, f"({count}) {wanted}", [])
        return {name: f"is_{name}_{own}" for name in terms}

    def _check(self, contract: Contract, clause: Clause, printer: Printer, condition: str,
               into: list[str]) -> Node | None:
        try:
            node = parse.formula(clause.text)
            text = printer.truth(node)
        except parse.NotUnderstood as error:
            self.tally.leave(contract, clause, f"not understood: {error.what} "
                             "(proofs/checked/acsl.lark says what is)")
            return None
        except Left as left:
            self.tally.leave(contract, clause, str(left))
            return None
        if condition:
            text = f"!{condition} || {text}"
        if f"{contract.function.name}: {clause.kind}: {clause.shown}" in self.tally.set_aside:
            self.tally.leave(contract, clause, "contradicted, see contradicted.txt")
            away = self.away if clause.kind == "requires" else ""
            into.append(f"if (!({text})) {{ checked::refuted({self._declared(contract, clause)}); {away} }}")
            return None
        values = shown(printer, node, self.function)
        if condition:
            into += self._look_here(contract, clause, text, values)
        else:
            name = self._clause(contract, clause)
            into.append(self.shared.look(self.function, name, text, values))
        return node

    def _look_here(self, contract: Contract, clause: Clause, text: str,
                   values: list[str]) -> list[str]:
        """Of a behavior: whether it is this one is known here alone."""
        name = self._clause(contract, clause)
        return [f"checked::look({name});",
                f"if (!({text})) {{ checked::broken(); {' '.join(values)} checked::stop(); }}"]

    def _clause(self, contract: Contract, clause: Clause) -> str:
        self.tally.checked.append(_key(contract, clause))
        return self._declared(contract, clause)

    def _declared(self, contract: Contract, clause: Clause) -> str:
        name = f"clause{len(self.clauses)}_"
        self.clauses.append(
            f"static checked::clause {name} = {{{quoted(f'{contract.path}:{clause.line}')}, "
            f"{quoted(self.function.name)}, {quoted(clause.kind)}, {quoted(clause.shown)}, "
            "false, false};")
        return name

    def _valid(self, printer: Printer, node: Node) -> list[str]:
        """Copies of the memory that the caller vouches for."""
        lines = []
        for part in tree.conjuncts(node):
            if isinstance(part, tree.Call) and part.function in ("\\valid", "\\valid_read"):
                lines += [_kept(printer, each) for each in part.arguments]
        return [line for line in lines if line]

    def _assigned(self, contract: Contract, clause: Clause, printer: Printer,
                  condition: str) -> None:
        lines: list[str] | None = None
        try:
            lines = [calls.assigned(printer, each, "may_") for each in parse.locations(clause.text)]
        except parse.NotUnderstood as error:
            self.tally.leave(contract, clause, f"not understood: {error.what} "
                             "(proofs/checked/acsl.lark says what is)")
        except Left as left:
            self.tally.leave(contract, clause, str(left))
        if lines is not None and condition:
            lines = [f"if ({condition}) {{ {line} }}" for line in lines if line]
        self.assigns.append((contract, clause, lines))

    def _unchanged(self, leave: list[str]) -> None:
        """All `assigns` of all contracts together say what may change, as Frama-C merges them; with
        one of them left, nothing can be said.
        """
        written = [(contract, clause) for contract, clause, lines in self.assigns
                   if lines is not None]
        if len(written) < len(self.assigns):
            for contract, clause in written:
                self.tally.leave(contract, clause, "another assigns of this function is not checked")
            return
        if not written:
            return
        self.places.append("checked::places may_;")
        for _, _, lines in self.assigns:
            self.places += lines or []
        for contract, clause in written[1:]:
            self.tally.checked.append(_key(contract, clause))
        first, clause = written[0]
        named = ", ".join(clause.shown for _, clause in written)
        name = self._clause(first, Clause("assigns", named, clause.line))
        leave += [f"checked::look({name});", "before_.unchanged_but(may_);"]


def outer_signature(function: Function) -> str:
    """Of <name>_outer, which is there only where the header with the second contract is included."""
    return (f"__attribute__((weak)) {function.returns} {function.name}_outer"
            f"({' '.join(function.parameters.split())})")


def with_outer(function: Function, signature: str, text: str) -> str:
    """`text` defines <name>, which becomes <name>_inner; <name> goes through <name>_outer."""
    inner = re.sub(rf"\b{function.name}\b(?=\s*\()", f"{function.name}_inner", signature)
    names = ", ".join(parameter_names(function.parameters))
    return (f"{text.replace(signature + '{', inner + '{')}\n{outer_signature(function)};\n"
            f"{signature}{{\n    return {function.name}_outer != nullptr ? "
            f"{function.name}_outer({names}) : {function.name}_inner({names});\n}}")


def _key(contract: Contract, clause: Clause) -> tuple[str, int, str, str]:
    return contract.path, clause.line, contract.function.name, clause.kind


def _kept(printer: Printer, node: Node) -> str:
    """before_.keep for a pointer, or for `p + (low .. high)`."""
    name = "what is valid"
    if isinstance(node, tree.Binary) and isinstance(node.right, tree.Range):
        low, high = printer.value(node.right.low), printer.value(node.right.high)
        if isinstance(node.left, tree.Name):
            name = f"what {node.left.text} points to"
        return f"before_.keep({quoted(name)}, {printer.value(node.left)}, {low}, {high});"
    if isinstance(node, tree.Name | tree.Arrow | tree.Member):
        if isinstance(node, tree.Name):
            name = f"*{node.text}"
        return f"before_.keep({quoted(name)}, {printer.value(node)});"
    return ""

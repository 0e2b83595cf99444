# SPDX-License-Identifier: MIT
"""build/checked/<profile>/: every header of generated/<profile>/ and core/, with its contracts as
checks. Nothing names a header here: what is in the folders is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from proofs.checked import define, macros, parse, source, wrapper
from proofs.checked.printer import Definition, Left, Members
from proofs.checked.share import Shared
from proofs.checked.source import Contract, Function, Header
from proofs.checked.wrapper import NotChecked, Tally, Wrapper
from tools.headers import is_for

CONTRADICTED = Path(__file__).with_name("contradicted.txt")
_STRUCTURE = re.compile(r"\bstruct\s+(\w+)\s*\{([^{}]*)\}\s*;")
RUNTIME = ("values.hpp", "checked.hpp")


@dataclass(frozen=True)
class Product:
    """The headers of one profile, written anew."""

    files: dict[str, str]  # below build/checked/<profile>/
    tally: Tally
    inside: int  # annotations within bodies


def product(root: Path, profile: str) -> Product:
    """All headers of a profile; `root` has generated/ and core/."""
    folders = {"generated": root / "generated" / profile, "core": root / "core"}
    files = {f"{where}/{path.name}": path.read_text(encoding="utf-8")
             for where, folder in folders.items() for path in sorted(folder.iterdir())
             if path.suffix in (".h", ".hpp", ".cpp") and is_for(path, folders["generated"])}
    shown = {name: str((folders[name.split("/")[0]] / name.split("/")[1]).relative_to(root))
             for name in files}
    known = macros.read(text for name, text in files.items() if name.endswith(".h"))
    headers = {name: source.read(shown[name], text, known) for name, text in files.items()
               if name.endswith(".h")}
    tally = Tally(set_aside=frozenset(CONTRADICTED.read_text(encoding="utf-8").splitlines()))
    writer = _Writer(headers, tally)
    for name in writer.order():
        files[name] = writer.header(name)
    writer.leave_rest()
    return Product(files, tally, sum(header.inside for header in headers.values()))


def write(root: Path, profile: str, target: Path) -> Product:
    """Writes what has changed, so that nothing else is compiled again."""
    made = product(root, profile)
    here = Path(__file__).parent
    files = dict(made.files)
    for name in RUNTIME:
        files[f"generated/{name}"] = (here / name).read_text(encoding="utf-8")
    for old in target.rglob("*.*") if target.exists() else []:
        if str(old.relative_to(target)) not in files:
            old.unlink()
    for name, text in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    return made


class _Writer:
    """Headers in the order in which they include each other."""

    def __init__(self, headers: dict[str, Header], tally: Tally) -> None:
        self.headers = headers
        self.tally = tally
        self.known: dict[str, Definition] = {}
        self.structures: dict[str, set[str]] = {}  # complete in a header or what it includes
        self.waiting: dict[str, list[Contract]] = {}  # of declarations, until a body comes
        self.bodies: dict[str, Function] = {}
        self.again = self.bound_again()
        self.shared = Shared("")  # of the header that is being written
        self.members = _members(source.without_comments(header.text) for header in headers.values())

    def order(self) -> list[str]:
        done: list[str] = []

        def visit(name: str) -> None:
            if name not in done:
                for other in self.included(name):
                    visit(other)
                done.append(name)

        for name in self.headers:
            visit(name)
        return done

    def bound_again(self) -> set[str]:
        """Functions that a header behind the one with their body declares with one contract more."""
        bodies: set[str] = set()
        again: set[str] = set()
        for name in self.order():
            declared = {each.function.name for each in self.headers[name].contracts
                        if each.function.body < 0}
            again |= declared & bodies
            bodies |= {each.function.name for each in self.headers[name].contracts} - declared
        return again

    def included(self, name: str) -> list[str]:
        names = re.findall(r'^\s*#\s*include\s+"([^"]+)"', self.headers[name].text, re.MULTILINE)
        return [other for other in self.headers if other.split("/")[1] in names]

    def header(self, name: str) -> str:
        """The header's text with its definitions and wrappers put in."""
        header = self.headers[name]
        self.shared = Shared(name)
        blank = source.without_comments(header.text)
        inherited = set[str]().union(*(self.structures[each] for each in self.included(name)))
        own = _structures(blank)
        self.structures[name] = inherited | set(own)
        changes: list[tuple[int, int, str]] = []
        for clause, at in header.globals:
            changes.append((at, at, self.definition(header, clause)))
        again = [each for each in header.contracts
                 if each.function.body < 0 and each.function.name in self.bodies]
        for contract in header.contracts:
            if contract.function.body < 0 and contract not in again:
                self.waiting.setdefault(contract.function.name, []).append(contract)
        written = [*again, *(each for each in header.contracts if each.function.body >= 0),
                   *self.bare(header, blank)]
        for contract in sorted(written, key=lambda each: each.function.start):
            changes.append(self.outer(contract, self.structures[name]) if contract in again else
                           self.definition_of(header, contract))
        for structure, (at, members) in own.items():
            changes.append((at, at, _member_of(structure, members)))
        return _changed(header, changes)

    def bare(self, header: Header, blank: str) -> list[Contract]:
        """Bodies here of functions whose contract stands on a declaration alone."""
        own = {each.function.name for each in header.contracts if each.function.body >= 0}
        found = [source.body_of(header.path, blank, name) for name in self.waiting
                 if name not in own]
        return [Contract(header.path, 0, [], function) for function in found if function]

    def definition(self, header: Header, clause: source.Clause) -> str:
        contract = Contract(header.path, clause.line, [clause],
                            Function(_defined(clause), "", "", 0, -1, 0))
        try:
            text = define.define(clause, self.known, self.members)
        except (Left, parse.NotUnderstood) as left:
            if clause.kind not in ("lemma", "axiom"):  # facts, not promises
                self.tally.leave(contract, clause, str(left))
            return ""
        self.tally.checked.append((header.path, clause.line, _defined(clause), clause.kind))
        return f"\n{text}"

    def definition_of(self, header: Header, contract: Contract) -> tuple[int, int, str]:
        """The function's body under its other name, and the wrapper. Where the only contract stands
        in a header that knows a structure by name alone, it can say nothing about its members, and
        is not asked.
        """
        function = contract.function
        self.bodies[function.name] = function
        contracts = [*self.waiting.pop(function.name, []), contract]
        seen = {each.path for each in contracts if each.clauses}
        complete = set[str]().union(*(self.structures[name] for name, each in self.headers.items()
                                      if each.path in seen))
        text = Wrapper(function, contracts, self.known, self.members, complete, self.tally,
                       self.shared).text()
        body = header.text[function.start : function.end]
        size = function.body - function.start
        signature = body[:size]
        inner = re.sub(rf"\b{function.name}\b(?=\s*\()", f"{function.name}_unchecked", signature)
        text = f"{inner}{body[size:]}\n{self.shared.taken()}{signature}{{\n{text}\n}}"
        if function.name in self.again:
            text = wrapper.with_outer(function, signature, text)
        return function.start, function.end, text

    def outer(self, contract: Contract, complete: set[str]) -> tuple[int, int, str]:
        """A function that is declared again, with one contract more, behind its body."""
        function = self.bodies[contract.function.name]
        text = Wrapper(contract.function, [contract], self.known, self.members, complete, self.tally,
                       self.shared, f"{function.name}_inner").text()
        text = f"\n{self.shared.taken()}{wrapper.outer_signature(function)} {{\n{text}\n}}\n"
        return contract.function.end, contract.function.end, text

    def leave_rest(self) -> None:
        """Declarations whose bodies are the application's."""
        for contracts in self.waiting.values():
            for contract in contracts:
                for clause in contract.clauses:
                    self.tally.leave(contract, clause, "its body is not in a header")


def _defined(clause: source.Clause) -> str:
    name = re.search(r"(\w+)\s*(?:\{[^}]*\})?\s*[(={:]", clause.text)
    return name[1] if name else clause.kind


def _changed(header: Header, changes: list[tuple[int, int, str]]) -> str:
    """The text with pieces replaced; compilers still say the header's own lines."""
    parts = ['#line 1 "', header.path, '"\n#include "checked.hpp"\n#line 1\n']
    at = 0
    for start, end, text in sorted(changes, key=lambda change: change[0]):
        line = header.text.count("\n", 0, end) + 1
        parts += [header.text[at:start], text, f"\n#line {line}\n" if text else ""]
        at = end
    return "".join([*parts, header.text[at:]])


def _structures(blank: str) -> dict[str, tuple[int, list[str]]]:
    """Behind which place a structure is complete, and its members."""
    return {match[1]: (match.end(), re.findall(r"(\w+)\s*(?:\[[^\]]*\]\s*)*;", match[2]))
            for match in _STRUCTURE.finditer(blank)}


def _members(texts: Iterable[str]) -> Members:
    """Of all structures; those that are whole numbers in each of them apart."""
    names: set[str] = set()
    others: set[str] = set()
    for text in texts:
        for match in _STRUCTURE.finditer(text):
            for before, name, array in re.findall(r"([^;{}]*?)\b(\w+)\s*((?:\[[^\]]*\]\s*)*);", match[2]):
                names.add(name)
                if array or not re.fullmatch(r"(?:u?int\d+_t|bool)", before.strip()):
                    others.add(name)
    return Members(frozenset(names), frozenset(names - others))


def _member_of(name: str, members: list[str]) -> str:
    """A function that names the member at an offset."""
    tests = " ".join(f'if (offset - offsetof({name}, {each}) < sizeof({name}::{each})) '
                     f'return "({each})";' for each in members)
    return (f"\ninline const char *member_of(const {name} *, std::size_t offset) "
            f'{{ {tests} return ""; }}\n')


def left_of(made: list[Product]) -> list[NotChecked]:
    """Everything that no check was made of, once."""
    each = {(left.entry, left.text): left for one in made for left in one.tally.left}
    return [each[key] for key in sorted(each)]

# SPDX-License-Identifier: MIT
"""A header as text: its ACSL comments, the functions behind them, their bodies.

Not a C parser: it knows comments, strings, brackets and preprocessor lines, and our headers have
one function behind each contract. What it cannot place is an error with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from proofs.checked import macros

CLAUSES = ("requires", "assumes", "assigns", "ensures", "behavior", "complete", "disjoint",
           "decreases", "terminates", "allocates", "frees", "exits")
GLOBALS = ("predicate", "logic", "inductive", "axiomatic", "lemma", "axiom", "type")
INSIDE = ("loop", "assert", "ghost", "check", "admit", "for", "invariant")

_BLANK = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
_STARTS = re.compile(
    rf"(?:^|(?<=[;:}}]))[\s@]*(?:check\s+|admit\s+)?({'|'.join(CLAUSES + GLOBALS)})\b")


@dataclass(frozen=True)
class Problem(Exception):
    """What a person has to mend, with its place."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True)
class Clause:
    """`kind text;` at a line. Within `behavior`, which one."""

    kind: str
    text: str
    line: int
    behavior: str = ""
    label: str = ""  # `requires label: text`
    written: str = ""  # before macros were put in

    @property
    def shown(self) -> str:
        """As a person would quote it, on one line."""
        return " ".join((self.written or self.text).replace("@", " ").split())


@dataclass(frozen=True)
class Function:
    """A declaration, or a definition with its body."""

    name: str
    head: str  # everything before the parameters' bracket, and the name; no comments
    parameters: str
    start: int  # of the declaration, in the header's text
    body: int  # of its `{`, or -1
    end: int  # behind its `}` or `;`

    @property
    def returns(self) -> str:
        words = re.sub(r"__attribute__\s*\(\(.*?\)\)", " ", self.head, flags=re.DOTALL)
        words = words[: words.rindex(self.name)]
        return " ".join(w for w in words.split() if w not in ("static", "inline", "extern"))


@dataclass
class Contract:
    """The clauses of one comment, and the function they bind."""

    path: str
    line: int
    clauses: list[Clause]
    function: Function


@dataclass
class Header:
    """What stands in a file. `globals` go with the place behind their comment."""

    path: str
    text: str
    contracts: list[Contract] = field(default_factory=list)
    globals: list[tuple[Clause, int]] = field(default_factory=list)
    inside: int = 0  # loop annotations, assertions: comments within a body


def read(path: str, text: str, known: macros.Macros | None = None) -> Header:
    """Finds everything; macros in clauses are put in."""
    header = Header(path, text)
    blank = without_comments(text)
    for found in re.finditer(r"/\*@(.*?)\*/|//@([^\n]*)", text, re.DOTALL):
        inner = found[1] if found[1] is not None else found[2]
        at = found.start(1) if found[1] is not None else found.start(2)
        line = text.count("\n", 0, at) + 1
        word = re.match(r"[\s@]*(?:check\s+|admit\s+)?(\w+)", inner)
        if word is None or word[1] in INSIDE:
            header.inside += 1
        elif word[1] in GLOBALS:
            header.globals += [(each, found.end()) for each in split(path, inner, line)]
        elif word[1] in CLAUSES:
            function = function_behind(path, blank, found.end(), line)
            header.contracts.append(Contract(path, line, split(path, inner, line), function))
        else:
            raise Problem(path, line, f"an ACSL comment that begins with '{word[1]}': "
                          "proofs/checked/source.py does not know the word")
    for contract in header.contracts:
        contract.clauses = [_expanded(each, known or {}) for each in contract.clauses]
    header.globals = [(_expanded(each, known or {}), at) for each, at in header.globals]
    return header


def _expanded(clause: Clause, known: macros.Macros) -> Clause:
    return replace(clause, text=macros.expanded(clause.text, known), written=clause.text)


def without_comments(text: str) -> str:
    """The same length, comments and strings and preprocessor lines as spaces."""
    def spaces(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    plain = _BLANK.sub(spaces, text)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", spaces, plain, flags=re.MULTILINE)


def split(path: str, inner: str, line: int) -> list[Clause]:
    """A comment's clauses, or its definitions."""
    plain = re.sub(r"//[^\n]*", lambda match: " " * len(match[0]), inner)
    plain = re.sub(r"(?m)^[ \t]*@", lambda match: match[0].replace("@", " "), plain)
    plain = re.sub(r"@\s*\Z", lambda match: " " * len(match[0]), plain)
    starts = list(_outermost(plain))
    if not starts:
        raise Problem(path, line, "nothing in this ACSL comment is a clause")
    clauses: list[Clause] = []
    behavior = ""
    ends = [match.start() for match in starts[1:]] + [len(plain)]
    for match, end in zip(starts, ends, strict=True):
        body = plain[match.end() : end]
        here = line + plain.count("\n", 0, match.end() + len(body) - len(body.lstrip()))
        text = body.strip().rstrip(";").rstrip()
        if match[1] == "behavior":
            behavior = text.rstrip(":").strip()
            continue
        label = re.match(r"(\w+)\s*:(?!:)\s*", text) if match[1] in CLAUSES else None
        if label is not None:
            text = text[label.end() :]
        clauses.append(Clause(match[1], text, here, behavior, label[1] if label else ""))
    return clauses


def _outermost(plain: str) -> Iterator[re.Match[str]]:
    """Where clauses begin: not what stands in the braces of an inductive or axiomatic definition."""
    for match in _STARTS.finditer(plain):
        before = plain[: match.start()]
        if before.count("{") == before.count("}"):
            yield match


def function_behind(path: str, blank: str, at: int, line: int) -> Function:
    """The declaration or definition that follows a contract."""
    depth, end = 0, at
    while end < len(blank) and not (depth == 0 and blank[end] in "{;"):
        depth += {"(": 1, ")": -1}.get(blank[end], 0)
        end += 1
    signature = re.sub(r"__attribute__\s*\(\(.*?\)\)", lambda m: " " * len(m[0]), blank[at:end])
    name = re.search(r"(\w+)\s*\(", signature)
    if end == len(blank) or name is None:
        raise Problem(path, line, "no function follows this contract")
    start = at + len(blank[at:end]) - len(blank[at:end].lstrip())
    close = signature.rindex(")")
    body, stop = (-1, end + 1) if blank[end] == ";" else (end, matching(path, blank, end, line))
    return Function(name[1], blank[start : at + name.end(1)].strip(),
                    signature[name.end() : close].strip(), start, body, stop)


def body_of(path: str, blank: str, name: str) -> Function | None:
    """Where a header defines a function, if it does."""
    found = re.search(rf"\b{name}\s*\([^(){{}};]*\)\s*\{{", blank)
    if found is None:
        return None
    at = max(blank.rfind(mark, 0, found.start()) for mark in ";{}") + 1
    return function_behind(path, blank, at, blank.count("\n", 0, found.start()) + 1)


def matching(path: str, blank: str, at: int, line: int) -> int:
    """Behind the `}` of the `{` at a place."""
    depth = 0
    for end in range(at, len(blank)):
        depth += {"{": 1, "}": -1}.get(blank[end], 0)
        if depth == 0:
            return end + 1
    raise Problem(path, line, "the braces of the function behind this contract do not match")


def parameter_names(parameters: str) -> list[str]:
    """What a function's parameters are called."""
    parts = [part.strip() for part in parameters.split(",")]
    return [re.sub(r"\[.*", "", part).split()[-1].lstrip("*") for part in parts
            if part and part != "void"]

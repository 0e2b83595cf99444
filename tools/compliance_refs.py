# SPDX-License-Identifier: MIT
"""What a ledger's references lead to.

    core/tcp_send.h tcp_send_text          a definition, in code without its comments
    spec/machines/tcp.fsm step rst         a declaration
    tests/scripts/close.script             a script, whose `covers` lines name ids
    tests/tcp_send.cpp::a sentence         a doctest case
    tests/interop/test_lossy.py::test_x    a pytest function

A test cites an id in its text, its name or the comment right above it: MUST-15, or MUST-15/2 for
the second of the RFC's rows of that id; MUST-15 alone stands for all of them. RFC6298-5.5 can be
written RFC 6298 5.5, and several sections behind each other: RFC 6298 5.4, 5.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_STRING = r'"(?:[^"\\]|\\.)*"'
_CASE = re.compile(rf"^TEST_CASE\w*\(\s*(?:\w+,\s*)?(?P<name>(?:{_STRING}\s*)+)", re.MULTILINE)
_COVERS = re.compile(r"^\W*covers:?\s+(?P<ids>.+)$")
_PENDING = re.compile(r"^pending\b:? *(?P<why>.*)$", re.MULTILINE)
_KINDS = "machine|states|set|signals|errors|feature|param|input"
_KINDS += "|var|timer|let|prim|action|event|step"


class Sources:
    """The tree's files, each read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.texts: dict[str, str] = {}

    def text(self, path: str) -> str | None:
        """What stands in a file; None if there is none."""
        if path not in self.texts:
            file = self.root / path
            if not file.is_file():
                return None
            self.texts[path] = file.read_text("utf-8")
        return self.texts[path]

    def symbol(self, reference: str) -> str:
        """What is wrong with `path symbol`; empty if it is there."""
        path, _, name = reference.partition(" ")
        text = self.text(path)
        if text is None:
            return f"{path} is not there"
        if not name:
            return f"which symbol of {path}? expected: {path} NAME"
        if path.endswith(".fsm") and not re.match(rf"({_KINDS}) \S", name):
            return f"'{name}' is no declaration; expected a kind and a name, such as 'step rst'"
        return "" if defines(path, text, name) else f"{path} does not define '{name}'"

    def test(self, reference: str, id_: str) -> str:
        """What is wrong with a test as evidence for an id; empty if nothing."""
        path, _, name = reference.partition("::")
        text = self.text(path)
        if text is None:
            return f"{path} is not there"
        if path.endswith(".script"):
            pending = _PENDING.search(text)
            if pending:
                return f"{path} is pending, so it shows nothing: {pending['why']}"
            names = [found for _, found in covers(text)]
            cited = id_ in names or id_.partition("/")[0] in names
            return "" if cited else f"{path} has no line 'covers {id_}'"
        body = cases(path, text).get(name) if name else None
        if body is None:
            return f"{path} has no test '{name}'" if name else f"which test of {path}? {path}::NAME"
        return "" if cites(body, id_) else f"{path}::{name} does not cite {id_}"


def defines(path: str, text: str, name: str) -> bool:
    """Is the name defined (not only used) in this file?"""
    word = r"\s+".join(re.escape(part) for part in name.split())
    word = rf"(?<!\w){word}(?!\w)"
    if path.endswith((".h", ".hpp", ".c", ".cpp", ".S")):
        bare = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
        at_margin = rf"^[^\s}}#].*?{word}"  # functions, structs and constants begin at the margin
        return re.search(rf"{at_margin}|^\s+{word}\s*(?:[=,}}]|$)", bare, re.MULTILINE) is not None
    bare = re.sub(r"(?:^|(?<=\s))#.*", "", text)
    if path.endswith(".py"):
        return re.search(rf"^\s*(?:def|class)\s+{word}|^{word}\s*[:=]", bare, re.M) is not None
    if path.endswith(".fsm"):
        return re.search(rf"^{word}", bare, re.MULTILINE) is not None
    return re.search(word, bare) is not None


def cites(text: str, id_: str) -> bool:
    """Does the text name the id, and not only a longer one that begins like it?"""
    base, _, number = id_.partition("/")
    tail = f"(?:/{number})?" if number else ""
    ids = [re.escape(base)]
    if base.startswith("RFC"):
        rfc, _, section = base.removeprefix("RFC").partition("-")
        ids.append(rf"RFC {rfc} (?:[\da-z./]+, )*{re.escape(section)}")
    return any(re.search(rf"(?<![\w.-]){each}{tail}(?![\w-]|\.\w|/\d)", text) for each in ids)


def cases(path: str, text: str) -> dict[str, str]:
    """Name to text of each test in a doctest or pytest file, with the comment right above it."""
    return doctest_cases(text) if path.endswith(".cpp") else pytest_cases(text)


def doctest_cases(text: str) -> dict[str, str]:
    """A case ends with the first brace at the margin."""
    found = {}
    for match in _CASE.finditer(text):
        strings = re.findall(_STRING, match["name"])
        name = "".join(string[1:-1] for string in strings).replace('\\"', '"')
        end = text.find("\n}", match.start())
        found[name] = above(text, match.start(), "//") + text[match.start() : end]
    return found


def pytest_cases(text: str) -> dict[str, str]:
    """A function ends where the margin is next taken by something else."""
    found = {}
    for match in re.finditer(r"^def (test_\w+)\(.*?(?=^[^\s)\]}]|\Z)", text, re.M | re.DOTALL):
        found[match[1]] = above(text, match.start(), "#", "@", " ", ")", "]") + match[0]
    return found


def above(text: str, at: int, *starts: str) -> str:
    """The lines directly above a place that begin with one of these."""
    lines: list[str] = []
    for line in reversed(text[:at].splitlines()):
        if not line.startswith(starts):
            break
        lines.insert(0, line)
    return "\n".join([*lines, ""])


def covers(text: str) -> Iterator[tuple[int, str]]:
    """Line and id of everything that a script says it covers."""
    for number, line in enumerate(text.splitlines(), 1):
        match = _COVERS.match(line)
        for name in re.split(r"[\s,]+", match["ids"].strip()) if match else []:
            yield number, name


def covered(root: Path) -> Iterator[tuple[str, str]]:
    """Place and id of everything that the scripts of the tree say they cover."""
    for path in sorted((root / "tests" / "scripts").rglob("*.script")):
        for number, name in covers(path.read_text("utf-8")):
            yield f"{path.relative_to(root).as_posix()}:{number}", name

# SPDX-License-Identifier: MIT
"""How often a loop turns, read where it stands, and the numbers that such a bound is made of.

A comment on the loop's first line, or alone on the line above it, says it:

    for (n = 0; n < PROFILE_TCP_CONNECTIONS; n++) { /* at most PROFILE_TCP_CONNECTIONS turns */

It bounds that loop alone. `from the start: at most EXPRESSION turns` says how often a line within a
loop's body runs, `at most EXPRESSION times in FUNCTION` how often one runs in one run of a
function. Code without lines (libgcc) and the lengths that loops in assembler depend on are in
loops.yaml.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from proofs.cycles.places import Place
from proofs.cycles.statements import Statement, loops_of
from proofs.refused import Refused

TABLE = Path(__file__).with_name("loops.yaml")
_TURNS = re.compile(r"(?:/\*|//|;).*\bat most (.+?) turns?\b")
_TIMES = re.compile(r"(?:/\*|//|;).*\bat most (.+?) times? in (\w+)")
_FROM_THE_START = "from the start: at most "
_ONLY_COMMENT = re.compile(r"\s*(?:/\*|//|;|\*)")
_NUMBER = re.compile(
    r"\b([A-Z][A-Z0-9_]+) = ([^,}/;=]+?)\s*(?=[,}]|/\*|//|$)|"
    r"static const uint\d+_t (\w+) = ([^;]+);",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Said:
    """`text` is the expression, "" of a loop of which nothing is said; `function` is "" for the
    turns of a loop. `first` to `last` are the lines it stands for: a condition, or a call, may need
    several. `body` is the last line of the loop. `passes`: said of a line that each turn passes, in
    assembler or within a loop's body. `tail`: the line of a `do`'s condition.
    """

    file: str
    first: int
    last: int
    text: str
    function: str = ""
    body: int = 0
    passes: bool = False
    tail: int = 0

    @property
    def place(self) -> Place:
        return Place(self.file, self.first)

    def covers(self, place: Place) -> bool:
        return place.file == self.file and self.first <= place.line <= self.last

    def decides(self, place: Place) -> bool:
        """Is the loop's condition there?"""
        return self.covers(place) or (place.file == self.file and place.line == self.tail)

    def holds(self, place: Place) -> bool:
        """Is it in the loop, condition or body?"""
        return place.file == self.file and self.first <= place.line <= self.body


def said_in(file: str) -> tuple[Said, ...]:
    """Every loop of a source file, and every bound that it says; none when it is not there."""
    path = Path(file)
    if not path.is_file():
        return ()
    text = path.read_text(encoding="utf-8", errors="replace")
    statements = () if path.suffix == ".S" else loops_of(text)
    return tuple(_said(file, text.splitlines(), statements))


def _said(file: str, lines: list[str], statements: tuple[Statement, ...]) -> Iterator[Said]:
    turns: dict[Statement, str] = {}
    for number, line in enumerate(lines, start=1):
        for pattern in (_TURNS, _TIMES):
            match = pattern.search(line)
            if match is None:
                continue
            first = number + 1 if _ONLY_COMMENT.match(line) else number
            last, text = _closes(lines, first), match[1].strip()
            if pattern is _TIMES:
                yield Said(file, first, last, text, match[2])
            elif _FROM_THE_START in line or file.endswith(".S"):
                yield Said(file, first, last, text, passes=True)
            else:
                about = [s for s in statements if s.first <= first <= s.head]
                turns.update(dict.fromkeys(about, text))
                if not about:
                    yield Said(file, first, last, text, body=last)
    for one in statements:
        alone = sum(other.first == one.first for other in statements) == 1
        said = turns.get(one, "1" if one.atomic else "") if alone else ""
        yield Said(file, one.first, one.head, said, body=one.last, tail=one.tail)


def _without_comments(line: str) -> str:
    return re.sub(r"/\*.*?\*/|//.*", "", line)


def _closes(lines: list[str], first: int) -> int:
    """The line with the parenthesis that closes what this one opens: a condition, arguments."""
    depth = 0
    for number in range(first, min(first + 8, len(lines)) + 1):
        text = _without_comments(lines[number - 1])
        depth += text.count("(") - text.count(")")
        if depth <= 0:
            return number
    return first


class Numbers:
    """Constants by name: of the profile, of the sources, and what the caller supposes."""

    def __init__(self, files: set[str], supposed: Mapping[str, int] | None = None) -> None:
        self._texts: dict[str, dict[str, str]] = {}  # name -> value -> the first file that has it
        folders = {Path(file).parent for file in files}
        for folder in sorted(each for each in folders if (each / "profile.h").exists()):
            for header in sorted(folder.glob("*.h")):
                self._read(header)
        for file in sorted(files):
            self._read(Path(file))
        self.supposed = dict(supposed or {})

    def _read(self, path: Path) -> None:
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            for upper, value, lower, other in _NUMBER.findall(text):
                texts = self._texts.setdefault(upper or lower, {})
                texts.setdefault(" ".join((value or other).split()), str(path))

    def has(self, name: str) -> bool:
        return name in self.supposed or name in self._texts

    def value(self, text: str, where: str, sizes: Mapping[str, int] | None = None) -> int:
        """What an expression is; Refused, with `where`, when it cannot be told."""
        plain = re.sub(r"\b(0x[0-9a-fA-F]+|\d+)[uUlL]+\b", r"\1", text.strip())
        try:
            tree = ast.parse(plain, mode="eval").body
        except SyntaxError:
            raise Refused(f"{where}: `{text}` is no expression; + - * / min max bits, names and "
                          "numbers are known") from None
        return self._of(tree, text, where, dict(sizes or {}))

    def _of(self, tree: ast.expr, text: str, where: str, sizes: Mapping[str, int]) -> int:
        def of(part: ast.expr) -> int:
            return self._of(part, text, where, sizes)

        if isinstance(tree, ast.Constant) and isinstance(tree.value, int):
            return tree.value
        if isinstance(tree, ast.Name):
            return self._named(tree.id, where, sizes)
        if isinstance(tree, ast.BinOp):
            left, right = of(tree.left), of(tree.right)
            if isinstance(tree.op, ast.Add):
                return left + right
            if isinstance(tree.op, ast.Sub):
                return left - right
            if isinstance(tree.op, ast.Mult):
                return left * right
            if isinstance(tree.op, ast.Div) and right > 0:
                return left // right
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
            values = [of(part) for part in tree.args]
            if tree.func.id in ("min", "max") and values:
                return min(values) if tree.func.id == "min" else max(values)
            if tree.func.id == "bits" and len(values) == 1:
                return values[0].bit_length()
        raise Refused(f"{where}: `{text}`: + - * / min max bits, names and numbers are known")

    def _named(self, name: str, where: str, sizes: Mapping[str, int]) -> int:
        for known in (sizes, self.supposed):
            if name in known:
                return known[name]
        if name not in self._texts:
            raise Refused(f"{where}: `{name}` is no number that the sources or the profile name")
        texts = self._texts[name]
        values = {text: self.value(text, f"{where}: {name}") for text in texts}
        if len(set(values.values())) > 1:
            several = " and ".join(
                f"{values[text]} ({Path(file).name})" for text, file in texts.items())
            raise Refused(f"{where}: `{name}` is the name of several numbers: {several}; give it "
                          "one of its own")
        return next(iter(values.values()))


@dataclass(frozen=True)
class Table:
    """loops.yaml. `loops`: function -> bounds of its loops, by address, when it has no lines.
    `sizes`: function -> its length's name and register, and who gives it which length.
    """

    loops: dict[str, list[str]]
    sizes: dict[str, Size]


@dataclass(frozen=True)
class Size:
    """The parameter `name`, in registers `register` and the next. `callers`: function -> how much
    at most it passes, an expression that may hold the caller's own size.
    """

    name: str
    register: int
    callers: dict[str, str]


def table(more: Path | None = None) -> Table:
    """Reads loops.yaml, and a file of the same form whose functions come on top; Refused when that
    is none.
    """
    loops: dict[str, list[str]] = {}
    sizes: dict[str, Size] = {}
    for path in (TABLE, more):
        if path is None:
            continue
        try:
            known = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            for name, each in (known.get("loops") or {}).items():
                loops[name] = [str(turns) for turns in each]
            for name, each in (known.get("sizes") or {}).items():
                callers = {who: str(much) for who, much in each["from"].items()}
                sizes[name] = Size(each["size"], int(each["in"].removeprefix("r")), callers)
        except OSError as error:
            raise Refused(f"{path}: {error.strerror}; a file like {TABLE.name} was expected"
                          ) from None
        except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError):
            raise Refused(f"{path}: not of the form of {TABLE.name}: `loops: {{FUNCTION: [TURNS]}}`"
                          " was expected, or `sizes`") from None
    return Table(loops, sizes)

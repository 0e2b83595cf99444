# SPDX-License-Identifier: MIT
"""Script files: words, lines, packets as written. README.md has the notation.

What is wrong with a file is said as `path:line: what; what is expected`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from packet import FLAGS

WORD = re.compile(r'#.*|"(?:[^"\\]|\\.)*"|[^\s"#]+')
HEADER = ("covers", "section", "profile", "profiles", "needs", "lacks", "pending")
VERBS = ("<", ">", "socket", "connection", "iss", "call", "time", "nothing", "signal", "text",
         "room", "take", "source", "does", "open", "drop", "again", "udp", "collect", "may", "step",
         "repeat", "end")
IP_VALUES = ("ipsum", "ttl", "tos", "ident", "from", "dst", "ipopt", "frag", "part", "proto",
             "size")
ONE_VALUE = ("seq", "win", "mss", "data", "len", "opt", "sum", "off", "to", "edge", *IP_VALUES)
OTHER_VALUES = ("data", "about", "id", "mtu", "sum", "len", *IP_VALUES)
WHEN = re.compile(r"\+(?P<low>[^.~]+?)(?:(?P<about>~)|\.\.(?P<high>.+))?$")


class Wrong(Exception):
    """A script that is not one. `line` is put before it by whoever knows the path."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


@dataclass(frozen=True)
class Written:
    """A packet as a script writes it. A value is an expression, "any", or a quoted text."""

    kind: str  # tcp, udp, icmp, hex
    flags: int = 0
    psh: bool | None = None  # None: either will do
    values: dict[str, str] = field(default_factory=dict)
    rest: tuple[str, ...] = ()  # of udp, icmp, hex


@dataclass(frozen=True)
class Line:
    """One thing to do or to see."""

    number: int
    text: str
    who: str
    verb: str
    words: tuple[str, ...]
    packet: Written | None = None
    when: str | None = None


@dataclass
class Script:
    """A file: what it is for, and its lines."""

    path: Path
    title: str = ""
    covers: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    profiles: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    pending: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def sockets(self) -> list[tuple[str, ...]]:
        """What each connection's socket must be."""
        wanted = [line.words for line in self.lines if line.verb == "socket"]
        wanted += [line.words[line.words.index("socket") + 1:] for line in self.lines
                   if line.verb == "connection" and "socket" in line.words]
        return wanted


def read(path: Path, text: str | None = None) -> Script:
    """A script from a file, or from a text that stands for it."""
    script = Script(path)
    whole = path.read_text(encoding="utf-8") if text is None else text
    try:
        script.lines = list(unfold(lines_of(script, whole)))
    except Wrong as wrong:
        raise SystemExit(f"{path}:{wrong.line}: {wrong}") from None
    if not script.covers + script.sections:
        raise SystemExit(f"{path}:1: what is it for? `covers` and an id, or `section` and one "
                         "of an RFC, are expected")
    return script


def lines_of(script: Script, text: str) -> Iterator[Line]:
    for number, raw in enumerate(text.splitlines(), 1):
        words = WORD.findall(raw)
        if words and words[-1].startswith("#"):
            comment = words.pop()[1:].strip()
            if not words and not script.covers + script.sections and "SPDX" not in comment:
                script.title = f"{script.title} {comment}".strip()
        if not words:
            continue
        if words[0] in HEADER:
            header(script, number, words)
        else:
            yield line_of(number, raw.split("#")[0].strip() if "#" in raw else raw.strip(), words)


def header(script: Script, number: int, words: list[str]) -> None:
    if len(words) < 2:
        raise Wrong(number, f"`{words[0]}` of what? at least one word is expected")
    if words[0] == "covers":
        script.covers += " ".join(words[1:]).replace(",", " ").split()
    elif words[0] == "section":
        script.sections += words[1:]
    elif words[0] in ("profile", "profiles"):
        script.profiles += words[1:]
    elif words[0] == "needs":
        script.needs += words[1:]
    elif words[0] == "lacks":
        script.lacks += words[1:]
    else:
        script.pending = " ".join(words[1:])


def line_of(number: int, text: str, words: list[str]) -> Line:
    who, first = "a", words[0]
    labelled = re.fullmatch(r"([b-z])(<|>|:)", first)
    if labelled is not None:
        who = labelled[1]
        words = words[1:] if labelled[2] == ":" else [labelled[2], *words[1:]]
    if not words or words[0] not in VERBS:
        raise Wrong(number, f"`{first if not words else words[0]}` is not known; one of "
                            f"{' '.join(HEADER + VERBS)} is expected")
    verb, rest = words[0], words[1:]
    when = None
    if verb in (">", "nothing") and rest and rest[0].startswith("+"):
        when = rest.pop(0)
        if WHEN.match(when) is None:
            raise Wrong(number, f"`{when}` is not a time; +N, +N~ or +N..M in ms is expected")
    packet = None
    if verb in ("<", ">"):
        packet = packet_of(number, rest)
    elif verb == "open":
        packet = packet_of(number, ["syn", *rest])
    return Line(number, text, who, verb, tuple(rest), packet, when)


def packet_of(number: int, words: list[str]) -> Written:
    if words and words[0] == "hex":
        return Written("hex", rest=tuple(words[1:]))
    if words and words[0] in ("udp", "icmp"):
        return other_of(number, words[0], words[1:])
    packet = Written("tcp")
    flags, psh, at = 0, None, 0
    while at < len(words):
        word = words[at]
        at += 1
        if word == "nopsh":
            psh = False
        elif word == "psh":
            psh, flags = True, flags | FLAGS[word]
        elif word in ("ack", "urg"):
            flags |= FLAGS[word]
            if at < len(words) and (words[at] == "any" or words[at][0] in "0123456789(-"):
                packet.values[word] = words[at]
                at += 1
        elif word in FLAGS:
            flags |= FLAGS[word]
        elif word in ("nomss", "ignored"):
            packet.values[word] = ""
        elif word in ONE_VALUE:
            if at == len(words):
                raise Wrong(number, f"`{word}` of what? a value is expected")
            packet.values[word] = words[at]
            at += 1
        else:
            raise Wrong(number, f"`{word}` is not known in a packet; flags "
                                f"({' '.join(FLAGS)}) and fields ({' '.join(ONE_VALUE)}) are "
                                "expected")
    return Written("tcp", flags, psh, packet.values)


def other_of(number: int, kind: str, words: list[str]) -> Written:
    """icmp TYPE CODE, udp PORT PORT, then names and values."""
    if len(words) < 2 or len(words) % 2:
        raise Wrong(number, f"`{kind}` and two numbers, then names with a value each are expected")
    given = dict(zip(words[2::2], words[3::2], strict=True))
    unknown = [name for name in given if name not in OTHER_VALUES]
    if unknown:
        raise Wrong(number, f"`{unknown[0]}` is not known in {kind}; one of "
                            f"{' '.join(OTHER_VALUES)} is expected")
    return Written(kind, values=given, rest=tuple(words[:2]))


def unfold(lines: Iterator[Line]) -> Iterator[Line]:
    """`repeat N` ... `end` written out. They do not nest."""
    block: list[Line] = []
    times = 0
    for line in lines:
        if line.verb == "repeat":
            if times or len(line.words) != 1 or not line.words[0].isdigit():
                raise Wrong(line.number, "`repeat` and a number are expected, not inside another")
            times = int(line.words[0])
        elif line.verb == "end":
            if not times:
                raise Wrong(line.number, "`end` without `repeat`")
            yield from block * times
            block, times = [], 0
        elif times:
            block.append(line)
        else:
            yield line
    if times:
        raise Wrong(block[-1].number if block else 1, "`end` is missing")


def value(text: str, names: Mapping[str, int]) -> int:
    """An expression of numbers, names, + - * // and parentheses. ValueError says what is wrong."""
    try:
        return folded(ast.parse(text, mode="eval").body, names)
    except SyntaxError:
        raise ValueError(f"`{text}` is not a number; like 10, mss or 2*mss+1 is expected") from None


def folded(node: ast.expr, names: Mapping[str, int]) -> int:
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value
    if isinstance(node, ast.Name):
        if node.id not in names:
            raise ValueError(f"`{node.id}` is not a name; one of {' '.join(sorted(names))} "
                             "is expected")
        return names[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -folded(node.operand, names)
    if isinstance(node, ast.BinOp):
        left, right = folded(node.left, names), folded(node.right, names)
        if isinstance(node.op, ast.Add):
            return left + right
        if isinstance(node.op, ast.Sub):
            return left - right
        if isinstance(node.op, ast.Mult):
            return left * right
        if isinstance(node.op, ast.FloorDiv) and right:
            return left // right
    raise ValueError(f"`{ast.unparse(node)}` is not a number")


def quoted(text: str) -> bytes:
    """The bytes of a word in quotes."""
    return str(ast.literal_eval(text)).encode("latin-1")

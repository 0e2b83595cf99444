# SPDX-License-Identifier: MIT
"""The faults: each rule reads a function's tokens and gives the small changes that it knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tools.mutate.source import Function, Source, Token

Tokens = list[Token]
Enums = dict[str, str]  # an enumerator -> the next one of its enum


@dataclass(frozen=True)
class Body:
    """What a rule may look at."""

    text: str  # of the whole file
    tokens: Tokens
    enums: Enums

    def between(self, start: int, end: int) -> str:
        return self.text[start:end]


@dataclass(frozen=True)
class Change:
    """text[start:end] becomes `text`."""

    kind: str
    start: int
    end: int
    text: str


COMPARISONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
ARITHMETIC = {
    "+": "-", "-": "+", "*": "/", "/": "*", "%": "/", "<<": ">>", ">>": "<<", "^": "|",
    "+=": "-=", "-=": "+=", "<<=": ">>=", ">>=": "<<=", "++": "--", "--": "++",
    "&": "|", "|": "&", "&=": "|=", "|=": "&=",
}  # fmt: skip
UNARY_TOO = {"+", "-", "*", "&"}
BOOLEANS = {"true": "false", "false": "true"}
TYPES = {"uint8_t", "uint16_t", "uint32_t", "int8_t", "int16_t", "int32_t"}
NO_STATEMENT = {
    "const", "static", "struct", "enum", "union", "bool", "int", "unsigned", "char", "void",
    "return", "break", "continue", "case", "default", "if", "else", "for", "while", "do", "switch",
    *TYPES,
}  # fmt: skip


def is_operand(token: Token) -> bool:
    """Could be the left side of a binary operator."""
    return re.match(r"\w", token.text) is not None or token.text in (")", "]")


def is_number(token: Token) -> bool:
    return token.text[0].isdigit()


def constants(body: Body) -> Iterator[Change]:
    """Off by one, both ways; a hexadecimal number is a mask and loses or gains its lowest bit."""
    for token in body.tokens:
        if token.text in BOOLEANS:
            yield Change("constant", token.start, token.end, BOOLEANS[token.text])
        if not is_number(token):
            continue
        digits = token.text.rstrip("uUlL")
        suffix = token.text[len(digits) :]
        number = int(digits, 0)
        if digits[:2] in ("0x", "0X"):
            for other in {number & (number - 1), number ^ 1, number >> 1} - {number}:
                yield Change("mask", token.start, token.end, f"{other:#x}{suffix}")
        else:
            for other in {number + 1, number - 1} - {-1}:
                yield Change("constant", token.start, token.end, f"{other}{suffix}")


def enumerators(body: Body) -> Iterator[Change]:
    """The next of the same enum: a wrong state, reason, flag or option."""
    for token in body.tokens:
        if token.text in body.enums:
            yield Change("enumerator", token.start, token.end, body.enums[token.text])


def sizes(body: Body) -> Iterator[Change]:
    """Constants with a name, off by one."""
    for before, token in zip(body.tokens, body.tokens[1:], strict=False):
        sized = re.match(r"\w+_(BYTES|MAX|MIN|SIZE|CONNECTIONS|MTU|MSS|RING)$", token.text)
        if sized and before.text != "case":
            for sign in "+-":
                yield Change("constant", token.start, token.end, f"({token.text} {sign} 1)")


def comparisons(body: Body) -> Iterator[Change]:
    for token in body.tokens:
        if token.text in COMPARISONS:
            yield Change("comparison", token.start, token.end, COMPARISONS[token.text])


def arithmetic(body: Body) -> Iterator[Change]:
    """Another operator; what can be a sign or an address is one unless an operand stands before."""
    for before, token in zip(body.tokens, body.tokens[1:], strict=False):
        if token.text in ARITHMETIC and (is_operand(before) or token.text not in UNARY_TOO):
            if before.text in TYPES or before.text == "return":
                continue
            yield Change("operator", token.start, token.end, ARITHMETIC[token.text])
        elif token.text == "~":
            yield Change("operator", token.start, token.end, "")


def conditions(body: Body) -> Iterator[Change]:
    """if (x): negated, or never; !x: x."""
    tokens = body.tokens
    for at, token in enumerate(tokens[:-1]):
        if token.text == "if":
            close = closing(tokens, at + 1)
            opens, closes = tokens[at + 1], tokens[close]
            inner = opens.end, closes.start
            yield Change("negated condition", *inner, f"!({body.between(*inner)})")
            yield Change("dropped check", *inner, "0")
        elif token.text == "!":
            yield Change("negated condition", token.start, token.end, "")


def operands(body: Body) -> Iterator[Change]:
    """a && b: a alone, and `||` instead; the same with || and &&."""
    tokens = body.tokens
    for at, token in enumerate(tokens):
        if token.text in ("&&", "||"):
            end = at + 1
            while tokens[end].text not in ("&&", "||", ")", "?", ":", ";", ","):
                end = closing(tokens, end) + 1 if tokens[end].text in ("(", "[") else end + 1
            yield Change("dropped check", token.start, tokens[end - 1].end, "")
            yield Change("operator", token.start, token.end, "||" if token.text == "&&" else "&&")


def casts(body: Body) -> Iterator[Change]:
    """(uint16_t)(a + b): a + b as the compiler promotes it."""
    for opens, name, closes in zip(body.tokens, body.tokens[1:], body.tokens[2:], strict=False):
        if opens.text == "(" and name.text in TYPES and closes.text == ")":
            yield Change("removed cast", opens.start, closes.end, "")


def statements(body: Body) -> Iterator[Change]:
    """An assignment or a call left out, when another statement is before it."""
    tokens = body.tokens
    for at, (before, first) in enumerate(zip(tokens, tokens[1:], strict=False), 1):
        label = before.text == ":" and "case" in (tokens[at - 3].text, tokens[at - 4].text)
        begins = label or before.text in (";", "{", "}")
        begins = begins and re.match(r"[A-Za-z_*]", first.text) is not None
        if not begins or first.text in NO_STATEMENT or tokens[at + 1].text == ":":
            continue
        end = at
        while tokens[end].text not in (";", "{", "}"):
            end = closing(tokens, end) + 1 if tokens[end].text in ("(", "[") else end + 1
        if tokens[end].text == ";":
            yield Change("removed statement", first.start, tokens[end].end, "")


def swaps(body: Body) -> Iterator[Change]:
    """f(a, b): f(b, a); x[0] .. x[1] of one statement: x[1] .. x[0]."""
    tokens = body.tokens
    for at, token in enumerate(tokens[:-1]):
        if re.match(r"[a-z_]\w*$", token.text) and tokens[at + 1].text == "(":
            yield from swapped_arguments(body, at + 1)
        if token.text == "[" and is_number(tokens[at + 1]) and tokens[at + 2].text == "]":
            yield from swapped_indices(body, at + 1)


def swapped_arguments(body: Body, opens: int) -> Iterator[Change]:
    """Each two neighbours."""
    tokens = body.tokens
    parts, start, at = [], opens + 1, opens + 1
    close = closing(tokens, opens)
    while at <= close:
        if tokens[at].text in (",", ")") and at > start:
            parts.append((tokens[start].start, tokens[at - 1].end))
            start = at + 1
        at = closing(tokens, at) + 1 if tokens[at].text in ("(", "[") else at + 1
    for one, two in zip(parts, parts[1:], strict=False):
        swapped = f"{body.between(*two)}, {body.between(*one)}"
        yield Change("swapped arguments", one[0], two[1], swapped)


def swapped_indices(body: Body, at: int) -> Iterator[Change]:
    """With the next index of the statement."""
    tokens = body.tokens
    for other in range(at + 1, len(tokens) - 2):
        if tokens[other].text in (";", "{", "}"):
            return
        if tokens[other].text == "[" and is_number(tokens[other + 1]):
            one, two = tokens[at], tokens[other + 1]
            if one.text != two.text and tokens[other + 2].text == "]":
                swapped = two.text + body.between(one.end, two.start) + one.text
                yield Change("swapped bytes", one.start, two.end, swapped)
            return


def closing(tokens: Tokens, opens: int) -> int:
    """The index of the bracket that closes the one at `opens`."""
    depth = 0
    for at in range(opens, len(tokens)):
        depth += (tokens[at].text in ("(", "[")) - (tokens[at].text in (")", "]"))
        if depth == 0:
            return at
    return len(tokens) - 1


RULES: list[Callable[[Body], Iterator[Change]]] = [
    constants, enumerators, sizes, comparisons, arithmetic, conditions, operands, casts,
    statements, swaps,
]  # fmt: skip


def changes(source: Source, function: Function, enums: Enums) -> list[Change]:
    """All of them, in the order of the text."""
    body = Body(source.text, source.tokens(function), enums)
    found = {change for rule in RULES for change in rule(body)}
    return sorted(found, key=lambda one: (one.start, one.end, one.kind, one.text))


def enums_of(texts: list[str]) -> Enums:
    """Of all headers' enums with a name for each value: every enumerator's next one, and the first
    for the last. Numbers that are no alternatives (PROFILE_, BUDGET_) have no next one."""
    found: Enums = {}
    for text in texts:
        for body in re.findall(r"\benum\s*\w*\s*\{([^}]*)\}", text):
            names = re.findall(r"(?:^|,)\s*([A-Z]\w+)", body)
            names = [name for name in names if not name.startswith(("PROFILE_", "BUDGET_"))]
            if len(names) > 1:
                found.update(zip(names, [*names[1:], names[0]], strict=True))
    return found

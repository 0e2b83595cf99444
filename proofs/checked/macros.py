# SPDX-License-Identifier: MIT
"""Macros that contracts are written with: `#define NAME(x) term`, put in as the preprocessor would."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DEFINE = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)\(([^)]*)\)[ \t]+((?:[^\n]*\\\n)*[^\n]*)",
                     re.MULTILINE)

Macros = dict[str, tuple[list[str], str]]


def read(texts: Iterable[str]) -> Macros:
    """All with parameters, of all headers: the others are C's as well, and may stay names."""
    found: Macros = {}
    for text in texts:
        for name, parameters, body in _DEFINE.findall(text):
            plain = re.sub(r"/\*.*?\*/|//[^\n]*", " ", body.replace("\\\n", " "), flags=re.DOTALL)
            found[name] = ([each.strip() for each in parameters.split(",")], plain.strip())
    return found


def expanded(text: str, macros: Macros) -> str:
    """With every macro put in; what it stands for is put in again."""
    for _ in range(100):
        uses = (match for match in re.finditer(r"\b(\w+)\s*\(", text) if match[1] in macros)
        match = next(uses, None)
        if match is None:
            return text
        arguments, end = _arguments(text, match.end())
        parameters, body = macros[match[1]]
        given = dict(zip(parameters, arguments, strict=False))
        put = re.sub(r"\b\w+\b", lambda word: given.get(word[0], word[0]), body)
        text = f"{text[: match.start()]}{put}{text[end:]}"
    return text


def _arguments(text: str, at: int) -> tuple[list[str], int]:
    """What stands between the brackets, and where they end."""
    arguments, depth = [""], 0
    for end in range(at, len(text)):
        letter = text[end]
        if letter == ")" and depth == 0:
            return [each.strip() for each in arguments], end + 1
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            arguments.append("")
        else:
            arguments[-1] += letter
    return arguments, len(text)

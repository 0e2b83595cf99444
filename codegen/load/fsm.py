# SPDX-License-Identifier: MIT
"""Reads a .fsm file: text in, fsm_tree.Machine out. Grammar: fsm.lark. What the names mean is for
the checks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import lark

from codegen.diagnostic import Place, SpecError
from codegen.expr.parse import builder
from codegen.load.fsm_lines import Lines
from codegen.load.fsm_tree import Machine

_HERE = Path(__file__).parent
_PARSER = lark.Lark(
    (_HERE / "fsm.lark").read_text(encoding="utf-8"),
    parser="lalr",
    import_paths=[str(_HERE.parent / "expr")],
    propagate_positions=True,
)

_FIRST_WORDS = (
    "machine, feature, states, initial, set, signals, errors, param, input, var, timer, let, prim, "
    "requires, ensures, needs, mends, invariant, action, event, step or '|'"
)


def load(path: Path) -> Machine:
    """The machine in a file."""
    shown = path.as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SpecError(Place(shown, 1, 1), "not UTF-8 text") from error
    except OSError as error:
        raise SpecError(Place(shown, 1, 1), f"cannot be read: {error.strerror}") from error
    return parse(text, shown)


@lru_cache(maxsize=4)  # one profile asks four times; nobody changes what they are given
def parse(text: str, path: str) -> Machine:
    """The machine of a text that stands in `path`."""
    if not text.endswith("\n"):
        text += "\n"
    try:
        tree = _PARSER.parse(text)
    except lark.UnexpectedInput as error:
        raise SpecError(_where(error, path), _complaint(error, text)) from error
    lines = Lines(path, text)
    merge: Callable[..., lark.Transformer[Any, Any]] = lark.visitors.merge_transformers
    both = merge(lines, expr=builder(Place(path, 1, 1)))
    try:
        both.transform(tree)
    except lark.exceptions.VisitError as error:
        raise error.orig_exc from error
    return lines.machine()


def _where(error: lark.UnexpectedInput, path: str) -> Place:
    return Place(path, max(error.line, 1), max(error.column, 1))


def _complaint(error: lark.UnexpectedInput, text: str) -> str:
    lines = text.split("\n")
    before = lines[error.line - 1][: error.column - 1] if 0 < error.line <= len(lines) else ""
    if isinstance(error, lark.UnexpectedCharacters):
        return f"'{error.char}' has no meaning here"
    assert isinstance(error, lark.UnexpectedToken)
    if len(before.split()) == 1 and error.expected == {"COLON"}:
        return f"'{before.strip()}' does not begin a line; expected {_FIRST_WORDS}"
    if error.token.type in ("_NL", "$END"):
        return "the line ends too early" + _wanted(error)
    if not before.strip():
        return f"'{error.token}' does not begin a line; expected {_FIRST_WORDS}"
    return f"'{error.token}' is not expected here" + _wanted(error)


_TOKENS = {
    "NAME": "a name",
    "COLON": "':'",
    "EQUAL": "'='",
    "LPAR": "'('",
    "RPAR": "')'",
    "FIRES": "'fires'",
    "WRITES": "'writes'",
    "_NL": "the end of the line",
    "STRING": "a text in quotes",
    "COMMA": "','",
    "SEMICOLON": "';'",
    "MAX": "'max'",
    "PACK": "'pack'",
    "IF": "'if'",
    "IN": "'in'",
    "WHEN": "'when'",
    "__ANON_0": "'->'",
}


def _wanted(error: lark.UnexpectedToken) -> str:
    """The end of the message, when what was expected can be said in a few words."""
    names = {_TOKENS.get(name, "") for name in error.accepts or error.expected}
    if "" in names or len(names) > 4:
        return ""
    return "; expected " + " or ".join(sorted(names))

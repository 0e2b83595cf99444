# SPDX-License-Identifier: MIT
"""What ACSL our contracts may use, and what is said of the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tools.headers import is_for
from tools.shell import ROOT

from proofs.checked import __main__ as command
from proofs.checked import macros, parse, source, write
from proofs.checked.write import Product

Planted = Callable[[str, str, str, str], str]

OWN = r"""
#include <stdint.h>
#define TWICE(x) ((x) + (x))
namespace thimble {
/*@ logic integer total(uint8_t *at, integer n) = n <= 0 ? 0 : total(at, n - 1) + at[n - 1];
  @ predicate same{A, B}(uint8_t *at, integer n) =
  @     \forall integer i; 0 <= i < n ==> \at(at[i], A) == \at(at[i], B);
  @*/
/*@ requires \valid(at + (0 .. 3));
  @ assigns  at[0 .. 1];
  @ ensures  total(at, 4) == \old(total(at, 4)) + 1 && same{Pre, Here}(at + 2, 2);
  @ behavior odd:
  @   assumes at[0] % 2 == 1;
  @   ensures at[0] == \old(at[0]) && at[1] == \old(at[1]) + 1;
  @ behavior even:
  @   assumes at[0] % 2 == 0;
  @   ensures TWICE(at[0]) == TWICE(\old(at[0])) + 2;
  @ complete behaviors;
  @ disjoint behaviors odd, even;
  @*/
static inline void raise(uint8_t *at)
{
    at[at[0] % 2] = (uint8_t)(at[at[0] % 2] + 1u);
}
/*@ requires again: at[3] != 9; */
static inline void raise(uint8_t *at);
}
"""
PROGRAM = "uint8_t b[4] = {%d, 2, 3, %d}; raise(b); return 0;"


@pytest.mark.parametrize(
    ("before", "after", "first", "last", "message"),
    [
        ("", "", 1, 4, ""),
        ("at[at[0] % 2] = ", "at[0] = ", 1, 4, "raise: contract broken: "),
        ("== 0;\n  @   ens", "== 2;\n  @   ens", 2, 4, "contract broken: complete behaviors;"),
        ("assumes at[0] % 2 == 1", "assumes at[0] >= 1", 2, 4, "broken: disjoint behaviors odd, even;"),
        ("TWICE(\\old(at[0])) + 2", "TWICE(\\old(at[0])) + 3", 2, 4, "contract broken: ensures TWICE(at[0])"),
        ("same{Pre, Here}(at + 2", "same{Pre, Here}(at", 1, 4, "contract broken: ensures total(at, 4)"),
        ("", "", 1, 9, "raise: contract broken: requires at[3] != 9;\n    at[3] = 9"),
    ],
)
def test_language(before: str, after: str, first: int, last: int, message: str,
                  planted: Planted) -> None:
    assert before in OWN
    said = planted("own.h", "", OWN.replace(before, after, 1), PROGRAM % (first, last))
    assert message in said if message else said == ""


def product_of(folder: Path, text: str) -> Product:
    (folder / "generated" / "own").mkdir(parents=True)
    (folder / "core").mkdir()
    (folder / "core" / "own.h").write_text(text)
    return write.product(folder, "own")


@pytest.mark.parametrize(
    ("clause", "why"),
    [
        ("requires x $ y", "not understood: '$' is not expected"),
        ("requires \\fresh(x)", "\\fresh"),
        ("ensures \\forall integer i; x < i", "\\forall integer i without bounds"),
        ("ensures hidden(x)", "hidden, which is defined by axioms or nowhere"),
        ("ensures x->gone == 1", "no structure of this profile has a member gone"),
        ("terminates x > 1", "no check is made of terminates"),
    ],
)
def test_what_is_left_is_named(clause: str, why: str, tmp_path: Path) -> None:
    text = f"\n/*@ assigns \\nothing;\n  @ {clause};\n  @*/\nstatic inline int f(int *x)\n{{\n    return 1;\n}}\n"
    made = product_of(tmp_path, text)
    (left,) = made.tally.left
    assert why in left.why and left.line == 3
    (said,) = command.unlisted({"own": made}, "")
    assert said.startswith(f"core/own.h:3: f: no check was made of `{clause};`: {why}")
    assert "add this line to proofs/checked/left.txt" in said
    assert command.unlisted({"own": made}, left.entry) == []


def test_a_line_of_left_that_is_not_so_any_more_is_named(tmp_path: Path) -> None:
    made = product_of(tmp_path, "")
    assert command.unlisted({"own": made}, "f: ensures: \\fresh") == [
        "proofs/checked/left.txt: not so any more: f: ensures: \\fresh"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n/*@ assigns \\nothing; */\n", "core/x.h:2: no function follows this contract"),
        ("/*@ wishes x; */", "core/x.h:1: an ACSL comment that begins with 'wishes'"),
        ("/*@ assigns \\nothing; */\nint f(int x) {", "core/x.h:1: the braces of the function"),
    ],
)
def test_what_cannot_be_placed_is_an_error(text: str, message: str) -> None:
    with pytest.raises(source.Problem, match=re.escape(message)):
        source.read("core/x.h", text)


def test_macros() -> None:
    known = macros.read(["#define BE16(p, i) ((p)[i] * 256 + (p)[(i) + 1]) /* bytes */\n#define NONE 3\n"])
    assert macros.expanded("BE16(at + f(1, 2), 3) == NONE", known) == (
        "((at + f(1, 2))[3] * 256 + (at + f(1, 2))[(3) + 1]) == NONE")


def test_precedence() -> None:
    assert parse.formula("a ==> b || c && !d == e <==> f") == parse.formula(
        "(a ==> (b || (c && ((!d) == e)))) <==> f")
    assert parse.formula("\\forall integer i; a ==> b") == parse.formula("\\forall integer i; (a ==> b)")
    assert parse.formula("a ==> b ==> c") == parse.formula("a ==> (b ==> c)")
    assert parse.formula("a << 3 < b | c >> 2") == parse.formula("((a << 3) < b) | (c >> 2)")


@pytest.mark.parametrize("profile", command.profiles())
def test_no_clause_is_overlooked(profile: str) -> None:
    """Counted here by their words alone, line by line."""
    made = write.product(ROOT, profile)
    counted = 0
    for folder in (ROOT / "generated" / profile, ROOT / "core"):
        for path in (path for path in folder.glob("*.h") if is_for(path, ROOT / "generated" / profile)):
            for comment in re.findall(r"/\*@(.*?)\*/", path.read_text(), re.DOTALL):
                counted += len(re.findall(r"(?:^|[;@:])\s*(?:requires|assigns|ensures|assumes)\b", comment))
    known = [kind for _, _, _, kind in made.tally.checked] + [left.kind for left in made.tally.left]
    assert counted == sum(kind in ("requires", "assigns", "ensures", "assumes") for kind in known) > 900

# SPDX-License-Identifier: MIT
"""Which changes are made of which line, where none is made, and that a draw moves nothing else."""

from __future__ import annotations

import pytest
from tools.mutate.change import enums_of
from tools.mutate.mutant import mutants_of, sample
from tools.mutate.source import Source

ENUMS = enums_of(["enum state { OPEN, SHUT, LOST };\nenum { PROFILE_X = 1, PROFILE_Y = 2 };\n"])


def source(body: str) -> Source:
    return Source("core/case.h", f"static inline int f(int a, int b)\n{{\n{body}\n}}\n")


def made(body: str, kind: str) -> set[str]:
    return {one.key.now for one in mutants_of(source(body), ENUMS) if one.kind == kind}


CASES = [
    ("constant", "a = 7u;", {"a = 8u;", "a = 6u;"}),
    ("constant", "a = 0;", {"a = 1;"}),
    ("constant", "b = a - X_BYTES;", {"b = a - (X_BYTES + 1);", "b = a - (X_BYTES - 1);"}),
    ("mask", "a &= 0x0cu;", {"a &= 0x8u;", "a &= 0xdu;", "a &= 0x6u;"}),
    ("enumerator", "a = SHUT;", {"a = LOST;"}),
    ("enumerator", "a = LOST;", {"a = OPEN;"}),
    ("enumerator", "a = PROFILE_X;", set()),
    ("comparison", "c = a < b;", {"c = a <= b;"}),
    ("operator", "c = a + -b;", {"c = a - -b;"}),
    ("operator", "c = *a & *b;", {"c = *a | *b;"}),
    ("operator", "c = a && b;", {"c = a || b;"}),
    ("dropped check", "if (a && g(b)) {", {"if (0) {", "if (a ) {"}),
    ("negated condition", "if (a) {", {"if (!(a)) {"}),
    ("negated condition", "c = !a;", {"c = a;"}),
    ("removed cast", "c = (uint8_t)(a + b);", {"c = (a + b);"}),
    ("removed statement", "a++; g(a, b);", {"a++;"}),
    ("removed statement", "const int c = a;", set()),
    ("removed statement", "return g(a);", set()),
    ("removed statement", "case 1: g(a);", {"case 1:"}),
    ("removed statement", "return a ? g(b) : h(b);", set()),
    ("swapped arguments", "g(a, h(b, 1), c);", {"g(h(b, 1), a, c);", "g(a, c, h(b, 1));",
                                               "g(a, h(1, b), c);"}),
    ("swapped bytes", "c = a[0] << 8 | a[1];", {"c = a[1] << 8 | a[0];"}),
]


@pytest.mark.parametrize(("kind", "line", "expected"), CASES)
def test_a_rule_makes_these_changes(kind: str, line: str, expected: set[str]) -> None:
    closed = "\n}" if line.endswith("{") else ""
    assert made(line + closed, kind) == expected


def test_comments_contracts_strings_and_directives_are_left_alone() -> None:
    quiet = '/* a < 1 */ // b == 2\n/*@ loop invariant a <= 3; */ g("a < 4", \'5\');'
    assert made(quiet, "comparison") == made(quiet, "constant") == set()
    assert mutants_of(source("#if A < 1\n    a = 1;\n#endif"), ENUMS) == []


def test_the_same_line_twice_is_two_mutants() -> None:
    both = [one.key for one in mutants_of(source("a++;\na++;"), ENUMS) if one.kind == "operator"]
    assert [key.nth for key in both] == [0, 1]
    assert both[0].now == both[1].now == "a--;"


def test_a_draw_is_repeatable_and_moved_by_no_other_function() -> None:
    mine = mutants_of(source("a = 1;\nb = a < 2 ? 3 : 4;"), ENUMS)
    text = "static inline int g(int a)\n{\n    return a + 1;\n}\n"
    more = mine + mutants_of(Source("core/other.h", text), ENUMS)
    assert sample(mine, 100, 1) == sample(list(reversed(mine)), 100, 1)
    assert sample(mine, 100, 1) != sample(mine, 100, 2)
    ours = [one for one in sample(more, 100, 1) if one.function == "f"]
    assert ours == sample(mine, 100, 1)

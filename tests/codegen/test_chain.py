# SPDX-License-Identifier: MIT
"""Chains of comparisons say what the table says, in as few comparisons as they can."""

from __future__ import annotations

import itertools

import pytest

from codegen.lower.chain import Case, chain, lookup, truths

NAMES = [str(number) for number in range(8)]

SHAPES: dict[str, tuple[list[int], list[tuple[str, str]]]] = {
    "nothing": ([], []),
    "zeros need no case": ([0, 0, 0], []),
    "one value": ([7, 7, 7], [("2", "7")]),
    "zeros before a value": ([0, 0, 9], [("1", "0"), ("2", "9")]),
    "zeros behind a value": ([9, 9, 0, 0], [("1", "9")]),
    "the key itself": ([0, 1, 2], [("2", "k")]),
    "the key itself, then one value": ([0, 1, 2, 3, 3], [("2", "k"), ("4", "3")]),
    "in step": ([0, 216, 432], [("2", "(uint16_t)(k * 216)")]),
    "in step, but not from nothing": ([5, 6, 7], [("0", "5"), ("1", "6"), ("2", "7")]),
    "beyond the range of int": (
        [0, 30000, 60000],
        [("1", "(uint16_t)(k * 30000)"), ("2", "60000u")],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape(shape: str) -> None:
    values, expected = SHAPES[shape]
    cases = chain("k", NAMES[: len(values)], values)
    assert [(case.upto, case.in_c) for case in cases] == expected


def test_every_small_table_is_answered_right() -> None:
    """All tables of up to six numbers from 0 to 3."""
    for length in range(7):
        for values in itertools.product(range(4), repeat=length):
            cases = chain("k", NAMES[:length], values)
            answers = [answer(cases, key) for key in range(length + 1)]
            assert answers == [*values, 0], values


def answer(cases: tuple[Case, ...], key: int) -> int:
    """What the printed chain returns."""
    for case in cases:
        if key <= int(case.upto):
            return int(eval(case.in_acsl, {"k": key}))
    return 0


def test_yes_and_no_are_not_numbers() -> None:
    cases = truths(NAMES[:4], [False, True, True, False])
    assert [(case.upto, case.in_c) for case in cases] == [("0", "false"), ("2", "true")]
    cases = truths(NAMES[:3], [False, True, False])
    assert [(case.upto, case.in_c) for case in cases] == [("0", "false"), ("1", "true")]


@pytest.mark.parametrize(
    "values, most",
    [([0, 128], ""), ([0, 129], "1"), ([0, 256, 512], "2"), ([0, 256, 7], ""), ([600, 600], "")],
)
def test_a_product_beyond_int_asks_for_a_key_that_is_there(values: list[int], most: str) -> None:
    found = lookup("k", NAMES[: len(values)], values)
    assert found.most == most  # 255 * 128 is an int of 16 bits, 255 * 129 is none

# SPDX-License-Identifier: MIT
"""A function from a small number to a number, as a chain of comparisons.

Tables cost RAM on AVR and a `switch` may become one, so there is neither. Neighbours with one value
share a comparison, and so do neighbours that grow in step: `slot <= 2 ? slot * 216`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

INT16_MAX = 32767
UINT8_MAX = 255


@dataclass(frozen=True)
class Case:
    """`if (key <= upto) return in_c`, where `upto` is printed as the last name it covers. Not `for_any`:
    for a greater key, which may be any byte, the product is more than an int of 16 bits holds.
    """

    upto: str
    in_c: str
    in_acsl: str
    for_any: bool = True


@dataclass(frozen=True)
class Lookup:
    """The whole function: the cases, and what holds when none of them does. `most`: its contract asks
    for a key up to this one.
    """

    cases: tuple[Case, ...]
    in_c: str
    in_acsl: str
    most: str = ""


def lookup(key: str, names: Sequence[str], values: Sequence[int]) -> Lookup:
    """A function that is asked for these names alone: the last case needs no comparison.

    Without a key, no value is printed as a product of it.
    """
    return _settled(chain(key, names, values, in_step=key != ""), "0", names)


def truth(names: Sequence[str], values: Sequence[bool]) -> Lookup:
    """The same for a yes or no."""
    return _settled(truths(names, values), "false", names)


def _settled(cases: tuple[Case, ...], otherwise: str, names: Sequence[str]) -> Lookup:
    if cases and cases[-1].upto == names[-1]:
        last = cases[-1]
        return Lookup(cases[:-1], last.in_c, last.in_acsl, "" if last.for_any else last.upto)
    return Lookup(cases, otherwise, "0")


def number(value: int) -> str:
    """A literal that has the same value with 16-bit ints."""
    return f"{value}u" if value > INT16_MAX else str(value)


def chain(
    key: str, names: Sequence[str], values: Sequence[int], in_step: bool = True
) -> tuple[Case, ...]:
    """The cases in order; the first that holds decides. Zeros at the end need none."""
    end = max((at + 1 for at, value in enumerate(values) if value), default=0)
    cases: list[Case] = []
    at = 0
    while at < end:
        level = _level(values[:end], at)
        rise = _rise(values[:end], at) if in_step else 0
        if rise > level:
            last = at + rise - 1
            cases.append(_growing(key, names[last], values[at + 1] - values[at], values[last]))
        else:
            cases.append(Case(names[at + level - 1], number(values[at]), str(values[at])))
        at += max(level, rise)
    return tuple(cases)


def truths(names: Sequence[str], values: Sequence[bool]) -> tuple[Case, ...]:
    """The same for a yes or no."""
    words = {"0": "false", "1": "true"}
    found = chain("", names, [int(value) for value in values], in_step=False)
    return tuple(Case(case.upto, words[case.in_acsl], case.in_acsl) for case in found)


def _level(values: Sequence[int], start: int) -> int:
    """How many values from here on are the same."""
    return next(
        (n for n, value in enumerate(values[start:]) if value != values[start]), len(values) - start
    )


def _rise(values: Sequence[int], start: int) -> int:
    """How many values from here on are key * step. One that begins a level run belongs to that."""
    if start + 1 >= len(values):
        return 0
    step = values[start + 1] - values[start]
    end = start
    while end < len(values) and values[end] == end * step and values[end] <= INT16_MAX:
        end += 1
    if end - start > 2 and _level(values, end - 1) > 1:
        end -= 1
    return end - start if step > 0 and end - start > 1 else 0


def _growing(key: str, upto: str, step: int, most: int) -> Case:
    """A product is an int; its cast fits whichever function has values up to `most`."""
    if step == 1:
        return Case(upto, key, key)
    cast = "uint8_t" if most <= UINT8_MAX else "uint16_t"
    for_any = step * UINT8_MAX <= INT16_MAX
    return Case(upto, f"({cast})({key} * {step})", f"{key} * {step}", for_any)

# SPDX-License-Identifier: MIT
"""The keyed initial sequence number once more, from the paper's formulas: where the numbers typed
into tests/iss.cpp come from."""

from __future__ import annotations

import re
from pathlib import Path

TEST = Path(__file__).resolve().parents[1] / "iss.cpp"

MASK = 0xFFFFFFFF
KEY = (0x1B1A1918, 0x13121110, 0x0B0A0908, 0x03020100)  # l2, l1, l0, k0


def rotated(word: int, left: int) -> int:
    return (word << left | word >> (32 - left)) & MASK


def half(x: int, y: int, key: int) -> tuple[int, int]:
    x = ((rotated(x, 24) + y) & MASK) ^ key
    return x, rotated(y, 3) ^ x


def speck(x: int, y: int) -> tuple[int, int]:
    """Speck64/128 with its whole key schedule made first, as the paper writes it."""
    words, keys = list(KEY[2::-1]), [KEY[3]]
    for turn in range(26):
        word, key = half(words[turn], keys[turn], turn)
        words.append(word)
        keys.append(key)
    for key in keys:
        x, y = half(x, y, key)
    return x, y


def number(local_ip: int, local_port: int, remote_ip: int, remote_port: int) -> int:
    x, y = speck(local_ip, local_port << 16 | remote_port)
    return speck(x ^ remote_ip, y)[0]


def test_the_published_vector() -> None:
    assert speck(0x3B726574, 0x7475432D) == (0x8C6FA548, 0x454E028B)


def test_the_numbers_that_the_c_test_expects() -> None:
    typed = re.findall(r"== (0x[0-9a-f]{8})u\);", TEST.read_text(encoding="utf-8"))[2:]
    expected = [number(0xC0A80702, 7, 0xC0A80701, 40000), number(0, 0, 0, 0)]
    assert [int(word, 16) for word in typed] == expected

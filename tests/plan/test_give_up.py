# SPDX-License-Identifier: MIT
"""Where nothing fits: what is named would do, with the numbers said, and nothing less."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import PRICES, Ask

from tools.plan import command
from tools.plan.answer import answer
from tools.plan.search import lacking

Said = Callable[[str], tuple[int, str, str]]
TIGHT = (
    ("9 tcp server, 1 udp, ping", "--part atmega168"),
    ("1 tcp server, 1 tcp client, 1 udp, ping", "--flash 12K --ram 1K --bootloader 2K"),
    ("2 tcp", "--flash 32K --ram 2K --application-ram 1900"),
    ("2 tcp", "--flash 16K --ram 1K --application-flash 12K --application-ram 900"),
    ("32 tcp", "--part atmega328p"),
    ("1 udp", "--flash 2K --ram 1K"),
)


@pytest.mark.parametrize(("need", "sizes"), TIGHT)
def test_what_is_said_to_be_enough_is_and_what_is_not_is_not(
    need: str, sizes: str, ask: Ask
) -> None:
    found = ask(need, sizes)
    assert found.plan.taken is None and found.advice is not None
    known = command.known_parts(None)
    for each in found.advice.single:
        again = answer("planned", each.need, each.limits, known, PRICES).plan
        assert (again.taken is not None) is each.enough
        if not each.enough:
            assert lacking(again.nearest.weighed) == each.missing_ram + each.missing_flash
    order = [(not each.enough, each.bytes) for each in found.advice.single if each.enough]
    assert order == sorted(order)
    if found.advice.together:
        last = found.advice.together
        assert answer("planned", last.need, last.limits, known, PRICES).plan.taken is not None
    if found.advice.part:
        part = found.advice.part
        limits = replace(found.plan.limits, flash=part.flash, ram=part.ram, part=part)
        assert answer("planned", found.plan.need, limits, known, PRICES).plan.taken is not None


def test_the_applications_share_is_given_up_to_the_byte(ask: Ask) -> None:
    found = ask("2 tcp", "--flash 32K --ram 2K --application-ram 1900")
    assert found.advice is not None
    first = found.advice.single[0]
    missing = -found.plan.nearest.weighed.ram_left
    assert first.what == f"RAM of the application 1,900 -> {1900 - missing:,}"
    sizes = f"--flash 32K --ram 2K --application-ram {1900 - missing}"
    assert ask("2 tcp", sizes).plan.taken is not None
    sizes = f"--flash 32K --ram 2K --application-ram {1901 - missing}"
    assert ask("2 tcp", sizes).plan.taken is None


def test_nothing_fits_is_exit_1_with_the_numbers(said: Said) -> None:
    code, out, err = said("--flash 12K --ram 1K --bootloader 2K --need 1_tcp_client,_1_udp,_4_tcp")
    lines = out.splitlines()
    at = lines.index("to give up, the cheapest first:")
    assert (code, err) == (1, "")
    assert lines[at - 1].startswith("nothing fits: level minimal with its smallest buffers lacks ")
    assert lines[at - 1].endswith(" bytes of flash")
    assert lines[at + 1].startswith("  flash of the application 3,072 -> ")
    assert lines[at + 1].endswith(" bytes, and it fits")
    assert any("not enough alone, " in line for line in lines)
    assert "  or all of it on atmega168 (16,384 of flash, 1,024 of RAM)" in lines

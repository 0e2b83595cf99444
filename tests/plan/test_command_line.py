# SPDX-License-Identifier: MIT
"""What a user may get wrong: one line each, and an exit code that is not 0."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PRICES

from tools.plan import command
from tools.plan.need import Need, read_need
from tools.plan.sizes import Unclear, size
from tools.shell import Failure

Said = Callable[[str], tuple[int, str, str]]
EXAMPLE = '"2 tcp server, 1 tcp client, 1 udp, ping"'
NO_FLASH = "; leave --flash away, --application-flash keeps bytes free"
NO_RAM = "; leave --ram away, --application-ram keeps bytes free"
PARTS = "atmega168, atmega328p, atmega32u4, atmega644p, atmega1284p"

MISTAKES = {
    "--flash 32Q --ram 2K --need 1_udp": "--flash is '32Q'; a number of bytes was expected, as 2048"
    " or 2K",
    "--flash 32K --ram 0 --need 1_udp": "--ram is 0 bytes; at least 256 was expected",
    "--flash 32K --ram -5K --need 1_udp": "--ram is '-5K'; a number of bytes was expected, as 2048"
    " or 2K",
    "--flash 32K --ram -5 --need 1_udp": "--ram is '-5'; a number of bytes was expected, as 2048 or"
    " 2K",
    "--flash 1.0001K --ram 2K --need 1_udp": "--flash is '1.0001K'; a number of bytes was expected,"
    " as 2048 or 2K",
    "--flash 99M --ram 2K --need 1_udp": "--flash is 103,809,024 bytes; at most 4,194,304 was"
    " expected",
    "--ram 2K --need 1_udp": "--flash is missing: --flash and --ram were expected, or --part",
    "--flash 32K --need 1_udp": "--ram is missing: --flash and --ram were expected, or --part",
    "--flash 32K --ram 2K": f"--need is missing: what has it to talk? For example {EXAMPLE}",
    "--part z80 --need 1_udp": f"--part z80 is not known; the parts are {PARTS}",
    "--part atmega2560 --need 1_udp": "--part atmega2560: with 256 KB of flash its calls push 3"
    f" bytes, and stack bounds here are for 2; the parts are {PARTS}",
    "--part atmega168 --flash 32K --need 1_udp": "--flash is 32,768 bytes, but atmega168 has"
    f" 16,384{NO_FLASH}",
    "--part atmega328p --flash 16K --need 1_udp": "--flash is 16,384 bytes, but atmega328p has"
    f" 32,768{NO_FLASH}",
    "--part atmega168 --ram 2K --need 1_udp": "--ram is 2,048 bytes, but atmega168 has 1,024"
    f"{NO_RAM}",
    "--part atmega328p --ram 512 --need 1_udp": "--ram is 512 bytes, but atmega328p has 2,048"
    f"{NO_RAM}",
    "--flash 512K --ram 1M --need 1_udp": "--ram is 1,048,576 bytes; addresses have 16 bits here:"
    " say --ram 65535",
    "--flash 32K --ram 2K --bootloader 40K --need 1_udp": "--bootloader is 40,960 bytes; there are"
    " 31,744 for it",
    "--flash 32K --ram 2K --application-flash 33K --need 1_udp": "--application-flash is 33,792"
    " bytes; there are 32,768 for it",
    "--flash 32K --ram 2K --application-ram 2049 --need 1_udp": "--application-ram is 2,049 bytes;"
    " there are 2,048 for it",
    "--flash 32K --ram 2K --nonsense": "unrecognized arguments: --nonsense",
    "--flash 32K --ram 2K --need 1_udp --write Plan.yaml": "--write Plan.yaml: a file NAME.yaml was"
    " expected, NAME of small letters, digits and _",
}

NEEDS = {
    "": f"--need, character 1: nothing here; say for example {EXAMPLE}",
    "1 sctp": "--need, character 3: 'sctp' is not known; tcp, udp or ping was expected, as in "
    + EXAMPLE,
    "1 udp, 2 tpc": "--need, character 10: 'tpc' is not known; tcp, udp or ping was expected, as in "
    + EXAMPLE,
    "tcp servr": "--need, character 5: 'servr' is no role of tcp; server or client was expected, or"
    " a comma",
    "2 tcp,, udp": f"--need, character 7: nothing here; say for example {EXAMPLE}",
    "2": "--need, character 1: 2 of what? tcp, udp or ping was expected",
    "udp server": "--need, character 5: 'server' is not expected here; udp has no role",
    "99 tcp": "--need, character 1: '99' is no number from 1 to 64",
    "0 udp": "--need, character 1: '0' is no number from 1 to 64",
    "-1 udp": "--need, character 1: '-1' is no number from 1 to 64",
    "40 tcp": "--need asks for 40 tcp; at most 32 connections are possible",
    "30 tcp, 40 udp": "--need asks for 70 sockets; at most 64 are possible",
    "ping": f"--need names no tcp and no udp; say for example {EXAMPLE}",
    "2 ping, udp": "--need, character 3: ping is there or not; leave the number away",
    "1 tcp server client": "--need, character 14: 'client' is not expected here; a comma was"
    " expected",
}


@pytest.mark.parametrize("line", MISTAKES, ids=str)
def test_a_command_line_that_cannot_be_is_one_line_and_exit_2(line: str, said: Said) -> None:
    assert said(line) == (2, "", f"thimble plan: {MISTAKES[line]}\n")


def test_a_part_and_the_sizes_that_it_has(said: Said) -> None:
    sizes = " --flash 32K --ram 2K --need 1_udp"
    assert said("--part atmega328p" + sizes) == said("--part atmega328p --need 1_udp")


@pytest.mark.parametrize("text", NEEDS, ids=lambda text: text or "nothing")
def test_a_need_that_cannot_be_says_where(text: str) -> None:
    with pytest.raises(Unclear) as caught:
        read_need(text)
    assert str(caught.value) == NEEDS[text]


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("2 tcp, 1 udp", Need(1, 1, 1, guessed=2)),
        ("tcp", Need(1, 0, 0, guessed=1)),
        ("1 tcp server, 1 tcp client, 1 udp", Need(1, 1, 1)),
        (" 3 TCP servers ,ping,udp, udp", Need(3, 0, 2, ping=True)),
        ("32 tcp client", Need(0, 32, 0)),
    ],
)
def test_a_need_is_read(text: str, need: Need) -> None:
    assert read_need(text) == need


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1000", 1000), ("32K", 32768), ("2k", 2048), ("2.5K", 2560), ("1M", 1048576), ("2KB", 2048)],
)
def test_a_size_is_read(text: str, expected: int) -> None:
    assert size("--ram", text, 0, 1 << 21) == expected


BROKEN = {
    '{"compiler": "x", "levels": {}}': "'features' is missing",
    "[]": "a number, a text or a list is not where it belongs",
    '{"features": [], "levels": []}': "a number, a text or a list is not where it belongs",
    '{"features": [{"name": "tcp", "flash": null, "stack": 1}], "levels": {}}': "a number, a text"
    " or a list is not where it belongs",
    "{": "no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
}


@pytest.mark.parametrize(("text", "wrong"), BROKEN.items())
def test_without_prices_it_says_who_writes_them(text: str, wrong: str, tmp_path: Path) -> None:
    line = ["--flash", "32K", "--ram", "2K", "--need", "udp"]
    with pytest.raises(Failure, match=r"prices\.json is not there; \./thimble prices writes it$"):
        command.main(line, tmp_path / "prices.json")
    (tmp_path / "prices.json").write_text(text)
    with pytest.raises(Failure) as caught:
        command.main(line, tmp_path / "prices.json")
    assert str(caught.value) == f"{tmp_path}/prices.json: {wrong}; ./thimble prices writes it anew"
    assert command.main(line, PRICES) == 0

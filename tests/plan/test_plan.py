# SPDX-License-Identifier: MIT
"""Plans: the sums add up, the generator agrees to the byte, and little work is done."""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import PRICES, ROOT, Ask

from codegen.check.profile import check_profile
from codegen.ir.profile import Profile
from codegen.load.profile import load_profile
from codegen.profiles import bounds_of
from tools.plan.advice import SENTENCES, regime
from tools.plan.answer import Answer
from tools.plan.features import CHANGES
from tools.plan.sizes import Limits
from tools.plan.text import drawn, layout
from tools.plan.yaml_text import profile_text
from tools.shell import PYTHON

Said = Callable[[str], tuple[int, str, str]]
SPEC = ROOT / "spec"
SIZES = (
    "--part atmega168",
    "--flash 24K --ram 1500 --bootloader 512",
    "--part atmega328p",
    "--flash 32K --ram 2K --bootloader 2K --application-ram 1000 --application-flash 20K",
    "--part atmega32u4",
    "--part atmega644p --bootloader 4K",
    "--part atmega1284p",
)
NEEDS = (
    "1 udp",
    "1 tcp client",
    "1 tcp server, ping",
    "2 tcp, 1 udp",
    "2 tcp server, 2 tcp client, 2 udp, ping",
    "5 tcp server",
)
# Machines asked: none, or records.json is stale. A way has at most 11 sizes, a plan 6 ways, and the
# features are tried on top.
MOST_WEIGHED = 6 * 11 + len(CHANGES)


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("need", NEEDS)
def test_the_generator_accepts_what_is_proposed_and_finds_the_same_ram(
    need: str, sizes: str, ask: Ask, tmp_path: Path
) -> None:
    found = ask(need, sizes)
    assert (found.scales.records.asked, found.scales.weighed <= MOST_WEIGHED) == (0, True)
    assert any(each.fits for each in found.plan.choices) == (found.plan.taken is not None)
    for choice in found.plan.choices:
        profile = accepted(choice.weighed.raw, tmp_path)
        assert profile == choice.weighed.bounded.profile
        limits, ram = found.plan.limits, choice.weighed.bounded.ram
        stack, flash = choice.weighed.guess.stack, choice.weighed.guess.flash
        room = ram.total + stack <= limits.ram and flash <= limits.flash_for_protocol
        assert choice.fits is room
    if found.plan.taken:  # by the whole generator, the machine included
        made, _ = bounds_of(written(found.plan.taken.weighed.raw, tmp_path), SPEC, "planned")
        assert made.ram == found.plan.taken.weighed.bounded.ram


def written(raw: dict[str, Any], folder: Path) -> Path:
    path = folder / "planned.yaml"
    path.write_text(profile_text(raw, "planned"))
    return path


def accepted(raw: dict[str, Any], folder: Path) -> Profile:
    """What the generator reads from the YAML; raises SpecError when it breaks a rule."""
    profile, file = load_profile(written(raw, folder), SPEC, "planned")
    check_profile(profile, file, "planned")
    return profile


@pytest.mark.parametrize("sizes", SIZES)
def test_what_is_drawn_adds_up_to_the_chip(sizes: str, ask: Ask) -> None:
    found = ask("2 tcp, 1 udp, ping", sizes)
    taken, limits = found.plan.taken, found.plan.limits
    assert taken is not None
    lines = layout(taken, limits)
    sums = [0, 0]
    for line in lines[1:]:
        part = int(lines.index("") < lines.index(line))
        if "|" in line:
            sums[part] += int(line.split("|")[0].split()[-1].replace(",", ""))
    assert sums == [limits.flash, limits.ram]


def test_one_byte_less_and_the_same_sizes_do_not_fit(ask: Ask) -> None:
    taken = ask("2 tcp, 1 udp", "--flash 32K --ram 2K --application-ram 500").plan.taken
    assert taken is not None
    left = taken.weighed.ram_left
    exact = ask("2 tcp, 1 udp", f"--flash 32K --ram 2K --application-ram {500 + left}").plan.taken
    assert exact is not None
    assert (exact.way, exact.rung, exact.weighed.ram_left) == (taken.way, taken.rung, 0)
    over = ask("2 tcp, 1 udp", f"--flash 32K --ram 2K --application-ram {501 + left}").plan
    assert all(each.weighed.ram_left >= 0 for each in over.choices if each.fits)
    assert all(
        (each.way, each.rung) != (taken.way, taken.rung) for each in over.choices if each.fits
    )


@pytest.mark.parametrize("need", NEEDS)
def test_each_further_feature_is_one_the_generator_takes(
    need: str, ask: Ask, tmp_path: Path
) -> None:
    found = ask(need, "--part atmega1284p")
    assert found.plan.taken is not None and len(found.more) > 3
    for raw in _with_more(found):
        accepted(raw, tmp_path)


def _with_more(found: Answer) -> list[dict[str, Any]]:
    assert found.plan.taken is not None
    changed = []
    for _, _, change in CHANGES:
        raw = copy.deepcopy(found.plan.taken.weighed.raw)
        if change(raw):
            changed.append(raw)
    return changed


def test_a_feature_that_fits_leaves_something_and_one_that_does_not_says_so(ask: Ask) -> None:
    found = ask("2 tcp, 1 udp", "--flash 32K --ram 2K --application-ram 500")
    weighed = found.plan.taken and found.plan.taken.weighed
    assert weighed is not None
    assert {each.fits for each in found.more} == {True, False}
    for each in found.more:
        room = each.ram + each.stack <= weighed.ram_left and each.flash <= weighed.flash_left
        assert each.fits is room


@pytest.mark.parametrize(
    ("flash_kb", "ram_kb", "sentence"),
    [
        (16, 1, 0), (32, 1, 0), (16, 2, 0), (31, 2, 0),
        (32, 2, 1), (32, 2.5, 1), (63, 3.9, 1), (128, 2, 1), (32, 16, 1),
        (64, 4, 2), (128, 16, 2), (256, 8, 2), (512, 16, 2), (256, 64, 2),
        (257, 17, 3), (1024, 60, 3),
    ],
)  # fmt: skip
def test_every_size_has_its_row_in_the_fields_table(
    flash_kb: int, ram_kb: float, sentence: int
) -> None:
    limits = Limits(flash_kb * 1024, int(ram_kb * 1024), 0, 0, 0, None)
    assert regime(limits) == SENTENCES[sentence]


def test_with_much_memory_it_says_that_larger_stacks_are_an_option(said: Said) -> None:
    code, out, _ = said("--flash 512K --ram 65535 --need 4_tcp_server,_ping")
    assert code == 0
    assert "stacks of lwIP's size" in out and "use generous buffers" in out
    assert "an AVR's calls push 3 bytes" in out


def test_json_has_the_figures_of_the_text(said: Said) -> None:
    code, out, _ = said("--flash 32K --ram 2K --need 2_tcp,_1_udp --json")
    document = json.loads(out)
    taken = document["ways"][document["taken"]]
    ram = taken["ram"]
    together = sum(ram["owners"].values()) + ram["application"] + taken["stack"]["bytes"]
    assert (code, together + ram["left"]) == (0, 2048)
    assert (ram["label"], taken["flash"]["label"]) == ("computed", "measured")


def test_a_band_lies_where_its_bytes_do() -> None:
    assert drawn([("a", 25), ("b", 0), ("c", 50), ("left", 25)], 100, 8) == [
        f"  {'a':<30} {25:>7}  |##      |",
        f"  {'c':<30} {50:>7}  |  ####  |",
        f"  {'left':<30} {25:>7}  |      ##|",
    ]


def test_an_answer_needs_neither_the_machine_nor_another_program() -> None:
    """What makes it quick: tcp.fsm is not parsed, no template is loaded, nothing is started."""
    code = (
        "import sys; from pathlib import Path; from tools.plan import command\n"
        "words = ['--part', 'atmega328p', '--need', '2 tcp, 1 udp, ping']\n"
        f"assert command.main(words, Path({str(PRICES)!r})) == 0\n"
        "heavy = {'lark', 'jinja2', 'codegen.load.fsm', 'codegen.machines', 'elftools'}\n"
        "print('loaded:', sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [PYTHON, "-c", code],
        env={"PYTHONPATH": str(ROOT), "PATH": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "loaded: []"


def test_json_says_what_to_give_up_where_nothing_fits(said: Said) -> None:
    code, out, _ = said("--flash 12K --ram 1K --bootloader 2K --need 1_tcp_client,_4_tcp --json")
    document = json.loads(out)
    assert (code, document["taken"], document["profile"]) == (1, None, None)
    assert document["give_up"][0]["enough"] and document["larger_part"] == "atmega168"

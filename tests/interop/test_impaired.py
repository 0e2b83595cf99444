# SPDX-License-Identifier: MIT
"""Bulk both ways, up to eight connections at once, over lines that lose, repeat, delay and spoil
frames: with the kernel as client and as server, host build and simulated chip.

Every byte arrives once, in order, and every connection ends as it should: none may break off, for
the line is mended before any side may lose patience (RFC 9293 3.8.3: 100 s at the least). Then all
of them again at the same time: no slot was lost. `./thimble test interop --long` has the whole
matrix, in which 20 % goes on until somebody gives up: that ends with an error, never with silence.

All cells run at the same time, each in a network of its own: mostly they wait.
"""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cell import INNER, Cell
from variants import services_host

from tools import build, chip, namespace
from tools.shell import BUILD, PYTHON, ROOT

LONG = os.environ.get("THIMBLE_LONG") == "1"
AT_ONCE = 12
MEND_AFTER = 60.0 if LONG else 30.0  # seconds of a bad line: nobody may have lost patience
KINDS = ("lose", "repeat", "late", "spoil")
PATIENCE = 100  # seconds: RFC 9293 3.8.3, R2
GIVEN_UP = {"ETIMEDOUT", "ECONNRESET", "EHOSTUNREACH"}

# (percent of everything, bytes a conversation says)
HOST_BULK = {0: 30_000, 1: 20_000, 5: 4000, 20: 500}
CHIP_BULK = {0: 3000, 1: 2500, 5: 1500, 20: 400}


def eight(size: int) -> list[tuple[str, int, int]]:
    """Everything that profile `eight` can do at once."""
    echoes = [("echo", 7, size), ("echo", 7, size + 1), ("echo", 7, size // 2), ("echo", 8, size)]
    calls = [("call", 5000 + number, size - number) for number in range(3)]
    return [*echoes, *calls, ("chargen", 19, size)]


def four(size: int) -> list[tuple[str, int, int]]:
    """Everything that the chip can."""
    return [("echo", 7, size), ("echo", 8, size), ("call", 5000, size), ("discard", 9, size)]


def matrix() -> dict[str, tuple[str, int, dict[str, float], int]]:
    """Name: (device, percent, rates, seed)."""
    cells: dict[str, tuple[str, int, dict[str, float], int]] = {}
    for device in ("chip", "host"):
        for percent in (20, 5, 1, 0):
            for seed in range(1, 4 if LONG and percent else 2):
                rates = dict.fromkeys(KINDS, percent / 100)
                cells[f"{device}, {percent} % of everything, seed {seed}"] = (
                    device, percent, rates, seed)
        for kind in KINDS:
            for percent in (20, 5, 1) if LONG else (20,) if device == "host" else ():
                cells[f"{device}, {percent} % {kind}"] = (
                    device, percent, {kind: percent / 100}, percent)
    return cells


MATRIX = matrix()


@pytest.fixture(scope="module")
def eight_host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return services_host(tmp_path_factory.mktemp("eight"), "eight")


def cell_of(name: str, eight_program: Path) -> Cell:
    """What the matrix says, in full."""
    device, percent, rates, seed = MATRIX[name]
    log = BUILD / "log" / ("impaired_" + "".join(c if c.isalnum() else "_" for c in name) + ".log")
    if device == "chip":
        command = chip.chip_command(INNER, log.with_suffix(".json"), 3600)
        talks, mtu = four(CHIP_BULK[percent]), chip.mtu("services")
    else:
        command = [str(eight_program), "--tun", INNER]
        talks, mtu = eight(HOST_BULK[percent]), 576
    ends_itself = LONG and percent == 20 and len(rates) == len(KINDS)
    return Cell(device, command, seed, rates, talks, str(log),
                900.0 if ends_itself else MEND_AFTER, mtu)


def ran(cell: Cell) -> dict[str, Any]:
    """The cell's Result, from a process of its own."""
    done = subprocess.run(
        [PYTHON, str(Path(__file__).with_name("cell.py")), json.dumps(dataclasses.asdict(cell))],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, preexec_fn=namespace.end_with_parent,
        capture_output=True, text=True, timeout=1500, check=False)
    if done.returncode != 0:
        return {"first": [], "second": [], "problem": done.stderr[-2000:]}
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.fixture(scope="module")
def results(eight_host: Path) -> Iterator[dict[str, Future[dict[str, Any]]]]:
    """All cells, begun together; the slow ones first."""
    (BUILD / "log").mkdir(parents=True, exist_ok=True)
    pool = ThreadPoolExecutor(AT_ONCE)
    order = sorted(MATRIX, key=lambda name: -MATRIX[name][1])
    yield {name: pool.submit(ran, cell_of(name, eight_host)) for name in order}
    pool.shutdown(cancel_futures=True)


def wrongs(cell: Cell, result: dict[str, Any]) -> list[str]:
    """Sentences about what is not as it must be."""
    if result["problem"]:
        return [result["problem"]]
    found = []
    for round_, talks in (("", result["first"]), (", on the mended line", result["second"])):
        if not talks:
            found.append("there was no conversation" + round_)
        for talk in talks:
            gave_up = (talk["end"] in GIVEN_UP and talk["seconds"] >= PATIENCE
                       and cell.mend_after > PATIENCE and not round_)
            if talk["end"] != "complete" and not gave_up:
                found.append(
                    f"{talk['kind']} {talk['port']}{round_}: {talk['end']} after {talk['taken']} of "
                    f"{talk['size']} bytes, {talk['seconds']:.0f} s")
    return found


@pytest.mark.parametrize("name", MATRIX)
def test_every_byte_arrives_once_and_every_connection_ends(
    name: str, results: dict[str, Future[dict[str, Any]]], eight_host: Path
) -> None:
    cell = cell_of(name, eight_host)
    result = results[name].result()
    found = wrongs(cell, result)
    print(json.dumps(result), file=sys.stderr)
    assert not found, "\n".join(
        [*found, f"seed {cell.seed}, {cell.rates}", Path(cell.log).read_text(errors="replace")])

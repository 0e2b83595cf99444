# SPDX-License-Identifier: MIT
"""A firmware's bounds as one self-contained page, for a review, and README's picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2

from tools import bounds_draw, bounds_text
from tools.bounds_firmware import Firmware
from tools.bounds_time import Timing

TEMPLATES = Path(__file__).resolve().parent / "templates"
WIDTH = 1000.0
BAR_HEIGHT = 56.0
TREEMAP_HEIGHT = 380.0
LINE = 22.0  # of the call path
NAMES = 330.0  # where the names of the call path end


@dataclass(frozen=True)
class Step:
    """One function of the deepest path, drawn: `x` and `w` are its own bytes on the scale."""

    name: str
    bytes: int
    depth: int
    x: float
    w: float
    y: float
    interrupt: bool


@cache
def environment() -> jinja2.Environment:
    """As the generator's, but what is printed is escaped for HTML."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=True,
    )


def page(firmware: Firmware, problems: list[str], times: Timing) -> str:
    """The same text for the same firmware: no date, no path of this machine."""
    walk = steps(firmware)
    return environment().get_template("bounds.html.j2").render(
        f=firmware,
        problems=problems,
        kinds=[(kind, size, bounds_draw.KINDS[kind][0]) for kind, size in
               bounds_draw.segments(firmware)],
        bar=bounds_draw.bar(firmware, WIDTH, BAR_HEIGHT),
        bytes=bounds_draw.byte_map(firmware),
        cell=bounds_draw.CELL,
        columns=bounds_draw.BYTES_A_ROW,
        flash=bounds_draw.treemap(firmware.flash.features, WIDTH, TREEMAP_HEIGHT),
        flash_colours=bounds_draw.FLASH_COLOURS,
        treemap_height=TREEMAP_HEIGHT,
        steps=walk,
        line=LINE,
        names=NAMES,
        deepest=bounds_text.deepest(firmware),
        interrupts=bounds_text.interrupt_rows(firmware, times),
        times=times,
        owners=bounds_text.ram_rows(firmware),
        flash_rows=bounds_text.flash_rows(firmware),
        assumptions=bounds_text.assumptions(firmware, times),
    )


def picture(firmwares: Sequence[Firmware]) -> str:
    """An SVG file with the bar of each, one below the other: README's."""
    rows = [(each, bounds_draw.bar(each, WIDTH, BAR_HEIGHT)) for each in firmwares]
    legend, x = [], 0.0
    for kind, colours in bounds_draw.KINDS.items():
        legend.append((kind, colours[0], x))
        x += 16 + len(kind) * bounds_draw.LETTER + 14
    return environment().get_template("ram.svg.j2").render(rows=rows, legend=legend)


def steps(firmware: Firmware) -> list[Step]:
    """The deepest path of main, and behind it the interrupts that may come on top."""
    bound = firmware.stack
    scale = (WIDTH - NAMES - 70) / max(bound.total, 1)
    rows = [(f.function, f.bytes, f.depth, False) for f in bound.path if f.bytes]
    late = bound.interrupt_path if firmware.interrupts else []
    rows += [(f.function, f.bytes, firmware.main + f.depth, True) for f in late if f.bytes]
    return [
        Step(
            bounds_text.interrupt(firmware, name),
            size,
            depth,
            NAMES + (depth - size) * scale,
            size * scale,
            number * LINE,
            of_interrupt,
        )
        for number, (name, size, depth, of_interrupt) in enumerate(rows)
    ]

# SPDX-License-Identifier: MIT
"""Where the rectangles of a firmware's pictures go. Units are those of the SVG's viewBox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codegen.bound.owners import NO_CONNECTION
from tools.bounds_data import Item
from tools.bounds_firmware import Firmware
from tools.bounds_flash import GROUP_OF

# Kind of RAM -> its colour, in the order of the bar; the paler second shade tells neighbours apart.
KINDS = {
    "TCP connections": ("#2563a8", "#3f7fc4"),
    "send rings": ("#0f7f7a", "#2b9c96"),
    "receive rings": ("#3d8a3f", "#57a559"),
    "link buffers": ("#6b4fa0", "#8468b9"),
    "other protocol": ("#5c6b7a", "#748493"),
    "application": ("#d9822b", "#e39a50"),
    "free": ("#f4f4f0", "#f4f4f0"),
    "interrupts": ("#a8324a", "#a8324a"),
    "stack": ("#7a2230", "#7a2230"),
}
COLLISION = ("#111111", "#111111")  # bytes that static data and the stack both need
FLASH_COLOURS = {
    "TCP": "#2563a8",
    "datagrams": "#0f7f7a",
    "shared": "#5c6b7a",
    "link": "#6b4fa0",
    "product": "#d9822b",
}
BYTES_A_ROW = 64
CELL = 14.0  # one byte of the map
LETTER, TEXT_LINE = 6.6, 15.0  # of the font the pages have


@dataclass(frozen=True)
class Box:
    """One rectangle. `label` is drawn in it, line by line; `title` shows when pointed at."""

    x: float
    y: float
    w: float
    h: float
    colour: str
    label: tuple[str, ...]
    title: str


def fitted(w: float, h: float, *candidates: tuple[str, ...]) -> tuple[str, ...]:
    """The first of some labels, each a few lines, that has room; () when none has."""
    for lines in candidates:
        if max(map(len, lines)) * LETTER + 10 <= w and len(lines) * TEXT_LINE + 4 <= h:
            return lines
    return ()


def kind_of(item: Item) -> str:
    """Which colour an item of static RAM has."""
    if item.of_application:
        return "application"
    if item.struct == "slip_link" and item.member in ("in", "out"):
        return "link buffers"
    if item.name == NO_CONNECTION:
        return "other protocol"
    kinds = {"connection": "TCP connections", "ring": "send rings", "receive_ring": "receive rings"}
    return kinds.get(item.member, "other protocol")


def segments(firmware: Firmware) -> list[tuple[str, int]]:
    """The whole RAM by kind, in bytes; what is over the limit is not free but missing."""
    sums = dict.fromkeys(KINDS, 0)
    for item in firmware.data.items:
        sums[kind_of(item)] += item.bytes
    sums["stack"] = firmware.main
    sums["interrupts"] = firmware.interrupts
    sums["free"] = max(firmware.left, 0)
    return [(kind, size) for kind, size in sums.items() if size]


def bar(firmware: Firmware, width: float, height: float) -> list[Box]:
    """RAM to scale, from its lowest address on. Over the limit, the bar is longer than the part."""
    boxes, x = [], 0.0
    for kind, size in segments(firmware):
        w = size * width / firmware.ram
        number = f"{size:,}"
        label = fitted(w, height, (kind, number), (*kind.split(), number), (number,))
        boxes.append(Box(x, 0, w, height, KINDS[kind][0], label, f"{kind}: {size:,} bytes"))
        x += w
    return boxes


def byte_map(firmware: Firmware) -> list[Box]:
    """One square for each byte where it lies, BYTES_A_ROW in a row; an owner's run is one box."""
    boxes: list[Box] = []
    start = firmware.ram_start
    for number, (name, kind, at, size) in enumerate(_runs(firmware)):
        colour = KINDS.get(kind, COLLISION)[number % 2]
        title = f"{name}: {size:,} bytes at 0x{at:04x}"
        rows = list(_rows(at - start, size))
        widest = max(rows, key=lambda row: row[2])
        for x, y, w in rows:
            room = CELL + 6 if (x, y, w) == widest else 0
            label = fitted(w * CELL, room, (f"{name} {size:,}",), (name,))
            boxes.append(Box(x * CELL, y * CELL, w * CELL, CELL, colour, label, title))
    return boxes


def _runs(firmware: Firmware) -> Iterator[tuple[str, str, int, int]]:
    """Name, kind, address and bytes of everything in RAM, by address."""
    end = firmware.ram_start + firmware.ram
    at = firmware.ram_start
    for item in firmware.data.items:
        if item.address >= at:
            yield item.name, kind_of(item), item.address, item.bytes
            at = item.address + item.bytes
    top = end - firmware.stack.total
    main = top + firmware.interrupts
    if top > at:
        yield "free", "free", at, top - at
    elif top < at:
        yield "static data and stack", "collision", top, at - top
    for name, kind, begin, stop in (
        ("interrupts", "interrupts", max(top, at), main),
        ("stack of main", "stack", max(main, at), end),
    ):
        if stop > begin:
            yield name, kind, begin, stop - begin


def _rows(offset: int, size: int) -> Iterator[tuple[int, int, int]]:
    """Column, row and columns of each row that a run of bytes lies in."""
    while size > 0:
        row, column = divmod(offset, BYTES_A_ROW)
        here = min(size, BYTES_A_ROW - column)
        yield column, row, here
        offset, size = offset + here, size - here


def treemap(features: Mapping[str, int], width: float, height: float) -> list[Box]:
    """Areas in proportion to bytes, group beside group, the biggest first."""
    groups: dict[str, dict[str, int]] = {}
    for name, size in features.items():
        groups.setdefault(GROUP_OF.get(name, "product"), {})[name] = size
    order = sorted(groups, key=lambda group: -sum(groups[group].values()))
    sums = [float(sum(groups[group].values())) for group in order]
    boxes = []
    for group, (x, y, w, h) in zip(order, _squarified(sums, 0, 0, width, height), strict=True):
        inner = sorted(groups[group].items(), key=lambda each: -each[1])
        places = _squarified([float(size) for _, size in inner], x, y, w, h)
        for (name, size), place in zip(inner, places, strict=True):
            title = f"{name}: {size:,} bytes"
            number = f"{size:,}"
            label = fitted(place[2], place[3], (name, number), (*name.split(), number), (number,))
            boxes.append(Box(*place, FLASH_COLOURS[group], label, title))
    return boxes


Place = tuple[float, float, float, float]


def _squarified(sizes: Sequence[float], x: float, y: float, w: float, h: float) -> list[Place]:
    """Bruls, Huizing, van Wijk: rows along the shorter side while they become squarer. `sizes`
    fall; their sum is the whole rectangle.
    """
    places: list[Place] = []
    left = list(sizes)
    while left:
        scale = w * h / sum(left)
        short = min(w, h)
        row = 1
        while row < len(left) and _worst(left[: row + 1], scale, short) <= _worst(
            left[:row], scale, short
        ):
            row += 1
        thick = sum(left[:row]) * scale / short
        along = 0.0
        for size in left[:row]:
            long = size * scale / thick
            places.append((x, y + along, thick, long) if w >= h else (x + along, y, long, thick))
            along += long
        x, y, w, h = (x + thick, y, w - thick, h) if w >= h else (x, y + thick, w, h - thick)
        left = left[row:]
    return places


def _worst(row: Sequence[float], scale: float, short: float) -> float:
    """The longest side beside the shortest of any rectangle in this row."""
    thick = sum(row) * scale / short
    return max(max(thick * thick / (size * scale), size * scale / (thick * thick)) for size in row)

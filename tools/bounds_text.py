# SPDX-License-Identifier: MIT
"""A firmware's bounds as text for a person, and as JSON for another program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from proofs import cycles
from tools.bounds_firmware import Firmware
from tools.bounds_time import Timing

Row = tuple[str, int, str]  # what, bytes, remark


def tables(firmware: Firmware, times: Timing) -> Iterator[tuple[str, list[Row]]]:
    """Title and rows of each table, in reading order."""
    head = f"{firmware.profile} on {firmware.part} ({firmware.compiler})"
    yield f"RAM of {head}, bytes", ram_rows(firmware)
    yield "Deepest path of main: bytes of each function, and all down to it", path_rows(firmware)
    yield "Interrupts", interrupt_rows(firmware, times)
    if times.functions or times.handlers:
        yield f"Worst-case cycles at {times.clock_hz:,} Hz", times.rows()
    yield f"Flash by feature, {firmware.flash.source}", flash_rows(firmware)


def ram_rows(firmware: Firmware) -> list[Row]:
    """Static RAM by owner, the stack, and what is left."""
    share = f"of {firmware.share:,} declared" if firmware.share else "no share declared"
    owners = [
        (name, size, share if name == "application" else "")
        for name, size in firmware.data.by_name().items()
    ]
    parts = ", ".join(f"{name} {size:,}" for name, size in firmware.sections.items() if size)
    bound = firmware.stack
    return [
        *owners,
        *_largest(firmware),
        ("static RAM together", firmware.data.bytes, parts),
        ("stack of main", firmware.main, ""),
        ("stack of interrupts", firmware.interrupts, deepest(firmware)),
        ("stack, worst case", bound.total, f"the shares leave it {firmware.stack_share:,}"),
        ("RAM together", firmware.total, f"of {firmware.ram:,}"),
        ("left", firmware.left, ""),
    ]


def _largest(firmware: Firmware) -> list[Row]:
    """The application's objects, where there are several."""
    own = sorted((i for i in firmware.data.items if i.of_application), key=lambda i: -i.bytes)
    return [(f"  of the application: {i.name}", i.bytes, "") for i in own] if len(own) > 1 else []


def deepest(firmware: Firmware) -> str:
    """Which interrupts the sum counts, one within the other."""
    handlers = {each.name for each in firmware.stack.interrupts}
    counted = [f.function for f in firmware.stack.interrupt_path if f.function in handlers]
    return ", ".join(interrupt(firmware, name) for name in counted) if firmware.interrupts else ""


def interrupt(firmware: Firmware, handler: str) -> str:
    """As the data sheet calls it."""
    return firmware.vectors.get(handler, handler)


def path_rows(firmware: Firmware) -> list[Row]:
    """Function by function."""
    return [(f.function, f.bytes, f"{f.depth:,}") for f in firmware.stack.path]


def interrupt_rows(firmware: Firmware, times: Timing) -> list[Row]:
    """The deepest first, with the cycles of each where they are known."""
    found = sorted(firmware.stack.interrupts, key=lambda each: -each.bytes)
    rows = []
    for each in found:
        nests = [f"lets others in at {each.nested_bytes}"] * each.nests
        spent = [f"{times.handlers[each.name]:,} cycles"] if each.name in times.handlers else []
        rows.append((interrupt(firmware, each.name), each.bytes, ", ".join(spent + nests)))
    return rows


def flash_rows(firmware: Firmware) -> list[Row]:
    """Ends with the sum."""
    whole = f"of {firmware.flash_budget:,} for {firmware.profile}, {firmware.flash_of_part:,} there"
    rows = [(name, size, "") for name, size in firmware.flash.features.items()]
    return [*rows, ("flash together", firmware.flash.bytes, whole)]


def text(firmware: Firmware, times: Timing) -> str:
    """Everything, for a terminal."""
    lines: list[str] = []
    for title, rows in tables(firmware, times):
        lines.append(title)
        lines += [f"  {what:<42} {size:>7,}  {remark}".rstrip() for what, size, remark in rows]
        lines.append("")
    lines.append("This rests on")
    lines += [f"  - {each}" for each in assumptions(firmware, times)]
    if times.refused:
        lines += ["", "No worst-case time is known, because", *(f"  - {x}" for x in times.refused)]
    return "\n".join(lines)


def assumptions(firmware: Firmware, times: Timing) -> list[str]:
    """Of the stack bound, of the attribution, and of the times."""
    supposed = {
        "TICKS": "{} tick of the timers has passed since the last poll",
        "FRAME": "a frame has at most {} bytes",
    }
    timed = [f"times: {supposed.get(k, k + ' is {}').format(v)}" for k, v in times.supposed.items()]
    apart = ["times: interrupts that come meanwhile are apart"] if times.functions else []
    if times.functions or times.interrupts_off is not None:
        apart.append(f"times: {cycles.ASSUMED}")
    return [*firmware.stack.assumptions, *firmware.data.notes, *timed, *apart]


def as_json(
    firmware: Firmware, problems: list[str], times: Timing | None = None
) -> dict[str, Any]:
    """Bytes throughout. `computed`: data, from specs and symbols; the rest is of this one link."""
    return {
        "file": str(firmware.file),
        "profile": firmware.profile,
        "part": firmware.part,
        "compiler": firmware.compiler,
        "level": firmware.level,
        "features": list(firmware.features),
        "ram": {
            "limit": firmware.ram,
            "of_part": firmware.ram_of_part,
            "static": firmware.data.bytes,
            "sections": firmware.sections,
            "owners": firmware.data.by_name(),
            "application_share": firmware.share,
            "stack": firmware.stack.total,
            "stack_share": firmware.stack_share,
            "total": firmware.total,
            "left": firmware.left,
        },
        "objects": [
            {
                "name": item.name,
                "bytes": item.bytes,
                "address": item.address,
                "symbol": item.symbol,
                "struct": item.struct,
                "member": item.member,
            }
            for item in firmware.data.items
        ],
        "stack": firmware.stack.as_json(),
        "flash": {
            "total": firmware.flash.bytes,
            "budget": firmware.flash_budget,
            "of_part": firmware.flash_of_part,
            "features": firmware.flash.features,
            "how": firmware.flash.source,
            "by_line": firmware.flash.by_line,
        },
        "assumptions": assumptions(firmware, times or Timing(0)),
        "time": times.as_json() if times else None,
        "problems": problems,
    }

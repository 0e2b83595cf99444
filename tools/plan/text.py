# SPDX-License-Identifier: MIT
"""A plan as text: what fits, the memory drawn to scale, what more would cost, what to give up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tools.plan.estimate import described
from tools.plan.features import Further
from tools.plan.give_up import Advice
from tools.plan.search import Choice, Plan
from tools.plan.sizes import Limits

BAR = 40  # columns
SMALL = 32  # bytes: too few to be seen in a bar
Band = tuple[str, int]  # what, bytes


def drawn(bands: Iterable[Band], total: int, width: int = BAR) -> list[str]:
    """One line a band: its name, its bytes, and where it lies in the whole, to scale."""
    lines, at = [], 0
    for what, size in bands:
        first, last = at * width // total, (at + size) * width // total
        at += size
        if size > 0:
            last = max(last, first + 1)
            bar = " " * min(first, width - 1) + "#" * (min(last, width) - min(first, width - 1))
            lines.append(f"  {what:<30} {size:>7,}  |{bar:<{width}}|")
    return lines


def layout(choice: Choice, limits: Limits) -> list[str]:
    """Flash and RAM of what is proposed."""
    weighed = choice.weighed
    flash = [
        ("bootloader", limits.bootloader),
        ("protocol and drivers", weighed.guess.flash),
        ("application", limits.application_flash),
        ("left", weighed.flash_left),
    ]
    ram = [
        *_gathered(weighed.owners),
        ("buffers of your driver", weighed.own_driver),
        ("application", limits.application_ram),
        ("left", weighed.ram_left),
        ("stack", weighed.guess.stack),
    ]
    return [
        f"flash, {limits.flash:,} bytes",
        *drawn(flash, limits.flash),
        "",
        f"RAM, {limits.ram:,} bytes: the data computed, the stack measured",
        *drawn(ram, limits.ram),
    ]


def _gathered(owners: Mapping[str, int]) -> list[Band]:
    """What is small and belongs to no connection in one band, the first."""
    small = [name for name, size in owners.items() if size < SMALL and "connection" not in name]
    rest = [(name, size) for name, size in owners.items() if name not in small]
    return [("clock, counters and the like", sum(owners[name] for name in small)), *rest]


def fitting(found: Plan) -> list[str]:
    """The table of all ways; `*` is the one that is drawn."""
    head = (
        "",
        "level",
        "how text is sent and received",
        "mtu",
        "mss",
        "RAM",
        "left",
        "flash",
        "left",
    )
    rows = [head, *(_row(each, each is found.taken) for each in found.choices)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    return [
        "  ".join(
            cell.ljust(width) if at < 3 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _row(choice: Choice, taken: bool) -> tuple[str, ...]:
    weighed = choice.weighed
    mss = f"{choice.rung.mss:,}" if weighed.bounded.profile.tcp_sockets else "-"
    return (
        "*" if taken else "" if choice.fits else "no",
        str(choice.weighed.raw["level"]),
        choice.way.name,
        f"{choice.rung.mtu:,}",
        mss,
        f"{weighed.protocol_ram + weighed.own_driver + weighed.guess.stack:,}",
        f"{weighed.ram_left:,}",
        f"{weighed.guess.flash:,}",
        f"{weighed.flash_left:,}",
    )


def more(found: Sequence[Further]) -> list[str]:
    """Prices on top of what is proposed."""
    lines = [f"  {'':<17} {'':<42} {'flash':>6} {'RAM':>6} {'stack':>6}"]
    for each in found:
        fits = "fits" if each.fits else "does not fit"
        lines.append(
            f"  {each.name:<17} {each.what:<42} {each.flash:>+6,} {each.ram:>+6,} {each.stack:>+6,}"
            f"  {fits}"
        )
    return lines


def given_up(found: Plan, advice: Advice) -> list[str]:
    """Where nothing fits: what is missing, and what would do."""
    best = found.nearest.weighed
    missing = [
        f"{-left:,} bytes of {what}"
        for what, left in (("RAM", best.ram_left), ("flash", best.flash_left))
        if left < 0
    ]
    lines = [
        f"nothing fits: level {best.raw['level']} with its smallest buffers lacks "
        + " and ".join(missing),
        "to give up, the cheapest first:",
    ]
    for each in advice.single:
        if each.enough:
            lines.append(f"  {each.what}: {each.bytes:,} bytes, and it fits")
        else:
            still = [
                f"{size:,} of {what}"
                for what, size in (("RAM", each.missing_ram), ("flash", each.missing_flash))
                if size
            ]
            lines.append(
                f"  {each.what}: not enough alone, {' and '.join(still)} are missing still"
            )
    if advice.together:
        lines.append(f"  together enough: {advice.together.what}")
    if advice.part:
        part = advice.part
        lines.append(
            f"  or all of it on {part.name} ({part.flash:,} of flash, {part.ram:,} of RAM)"
        )
    return lines


def footnotes(found: Plan, compiler: str) -> list[str]:
    """What the figures are."""
    choice = found.taken or found.nearest
    guess = choice.weighed.guess
    lines = [
        "RAM: computed from the specs, byte for byte what the generator prints.",
        f"flash, stack: {described(guess, compiler)}.",
        "The handlers measured echo: what yours need of stack beyond that is the application's RAM.",
    ]
    if guess.unpriced:
        names = ", ".join(guess.unpriced)
        lines.append(f"not in bench/prices.json, so not in these sums: {names}.")
    if found.need.guessed:
        lines.append(
            f"{found.need.guessed} tcp without a role: planned as {found.need}; say 'tcp server' or"
            " 'tcp client'."
        )
    return lines

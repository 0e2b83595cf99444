# SPDX-License-Identifier: MIT
"""What is over a budget: by how much, the biggest consumers, and the smallest change that fits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tools.bounds_firmware import Firmware
from tools.shrink import smallest_changes

BIGGEST = 3  # that a message names


def problems(firmware: Firmware, profile: Path) -> list[str]:
    """One line for each budget that is broken; nothing when all is well."""
    found = [
        _over_ram(firmware, profile),
        _over_share(firmware),
        _over_stack(firmware),
        _over_flash(firmware),
    ]
    return [f"{firmware.file.name}: {problem}" for problem in found if problem]


def _over_ram(firmware: Firmware, profile: Path) -> str:
    over = -firmware.left
    if over <= 0:
        return ""
    return (
        f"RAM is {firmware.total:,} bytes, {over:,} more than the {firmware.ram:,} of "
        f"{firmware.part} that {firmware.profile} may use: static {firmware.data.bytes:,} "
        f"({biggest(firmware.data.by_name())}), stack {firmware.stack.total:,} "
        f"({biggest(frames(firmware))}); smallest change that fits: "
        f"{smallest_change(profile, over)}"
    )


def _over_share(firmware: Firmware) -> str:
    own, share = firmware.data.application, firmware.share
    if share == 0 or own <= share:
        return ""
    mine = {item.name: item.bytes for item in firmware.data.items if item.of_application}
    most = share + firmware.stack_share - firmware.stack.total  # beside this stack
    change = (
        f"budget.application: {own}, which leaves {firmware.stack_share - (own - share):,} to the "
        "stack"
    )
    if own > most:
        change = f"{own - max(most, share):,} bytes less of it"
        change += f", and budget.application: {most}" * (most > share)
    return (
        f"the application has {own:,} bytes of static RAM ({biggest(mine)}), {own - share:,} more "
        f"than its share of {share:,}; smallest change that fits: {change}"
    )


def _over_stack(firmware: Firmware) -> str:
    over = firmware.stack.total - firmware.stack_share
    if over <= 0 or firmware.left < 0:
        return ""
    own, share = firmware.data.application, firmware.share
    if firmware.stack_share < 0:
        return (
            f"the application's share of {share:,} bytes leaves nothing to the stack; smallest "
            f"change that fits: budget.application or APPLICATION_RAM: {max(share - over, 0)}"
        )
    change = f"frames on that path that are {over:,} bytes smaller"
    if own <= share - over:
        change = f"budget.application: {share - over}, of which it uses {own:,}"
    return (
        f"the stack is {firmware.stack.total:,} bytes deep, {over:,} more than the "
        f"{firmware.stack_share:,} that the shares of {firmware.profile} leave it: deepest in "
        f"{biggest(frames(firmware))}; smallest change that fits: {change}"
    )


def _over_flash(firmware: Firmware) -> str:
    size, budget = firmware.flash.bytes, firmware.flash_budget
    if size <= budget:
        return ""
    change = f"budget.flash: {size}; the part has {firmware.flash_of_part:,}"
    if size > firmware.flash_of_part:
        change = "none by itself: ./thimble plan says what to give up"
    return (
        f"flash is {size:,} bytes, {size - budget:,} more than the {budget:,} of budget.flash: "
        f"{biggest(firmware.flash.features)}; smallest change that fits: {change}"
    )


def biggest(sizes: Mapping[str, int]) -> str:
    """The few that matter."""
    top = sorted(sizes.items(), key=lambda each: -each[1])[:BIGGEST]
    return ", ".join(f"{name} {size:,}" for name, size in top)


def frames(firmware: Firmware) -> dict[str, int]:
    """Function to its own bytes on the deepest path."""
    return {frame.function: frame.bytes for frame in firmware.stack.path}


def smallest_change(profile: Path, over: int) -> str:
    """Numbers of the profile any of which, made smaller, saves so many bytes. A smaller share of
    the application is none: it does not make the application smaller.
    """
    changes = [each for each in smallest_changes(profile, over) if each.what != "application"]
    fits = ", or ".join(map(str, changes[:BIGGEST]))
    return fits or "none of one number: ./thimble plan says what else"

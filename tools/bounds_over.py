# SPDX-License-Identifier: MIT
"""What is over a budget: by how much, the biggest consumers, and the smallest change that fits."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from codegen.bound.profile import Bounded
from codegen.diagnostic import SpecError
from codegen.load.profile import ProfileFile
from codegen.profiles import bounds_of
from codegen.yaml_loc import ScalarNode
from tools.bounds_firmware import Firmware
from tools.shell import ROOT

SPEC = ROOT / "spec"
BIGGEST = 3


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
    return (
        f"the application has {own:,} bytes of static RAM ({biggest(mine)}), {own - share:,} more "
        f"than its share of {share:,}; smallest change that fits: budget.application: {own}, "
        f"which leaves {firmware.stack_share - (own - share):,} to the stack"
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


@dataclass(frozen=True)
class Knob:
    """A number of the profile that stands for bytes of RAM: `each` of them."""

    key: tuple[str, ...]
    node: ScalarNode
    value: int
    each: int


def smallest_change(path: Path, over: int) -> str:
    """One number of the profile that, made smaller, saves `over` bytes and breaks no rule: the one
    that loses the least of itself.
    """
    made, file = bounds_of(path, SPEC, path.name)
    for knob in sorted(_knobs(made, file), key=lambda knob: -knob.value * knob.each):
        value = knob.value + -over // knob.each
        if value > 0 and _saves(path, made, knob, value, over):
            return f"{'.'.join(knob.key)}: {value} in {path.name}, where it is {knob.value}"
    return "none of one number: ./thimble plan says what to give up"


def _knobs(made: Bounded, file: ProfileFile) -> Iterator[Knob]:
    keys: list[tuple[tuple[str, ...], int]] = [
        (("link", "in"), 1),
        (("link", "out"), 1),
        (("net", "fragments"), 1),
    ]
    for socket in made.profile.tcp_sockets:
        keys += [(("sockets", socket.name, key), socket.connections) for key in ("send", "receive")]
    for key, each in keys:
        node = file.node(*key)
        if isinstance(node, ScalarNode) and isinstance(node.value, int) and each:
            yield Knob(key, node, node.value, each)


def _saves(path: Path, made: Bounded, knob: Knob, value: int, over: int) -> bool:
    """Whether the profile with that number is a good one, and small enough."""
    lines = path.read_text("utf-8").splitlines()
    at = knob.node.text_at
    line = lines[at.line - 1]
    before, after = line[: at.col - 1], line[at.col - 1 + len(knob.node.text) :]
    lines[at.line - 1] = f"{before}{value}{after}"
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / path.name
        other.write_text("\n".join(lines) + "\n", "utf-8")
        if (path.parent / "parts").is_dir():
            os.symlink((path.parent / "parts").resolve(), Path(folder) / "parts")
        try:
            smaller, _ = bounds_of(other, SPEC, path.name)
        except SpecError:
            return False
    return smaller.ram.static <= made.ram.static - over

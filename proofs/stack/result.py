# SPDX-License-Identifier: MIT
"""The bound, as it is handed on and printed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Frame:
    """A function of a path. `bytes`: what it has on the stack there, with the return address of its
    call of the next one; `depth`: all together down to here. `address`: of that call, or of the
    deepest place. `line` is None without DWARF.
    """

    function: str
    bytes: int
    depth: int
    address: int
    line: str | None


@dataclass(frozen=True)
class Interrupt:
    """`bytes` with the 2 of the interrupted address. `nests`: it lets other interrupts in, at
    `nested_bytes` (with the 2) at most; else that is 0.
    """

    name: str
    vector: int
    bytes: int
    nests: bool
    nested_bytes: int


@dataclass(frozen=True)
class StackBound:
    """Bytes. `main`: everything from reset on, without interrupts. `main_interruptible`: the same
    where an interrupt can come. `interrupt`: the deepest stack of interrupts, one within the other
    where they nest. `total` = max(main, main_interruptible + interrupt). `path` is that of the part
    of main that counts in the total; `interrupt_path` that of the interrupts.
    """

    firmware: str
    part: str
    main: int
    main_interruptible: int
    interrupt: int
    interrupts: list[Interrupt]
    total: int
    static: int
    ram: int
    path: list[Frame]
    interrupt_path: list[Frame]
    assumptions: list[str]

    def as_json(self) -> dict[str, Any]:
        """The same, as dictionaries and lists."""
        return asdict(self)


def as_text(bound: StackBound) -> str:
    """For a person: the sum, both paths, the interrupts, the assumptions."""
    left = bound.ram - bound.static - bound.total
    lines = [
        f"{bound.firmware} on {bound.part}: at most {bound.total} bytes of stack",
        f"  main {bound.main}, interrupts {bound.interrupt};"
        f" with {bound.static} static bytes, {left} of {bound.ram} are left",
        "",
        *_path("deepest path", bound.path),
    ]
    if bound.interrupts:
        lines += _path("deepest interrupts", bound.interrupt_path)
        lines += ["interrupts", *(_interrupt(one) for one in bound.interrupts), ""]
    lines += ["it is assumed that", *(f"  - {line}" for line in bound.assumptions)]
    return "\n".join(lines)


def _path(title: str, frames: list[Frame]) -> list[str]:
    lines = [f"{title:<50} {'bytes':>6} {'depth':>6}"]
    for frame in frames:
        line = f"  {frame.line}" if frame.line else ""
        lines.append(f"  {frame.function:<48} {frame.bytes:>6} {frame.depth:>6}{line}")
    return [*lines, ""]


def _interrupt(one: Interrupt) -> str:
    nests = f", lets others in at {one.nested_bytes}" if one.nests else ""
    return f"  vector {one.vector:>2}  {one.name:<37} {one.bytes:>6}{nests}"

# SPDX-License-Identifier: MIT
"""The worst stack of a firmware: the deepest path of main, and the interrupts on top of it."""

from __future__ import annotations

from pathlib import Path

from proofs.avr.flow import Flow
from proofs.avr.image import Image, load
from proofs.refused import Refused
from proofs.stack import annotations as notes
from proofs.stack.annotations import Annotations
from proofs.stack.calls import Depths, Program, Step, explore
from proofs.stack.result import Frame, Interrupt, StackBound
from proofs.stack.walk import CALL_BYTES, Context

ASSUMED = (
    "the chip runs what this file says, from a reset that puts SP at the end of RAM",
    "no store through a pointer hits a register, a saved one, or a return address, nor, unless the"
    " pointer is a constant, SP or SREG",
    "a jump through a switch table goes to a place in its own function that a table in flash names",
    "an interrupt without a handler of its own never comes (it would start the program again)",
)
NESTS = "{} lets interrupts in, but does not come again before it has returned"


def bound(path: Path, annotations: Path | None = None) -> StackBound:
    """The bound; Refused with one line for each reason why there is none."""
    image = load(path)
    stated = notes.read(annotations or notes.DEFAULT, image)
    program = explore(Flow(image), stated)
    depths = Depths(program, stated)
    made = _Sum(image, stated, program, depths).made()
    problems = _problems(image, program, depths)
    if problems:
        raise Refused(problems)
    return made


class _Sum:
    def __init__(
        self, image: Image, stated: Annotations, program: Program, depths: Depths
    ) -> None:
        self.image, self.stated, self.program, self.depths = image, stated, program, depths

    def made(self) -> StackBound:
        image, depths, reset = self.image, self.depths, self.program.reset
        main = depths.depth(reset, False).bytes
        open_main = depths.depth(reset, True).bytes
        listed = [self._interrupt(at, one) for at, one in self.program.interrupts.items()]
        chain = _worst_chain(listed) if open_main >= 0 else []
        interrupt = sum(one.nested_bytes for one in chain[:-1]) + sum(
            one.bytes for one in chain[-1:]
        )
        counts_open = bool(chain) and open_main + interrupt >= main
        return StackBound(
            firmware=str(image.path),
            part=image.part.name,
            main=main,
            main_interruptible=max(open_main, 0),
            interrupt=interrupt,
            interrupts=listed,
            total=open_main + interrupt if counts_open else main,
            static=image.static_bytes,
            ram=image.part.ram_bytes,
            path=self._frames([depths.path(reset, counts_open)]),
            interrupt_path=self._frames(
                [depths.path(self._context(one), one != chain[-1]) for one in chain],
                first=CALL_BYTES,
            ),
            assumptions=self._assumptions(chain),
        )

    def _interrupt(self, vector: int, context: Context) -> Interrupt:
        inner = self.depths.depth(context, True).bytes
        return Interrupt(
            self.image.vectors[vector],
            vector // self.image.vector_bytes,
            self.depths.depth(context, False).bytes + CALL_BYTES,
            inner >= 0,
            inner + CALL_BYTES if inner >= 0 else 0,
        )

    def _context(self, interrupt: Interrupt) -> Context:
        return self.program.interrupts[interrupt.vector * self.image.vector_bytes]

    def _frames(self, paths: list[list[Step]], first: int = 0) -> list[Frame]:
        """`first`: what lies on the stack before each path begins."""
        frames: list[Frame] = []
        depth = 0
        for path in paths:
            for number, step in enumerate(path):
                own = step.bytes + (0 if number else first)
                depth += own
                name = self._name(step)
                line = self.image.line_of(step.address)
                frames.append(Frame(name, own, depth, step.address, line))
        return frames

    def _name(self, step: Step) -> str:
        """Of the function called, and of what it had jumped to, when it is deepest there."""
        if step.context == self.program.reset:
            return "reset"
        entry = self.image.vectors.get(step.context.entry) or self.image.name_of(step.context.entry)
        where = self.image.function_at(step.address)
        same = where is None or entry in (where.name, *where.aliases) or step.address < 4
        return entry if same or where is None else f"{entry} > {where.name}"

    def _assumptions(self, chain: list[Interrupt]) -> list[str]:
        nesting = sorted({one.name for one in chain if one.nests})
        return [*ASSUMED, *(NESTS.format(name) for name in nesting), *self.stated.said()]


def _worst_chain(interrupts: list[Interrupt]) -> list[Interrupt]:
    """Interrupts one within the other, the outermost first: all that nest, each once, and the one
    that makes most of being the last.
    """
    if not interrupts:
        return []
    outer = [one for one in interrupts if one.nests]
    last = max(interrupts, key=lambda one: one.bytes - one.nested_bytes)
    return [*(one for one in outer if one != last), last]


def _problems(image: Image, program: Program, depths: Depths) -> list[str]:
    found = {at: [text] for at, text in program.problems().items()}
    for entries in depths.cycles.values():
        names = [image.name_of(entry) for entry in (*entries, entries[0])]
        found.setdefault(entries[0], []).append(
            f"recursion, which has no bound: {' -> '.join(names)}; make it a loop, or state its"
            " depth in the annotations"
        )
    return [
        f"{image.path}: {_place(image, at)}: {text}" for at in sorted(found) for text in found[at]
    ]


def _place(image: Image, at: int) -> str:
    """`main+0x12 (0x9e, main.cpp:12)`."""
    line = image.line_of(at)
    return f"{image.name_of(at)} (0x{at:x}{f', {line}' if line else ''})"

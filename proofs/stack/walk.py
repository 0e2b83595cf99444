# SPDX-License-Identifier: MIT
"""One function, from its entry to its returns, along every way through it.

Jumps are followed wherever they lead, so a tail call, a shared prologue and a jump into assembler
are all part of the function that was called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from proofs.avr.flow import Flow
from proofs.avr.instruction import (
    BRANCHES,
    CALLS,
    INDIRECT_CALLS,
    INDIRECT_JUMPS,
    JUMPS,
    RETURNS,
    SKIPS,
    Instruction,
)
from proofs.stack.annotations import Annotations
from proofs.stack.pointer import Rules, Trouble
from proofs.stack.state import ZERO, Mismatch, State, Value, at_entry, join
from proofs.stack.step import execute, need_whole_sp

RESET, INTERRUPT, FUNCTION = "reset", "interrupt", "function"
CALL_BYTES = 2
SAVED_BY_CALLEE = (*range(2, 18), 28, 29)


class Context(NamedTuple):
    """A function as it is called: whether interrupts may be on and r1 is 0 when it begins."""

    entry: int
    on: bool
    zero: bool
    kind: str = FUNCTION


class Site(NamedTuple):
    """A call: where, how deep the stack is before it, and whom."""

    address: int
    depth: int
    callee: Context


@dataclass
class Walked:
    """What one function does by itself. `own`: its deepest stack, `own_on` that where an interrupt
    can come (-1: nowhere), each with the address. `exit`: what holds at all its returns; None: it
    never returns. `problems`: by address.
    """

    context: Context
    own: tuple[int, int] = (0, 0)
    own_on: tuple[int, int] = (-1, 0)
    sites: dict[tuple[int, int], Site] = field(default_factory=dict)
    exit: State | None = None
    problems: dict[int, str] = field(default_factory=dict)


Exit = Callable[[Context], State | None]


class Walk:
    """walk(context).exit: what a caller has to know."""

    def __init__(self, flow: Flow, annotations: Annotations, exit_of: Exit) -> None:
        self.flow, self.annotations, self.exit_of = flow, annotations, exit_of

    def __call__(self, context: Context) -> Walked:
        self.context = context
        self.walked = Walked(context)
        self.seen: dict[int, State] = {}
        self.work = [(context.entry, context.entry, at_entry(context.on, context.zero))]
        if context.on:
            self.walked.own_on = (0, context.entry)
        while self.work:
            self._follow(*self.work.pop())
        return self.walked

    def _follow(self, place: int, to: int | None, state: State) -> None:
        """From `to`, where the instruction at `place` leads, until the way ends or meets one that
        was gone before.
        """
        instructions, places = self.flow.image.instructions, self.flow.places
        arrived = True
        while to is not None:
            try:
                one = instructions.get(to)
                if one is None:
                    raise Trouble(f"goes on at 0x{to:x}, where there is no code")
                place = to
                if arrived or place in places:
                    met = self._meet(place, state)
                    if met is None:
                        return
                    state, arrived = met, False
                execute(state, one, self._rules(place))
                self._measure(place, state)
                to = self._after(one, state)
                self._measure(place, state)
            except (Trouble, Mismatch) as trouble:
                self.walked.problems.setdefault(place, str(trouble))
                return

    def _meet(self, at: int, state: State) -> State | None:
        """What holds here on all ways so far; None when this one brings nothing new."""
        before = self.seen.get(at)
        joined = state if before is None else join(before, state)
        if joined == before:
            return None
        self.seen[at] = joined
        return joined.copy()

    def _rules(self, at: int) -> Rules:
        image = self.flow.image
        end = image.ram_start + image.part.ram_bytes - 1 if self.context.kind == RESET else None
        frame = self.annotations.frame_at(at)
        return Rules(end, frame, self.context.kind == INTERRUPT)

    def _measure(self, at: int, state: State) -> None:
        walked = self.walked
        walked.own = max(walked.own, (state.depth, at), key=lambda pair: pair[0])
        if state.can_be_interrupted:
            walked.own_on = max(walked.own_on, (state.depth, at), key=lambda pair: pair[0])

    def _after(self, one: Instruction, state: State) -> int | None:
        """Where it goes on; other ways are put aside."""
        name = one.mnemonic
        if name in BRANCHES or name in SKIPS:
            other = one.target if name in BRANCHES else one.after_skip
            assert other is not None
            self.work.append((one.address, other, state.copy()))
            if name in ("brne", "breq") and state.result is not None:
                zero = state if name == "brne" else self.work[-1][2]
                zero.registers[state.result] = ZERO
        elif name in JUMPS:
            return self._jump(one, state)
        elif name in CALLS:
            return self._call(one, state)
        elif name in INDIRECT_CALLS:
            return self._call_each(one, state, self._indirect(one, state, "calls"))
        elif name in INDIRECT_JUMPS:
            return self._jump_each(one, state, self._indirect(one, state, "jumps"))
        elif name in RETURNS:
            return self._return(one, state)
        return one.next

    def _jump(self, one: Instruction, state: State) -> int | None:
        if one.target == 0:
            if state.on:
                raise Trouble(
                    "starts the program again with interrupts on: the start-up code sets SP in two"
                    " steps; cli first"
                )
            return None
        if one.target in self.flow.table_jumps:
            state.registers[0] = state.registers[30] = state.registers[31] = None
            state.flags_of_entry = False
            targets = self.flow.switch_targets(one.address)
            if not targets:
                raise Trouble("jumps through a table that is not among the constants in flash")
            return self._jump_each(one, state, targets)
        return one.target

    def _jump_each(self, one: Instruction, state: State, targets: list[int]) -> int | None:
        self.work += [(one.address, target, state.copy()) for target in targets]
        return None

    def _indirect(self, one: Instruction, state: State, what: str) -> list[int]:
        """The targets of a jump or call through Z."""
        words = state.constant_pair(30)
        if words is not None:
            return [2 * words]
        named = self.annotations.targets_at(one.address)
        if not named:
            raise Trouble(
                f"{what} through a register, and where to is not known; call functions by name, or"
                " list the targets in the annotations"
            )
        return named

    def _call(self, one: Instruction, state: State) -> int | None:
        target = one.target
        assert target is not None
        if target == one.next:  # rcall .+0: makes room for two bytes
            need_whole_sp(state)
            state.push(Value("const", one.next >> 1 & 0xFF))
            state.push(Value("const", one.next >> 9))
            return target
        if target == 0:
            raise Trouble("calls address 0: a weak function that nobody defines")
        if target not in self.flow.table_jumps:
            return self._call_each(one, state, [target])
        constructors = self.flow.constructors_called_at(one.address)
        if constructors is None:
            return self._call_each(one, state, self._indirect(one, state, "calls"))
        return self._call_each(one, state, constructors)

    def _call_each(self, one: Instruction, state: State, targets: list[int]) -> int | None:
        """One of the targets is called; goes on behind the call with what all of them leave."""
        need_whole_sp(state)
        zero = state.registers[1] == ZERO
        left: State | None = None
        for target in targets:
            callee = Context(target, state.on, zero)
            self.walked.sites[one.address, target] = Site(one.address, state.depth, callee)
            exit_state = self.exit_of(callee)
            if exit_state is not None:
                left = exit_state if left is None else join(left, exit_state)
        if left is None:
            return None
        self._come_back(state, left)
        return one.next

    def _come_back(self, state: State, left: State) -> None:
        """What the caller knows after a callee that leaves `left`."""
        for number, value in enumerate(left.registers):
            if value is None or value.kind != "entry" or value.number != number:
                state.registers[number] = None
        if left.registers[1] == ZERO:
            state.registers[1] = ZERO
        state.on = left.on
        state.flags_of_entry = state.flags_of_entry and left.flags_of_entry
        state.forget_locals(self.context.kind == INTERRUPT)

    def _return(self, one: Instruction, state: State) -> int | None:
        need_whole_sp(state)
        if state.dynamic is not None:
            raise Trouble("returns before SP is known exactly again")
        if one.mnemonic == "reti":  # one more instruction runs first, wherever it is
            state.guarded = not state.on
            state.on = True
        if state.depth >= CALL_BYTES:
            high, low = state.pop(), state.pop()
            if high is None or low is None or (high.kind, low.kind) != ("const", "const"):
                raise Trouble(f"returns with {state.depth + CALL_BYTES} bytes still on the stack")
            return self._jump_each(one, state, [2 * (low.number | high.number << 8)])
        if state.depth:
            raise Trouble("returns with 1 byte still on the stack")
        if self.context.kind == RESET:
            raise Trouble("returns, but nobody called it")
        self._check_kept(state)
        walked = self.walked
        walked.exit = state if walked.exit is None else join(walked.exit, state)
        return None

    def _check_kept(self, state: State) -> None:
        """Registers that the caller, or the interrupted, relies on."""
        function = self.flow.image.function_at(self.context.entry)
        registers = range(32) if self.context.kind == INTERRUPT else SAVED_BY_CALLEE
        if self.context.kind == FUNCTION and not self.flow.keeps_the_convention(function):
            return
        lost = [f"r{n}" for n in registers if state.registers[n] != Value("entry", n)]
        if self.context.kind == INTERRUPT and not state.flags_of_entry:
            lost.append("SREG")
        if self.context.zero and state.registers[1] != ZERO:
            lost.insert(0, "r1 (which has to be 0)")
        if lost:
            whose = "what it interrupted" if self.context.kind == INTERRUPT else "its caller"
            raise Trouble(f"returns without having restored {', '.join(lost)} for {whose}")

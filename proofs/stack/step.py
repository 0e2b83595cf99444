# SPDX-License-Identifier: MIT
"""What one instruction does to a State, but for calls, returns and jumps (walk.py)."""

from __future__ import annotations

from collections.abc import Callable

from proofs.avr.instruction import BRANCHES, SKIPS, Instruction
from proofs.stack.pointer import IO_OFFSET, Rules, Trouble, read, write
from proofs.stack.state import ZERO, Carry, Known, State, Value

POINTERS = {"X": 26, "Y": 28, "Z": 30}

_KEEP_FLAGS = (  # but for I
    frozenset(
        "mov movw ldi ld ldd lds st std sts push pop in out lpm elpm swap nop sbi cbi bld sleep wdr"
        " rjmp jmp rcall call icall ijmp ret reti sei cli break".split()
    )
    | BRANCHES
    | SKIPS
)
_ONE_RESULT = frozenset(
    "add adc sub sbc subi sbci and andi or ori eor com neg inc dec asr lsr lsl rol ror swap bld"
    " clr ser".split()
)
_TESTED = frozenset("add sub subi and andi or ori eor com neg inc dec asr lsl lsr".split())
_OF_CONSTANTS: dict[str, Callable[[int, int], int]] = {
    "and": lambda of, by: of & by,
    "andi": lambda of, by: of & by,
    "or": lambda of, by: of | by,
    "ori": lambda of, by: of | by,
    "eor": lambda of, by: of ^ by,
    "com": lambda of, _: ~of,
    "neg": lambda of, _: -of,
    "inc": lambda of, _: of + 1,
    "dec": lambda of, _: of - 1,
    "lsr": lambda of, _: of >> 1,
    "swap": lambda of, _: of << 4 | of >> 4,
}
_PRODUCTS = frozenset("mul muls mulsu fmul fmuls fmulsu".split())


def execute(state: State, one: Instruction, rules: Rules) -> None:
    """Changes the state. Trouble says what is wrong, without the place."""
    carry, state.carry = state.carry, None
    state.guarded = False
    name = one.mnemonic
    if name not in BRANCHES:
        state.result = one.register(0) if name in _TESTED else None
    if name not in _KEEP_FLAGS:
        state.flags_of_entry = False
    handler = _HANDLERS.get(name)
    if handler is not None:
        handler(state, one, rules)
    elif name in ("adc", "sbc", "sbci"):
        _with_carry(state, one, carry)
    elif name in _OF_CONSTANTS:
        state.registers[one.register(0)] = _calculated(state, one)
    elif name in _ONE_RESULT:
        state.registers[one.register(0)] = None
    elif name in _PRODUCTS:
        state.registers[0] = state.registers[1] = None
    if state.half is not None and state.on and not state.guarded:
        raise Trouble(
            "an interrupt can come between the two halves of a write to SP; with interrupts off,"
            " write SPH, then SREG, and SPL at once behind it"
        )


def need_whole_sp(state: State) -> None:
    """Before a push, a pop, a call or a return."""
    if state.half is not None:
        raise Trouble(f"uses the stack with only {state.half[0]} written")


def _mov(state: State, one: Instruction, _: Rules) -> None:
    state.registers[one.register(0)] = state.registers[one.register(1)]


def _movw(state: State, one: Instruction, _: Rules) -> None:
    to, source = one.register(0), one.register(1)
    state.registers[to : to + 2] = state.registers[source : source + 2]


def _ldi(state: State, one: Instruction, _: Rules) -> None:
    state.registers[one.register(0)] = Value("const", one.number(1) & 0xFF)


def _eor(state: State, one: Instruction, _: Rules) -> None:
    is_clear = one.operands[0] == one.operands[1]
    state.registers[one.register(0)] = ZERO if is_clear else _calculated(state, one)


def _push(state: State, one: Instruction, _: Rules) -> None:
    need_whole_sp(state)
    state.push(state.registers[one.register(0)])


def _pop(state: State, one: Instruction, _: Rules) -> None:
    need_whole_sp(state)
    if state.depth == 0:
        raise Trouble("pops more than was pushed since its function was entered")
    state.registers[one.register(0)] = state.pop()


def _add(state: State, one: Instruction, _: Rules) -> None:
    _first_half(state, one.register(0), state.registers[one.register(1)], is_add=True)


def _sub(state: State, one: Instruction, _: Rules) -> None:
    if one.operands[0] == one.operands[1]:
        state.registers[one.register(0)] = ZERO
    else:
        _first_half(state, one.register(0), state.registers[one.register(1)], is_add=False)


def _subi(state: State, one: Instruction, _: Rules) -> None:
    _first_half(state, one.register(0), Value("const", one.number(1) & 0xFF), is_add=False)


def _first_half(state: State, register: int, by: Known, *, is_add: bool) -> None:
    """The low byte of an address on the stack or of a constant one, plus or less a constant."""
    value = state.registers[register]
    state.registers[register] = None
    if value is None or value.kind not in ("low", "const") or by is None or by.kind != "const":
        return
    state.carry = Carry(value.number, by.number, is_add, value.kind)
    less = is_add == (value.kind == "low")  # what a Value of SP holds counts down
    moved = value.number - by.number if less else value.number + by.number
    state.registers[register] = Value(value.kind, moved & 0xFF)


def _with_carry(state: State, one: Instruction, carry: Carry | None) -> None:
    """The high byte behind _first_half."""
    register = one.register(0)
    value = state.registers[register]
    is_constant = one.mnemonic == "sbci"
    by = Value("const", one.number(1) & 0xFF) if is_constant else state.registers[one.register(1)]
    state.registers[register] = None
    if carry is None or carry.is_add != (one.mnemonic == "adc"):
        return
    if value is None or by is None or by.kind != "const":
        return
    whole = carry.number + 256 * by.number
    if (carry.kind, value.kind) == ("low", "high") and value.number & 0xFF == carry.base:
        moved = value.number - whole if carry.is_add else value.number + whole
        state.registers[register] = Value("high", moved & 0xFFFF)
    elif (carry.kind, value.kind) == ("const", "const"):
        base = carry.base + 256 * value.number
        moved = base + whole if carry.is_add else base - whole
        state.registers[register] = Value("const", moved >> 8 & 0xFF)


def _adiw(state: State, one: Instruction, _: Rules) -> None:
    state.move_pair(one.register(0), one.number(1) * (-1 if one.mnemonic == "sbiw" else 1))


def _calculated(state: State, one: Instruction) -> Known:
    """Of one constant, or of two."""
    of = state.registers[one.register(0)]
    by = of
    if one.mnemonic in ("andi", "ori"):
        by = Value("const", one.number(1) & 0xFF)
    elif len(one.operands) > 1:
        by = state.registers[one.register(1)]
    if of is None or by is None or (of.kind, by.kind) != ("const", "const"):
        return None
    return Value("const", _OF_CONSTANTS[one.mnemonic](of.number, by.number) & 0xFF)


def _in(state: State, one: Instruction, _: Rules) -> None:
    state.registers[one.register(0)] = read(state, one.number(1) + IO_OFFSET)


def _lds(state: State, one: Instruction, _: Rules) -> None:
    state.registers[one.register(0)] = read(state, one.number(1))


def _out(state: State, one: Instruction, rules: Rules) -> None:
    write(state, one.number(0) + IO_OFFSET, state.registers[one.register(1)], rules)


def _sts(state: State, one: Instruction, rules: Rules) -> None:
    state.forget_locals(rules.is_handler)
    write(state, one.number(0), state.registers[one.register(1)], rules)


def _pointer(text: str) -> tuple[int, int, int]:
    """Of `X+`, `-Y` or `Z+5`: its low register, what is added before, what behind the access."""
    low = POINTERS[text.strip("+-0123456789")]
    if text.startswith("-"):
        return low, -1, 0
    if text.endswith("+"):
        return low, 0, 1
    return low, int(text[1:] or "0"), 0


def _load(state: State, one: Instruction, _: Rules) -> None:
    low, before, behind = _pointer(one.operands[1])
    k, address = state.pair(low), state.constant_pair(low)
    value = state.slots.get(k - before) if k is not None else None
    if address is not None:
        value = read(state, address + before)
    _move_pointer(state, low, one.operands[1], before + behind)
    state.registers[one.register(0)] = value


def _store(state: State, one: Instruction, rules: Rules) -> None:
    low, before, behind = _pointer(one.operands[0])
    k, address = state.pair(low), state.constant_pair(low)
    value = state.registers[one.register(1)]
    _move_pointer(state, low, one.operands[0], before + behind)
    state.forget_locals(rules.is_handler)
    if address is not None:
        _store_at(state, address + before & 0xFFFF, value, rules)
    elif k is not None:
        if k - before in (-1, -2) and rules.ram_end is None:
            raise Trouble("writes over the return address of its function")
        state.slots.pop(k - before, None)


def _store_at(state: State, address: int, value: Known, rules: Rules) -> None:
    """Below IO_OFFSET lie the registers: it may be a null pointer, on a way that a test has ruled
    out, so what the caller relies on and addresses of the stack (the frame pointer) are taken to be
    there still; what else was known is not.
    """
    if address < IO_OFFSET:
        held = state.registers[address]
        if held == Value("entry", address) or (address, held) == (1, ZERO):
            return
        if held is not None and held.kind in ("low", "high"):
            return
    write(state, address, value, rules)


def _move_pointer(state: State, low: int, text: str, by: int) -> None:
    if text.startswith("-") or text.endswith("+"):
        state.move_pair(low, by)


def _load_program(state: State, one: Instruction, _: Rules) -> None:
    if not one.operands:
        state.registers[0] = None
        return
    state.registers[one.register(0)] = None
    if one.operands[1].endswith("+"):
        state.move_pair(30, 1)


def _sei(state: State, _: Instruction, __: Rules) -> None:
    state.guarded = not state.on
    state.on = True


def _cli(state: State, _: Instruction, __: Rules) -> None:
    state.on = False


def _spm(_: State, __: Instruction, ___: Rules) -> None:
    raise Trouble("writes flash (SPM): what runs then is not what was looked at")


_HANDLERS: dict[str, Callable[[State, Instruction, Rules], None]] = {
    "mov": _mov,
    "movw": _movw,
    "ldi": _ldi,
    "eor": _eor,
    "push": _push,
    "pop": _pop,
    "add": _add,
    "sub": _sub,
    "subi": _subi,
    "adiw": _adiw,
    "sbiw": _adiw,
    "in": _in,
    "out": _out,
    "lds": _lds,
    "sts": _sts,
    "ld": _load,
    "ldd": _load,
    "st": _store,
    "std": _store,
    "lpm": _load_program,
    "elpm": _load_program,
    "sei": _sei,
    "cli": _cli,
    "spm": _spm,
}

# SPDX-License-Identifier: MIT
"""Programs made up by a seed: functions that call later ones with arguments of every width, frames
of 0 to 130 bytes, divisions, floats, switches, blocks with interrupts off, an interrupt that calls.
"""

from __future__ import annotations

import random

FLAGS = (
    "-O0",
    "-O1",
    "-O2",
    "-O3",
    "-Os",
    "-Os -flto -mrelax",
    "-Os -mcall-prologues",
    "-O2 -mcall-prologues -mrelax",
    "-Os -maccumulate-args",
    "-O1 -fno-omit-frame-pointer",
    "-O2 -funroll-loops",
    "-Os -fno-jump-tables -mcall-prologues",
    "-Os -mstrict-X -fno-gcse -fno-split-wide-types",
)
TYPES = ("uint8_t", "uint16_t", "int16_t", "uint32_t", "int32_t", "uint64_t", "float")
FRAMES = (0, 0, 0, 1, 3, 7, 20, 63, 64, 70, 130)
HEAD = """\
#include "serial.hpp"
#include <stdarg.h>
#include <util/atomic.h>

volatile uint16_t seen = 3;

__attribute__((noinline)) void use(volatile uint8_t *frame, uint8_t bytes)
{
    for (uint8_t i = 0; i < bytes; i++) {
        frame[i] = i;
    }
    seen = (uint16_t)(seen + frame[bytes - 1]);
}

__attribute__((noinline)) int sum(int count, ...)
{
    va_list more;
    int all = 0;

    va_start(more, count);
    while (count-- != 0) {
        all += va_arg(more, int);
    }
    va_end(more);
    return all;
}
"""
TIMER = "OCR1A = 20011; TIMSK1 = _BV(OCIE1A); TCCR1B = _BV(WGM12) | _BV(CS10); sei();"


class Function:
    """One of `count`. `call` is a macro that makes all its arguments of one value."""

    def __init__(self, luck: random.Random, number: int, count: int) -> None:
        self.luck, self.number = luck, number
        takes = [luck.choice(TYPES) for _ in range(luck.randint(0, 6))]
        named = [f"{kind} a{n}" for n, kind in enumerate(takes)]
        self.names = [*(f"a{n}" for n in range(len(takes))), "seen"]
        gives = luck.choice(TYPES)
        self.head = f"__attribute__((noinline)) {gives} f{number}({', '.join(named)})"
        values = ", ".join(f"({kind})((x) + {n})" for n, kind in enumerate(takes))
        self.call = f"#define CALL{number}(x) f{number}({values})"
        later = range(number + 1, count)
        self.callees = luck.sample(later, min(len(later), luck.randint(0, 3)))
        self.body = "\n".join(["{", *self.lines(), f"return ({gives})({self.sum()});", "}"])

    def sum(self) -> str:
        a, b = self.luck.choice(self.names), self.luck.choice(self.names)
        kinds = (f"{a} + {b}", f"{a} * {b}", f"{a} - {b} * 3", f"({b} != 0 ? {a} / {b} : {a})")
        return self.luck.choice(kinds)

    def lines(self) -> list[str]:
        luck, kind = self.luck, self.luck.choice(TYPES)
        lines = []
        frame = luck.choice(FRAMES)
        if frame:
            lines.append(f"volatile uint8_t frame[{frame}]; use(frame, {frame});")
        lines.append(f"{kind} v = ({kind})({self.sum()});")
        self.names.append("v")
        lines += [f"v = ({kind})(v + CALL{callee}(v));" for callee in self.callees]
        if luck.random() < 0.3:
            cases = range(luck.randint(3, 9))
            each = (f"case {n}: v = ({kind})({self.sum()}); break;" for n in cases)
            lines.append(f"switch (seen) {{ {' '.join(each)} }}")
        if luck.random() < 0.2:
            lines.append("ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { seen++; }")
        if luck.random() < 0.15:
            lines.append(f"v = ({kind})(v + sum(3, (int)seen, 4, 5));")
        lines.append("seen = (uint16_t)(seen + (uint16_t)v);")
        return lines


def program(seed: int) -> tuple[str, str]:
    """Its text and its flags: the same for the same seed."""
    luck = random.Random(seed)
    count = luck.randint(3, 12)
    functions = [Function(luck, number, count) for number in range(count)]
    has_timer = luck.random() < 0.7
    handler = f"ISR(TIMER1_COMPA_vect) {{ CALL{luck.randrange(max(0, count - 3), count)}(seen); }}"
    text = [
        HEAD,
        *(f"{each.head};" for each in functions),
        *(each.call for each in functions),
        *(f"{each.head}\n{each.body}" for each in functions),
        handler if has_timer else "",
        f"int main() {{ {TIMER if has_timer else ''}",
        "for (uint8_t i = 0; i < 12; i++) { seen = i; CALL0(seen); } finish(0); }\n",
    ]
    return "\n".join(text), luck.choice(FLAGS)

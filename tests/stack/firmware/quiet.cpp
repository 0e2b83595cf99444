// SPDX-License-Identifier: MIT
// Deepest where no interrupt can come, so that the worst is not the sum of both: a constructor, a
// block with interrupts off, and a shallower place with them on.
//
//   NO_MAIN    the constructor alone
#include "serial.hpp"

#include <util/atomic.h>

static volatile uint8_t seen;

__attribute__((noinline)) void keep(volatile uint8_t *frame, uint8_t bytes)
{
    for (uint8_t i = 0; i < bytes; i++) {
        frame[i] = static_cast<uint8_t>(seen + i);
    }
    seen = frame[bytes - 1];
}

__attribute__((noinline)) void deep()
{
    volatile uint8_t frame[60];

    keep(frame, sizeof frame);
}

__attribute__((noinline)) void shallow()
{
    volatile uint8_t frame[24];

    keep(frame, sizeof frame);
}

struct made_before_main {
    __attribute__((noinline)) made_before_main() { deep(); }
};

static made_before_main one;

ISR(TIMER1_COMPA_vect)
{
    shallow();
}

int main()
{
#ifndef NO_MAIN
    OCR1A = 401;
    TIMSK1 = _BV(OCIE1A);
    TCCR1B = _BV(WGM12) | _BV(CS10);
    sei();
    for (uint8_t i = 0; i < 50; i++) {
        shallow();
        ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
            deep();
        }
    }
#endif
    finish(0);
}

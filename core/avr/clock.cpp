// SPDX-License-Identifier: MIT
// A millisecond clock on timer 2 of the ATmega328P: registers and the interrupt.
//
// Timer 2 because Arduino's own clock has timer 0 and servos like timer 1. It counts to a compare
// value and starts again (CTC), so the period is exact.
#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>

#include "clock.hpp"
#include "memory.h"

namespace thimble {

static struct clock now;

static const uint32_t prescaler = 64;
static const uint32_t counts = F_CPU / prescaler / 1000;
static_assert(counts >= 1 && counts <= 256 && counts * prescaler * 1000 == F_CPU,
              "timer 2 cannot make a millisecond from F_CPU with a prescaler of 64");

void clock_start()
{
    OCR2A = static_cast<uint8_t>(counts - 1);
    TCCR2A = 1 << WGM21; // CTC
    TCCR2B = 1 << CS22;  // 64
    TIMSK2 = 1 << OCIE2A;
}

uint32_t clock_ms()
{
    uint32_t ms = 0;

    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        ms = now.ms;
    }
    return ms;
}

}

ISR(TIMER2_COMPA_vect)
{
    thimble::now.ms++;
}

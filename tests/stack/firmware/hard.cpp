// SPDX-License-Identifier: MIT
// All that makes a stack hard to bound and can be bounded: frames of one to 90 bytes one in the
// other, libgcc's helpers for 64 bits and for float, a switch that may become a table, arguments on
// the stack, a function that never returns, an interrupt that calls.
//
//   NESTING    a second interrupt lets the first in; with REENTERS itself too, as it returns
#include "serial.hpp"

#include <stdarg.h>

#ifdef NESTING
#define ROUNDS 150 // the simulator brings this interrupt once a round, each time deeper
#else
#define ROUNDS 10
#endif

static volatile uint8_t input = 5;
static volatile uint32_t words;
static volatile uint64_t longs = 0x123456789abcdefULL;
static volatile float real = 1.5f;
static volatile uint8_t ticks;

__attribute__((noinline)) uint8_t mixed(const volatile uint8_t *bytes, uint8_t count)
{
    uint8_t sum = 0;

    for (uint8_t i = 0; i < count; i++) {
        sum = static_cast<uint8_t>(sum * 3 + bytes[i]);
    }
    return sum;
}

__attribute__((noinline)) uint8_t listed(int count, ...)
{
    va_list more;
    int sum = 0;

    va_start(more, count);
    for (int i = 0; i < count; i++) {
        sum += va_arg(more, int);
    }
    va_end(more);
    return static_cast<uint8_t>(sum);
}

__attribute__((noinline)) void helpers()
{
    const uint64_t l = longs;
    const uint8_t i = input;
    const float f = real;

    longs = l / (i + 3u) * l % 1000003u + (l >> i);
    words = words / (i + 7u) + words % 13 * 5;
    real = f * 2.5f / (f + static_cast<float>(i)) - 0.25f;
    ticks = static_cast<uint8_t>(real) + (f > 3.5f);
}

__attribute__((noinline)) uint8_t chosen(uint8_t which, uint8_t with)
{
    volatile uint8_t frame[20];

    switch (which) {
    case 0: frame[0] = with; break;
    case 1: frame[1] = mixed(frame, 3); break;
    case 2: words = words / with; break;
    case 3: return listed(3, with, which, 7);
    case 4: real = real + 1; break;
    case 5: helpers(); break;
    case 6: longs = longs + with; break;
    case 7: frame[4] = input; break;
    case 8: frame[5] = static_cast<uint8_t>(input + with); break;
    }
    return mixed(frame, sizeof frame);
}

__attribute__((noinline)) uint8_t middle(uint8_t with)
{
    volatile uint8_t frame[40];

    frame[39] = with;
    return static_cast<uint8_t>(chosen(input, with) + mixed(frame, sizeof frame) + frame[39]);
}

__attribute__((noinline)) uint8_t large(uint8_t with)
{
    volatile uint8_t frame[90];

    frame[0] = middle(with);
    return static_cast<uint8_t>(middle(frame[0]) + mixed(frame, sizeof frame));
}

ISR(TIMER1_COMPA_vect)
{
    volatile uint8_t frame[6];

    frame[5] = ticks;
    ticks = mixed(frame, sizeof frame);
}

#ifdef NESTING
__attribute__((noinline)) void wait() // for the other interrupt, at the deepest place of this one
{
    for (uint16_t i = 0; i < 1000; i++) {
        __asm__ volatile("");
    }
}

ISR(TIMER0_COMPA_vect, ISR_NOBLOCK)
{
    volatile uint8_t frame[9];

    TIMSK0 = 0; // main lets it come again: here it could come before this one has returned
    frame[8] = ticks;
    ticks = mixed(frame, sizeof frame);
    wait();
#ifdef REENTERS
    TIMSK0 = _BV(OCIE0A);
#endif
}
#endif

int main()
{
    OCR1A = 401;
    TIMSK1 = _BV(OCIE1A);
    TCCR1B = _BV(WGM12) | _BV(CS10);
#ifdef NESTING
    TCCR0A = _BV(WGM01);
    OCR0A = 255;
#ifdef REENTERS
    TCCR0B = _BV(CS01) | _BV(CS00);
#else
    TCCR0B = _BV(CS02) | _BV(CS00); // seldom: it is for the simulator to bring it where it hurts
#endif
#endif
    sei();
    for (uint8_t i = 0; i < ROUNDS; i++) {
        input = i < 10 ? i : 5;
#ifdef NESTING
        TIMSK0 = _BV(OCIE0A);
#endif
        ticks = static_cast<uint8_t>(ticks + large(i));
    }
    finish(0);
}

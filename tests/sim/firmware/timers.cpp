// SPDX-License-Identifier: MIT
// Three timers in CTC mode, one after the other; each interrupt comes out of sleep and sets marker
// 1, 2 or 3, so the markers are the periods.
#include "serial.hpp"

enum { TICKS = 10 };

static volatile uint8_t ticks;
static volatile uint8_t mark[TICKS]; // for GPIOR0; a table, since a branch would cost time

static inline void tick()
{
    GPIOR0 = mark[ticks];
    ticks = (uint8_t)(ticks + 1);
}

ISR(TIMER0_COMPA_vect) { tick(); }
ISR(TIMER1_COMPA_vect) { tick(); }
ISR(TIMER2_COMPA_vect) { tick(); }

static void set_mark(uint8_t n)
{
    ticks = 0;
    for (uint8_t i = 0; i < TICKS; ++i) {
        mark[i] = i + 1 < TICKS ? n : 0;
    }
}

static void wait_ticks()
{
    while (ticks < TICKS) {
        sleep_cpu();
    }
}

int main()
{
    set_sleep_mode(SLEEP_MODE_IDLE);
    sleep_enable();
    sei();
    set_mark(1);
    OCR0A = 249; // 64 * 250 = 16,000 cycles: a millisecond
    TIMSK0 = _BV(OCIE0A);
    TCCR0A = _BV(WGM01);
    TCCR0B = _BV(CS01) | _BV(CS00);
    wait_ticks();
    TCCR0B = 0;
    set_mark(2);
    OCR1A = 6249; // 256 * 6250: a tenth of a second
    TIMSK1 = _BV(OCIE1A);
    TCCR1B = _BV(WGM12) | _BV(CS12);
    wait_ticks();
    TCCR1B = 0;
    set_mark(3);
    OCR2A = 99; // 32 * 100 = 3,200 cycles
    TIMSK2 = _BV(OCIE2A);
    TCCR2A = _BV(WGM21);
    TCCR2B = _BV(CS21) | _BV(CS20);
    wait_ticks();
    TCCR2B = 0;
    finish(0);
}

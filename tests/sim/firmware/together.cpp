// SPDX-License-Identifier: MIT
// Ten interrupts raised while I is clear must all come, once each, lowest vector first; a hundred
// times over. Fails with 1 + the round's first wrong place, or 99 when one came that was not
// called.
#include "serial.hpp"

static volatile uint8_t order[16];
static volatile uint8_t count;

static inline void came(uint8_t vector)
{
    if (count < sizeof order) {
        order[count] = vector;
    }
    count = (uint8_t)(count + 1);
}

ISR(TIMER2_COMPA_vect) { came(7); }
ISR(TIMER2_COMPB_vect) { came(8); }
ISR(TIMER2_OVF_vect) { came(9); }
ISR(TIMER1_COMPA_vect) { came(11); }
ISR(TIMER1_COMPB_vect) { came(12); }
ISR(TIMER1_OVF_vect) { came(13); }
ISR(TIMER0_COMPA_vect) { came(14); }
ISR(TIMER0_COMPB_vect) { came(15); }
ISR(TIMER0_OVF_vect) { came(16); }
ISR(USART_UDRE_vect)
{
    UCSR0B = _BV(TXEN0);
    came(19);
}

// Timers that have run over their whole range have raised all their flags.
static void raise_all()
{
    TCCR0B = TCCR2B = _BV(CS00);
    TCCR1B = _BV(CS10);
    TCNT1 = 0xff00;
    OCR1A = 0xff40;
    OCR1B = 0xff80;
    OCR0A = OCR2A = 64;
    OCR0B = OCR2B = 128;
    for (uint8_t i = 0; i < 200; ++i) {
        __asm__ volatile("nop");
    }
    TCCR0B = TCCR1B = TCCR2B = 0;
    UCSR0B = _BV(TXEN0) | _BV(UDRIE0);
}

static void check_order()
{
    static const uint8_t expected[] = {7, 8, 9, 11, 12, 13, 14, 15, 16, 19};

    for (uint8_t i = 0; i < sizeof expected; ++i) {
        if (order[i] != expected[i]) {
            finish((uint8_t)(1 + i));
        }
    }
    if (count != sizeof expected) {
        finish(99);
    }
}

int main()
{
    serial_init(0);
    TIMSK0 = TIMSK1 = TIMSK2 = _BV(OCIE0A) | _BV(OCIE0B) | _BV(TOIE0);
    for (uint8_t round = 0; round < 100; ++round) {
        count = 0;
        raise_all();
        sei();
        for (uint8_t i = 0; i < 50; ++i) {
            __asm__ volatile("nop");
        }
        cli();
        check_order();
    }
    finish(0);
}

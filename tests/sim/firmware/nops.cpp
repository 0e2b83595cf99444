// SPDX-License-Identifier: MIT
// Marker 1: ten nops. Marker 2: a loop of 100 turns, 3 cycles each but the last, and its ldi: 300
// cycles; during it a timer interrupts every 64 cycles. Marker 3: nothing at all.
#include "serial.hpp"

ISR(TIMER1_COMPA_vect) { }

int main()
{
    register uint8_t one = 1, two = 2, three = 3, none = 0;

    for (uint8_t i = 0; i < 5; ++i) {
        __asm__ volatile("out %0, %1\n .rept 10\n nop\n .endr\n out %0, %2"
                         :: "I"(_SFR_IO_ADDR(GPIOR0)), "r"(one), "r"(none));
        __asm__ volatile("out %0, %1\n out %0, %2"
                         :: "I"(_SFR_IO_ADDR(GPIOR0)), "r"(three), "r"(none));
    }
    OCR1A = 63;
    TIMSK1 = _BV(OCIE1A);
    TCCR1B = _BV(WGM12) | _BV(CS10);
    sei();
    for (uint8_t i = 0; i < 5; ++i) {
        __asm__ volatile("out %0, %1\n ldi r18, 100\n 1: dec r18\n brne 1b\n out %0, %2"
                         :: "I"(_SFR_IO_ADDR(GPIOR0)), "r"(two), "r"(none) : "r18");
    }
    finish(0);
}

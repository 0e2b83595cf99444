// SPDX-License-Identifier: MIT
// Waits in a loop `cli; test; sei; rjmp`: interrupts are let in for the one instruction after SEI.
// A simulator that lets two run before it takes an interrupt never takes one here.
#include "serial.hpp"

static volatile bool arrived;

ISR(TIMER1_COMPA_vect)
{
    arrived = true;
}

int main()
{
    OCR1A = 999;
    TCCR1B = _BV(WGM12) | _BV(CS10);
    TIMSK1 = _BV(OCIE1A);
    // In assembler, since one instruction more after SEI would spoil the test.
    __asm__ volatile("1: cli\n"
                     "lds r24, %0\n"
                     "cpse r24, __zero_reg__\n"
                     "rjmp 2f\n"
                     "sei\n"
                     "rjmp 1b\n"
                     "2:" :: "m"(arrived) : "r24", "memory");
    finish(0);
}

// SPDX-License-Identifier: MIT
// A stack whose depth can be counted by hand: 2 bytes for the call of main, 2 for the call of deep,
// 10 pushed: 14. With -DTIMER a handler that pushes nothing but has a return address (2) comes
// rarely, and sits on top of these 14 only under --stress.
#include "serial.hpp"

#ifdef TIMER
ISR(TIMER1_COMPA_vect, ISR_NAKED)
{
    __asm__ volatile("reti");
}
#endif

extern "C" __attribute__((naked, noinline, used)) void deep()
{
    __asm__ volatile("push r2\n push r3\n push r4\n push r5\n push r6\n"
                     "push r7\n push r8\n push r9\n push r10\n push r11\n"
                     "pop r11\n pop r10\n pop r9\n pop r8\n pop r7\n"
                     "pop r6\n pop r5\n pop r4\n pop r3\n pop r2\n ret");
}

__attribute__((OS_main)) int main()
{
#ifdef TIMER
    OCR1A = 65535; // the run is over before it comes
    TIMSK1 = _BV(OCIE1A);
    TCCR1B = _BV(WGM12) | _BV(CS10);
    sei();
#endif
    __asm__ volatile("call deep" ::: "memory");
    finish(0);
}

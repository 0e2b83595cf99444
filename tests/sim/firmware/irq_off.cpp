// SPDX-License-Identifier: MIT
// 500 nops with interrupts off, after a stretch of 1,000 before the first sei, which is start-up
// and does not count.
#include "serial.hpp"

int main()
{
    __asm__ volatile(".rept 1000\n nop\n .endr");
    sei();
    __asm__ volatile("cli\n .rept 500\n nop\n .endr\n sei");
    __asm__ volatile("cli\n .rept 20\n nop\n .endr\n sei");
    finish(0);
}

// SPDX-License-Identifier: MIT
// A frame of 40 bytes of which only the top one is written, then given back: SP went lower than any
// store.
#include "serial.hpp"

extern "C" __attribute__((naked, noinline, used)) void frame()
{
    __asm__ volatile("push r28\n push r29\n"
                     "in r28, __SP_L__\n in r29, __SP_H__\n sbiw r28, 40\n"
                     "in __tmp_reg__, __SREG__\n cli\n out __SP_H__, r29\n"
                     "out __SREG__, __tmp_reg__\n out __SP_L__, r28\n"
                     "std Y+40, r1\n adiw r28, 40\n"
                     "in __tmp_reg__, __SREG__\n cli\n out __SP_H__, r29\n"
                     "out __SREG__, __tmp_reg__\n out __SP_L__, r28\n"
                     "pop r29\n pop r28\n ret");
}

__attribute__((OS_main)) int main()
{
    __asm__ volatile("call frame" ::: "memory");
    finish(0);
}

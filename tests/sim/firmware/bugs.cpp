// SPDX-License-Identifier: MIT
// One mistake each, chosen by -DBUG=n: avrsim must name it and the function it is in. BUG 0 is the
// same program without any.
#include "serial.hpp"

#include <string.h>

static uint8_t table[16];
static volatile uint8_t sink;
static uint8_t *volatile kept;
static volatile uint16_t length = 8;

// Writes past its array and so over the address it returns to.
static __attribute__((noinline)) void overrun(uint8_t *from)
{
    uint8_t local[8];
    uint8_t *to = local;
    __asm__ volatile("" : "+e"(to)); // hides from the compiler how long the array is
    for (uint8_t i = 0; i < length; ++i) {
        to[i] = from[i];
    }
    sink = local[3];
}

// Writes past the last variable.
static __attribute__((noinline)) void past_bss()
{
    for (uint16_t i = 0; i < length; ++i) {
        table[i] = 7;
    }
}

static __attribute__((noinline)) uint16_t recurse(uint16_t depth)
{
    return depth == 0 ? 1 : (uint16_t)(recurse((uint16_t)(depth - 1)) + sink);
}

static __attribute__((noinline)) void keep_local()
{
    uint8_t local[4] = {1, 2, 3, 4};
    kept = local;
    sink = kept[2];
}

static __attribute__((noinline)) void read_dead()
{
    sink = kept[2];
}

static __attribute__((noinline)) void store_at(uint16_t address)
{
    *(volatile uint8_t *)address = 1;
}

static __attribute__((noinline)) void load_at(uint16_t address)
{
    sink = *(volatile uint8_t *)address;
}

static __attribute__((noinline)) void change_return()
{
    // The high byte of our own return address, changed by what looks like a stack store to nobody.
    uint8_t *at = (uint8_t *)(SP + 1);
    *(volatile uint8_t *)at = 0x12;
}

static __attribute__((noinline)) void move_sp_bare()
{
    const uint16_t sp = SP;
    OCR1A = 3;
    TCCR1B = _BV(WGM12) | _BV(CS10);
    TIMSK1 = _BV(OCIE1A);
    SPH = (uint8_t)(sp >> 8); // with interrupts on: until SPL is written SP is a mixture
    __asm__ volatile("nop\n nop\n nop\n nop\n nop\n nop\n nop\n nop");
    SPL = (uint8_t)sp;
    TIMSK1 = 0;
}

ISR(TIMER1_COMPA_vect) { }

int main()
{
    kept = table;
#if BUG == 1
    length = 16;
#endif
    overrun(table);
#if BUG == 2
    length = 600;
#endif
    past_bss();
    sink = (uint8_t)recurse(BUG == 3 ? 60000 : 3);
    keep_local();
    kept = BUG == 4 ? kept : table;
    read_dead();
    store_at(BUG == 5 ? 4 : BUG == 6 ? 0x900 : (uint16_t)(uintptr_t)table);
    load_at(BUG == 7 ? 0 : BUG == 8 ? 0x8000 : (uint16_t)(uintptr_t)table);
    sei();
    switch (BUG) {
    case 9:  change_return(); break;
    case 10: __asm__ volatile("ldi r30, 0\n ldi r31, 0x38\n ijmp"); break; // to byte 0x7000
    case 11: __asm__ volatile("jmp 0"); break;
    case 12: move_sp_bare(); break;
    case 13: __asm__ volatile("push r1\n push r1\n ret"); break;
    case 14: SMCR = _BV(SM1) | _BV(SE); sleep_cpu(); break;
    default: break;
    }
    finish(0);
}

// SPDX-License-Identifier: MIT
// One thing each, chosen by -DCASE=name, for which there is no bound. `sound` is the same program
// without any.
#include "serial.hpp"

volatile uint8_t sink;
volatile uint8_t size = 9;

#define OUTLINE __attribute__((noinline, noclone))

OUTLINE uint8_t again(uint8_t n)
{
    return n == 0 ? sink : static_cast<uint8_t>(again(static_cast<uint8_t>(n - 1)) + sink);
}

uint8_t odd(uint8_t n);

OUTLINE uint8_t even(uint8_t n)
{
    return n == 0 ? sink : static_cast<uint8_t>(odd(static_cast<uint8_t>(n - 1)) + sink);
}

OUTLINE uint8_t odd(uint8_t n)
{
    return n == 0 ? 0 : static_cast<uint8_t>(even(static_cast<uint8_t>(n - 1)) + 1);
}

OUTLINE void blink() { sink = 1; }
OUTLINE void beep() { sink = 2; }

void (*volatile task)() = blink;

OUTLINE void run_task()
{
    task();
    sink = 3;
}

OUTLINE void fill(volatile uint8_t *at, uint8_t bytes)
{
    for (uint8_t i = 0; i < bytes; i++) {
        at[i] = i;
    }
}

OUTLINE void variable_array(uint8_t bytes)
{
    volatile uint8_t array[bytes];

    fill(array, bytes);
    sink = array[bytes - 1];
}

OUTLINE void allocated(uint8_t bytes)
{
    volatile uint8_t *const array = static_cast<volatile uint8_t *>(__builtin_alloca(bytes));

    fill(array, bytes);
    sink = array[0];
}

OUTLINE void write_flash()
{
    __asm__ volatile("spm");
}

OUTLINE void set_stack()
{
    cli();
    SP = 0x300;
}

OUTLINE void jump_nowhere()
{
    __asm__ volatile("jmp 0x7000");
}

OUTLINE void restart()
{
    __asm__ volatile("jmp 0");
}

extern "C" void nobody() __attribute__((weak));

OUTLINE void undefined()
{
    sink = (nobody(), 4); // no tail call
}

// 30 bytes taken, SP written while interrupts are on.
__attribute__((naked, noinline)) void hurried()
{
    __asm__ volatile("push r28\n push r29\n in r28, __SP_L__\n in r29, __SP_H__\n sbiw r28, 30\n"
                     "out __SP_H__, r29\n out __SP_L__, r28\n"
                     "adiw r28, 30\n in r0, __SREG__\n cli\n"
                     "out __SP_H__, r29\n out __SREG__, r0\n out __SP_L__, r28\n"
                     "pop r29\n pop r28\n ret");
}

// The same, with one instruction too many behind the one that lets interrupts in.
__attribute__((naked, noinline)) void late()
{
    __asm__ volatile("push r28\n push r29\n in r28, __SP_L__\n in r29, __SP_H__\n sbiw r28, 30\n"
                     "in r0, __SREG__\n cli\n"
                     "out __SP_H__, r29\n out __SREG__, r0\n nop\n out __SP_L__, r28\n"
                     "ret");
}

__attribute__((naked, noinline)) void half()
{
    __asm__ volatile("in r24, __SP_L__\n cli\n out __SP_L__, r24\n sei\n ret");
}

__attribute__((naked, noinline)) void uneven(uint8_t)
{
    __asm__ volatile("tst r24\n breq 1f\n push r2\n 1: inc r24\n brne 2f\n pop r2\n 2: ret");
}

__attribute__((naked, noinline)) void unbalanced()
{
    __asm__ volatile("push r2\n ret");
}

__attribute__((naked, noinline)) void greedy()
{
    __asm__ volatile("pop r24\n pop r25\n ret");
}

__attribute__((naked, noinline)) void careless()
{
    __asm__ volatile("ldi r28, 7\n mov r2, r28\n ret");
}

__attribute__((naked, noinline)) void nonzero()
{
    __asm__ volatile("mul r24, r24\n ret");
}

// The null pointer is tested for, so nothing is stored through it: r11 is kept.
__attribute__((naked, noinline)) void tested(uint8_t, const volatile uint8_t *)
{
    __asm__ volatile("ldi r30, 0\n ldi r31, 0\n tst r24\n brne 1f\n"
                     "2: cp r30, r1\n cpc r31, r1\n breq 3f\n std Z+11, r24\n 3: ret\n"
                     "1: movw r30, r22\n rjmp 2b");
}

// With a frame: r28 is half of the frame pointer.
__attribute__((naked, noinline)) void tested_framed(uint8_t, const volatile uint8_t *)
{
    __asm__ volatile("push r28\n push r29\n in r28, __SP_L__\n in r29, __SP_H__\n sbiw r28, 30\n"
                     "in r0, __SREG__\n cli\n"
                     "out __SP_H__, r29\n out __SREG__, r0\n out __SP_L__, r28\n"
                     "ldi r30, 0\n ldi r31, 0\n tst r24\n brne 1f\n"
                     "2: cp r30, r1\n cpc r31, r1\n breq 3f\n std Z+28, r24\n"
                     "3: adiw r28, 30\n in r0, __SREG__\n cli\n"
                     "out __SP_H__, r29\n out __SREG__, r0\n out __SP_L__, r28\n"
                     "pop r29\n pop r28\n ret\n"
                     "1: movw r30, r22\n rjmp 2b");
}

#ifdef HANDLER
ISR(INT0_vect, ISR_NAKED)
{
    __asm__ volatile("lds r24, sink\n inc r24\n sts sink, r24\n reti");
}
#else
EMPTY_INTERRUPT(INT0_vect)
#endif

static void sound() { blink(); }
static void null_pointer() { tested(size, &sink); }
static void null_pointer_framed() { tested_framed(size, &sink); }
static void recursion() { sink = again(size); }
static void mutual() { sink = even(size); }
static void pointer() { run_task(); beep(); }
static void array() { variable_array(size); }
static void alloca_call() { allocated(size); }
static void uneven_call() { uneven(size); }

int main()
{
    sei();
    CASE();
    finish(0);
}

/* SPDX-License-Identifier: MIT */
/* A table of vectors made by hand, with the timer's as the only one that does much. With OFF_FIRST
 * it begins with another instruction than a jump. Link it with -nostartfiles. Ends like finish(0)
 * of serial.hpp.
 */
#include <avr/io.h>

    .section .vectors, "ax", @progbits
    .global __vectors
__vectors:
#ifdef OFF_FIRST
    cli
    rjmp start
#else
    jmp  start
#endif
    jmp  __vector_1
    .rept 9
    jmp  again
    .endr
    jmp  ticked
    .rept 14
    jmp  again
    .endr

    .text
start:
    clr  r1
    ldi  r28, lo8(RAMEND)
    ldi  r29, hi8(RAMEND)
    out  _SFR_IO_ADDR(SPH), r29
    out  _SFR_IO_ADDR(SPL), r28
    call main
again:
    jmp  0

    .global __vector_1
__vector_1:
    reti

ticked:
    .rept 50
    push r1
    .endr
    .rept 50
    pop  r1
    .endr
    reti

    .global main
    .type main, @function
main:
    ldi  r24, 1
    sts  OCR1AH, r24
    ldi  r24, 0x91
    sts  OCR1AL, r24
    ldi  r24, 1 << OCIE1A
    sts  TIMSK1, r24
    ldi  r24, 1 << WGM12 | 1 << CS10
    sts  TCCR1B, r24
    sei
    ldi  r24, 0
    ldi  r25, 0x10
1:  sbiw r24, 1
    brne 1b
    cli
    out  _SFR_IO_ADDR(GPIOR1), r1
    ldi  r24, 1 << SE
    out  _SFR_IO_ADDR(SMCR), r24
    sleep
2:  rjmp 2b

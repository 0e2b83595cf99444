/* SPDX-License-Identifier: MIT */
/* Assembler that uses the stack as compilers do not: room by rcall .+0, a local subroutine, a jump
 * by ret, a frame in Y and one in Z, a call through a constant in Z, a tail jump, two functions
 * with one epilogue, an interrupt that saves only what it uses. Ends like finish(0) of serial.hpp.
 */
#include <avr/io.h>

    .text
    .global __vector_11
    .type __vector_11, @function
__vector_11:
    push r24
    in   r24, _SFR_IO_ADDR(SREG)
    push r24
    rcall ticked
    pop  r24
    out  _SFR_IO_ADDR(SREG), r24
    pop  r24
    reti
ticked:
    inc  r24
    ret

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
    rcall rooms
    rcall by_ret
    call frame
    ldi  r30, lo8(gs(through_z))
    ldi  r31, hi8(gs(through_z))
    icall
    rcall short_way
    cli
    out  _SFR_IO_ADDR(GPIOR1), r1
    ldi  r24, 1 << SE
    out  _SFR_IO_ADDR(SMCR), r24
    sleep

/* Ten bytes by five calls of what follows, given back through SP. */
rooms:
    rcall .+0
    rcall .+0
    rcall .+0
    rcall .+0
    rcall .+0
    in   r30, _SFR_IO_ADDR(SPL)
    in   r31, _SFR_IO_ADDR(SPH)
    std  Z+3, r24
    rcall ticked
    ldd  r24, Z+3
    adiw r30, 10
    in   r0, _SFR_IO_ADDR(SREG)
    cli
    out  _SFR_IO_ADDR(SPH), r31
    out  _SFR_IO_ADDR(SREG), r0
    out  _SFR_IO_ADDR(SPL), r30
    ret

/* Where it goes on is pushed, and returned to. */
by_ret:
    ldi  r24, lo8(gs(1f))
    push r24
    ldi  r24, hi8(gs(1f))
    push r24
    ret
1:  push r2
    push r3
    rcall ticked
    pop  r3
    pop  r2
    ret

/* 300 bytes: the low byte of SP and the high one both change. */
frame:
    push r28
    push r29
    in   r28, _SFR_IO_ADDR(SPL)
    in   r29, _SFR_IO_ADDR(SPH)
    subi r28, lo8(300)
    sbci r29, hi8(300)
    cli
    out  _SFR_IO_ADDR(SPH), r29
    out  _SFR_IO_ADDR(SPL), r28
    sei
    std  Y+1, r24
    rcall ticked
    subi r28, lo8(-300)
    sbci r29, hi8(-300)
    cli
    out  _SFR_IO_ADDR(SPH), r29
    sei
    out  _SFR_IO_ADDR(SPL), r28
    rjmp leave
through_z:
    push r28
    push r29
    rcall ticked
leave:
    pop  r29
    pop  r28
    ret
    .size frame, . - frame

short_way:
    push r16
    jmp  long_way
long_way:
    push r17
    rcall ticked
    pop  r17
    pop  r16
    ret

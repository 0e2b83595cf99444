/* SPDX-License-Identifier: MIT */
/* Ways to let interrupts in that no compiler takes, one for each -D. The timer's interrupt takes 23
 * bytes. Ends like finish(0) of serial.hpp.
 *
 *   BY_RETI      main pushes an address and goes there by reti
 *   RETI_OFF     the same, deep; the one instruction that runs before an interrupt is cli
 *   IN_HANDLER   the interrupt itself does so, and calls
 *   TWICE=again  the instruction behind sei lets them in again: none of them waits for another one
 */
#include <avr/io.h>

    .macro many what, times
    .rept \times
    \what
    .endr
    .endm

    .text
    .global __vector_11
    .type __vector_11, @function
__vector_11:
    push r24
#ifdef IN_HANDLER
    in   r24, _SFR_IO_ADDR(SREG)
    push r24
    ldi  r24, 1 << TOIE1            ; the other one, not itself
    sts  TIMSK1, r24
    ldi  r24, lo8(gs(1f))
    push r24
    ldi  r24, hi8(gs(1f))
    push r24
    reti
1:  rcall deep
    cli
    pop  r24
    out  _SFR_IO_ADDR(SREG), r24
#else
    many "push r1", 20
    many "pop r24", 20
#endif
    pop  r24
    reti

    .global __vector_13
    .type __vector_13, @function
__vector_13:
    push r24
    many "push r1", 9
    many "pop r24", 9
    pop  r24
    reti

deep:
    many "push r1", 30
    many "pop r24", 30
    ret

    .global main
    .type main, @function
main:
    ldi  r24, 1
    sts  OCR1AH, r24
    ldi  r24, 0x91
    sts  OCR1AL, r24
    ldi  r24, 1 << OCIE1A | 1 << TOIE1
    sts  TIMSK1, r24
    ldi  r24, 1 << WGM12 | 1 << CS10
    sts  TCCR1B, r24
#if defined(BY_RETI) || defined(RETI_OFF)
    many "push r1", 9
    ldi  r24, lo8(gs(1f))
    push r24
    ldi  r24, hi8(gs(1f))
    push r24
    reti
1:
#endif
#ifdef RETI_OFF
    cli
    many "pop r24", 9
    sei
#endif
#ifdef TWICE
    ldi  r25, 1 << SREG_I
    many "push r1", 9
    sei
    TWICE
    cli
    many "pop r24", 9
#endif
    ldi  r25, 1 << SREG_I
#ifdef POINTER
    ldi  r30, 0x50
    ldi  r31, 0
    adiw r30, 15
    st   Z, r25
#endif
#ifdef BORROW
    ldi  r30, 0xf0
    ldi  r31, 0
    subi r30, lo8(0xf0 - 0x15f)
    sbci r31, hi8(0xf0 - 0x15f)
    dec  r31
    st   Z, r25
#endif
#ifdef STEPS
    ldi  r26, 0x5d
    ldi  r27, 0
    ld   r0, X+
    ld   r0, X+
    st   X, r25
#endif
#ifdef IN_HANDLER
    sei
#endif
    ldi  r24, 0
    ldi  r25, 0x10
2:  sbiw r24, 1
    brne 2b
    cli
    out  _SFR_IO_ADDR(GPIOR1), r1
    ldi  r24, 1 << SE
    out  _SFR_IO_ADDR(SMCR), r24
    sleep

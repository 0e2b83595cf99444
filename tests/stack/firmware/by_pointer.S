/* SPDX-License-Identifier: MIT */
/* 50 bytes of stack taken and given back by stores through a constant pointer, one way for each -D.
 * Ends like finish(0) of serial.hpp.
 *
 *   SP_STEPS     SPL and SPH through X, which each store moves
 *   REGISTER     r28 through Z, and SP from it
 *   NULL_STORE   the same with Z 0 and a displacement, as a null pointer to a struct has
 */
#include <avr/io.h>

    .macro set_sp
#ifdef SP_STEPS
    ldi  r26, 0x5c
    ldi  r27, 0
    st   X+, r1
    st   X+, r28
    st   X, r29
#else
    mov  r18, r28
    in   r28, _SFR_IO_ADDR(SPL)
    ldi  r31, 0
#ifdef REGISTER
    ldi  r30, 28
    st   Z, r18
#else
    ldi  r30, 0
    std  Z+28, r18
#endif
    out  _SFR_IO_ADDR(SPH), r29
    out  _SFR_IO_ADDR(SPL), r28
#endif
    .endm

    .text
    .global main
    .type main, @function
main:
    rcall deep
    cli
    out  _SFR_IO_ADDR(GPIOR1), r1
    ldi  r24, 1 << SE
    out  _SFR_IO_ADDR(SMCR), r24
    sleep

    .type deep, @function
deep:
    push r28
    push r29
    in   r28, _SFR_IO_ADDR(SPL)
    in   r29, _SFR_IO_ADDR(SPH)
    sbiw r28, 50
    set_sp
    push r1
    pop  r1
    adiw r28, 50
    set_sp
    pop  r29
    pop  r28
    ret

/* SPDX-License-Identifier: MIT */
/* void thimble_copy(uint8_t *to, const uint8_t *from, uint16_t bytes)
 *
 * The same as copy_bytes_portable in ../copy.h. Eight bytes a turn, 36 cycles: 4.5 cycles a byte; the
 * instruction set's limit is 4 (a load and a store of 2 cycles each). What is left over is copied one
 * by one at 7.
 *
 * In: r25:r24 to, r23:r22 from, r21:r20 bytes. Changes r0, r20, r21, r26, r27, r30, r31.
 */
    .section .text.thimble_copy, "ax", @progbits
    .global thimble_copy
    .type thimble_copy, @function

thimble_copy:
    movw r30, r24
    movw r26, r22
    rjmp count
turn:
    .rept 8
    ld   r0, X+
    st   Z+, r0
    .endr
count:
    subi r20, 8
    sbci r21, 0
    brcc turn                   ; at most bytes / 8 turns
    subi r20, -8                ; 0 to 7 bytes are left
    breq done
byte:
    ld   r0, X+
    st   Z+, r0
    dec  r20
    brne byte                   ; at most min(bytes, 7) turns
done:
    ret

    .size thimble_copy, . - thimble_copy

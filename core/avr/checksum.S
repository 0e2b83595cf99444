/* SPDX-License-Identifier: MIT */
/* uint16_t thimble_checksum_add(uint16_t sum, const uint8_t *at, uint16_t bytes)
 *
 * The same sum as checksum_add_portable in ../checksum.h. Two words a turn, 15 cycles: 3.75 cycles
 * a byte; the instruction set's limit is 3 (two loads of 2 cycles and two adds of 1 for each word).
 *
 * The carry of each word goes into the next one and is folded only once, at the end. That is why
 * everything between the first word and `last` leaves the carry flag alone: ld, dec, brne, brtc do.
 * Once is enough: a sum that carries is at most 0xfffe.
 *
 * In: r25:r24 sum, r23:r22 at, r21:r20 bytes. Out: r25:r24. Changes r18, r19, r26, r27 and T; r1 is
 * zero.
 */
    .section .text.thimble_checksum_add, "ax", @progbits
    .global thimble_checksum_add
    .type thimble_checksum_add, @function

thimble_checksum_add:
    movw r26, r22
    bst  r20, 0                 ; T: an odd last byte
    lsr  r21
    ror  r20                    ; words
    lsr  r21
    ror  r20                    ; pairs of words; C: one word more
    inc  r20                    ; two nested counters, each counted before it is tested,
    inc  r21                    ; so that no pairs at all falls straight through
    brcc count
    clc
    rjmp half
pair:
    ld   r19, X+                ; at most bytes / 4 turns
    ld   r18, X+
    adc  r24, r18
    adc  r25, r19
half:
    ld   r19, X+
    ld   r18, X+
    adc  r24, r18
    adc  r25, r19
count:
    dec  r20
    brne pair
    dec  r21
    brne pair
    brtc last
    ld   r19, X                 ; the odd byte is the upper half of a word
    adc  r24, r1
    adc  r25, r19
last:
    adc  r24, r1
    adc  r25, r1
    ret

    .size thimble_checksum_add, . - thimble_checksum_add

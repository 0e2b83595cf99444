/* SPDX-License-Identifier: MIT */
/* void thimble_iss_encrypt(struct iss_block *block, const uint8_t *secret)
 *
 * The same as iss_encrypt_portable in ../iss.h: 27 rounds of Speck64/128, each followed by a round
 * of its key schedule. Both are `round`: x, y and a key word there, a word of the key, its first
 * word and the number of the round here. Rotating by 8 is loading the bytes in another order;
 * rotating by 3 is three single steps.
 *
 * The block lies at Y: y at 0, x at 4, the key's words at 8, 12, 16 and 20. X goes round the last
 * three of these. r17 counts rounds. r18 to r21 hold the key's first word between two calls of
 * `round`, because that is what the second of them leaves there.
 *
 * In: r25:r24 block, r23:r22 secret. Changes r0, r18 to r27, r30, r31; r1 is zero.
 */
    .section .text.thimble_iss_encrypt, "ax", @progbits
    .global thimble_iss_encrypt
    .type thimble_iss_encrypt, @function

thimble_iss_encrypt:
    push r17
    push r28
    push r29
    movw r28, r24
    movw r26, r24
    adiw r26, 8
    movw r30, r22
    ldi  r17, 16
copy:
    ld   r0, Z+
    st   X+, r0
    dec  r17
    brne copy                   ; r17: round 0
    sbiw r26, 12                ; X: the key's second word
    ldd  r18, Y+8
    ldd  r19, Y+9
    ldd  r20, Y+10
    ldd  r21, Y+11
turn:
    movw r30, r28
    adiw r30, 4
    rcall round                 ; x, y, the key's first word
    adiw r28, 8
    movw r30, r26
    mov  r18, r17
    clr  r19
    clr  r20
    clr  r21
    rcall round                 ; a word of the key, its first word, the number of the round
    adiw r26, 4
    movw r30, r28
    adiw r30, 16
    cp   r26, r30               ; the low bytes alone: 12 bytes cannot agree in them twice
    brne same_end
    sbiw r26, 12
same_end:
    sbiw r28, 8
    inc  r17
    cpi  r17, 27
    brne turn                   ; at most 27 turns
    pop  r29
    pop  r28
    pop  r17
    ret

/* The word at Z, rotated right by 8, plus the word at Y, xor the key word in r18 to r21; then the
 * word at Y, rotated left by 3, xor that. Leaves the latter in r18 to r21. */
round:
    ldd  r22, Z+1
    ldd  r23, Z+2
    ldd  r24, Z+3
    ld   r25, Z
    ld   r0, Y
    add  r22, r0
    ldd  r0, Y+1
    adc  r23, r0
    ldd  r0, Y+2
    adc  r24, r0
    ldd  r0, Y+3
    adc  r25, r0
    eor  r22, r18
    eor  r23, r19
    eor  r24, r20
    eor  r25, r21
    st   Z, r22
    std  Z+1, r23
    std  Z+2, r24
    std  Z+3, r25
    ld   r18, Y
    ldd  r19, Y+1
    ldd  r20, Y+2
    ldd  r21, Y+3
    ldi  r30, 3
left:
    lsl  r18
    rol  r19
    rol  r20
    rol  r21
    adc  r18, r1
    dec  r30
    brne left
    eor  r18, r22
    eor  r19, r23
    eor  r20, r24
    eor  r21, r25
    st   Y, r18
    std  Y+1, r19
    std  Y+2, r20
    std  Y+3, r21
    ret

    .size thimble_iss_encrypt, . - thimble_iss_encrypt

/* SPDX-License-Identifier: MIT */
/* Initial sequence numbers that nobody outside can compute: RFC 6528.
 *
 *     ISN = M + F(local ip, local port, remote ip, remote port, secret)
 *
 * M, the clock, is tcp_new_iss's in tcp_user.h; F is here. It is the CBC-MAC of those 12 bytes, and
 * 4 zero bytes behind them, under the block cipher Speck64/128 (Beaulieu et al., ePrint 2013/404).
 * A CBC-MAC over texts of one length is as good a PRF as its cipher is; the key has the 128 bits
 * that RFC 6528 3 asks for, and the result is cut to 32.
 *
 * Why this cipher: of its two rotations one is by 8, which costs an 8-bit machine nothing, and its
 * key schedule is its round once more. Flash and cycles for one number, avr-g++ 5.4, the flags of
 * cmake/avr.cmake: Speck 446 bytes, 38,400 cycles; XTEA 424, 23,900; HalfSipHash-2-4 (whose key is
 * 64 bits) 614, 10,700; Chaskey-12 684, 11,100; Speck in avr/iss.S 238, 10,600.
 *
 * Two forms of one cipher, then, as with the checksum: tests/iss.cpp holds this one against the
 * published vector, tests/sim/firmware/iss_equal.cpp the assembler against this one.
 */
#ifndef THIMBLE_ISS_H
#define THIMBLE_ISS_H

#include <stdint.h>

#ifdef __cplusplus
namespace thimble {
#endif

enum { ISS_SECRET_BYTES = 16, ISS_ROUNDS = 27 };

/* What the cipher works on: a block of two words, and room for the key while it changes. */
struct iss_block {
    uint32_t y;
    uint32_t x;
    uint32_t key[4];
};

/*@ requires \valid(x) && \valid(y) && \separated(x, y);
  @ assigns  *x, *y;
  @*/
static inline void iss_round(uint32_t *x, uint32_t *y, uint32_t key)
{
    *x = (((*x >> 8) | (*x << 24)) + *y) ^ key;
    *y = ((*y << 3) | (*y >> 29)) ^ *x;
}

/* Speck64/128. The secret's first byte is the lowest of the key. */
/*@ requires \valid(block);
  @ requires \valid_read(secret + (0 .. ISS_SECRET_BYTES - 1));
  @ requires \separated(block, secret + (0 .. ISS_SECRET_BYTES - 1));
  @ assigns  *block;
  @*/
static inline void iss_encrypt_portable(struct iss_block *block, const uint8_t *secret)
{
    uint8_t word = 1; /* of the key: 1, 2, 3, 1, ... */
    uint8_t i;

    /*@ loop invariant 0 <= i <= 4;
      @ loop assigns i, block->key[0 .. 3];
      @ loop variant 4 - i;
      @*/
    for (i = 0; i < 4; i++) {
        const uint8_t *at = secret + 4 * i;

        block->key[i] = (uint32_t)at[0] | ((uint32_t)at[1] << 8) | ((uint32_t)at[2] << 16) |
                        ((uint32_t)at[3] << 24);
    }
    /*@ loop invariant 0 <= i <= ISS_ROUNDS;
      @ loop invariant 1 <= word <= 3;
      @ loop assigns i, word, *block;
      @ loop variant ISS_ROUNDS - i;
      @*/
    for (i = 0; i < ISS_ROUNDS; i++) {
        iss_round(&block->x, &block->y, block->key[0]);
        iss_round(&block->key[word], &block->key[0], i);
        word = word == 3 ? 1 : (uint8_t)(word + 1u);
    }
}

#ifdef __cplusplus
}
#endif

#if defined(__AVR__) && !defined(__FRAMAC__)
#ifdef __cplusplus
extern "C"
#endif
void thimble_iss_encrypt(void *block, const uint8_t *secret);
#endif

#ifdef __cplusplus
namespace thimble {
#endif

/*@ requires \valid(block);
  @ requires \valid_read(secret + (0 .. ISS_SECRET_BYTES - 1));
  @ requires \separated(block, secret + (0 .. ISS_SECRET_BYTES - 1));
  @ assigns  *block;
  @*/
static inline void iss_encrypt(struct iss_block *block, const uint8_t *secret)
{
#if defined(__AVR__) && !defined(__FRAMAC__)
    thimble_iss_encrypt(block, secret);
#else
    iss_encrypt_portable(block, secret);
#endif
}

/* F of RFC 6528 3. The same ends and the same secret give the same number; whoever lacks the secret
 * learns nothing from one of them about another. */
/*@ requires \valid_read(secret + (0 .. ISS_SECRET_BYTES - 1));
  @ assigns  \nothing;
  @*/
static inline uint32_t iss_keyed(const uint8_t *secret, uint32_t local_ip, uint16_t local_port,
                                 uint32_t remote_ip, uint16_t remote_port)
{
    struct iss_block block;

    block.x = local_ip;
    block.y = ((uint32_t)local_port << 16) | remote_port;
    iss_encrypt(&block, secret);
    block.x ^= remote_ip;
    iss_encrypt(&block, secret);
    return block.x;
}

#ifdef __cplusplus
}
#endif

#endif

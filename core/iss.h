/* SPDX-License-Identifier: MIT */
/* Initial sequence numbers that nobody outside can compute: RFC 6528.
 *
 *     ISN = M + F(local ip, local port, remote ip, remote port, secret)
 *
 * M, the clock, is tcp_new_iss's in tcp_iss.h; F is here. It is the CBC-MAC of those 12 bytes, and
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

/* A round makes iss_up of x, and iss_on of y and that. iss_end is x, or with `half` 1 y, after the
 * rounds from i on: with the key in use, and the three words that make the next ones. */
/*@ logic integer iss_up(integer x, integer y, integer key) =
  @     (uint32_t)((uint32_t)(((uint32_t)x >> 8 | (uint32_t)(x << 24)) + y) ^ (uint32_t)key);
  @
  @ logic integer iss_on(integer y, integer up) =
  @     (uint32_t)(((uint32_t)(y << 3) | (uint32_t)y >> 29) ^ (uint32_t)up);
  @
  @ logic integer iss_end(integer half, integer x, integer y, integer key,
  @                       integer a, integer b, integer c, integer i) =
  @     i >= ISS_ROUNDS ? (half == 0 ? x : y) :
  @     iss_end(half, iss_up(x, y, key), iss_on(y, iss_up(x, y, key)), iss_on(key, iss_up(a, key, i)),
  @             b, c, iss_up(a, key, i), i + 1);
  @
  @ logic integer iss_word_of{L}(uint8_t *at) =
  @     at[0] | (uint32_t)(at[1] << 8) | (uint32_t)(at[2] << 16) | (uint32_t)(at[3] << 24);
  @
  @ logic integer iss_cipher{L}(integer half, integer x, integer y, uint8_t *key) =
  @     iss_end(half, x, y, iss_word_of(key), iss_word_of(key + 4), iss_word_of(key + 8),
  @             iss_word_of(key + 12), 0);
  @*/

/*@ requires \valid(x) && \valid(y) && \separated(x, y);
  @ assigns  *x, *y;
  @ ensures  *x == iss_up(\old(*x), \old(*y), key);
  @ ensures  *y == iss_on(\old(*y), *x);
  @*/
static inline void iss_round(uint32_t *x, uint32_t *y, uint32_t key)
{
    *x = (((*x >> 8) | (*x << 24)) + *y) ^ key;
    *y = ((*y << 3) | (*y >> 29)) ^ *x;
}

/*@ requires \valid_read(at + (0 .. 3));
  @ assigns  \nothing;
  @ ensures  \result == iss_word_of(at);
  @*/
static inline uint32_t iss_word(const uint8_t *at)
{
    return (uint32_t)at[0] | ((uint32_t)at[1] << 8) | ((uint32_t)at[2] << 16) |
           ((uint32_t)at[3] << 24);
}

/* Round i, and the next key: key[word] is the oldest of the three words that make it. */
/*@ logic integer iss_left{L}(integer half, struct iss_block *block, integer word, integer i) =
  @     word == 1 ? iss_end(half, block->x, block->y, block->key[0],
  @                         block->key[1], block->key[2], block->key[3], i) :
  @     word == 2 ? iss_end(half, block->x, block->y, block->key[0],
  @                         block->key[2], block->key[3], block->key[1], i) :
  @     iss_end(half, block->x, block->y, block->key[0],
  @             block->key[3], block->key[1], block->key[2], i);
  @*/

/*@ requires \valid(block);
  @ requires 1 <= word <= 3 && i < ISS_ROUNDS;
  @ assigns  *block;
  @ ensures  1 <= \result <= 3;
  @ ensures  word == 1 ==> iss_left(0, block, \result, i + 1) == \old(iss_left(0, block, 1, i));
  @ ensures  word == 1 ==> iss_left(1, block, \result, i + 1) == \old(iss_left(1, block, 1, i));
  @ ensures  word == 2 ==> iss_left(0, block, \result, i + 1) == \old(iss_left(0, block, 2, i));
  @ ensures  word == 2 ==> iss_left(1, block, \result, i + 1) == \old(iss_left(1, block, 2, i));
  @ ensures  word == 3 ==> iss_left(0, block, \result, i + 1) == \old(iss_left(0, block, 3, i));
  @ ensures  word == 3 ==> iss_left(1, block, \result, i + 1) == \old(iss_left(1, block, 3, i));
  @*/
static inline uint8_t iss_turn(struct iss_block *block, uint8_t word, uint8_t i)
{
    iss_round(&block->x, &block->y, block->key[0]);
    iss_round(&block->key[word], &block->key[0], i);
    return word == 3 ? 1 : (uint8_t)(word + 1u);
}

/* Speck64/128. The secret's first byte is the lowest of the key. */
/*@ requires \valid(block);
  @ requires \valid_read(secret + (0 .. ISS_SECRET_BYTES - 1));
  @ requires \separated(block, secret + (0 .. ISS_SECRET_BYTES - 1));
  @ assigns  *block;
  @ ensures  block->x == iss_cipher{Pre}(0, \old(block->x), \old(block->y), secret);
  @ ensures  block->y == iss_cipher{Pre}(1, \old(block->x), \old(block->y), secret);
  @*/
static inline void iss_encrypt_portable(struct iss_block *block, const uint8_t *secret)
{
    uint8_t word = 1; /* of the key: 1, 2, 3, 1, ... */
    uint8_t i;

    /*@ loop invariant 0 <= i <= 4;
      @ loop invariant \forall integer j; 0 <= j < i ==> block->key[j] == iss_word_of(secret + 4 * j);
      @ loop assigns i, block->key[0 .. 3];
      @ loop variant 4 - i;
      @*/
    for (i = 0; i < 4; i++) {
        block->key[i] = iss_word(secret + 4 * i);
    }
    /*@ loop invariant 0 <= i <= ISS_ROUNDS;
      @ loop invariant 1 <= word <= 3;
      @ loop invariant iss_left(0, block, word, i) == \at(iss_cipher(0, block->x, block->y, secret), Pre);
      @ loop invariant iss_left(1, block, word, i) == \at(iss_cipher(1, block->x, block->y, secret), Pre);
      @ loop assigns i, word, *block;
      @ loop variant ISS_ROUNDS - i;
      @*/
    for (i = 0; i < ISS_ROUNDS; i++) {
        word = iss_turn(block, word, i);
        /*@ assert (uint8_t)(i + 1) == i + 1; */
        /*@ assert iss_left(0, block, word, i + 1) == \at(iss_cipher(0, block->x, block->y, secret), Pre); */
        /*@ assert iss_left(1, block, word, i + 1) == \at(iss_cipher(1, block->x, block->y, secret), Pre); */
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
  @ ensures  block->x == iss_cipher{Pre}(0, \old(block->x), \old(block->y), secret);
  @ ensures  block->y == iss_cipher{Pre}(1, \old(block->x), \old(block->y), secret);
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
  @ ensures  \result == iss_cipher{Pre}(0,
  @     (uint32_t)(iss_cipher{Pre}(0, local_ip, (uint32_t)(local_port << 16) | remote_port, secret) ^ remote_ip),
  @     iss_cipher{Pre}(1, local_ip, (uint32_t)(local_port << 16) | remote_port, secret), secret);
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

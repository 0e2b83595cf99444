/* SPDX-License-Identifier: MIT */
/* The Internet checksum's loop: RFC 1071.
 *
 * Two forms of one function: a portable one, and avr/checksum.S, which keeps the carry in the carry
 * flag and takes 3.75 cycles a byte where the compiler's best takes 11. Both give the same 16 bits
 * for every input (tests/checksum.cpp, tests/sim/firmware/checksum_equal.cpp). Where the sum
 * starts, what it covers and what zero means is generated from the packet specs:
 * <name>_checksum_prefix, _accepts and _seal.
 */
#ifndef THIMBLE_CHECKSUM_H
#define THIMBLE_CHECKSUM_H

#include "wire.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* RFC 1071 in one place: `sum` is what the first `bytes` bytes at `at` make of `start`. */
/*@ logic integer checksum_fold(integer sum, integer word) =
  @     sum + word > 65535 ? sum + word - 65535 : sum + word;
  @
  @ inductive checksum_is{L}(uint8_t *at, integer bytes, integer start, integer sum) {
  @   case nothing{L}: \forall uint8_t *at, integer start;
  @       checksum_is(at, 0, start, start);
  @   case word{L}: \forall uint8_t *at, integer n, start, sum;
  @       n % 2 == 0 && checksum_is(at, n, start, sum) ==>
  @       checksum_is(at, n + 2, start, checksum_fold(sum, at[n] * 256 + at[n + 1]));
  @   case odd_tail{L}: \forall uint8_t *at, integer n, start, sum;
  @       n % 2 == 0 && checksum_is(at, n, start, sum) ==>
  @       checksum_is(at, n + 1, start, checksum_fold(sum, at[n] * 256));
  @ }
  @*/

/* Adds `bytes` bytes to a folded sum, as big-endian words; an odd last byte counts as the upper
 * half of one. */
/*@ requires \valid_read(at + (0 .. bytes - 1));
  @ assigns  \nothing;
  @ ensures  checksum_is(at, bytes, sum, \result);
  @*/
static inline uint16_t checksum_add_portable(uint16_t sum, const uint8_t *at, uint16_t bytes)
{
    uint16_t i;

    /*@ loop invariant 0 <= i <= bytes;
      @ loop invariant i % 2 == 0;
      @ loop invariant checksum_is(at, i, \at(sum, Pre), sum);
      @ loop assigns i, sum;
      @ loop variant bytes - i;
      @*/
    for (i = 0; (uint16_t)(bytes - i) >= 2u; i = (uint16_t)(i + 2u)) {
        sum = wire_sum_add(sum, wire_get_u16(at + i));
        /*@ assert checksum_is(at, i + 2, \at(sum, Pre), sum); */
        /*@ assert (uint16_t)(i + 2) == i + 2; */
    }
    if (i < bytes) {
        sum = wire_sum_add(sum, (uint16_t)((uint16_t)at[i] << 8));
    }
    return sum;
}

#ifdef __cplusplus
}
#endif

#if defined(__AVR__) && !defined(__FRAMAC__)
#ifdef __cplusplus
extern "C"
#endif
uint16_t thimble_checksum_add(uint16_t sum, const uint8_t *at, uint16_t bytes);
#endif

#ifdef __cplusplus
namespace thimble {
#endif

/*@ requires \valid_read(at + (0 .. bytes - 1));
  @ assigns  \nothing;
  @ ensures  checksum_is(at, bytes, sum, \result);
  @*/
static inline uint16_t checksum_add(uint16_t sum, const uint8_t *at, uint16_t bytes)
{
#if defined(__AVR__) && !defined(__FRAMAC__)
    return thimble_checksum_add(sum, at, bytes);
#else
    return checksum_add_portable(sum, at, bytes);
#endif
}

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
/* Bytes from here to there.
 *
 * Two forms of one function: a portable one, and avr/copy.S, which takes 4.5 cycles a byte where
 * the compiler's loop takes 8. Both copy upwards, one byte after the other, so a piece of memory may
 * be moved down onto itself.
 */
#ifndef THIMBLE_COPY_H
#define THIMBLE_COPY_H

#include <stdint.h>

#ifdef __cplusplus
namespace thimble {
#endif

/*@ requires \valid(to + (0 .. bytes - 1));
  @ requires \valid_read(from + (0 .. bytes - 1));
  @ requires to <= from || \separated(to + (0 .. bytes - 1), from + (0 .. bytes - 1));
  @ assigns  to[0 .. bytes - 1];
  @ ensures  \forall integer i; 0 <= i < bytes ==> to[i] == \old(from[i]);
  @*/
static inline void copy_bytes_portable(uint8_t *to, const uint8_t *from, uint16_t bytes)
{
    uint16_t i;

    /*@ loop invariant 0 <= i <= bytes;
      @ loop invariant \forall integer j; 0 <= j < i ==> to[j] == \at(from[j], Pre);
      @ loop invariant \forall integer j; i <= j < bytes ==> from[j] == \at(from[j], Pre);
      @ loop assigns i, to[0 .. bytes - 1];
      @ loop variant bytes - i;
      @*/
    for (i = 0; i < bytes; i++) {
        to[i] = from[i];
    }
}

#ifdef __cplusplus
}
#endif

#if defined(__AVR__) && !defined(__FRAMAC__)
#ifdef __cplusplus
extern "C"
#endif
void thimble_copy(uint8_t *to, const uint8_t *from, uint16_t bytes);
#endif

#ifdef __cplusplus
namespace thimble {
#endif

/* Copies `bytes` bytes. `to` may lie inside what is copied only if it lies below `from`. */
/*@ requires \valid(to + (0 .. bytes - 1));
  @ requires \valid_read(from + (0 .. bytes - 1));
  @ requires to <= from || \separated(to + (0 .. bytes - 1), from + (0 .. bytes - 1));
  @ assigns  to[0 .. bytes - 1];
  @ ensures  \forall integer i; 0 <= i < bytes ==> to[i] == \old(from[i]);
  @*/
static inline void copy_bytes(uint8_t *to, const uint8_t *from, uint16_t bytes)
{
#if defined(__AVR__) && !defined(__FRAMAC__)
    thimble_copy(to, from, bytes);
#else
    copy_bytes_portable(to, from, bytes);
#endif
}

#ifdef __cplusplus
}
#endif

#endif

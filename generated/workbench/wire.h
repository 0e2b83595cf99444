/* SPDX-License-Identifier: MIT
 * GENERATED from codegen/templates/wire.h.j2 -- change the template and regenerate.
 *
 * Numbers as they travel: most significant byte first, at any address (RFC 791 appendix B).
 * The forms below are the smallest that avr-g++ 5.4 makes and the prover understands.
 */
#ifndef THIMBLE_WIRE_H
#define THIMBLE_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
namespace thimble {
#endif

/* Why a packet was refused. */
enum wire_verdict {
    WIRE_OK,
    WIRE_SHORT,  /* it ends inside its fixed header */
    WIRE_LENGTH, /* a length in it contradicts another, or the bytes that are there */
    WIRE_VALUE,  /* a field has a value that the spec refuses */
    WIRE_OPTION  /* an option's length leads out of the list, or is too small for it */
};

/*@ requires \valid_read(at + (0 .. 1));
  @ assigns  \nothing;
  @ ensures  \result == at[0] * 256 + at[1];
  @*/
static inline uint16_t wire_get_u16(const uint8_t *at)
{
    return (uint16_t)((uint16_t)at[0] << 8 | at[1]);
}

/*@ requires \valid_read(at + (0 .. 3));
  @ assigns  \nothing;
  @ ensures  \result == at[0] * 16777216 + at[1] * 65536 + at[2] * 256 + at[3];
  @*/
static inline uint32_t wire_get_u32(const uint8_t *at)
{
#if defined(__AVR__) && !defined(__FRAMAC__) /* else four loads and a call of __bswapsi2 */
    union { uint8_t byte[4]; uint32_t all; } number;

    number.byte[0] = at[3];
    number.byte[1] = at[2];
    number.byte[2] = at[1];
    number.byte[3] = at[0];
    return number.all;
#else
    return ((uint32_t)wire_get_u16(at) << 16) | wire_get_u16(at + 2);
#endif
}

/*@ requires \valid(at + (0 .. 1));
  @ assigns  at[0 .. 1];
  @ ensures  at[0] == value / 256;
  @ ensures  at[1] == value % 256;
  @*/
static inline void wire_set_u16(uint8_t *at, uint16_t value)
{
    at[0] = (uint8_t)(value / 256u);
    at[1] = (uint8_t)(value % 256u);
}

/*@ requires \valid(at + (0 .. 3));
  @ assigns  at[0 .. 3];
  @ ensures  at[0] == value / 16777216;
  @ ensures  at[1] == value / 65536 % 256;
  @ ensures  at[2] == value / 256 % 256;
  @ ensures  at[3] == value % 256;
  @*/
static inline void wire_set_u32(uint8_t *at, uint32_t value)
{
    at[0] = (uint8_t)(value / 16777216u);
    at[1] = (uint8_t)(value / 65536u % 256u);
    at[2] = (uint8_t)(value / 256u % 256u);
    at[3] = (uint8_t)(value % 256u);
}

/* One's complement addition: what is carried out comes back in (RFC 1071). */
/*@ assigns \nothing;
  @ ensures \result == (sum + word > 65535 ? sum + word - 65535 : sum + word);
  @*/
static inline uint16_t wire_sum_add(uint16_t sum, uint16_t word)
{
    sum = (uint16_t)(sum + word);
    if (sum < word) {
        sum++;
    }
    return sum;
}

#ifdef __cplusplus
}
#endif

#endif

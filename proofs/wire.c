/* SPDX-License-Identifier: MIT
 * Proves generated/<profile>/wire.h: numbers of two and four bytes at any address, most significant byte first, and
 * the one's complement sum.
 *
 * What joins them: what is written is what is read, and the sum may be taken in any order.
 */
#include "facts.h"
#include "wire.h"

/*@ requires \valid(at + (0 .. 1));
  @ assigns  at[0 .. 1];
  @ ensures  \result == value;
  @*/
uint16_t wire_u16_round_trip(uint8_t *at, uint16_t value)
{
    wire_set_u16(at, value);
    return wire_get_u16(at);
}

/*@ requires \valid(at + (0 .. 3));
  @ assigns  at[0 .. 3];
  @ ensures  \result == value;
  @*/
uint32_t wire_u32_round_trip(uint8_t *at, uint32_t value)
{
    wire_set_u32(at, value);
    return wire_get_u32(at);
}

/*@ assigns \nothing;
  @ ensures \result == 1;
  @*/
int wire_sum_in_any_order(uint16_t sum, uint16_t a, uint16_t b)
{
    return wire_sum_add(wire_sum_add(sum, a), b) == wire_sum_add(wire_sum_add(sum, b), a);
}

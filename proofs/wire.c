/* SPDX-License-Identifier: MIT
 * Proves generated/<profile>/wire.h:
 *
 *   - a number of two or four bytes at any address is read most significant byte first, and what is written is read
 *     [wire_get_*, wire_set_*, wire_u*_round_trip]
 *   - the one's complement sum of two words is RFC 1071's, and it may be taken in any order [wire_sum_*]
 *
 * What joins its functions:
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

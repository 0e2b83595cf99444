/* SPDX-License-Identifier: MIT
 * GENERATED from spec/packets/icmp.ksy -- change the spec and regenerate.
 * Internet Control Message Protocol, RFC 792.
 *
 *   offset  bytes  field
 *        0      1  type      enum message
 *        1      1  code
 *        2      2  checksum
 *        4      4  rest
 *        8      -  payload   to the end
 */
#ifndef THIMBLE_ICMP_PACKET_H
#define THIMBLE_ICMP_PACKET_H

#include "wire.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum { ICMP_HEADER_BYTES = 8 };
enum {
    ICMP_MESSAGE_ECHO_REPLY = 0,
    ICMP_MESSAGE_UNREACHABLE = 3,
    ICMP_MESSAGE_ECHO = 8,
    ICMP_MESSAGE_TIME_EXCEEDED = 11,
    ICMP_MESSAGE_PARAMETER_PROBLEM = 12
};

/*@ requires \valid_read(at + (0 .. 7));
  @ assigns  \nothing;
  @ ensures  \result == at[0];
  @*/
static inline uint8_t icmp_type(const uint8_t *at)
{
    return at[0];
}

/*@ requires \valid_read(at + (0 .. 7));
  @ assigns  \nothing;
  @ ensures  \result == at[1];
  @*/
static inline uint8_t icmp_code(const uint8_t *at)
{
    return at[1];
}

/*@ requires \valid_read(at + (0 .. 7));
  @ assigns  \nothing;
  @ ensures  \result == at[2] * 256 + at[3];
  @*/
static inline uint16_t icmp_checksum(const uint8_t *at)
{
    return wire_get_u16(at + 2);
}

/*@ requires \valid_read(at + (0 .. 7));
  @ assigns  \nothing;
  @ ensures  \result == at[4] * 16777216 + at[5] * 65536 + at[6] * 256 + at[7];
  @*/
static inline uint32_t icmp_rest(const uint8_t *at)
{
    return wire_get_u32(at + 4);
}

/* What the spec describes, no more and no less. */
/*@ predicate icmp_is_valid(uint8_t *at, integer room) =
  @     8 <= room;
  @*/

/*@ requires \valid_read(at + (0 .. room - 1));
  @ assigns  \nothing;
  @ ensures  \result == WIRE_OK <==> icmp_is_valid(at, room);
  @ ensures  \result == WIRE_SHORT <==> room < 8;
  @*/
static inline enum wire_verdict icmp_check(const uint8_t *at, uint16_t room)
{
    (void)at;
    if (room < ICMP_HEADER_BYTES) {
        return WIRE_SHORT;
    }
    return WIRE_OK;
}

/*@ requires \valid_read(at + (0 .. 7));
  @ assigns  \nothing;
  @ ensures  \result == 8;
  @*/
static inline uint16_t icmp_payload_offset(const uint8_t *at)
{
    (void)at;
    return 8;
}

/*@ requires \valid_read(at + (0 .. 7));
  @ requires 8 <= room;
  @ assigns  \nothing;
  @ ensures  \result == room - 8;
  @*/
static inline uint16_t icmp_payload_bytes(const uint8_t *at, uint16_t room)
{
    (void)at;
    return (uint16_t)(room - 8);
}

/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[0 .. 0];
  @ ensures  at[0] == value;
  @*/
static inline void icmp_set_type(uint8_t *at, uint8_t value)
{
    at[0] = value;
}

/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[1 .. 1];
  @ ensures  at[1] == value;
  @*/
static inline void icmp_set_code(uint8_t *at, uint8_t value)
{
    at[1] = value;
}

/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[2 .. 3];
  @ ensures  at[2] * 256 + at[3] == value;
  @*/
static inline void icmp_set_checksum(uint8_t *at, uint16_t value)
{
    wire_set_u16(at + 2, value);
}

/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[4 .. 7];
  @ ensures  at[4] * 16777216 + at[5] * 65536 + at[6] * 256 + at[7] == value;
  @*/
static inline void icmp_set_rest(uint8_t *at, uint32_t value)
{
    wire_set_u32(at + 4, value);
}

/* Writes a header; its checksum field is zero until icmp_checksum_seal. */
/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[0 .. 7];
  @ ensures  at[0] == type;
  @ ensures  at[1] == code;
  @ ensures  at[2] * 256 + at[3] == 0;
  @ ensures  at[4] * 16777216 + at[5] * 65536 + at[6] * 256 + at[7] == rest;
  @ ensures  \forall integer room; 8 <= room <= 65535 ==> icmp_is_valid(at, room);
  @*/
static inline void icmp_emit(uint8_t *at, uint8_t type, uint8_t code, uint32_t rest)
{
    at[0] = type;
    at[1] = code;
    at[2] = 0;
    at[3] = 0;
    wire_set_u32(at + 4, rest);
}

/* `sum`: over the whole packet as received. */
/*@ requires \valid_read(at + (0 .. 7));
  @ assigns  \nothing;
  @ ensures  \result <==> (sum == 65535);
  @*/
static inline bool icmp_checksum_accepts(const uint8_t *at, uint16_t sum)
{
    (void)at;
    return sum == 0xffffu;
}

/* `sum`: the same, while the field is zero. */
/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[2 .. 3];
  @ ensures  at[2] * 256 + at[3] == 65535 - sum;
  @*/
static inline void icmp_checksum_seal(uint8_t *at, uint16_t sum)
{
    icmp_set_checksum(at, (uint16_t)(0xffffu - sum));
}

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT
 * GENERATED from spec/packets/udp.ksy -- change the spec and regenerate.
 * User Datagram Protocol, RFC 768.
 *
 *   offset  bytes  field
 *        0      2  src_port
 *        2      2  dst_port
 *        4      2  length    length >= 8 and length <= room
 *        6      2  checksum
 *        8      -  payload   length - 8 bytes
 */
#ifndef THIMBLE_UDP_PACKET_H
#define THIMBLE_UDP_PACKET_H

#include "wire.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum { UDP_HEADER_BYTES = 8 };

/*@ requires \valid_read(at + (0 .. 7));
  @ assigns  \nothing;
  @ ensures  \result == at[0] * 256 + at[1];
  @*/
static inline uint16_t udp_src_port(const uint8_t *at)
{
    return wire_get_u16(at);
}

/*@ requires \valid_read(at + (0 .. 7));
  @ assigns  \nothing;
  @ ensures  \result == at[2] * 256 + at[3];
  @*/
static inline uint16_t udp_dst_port(const uint8_t *at)
{
    return wire_get_u16(at + 2);
}

/*@ requires \valid_read(at + (0 .. 7));
  @ assigns  \nothing;
  @ ensures  \result == at[4] * 256 + at[5];
  @*/
static inline uint16_t udp_length(const uint8_t *at)
{
    return wire_get_u16(at + 4);
}

/*@ requires \valid_read(at + (0 .. 7));
  @ assigns  \nothing;
  @ ensures  \result == at[6] * 256 + at[7];
  @*/
static inline uint16_t udp_checksum(const uint8_t *at)
{
    return wire_get_u16(at + 6);
}

/* The lengths in a header agree with each other. */
/*@ predicate udp_is_sound(uint8_t *at) =
  @     at[4] * 256 + at[5] >= 8;
  @*/

/* What the spec describes, no more and no less. */
/*@ predicate udp_is_valid(uint8_t *at, integer room) =
  @     8 <= room && udp_is_sound(at) &&
  @     at[4] * 256 + at[5] <= room;
  @*/

/*@ requires \valid_read(at + (0 .. room - 1));
  @ assigns  \nothing;
  @ ensures  \result == WIRE_OK <==> udp_is_valid(at, room);
  @ ensures  \result == WIRE_SHORT <==> room < 8;
  @ ensures  \result == WIRE_LENGTH <==>
  @     room >= 8 && !(at[4] * 256 + at[5] >= 8 && at[4] * 256 + at[5] <= room);
  @*/
static inline enum wire_verdict udp_check(const uint8_t *at, uint16_t room)
{
    if (room < UDP_HEADER_BYTES) {
        return WIRE_SHORT;
    }
    const uint16_t length = udp_length(at);
    if (length < 8 || length > room) { /* udp.ksy:9 */
        return WIRE_LENGTH;
    }
    return WIRE_OK;
}

/*@ requires \valid_read(at + (0 .. 7));
  @ assigns  \nothing;
  @ ensures  \result == 8;
  @*/
static inline uint16_t udp_payload_offset(const uint8_t *at)
{
    (void)at;
    return 8;
}

/*@ requires \valid_read(at + (0 .. 7));
  @ requires udp_is_sound(at);
  @ assigns  \nothing;
  @ ensures  \result == (at[4] * 256 + at[5]) - 8;
  @*/
static inline uint16_t udp_payload_bytes(const uint8_t *at)
{
    return (uint16_t)(udp_length(at) - 8);
}

/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[0 .. 1];
  @ ensures  at[0] * 256 + at[1] == value;
  @*/
static inline void udp_set_src_port(uint8_t *at, uint16_t value)
{
    wire_set_u16(at, value);
}

/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[2 .. 3];
  @ ensures  at[2] * 256 + at[3] == value;
  @*/
static inline void udp_set_dst_port(uint8_t *at, uint16_t value)
{
    wire_set_u16(at + 2, value);
}

/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[4 .. 5];
  @ ensures  at[4] * 256 + at[5] == value;
  @*/
static inline void udp_set_length(uint8_t *at, uint16_t value)
{
    wire_set_u16(at + 4, value);
}

/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[6 .. 7];
  @ ensures  at[6] * 256 + at[7] == value;
  @*/
static inline void udp_set_checksum(uint8_t *at, uint16_t value)
{
    wire_set_u16(at + 6, value);
}

/* Writes a header; its checksum field is zero until udp_checksum_seal. */
/*@ requires \valid(at + (0 .. 7));
  @ requires payload_bytes <= 65527;
  @ assigns  at[0 .. 7];
  @ ensures  at[0] * 256 + at[1] == src_port;
  @ ensures  at[2] * 256 + at[3] == dst_port;
  @ ensures  at[4] * 256 + at[5] == 8 + payload_bytes;
  @ ensures  at[6] * 256 + at[7] == 0;
  @ ensures  \forall integer room; 8 + payload_bytes <= room <= 65535 ==> udp_is_valid(at, room);
  @*/
static inline void udp_emit(
    uint8_t *at, uint16_t src_port, uint16_t dst_port, uint16_t payload_bytes)
{
    wire_set_u16(at, src_port);
    wire_set_u16(at + 2, dst_port);
    wire_set_u16(at + 4, (uint16_t)(8 + payload_bytes));
    at[6] = 0;
    at[7] = 0;
}

/* The sum of the pseudo header, which goes before the sum of the bytes. */
/*@ assigns \nothing;
  @ ensures \result == (
  @     ip_src / 65536 + ip_src % 65536 + ip_dst / 65536 + ip_dst % 65536 + 17 + size
  @     - 1) % 65535 + 1;
  @*/
static inline uint16_t udp_checksum_prefix(uint32_t ip_src, uint32_t ip_dst, uint16_t size)
{
    uint16_t sum = 17;

    sum = wire_sum_add(sum, (uint16_t)(ip_src / 65536u));
    sum = wire_sum_add(sum, (uint16_t)(ip_src % 65536u));
    sum = wire_sum_add(sum, (uint16_t)(ip_dst / 65536u));
    sum = wire_sum_add(sum, (uint16_t)(ip_dst % 65536u));
    sum = wire_sum_add(sum, size);
    return sum;
}

/* `sum`: over the pseudo header and the whole packet as received. */
/*@ requires \valid_read(at + (0 .. 7));
  @ assigns  \nothing;
  @ ensures  \result <==> (at[6] * 256 + at[7] == 0 || sum == 65535);
  @*/
static inline bool udp_checksum_accepts(const uint8_t *at, uint16_t sum)
{
    return sum == 0xffffu || udp_checksum(at) == 0;
}

/* `sum`: the same, while the field is zero. */
/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[6 .. 7];
  @ ensures  at[6] * 256 + at[7] == (sum == 65535 ? 65535 : 65535 - sum);
  @*/
static inline void udp_checksum_seal(uint8_t *at, uint16_t sum)
{
    if (sum != 0xffffu) { /* a zero on the wire would mean: no checksum */
        sum = (uint16_t)(0xffffu - sum);
    }
    udp_set_checksum(at, sum);
}

#ifdef __cplusplus
}
#endif

#endif

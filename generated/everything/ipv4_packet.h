/* SPDX-License-Identifier: MIT
 * GENERATED from spec/packets/ipv4.ksy -- change the spec and regenerate.
 * Internet Protocol version 4 header, RFC 791 3.1.
 *
 *    offset    bytes  field
 *         0   4 bits  version          version == 4
 *         0   4 bits  ihl              ihl >= 5
 *         1        1  tos
 *         2        2  total_length     total_length >= ihl * 4 and total_length <= room
 *         4        2  ident
 *         6    1 bit  reserved         ignored
 *         6    1 bit  dont_fragment
 *         6    1 bit  more_fragments
 *         6  13 bits  fragment_offset
 *         8        1  ttl
 *         9        1  protocol         enum protocol
 *        10        2  checksum
 *        12        4  src
 *        16        4  dst
 *        20        -  options          ihl * 4 - 20 bytes
 *   ihl * 4        -  payload          total_length - ihl * 4 bytes
 */
#ifndef THIMBLE_IPV4_PACKET_H
#define THIMBLE_IPV4_PACKET_H

#include "wire.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum { IPV4_HEADER_BYTES = 20, IPV4_LSRR_BYTES = 3, IPV4_SSRR_BYTES = 3 };
enum { IPV4_PROTOCOL_ICMP = 1, IPV4_PROTOCOL_TCP = 6, IPV4_PROTOCOL_UDP = 17 };
enum {
    IPV4_OPTION_KIND_END = 0,
    IPV4_OPTION_KIND_NOP = 1,
    IPV4_OPTION_KIND_LSRR = 131,
    IPV4_OPTION_KIND_SSRR = 137
};

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[0] / 16;
  @*/
static inline uint8_t ipv4_version(const uint8_t *at)
{
    return (uint8_t)(at[0] / 16u);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[0] % 16;
  @*/
static inline uint8_t ipv4_ihl(const uint8_t *at)
{
    return (uint8_t)(at[0] % 16u);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[1];
  @*/
static inline uint8_t ipv4_tos(const uint8_t *at)
{
    return at[1];
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[2] * 256 + at[3];
  @*/
static inline uint16_t ipv4_total_length(const uint8_t *at)
{
    return wire_get_u16(at + 2);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[4] * 256 + at[5];
  @*/
static inline uint16_t ipv4_ident(const uint8_t *at)
{
    return wire_get_u16(at + 4);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> at[6] / 64 % 2 != 0;
  @*/
static inline bool ipv4_dont_fragment(const uint8_t *at)
{
    return at[6] / 64u % 2u != 0;
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> at[6] / 32 % 2 != 0;
  @*/
static inline bool ipv4_more_fragments(const uint8_t *at)
{
    return at[6] / 32u % 2u != 0;
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == (at[6] * 256 + at[7]) % 8192;
  @*/
static inline uint16_t ipv4_fragment_offset(const uint8_t *at)
{
    return (uint16_t)(wire_get_u16(at + 6) % 8192u);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[8];
  @*/
static inline uint8_t ipv4_ttl(const uint8_t *at)
{
    return at[8];
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[9];
  @*/
static inline uint8_t ipv4_protocol(const uint8_t *at)
{
    return at[9];
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[10] * 256 + at[11];
  @*/
static inline uint16_t ipv4_checksum(const uint8_t *at)
{
    return wire_get_u16(at + 10);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[12] * 16777216 + at[13] * 65536 + at[14] * 256 + at[15];
  @*/
static inline uint32_t ipv4_src(const uint8_t *at)
{
    return wire_get_u32(at + 12);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[16] * 16777216 + at[17] * 65536 + at[18] * 256 + at[19];
  @*/
static inline uint32_t ipv4_dst(const uint8_t *at)
{
    return wire_get_u32(at + 16);
}

/* The lengths in a header agree with each other. */
/*@ predicate ipv4_is_sound(uint8_t *at) =
  @     at[0] % 16 >= 5 &&
  @     at[2] * 256 + at[3] >= at[0] % 16 * 4;
  @*/

/* What the spec describes, no more and no less. */
/*@ predicate ipv4_is_valid(uint8_t *at, integer room) =
  @     20 <= room && ipv4_is_sound(at) &&
  @     at[0] / 16 == 4 &&
  @     at[2] * 256 + at[3] <= room;
  @*/

/*@ requires \valid_read(at + (0 .. room - 1));
  @ assigns  \nothing;
  @ ensures  \result == WIRE_OK <==> ipv4_is_valid(at, room);
  @ ensures  \result == WIRE_SHORT <==> room < 20;
  @ ensures  \result == WIRE_VALUE <==>
  @     room >= 20 && !(at[0] / 16 == 4);
  @ ensures  \result == WIRE_LENGTH <==>
  @     room >= 20 && (at[0] / 16 == 4 && !(at[0] % 16 >= 5 && at[2] * 256 + at[3] >= at[0] % 16 *
  @     4 && at[2] * 256 + at[3] <= room));
  @*/
static inline enum wire_verdict ipv4_check(const uint8_t *at, uint16_t room)
{
    if (room < IPV4_HEADER_BYTES) {
        return WIRE_SHORT;
    }
    if (ipv4_version(at) != 4) { /* ipv4.ksy:6 */
        return WIRE_VALUE;
    }
    const uint8_t ihl = ipv4_ihl(at);
    if (ihl < 5) { /* ipv4.ksy:7 */
        return WIRE_LENGTH;
    }
    const uint16_t total_length = ipv4_total_length(at);
    if (total_length < (uint16_t)(ihl * 4) || total_length > room) { /* ipv4.ksy:9 */
        return WIRE_LENGTH;
    }
    return WIRE_OK;
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == 20;
  @*/
static inline uint16_t ipv4_options_offset(const uint8_t *at)
{
    (void)at;
    return 20;
}

/*@ requires \valid_read(at + (0 .. 19));
  @ requires ipv4_is_sound(at);
  @ assigns  \nothing;
  @ ensures  \result == at[0] % 16 * 4 - 20;
  @*/
static inline uint16_t ipv4_options_bytes(const uint8_t *at)
{
    return (uint16_t)(ipv4_ihl(at) * 4 - 20);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ requires ipv4_is_sound(at);
  @ assigns  \nothing;
  @ ensures  \result == at[0] % 16 * 4;
  @*/
static inline uint16_t ipv4_payload_offset(const uint8_t *at)
{
    return (uint16_t)(ipv4_ihl(at) * 4);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ requires ipv4_is_sound(at);
  @ assigns  \nothing;
  @ ensures  \result == (at[2] * 256 + at[3]) - at[0] % 16 * 4;
  @*/
static inline uint16_t ipv4_payload_bytes(const uint8_t *at)
{
    return (uint16_t)(ipv4_total_length(at) - (uint16_t)(ipv4_ihl(at) * 4));
}

/* What the options say; without one, its default. */
struct ipv4_options {
    uint8_t lsrr;
    uint8_t ssrr;
};

/*@ inductive ipv4_options_read{L}(uint8_t *at, integer end, integer i, integer lsrr, integer ssrr, integer m_lsrr, integer m_ssrr) {
  @   case all_read{L}: \forall uint8_t *at, integer end, lsrr, ssrr;
  @       ipv4_options_read(at, end, end, lsrr, ssrr, lsrr, ssrr);
  @   case last{L}: \forall uint8_t *at, integer end, i, lsrr, ssrr;
  @       i < end && at[i] == 0 ==>
  @       ipv4_options_read(at, end, i, lsrr, ssrr, lsrr, ssrr);
  @   case alone{L}: \forall uint8_t *at, integer end, i, lsrr, ssrr, m_lsrr, m_ssrr;
  @       i < end && !(at[i] == 0) && !(at[i] > 1) &&
  @       ipv4_options_read(at, end, i + 1, lsrr, ssrr, m_lsrr, m_ssrr) ==>
  @       ipv4_options_read(at, end, i, lsrr, ssrr, m_lsrr, m_ssrr);
  @   case ipv4_lsrr{L}: \forall uint8_t *at, integer end, i, lsrr, ssrr, m_lsrr, m_ssrr;
  @       i + 2 <= end && at[i] == 131 && at[i + 1] >= 3 && i + at[i + 1] <= end &&
  @       ipv4_options_read(at, end, i + at[i + 1], at[i + 2], ssrr, m_lsrr, m_ssrr) ==>
  @       ipv4_options_read(at, end, i, lsrr, ssrr, m_lsrr, m_ssrr);
  @   case ipv4_ssrr{L}: \forall uint8_t *at, integer end, i, lsrr, ssrr, m_lsrr, m_ssrr;
  @       i + 2 <= end && at[i] == 137 && at[i + 1] >= 3 && i + at[i + 1] <= end &&
  @       ipv4_options_read(at, end, i + at[i + 1], lsrr, at[i + 2], m_lsrr, m_ssrr) ==>
  @       ipv4_options_read(at, end, i, lsrr, ssrr, m_lsrr, m_ssrr);
  @   case unknown{L}: \forall uint8_t *at, integer end, i, lsrr, ssrr, m_lsrr, m_ssrr;
  @       i + 2 <= end && at[i] > 1 && at[i] != 131 && at[i] != 137 &&
  @       at[i + 1] >= 2 && i + at[i + 1] <= end &&
  @       ipv4_options_read(at, end, i + at[i + 1], lsrr, ssrr, m_lsrr, m_ssrr) ==>
  @       ipv4_options_read(at, end, i, lsrr, ssrr, m_lsrr, m_ssrr);
  @ }
  @*/

/* One walk over all options. Unknown kinds are skipped by their length (ipv4.ksy:20). */
/*@ requires \valid_read(at + (0 .. 19));
  @ requires ipv4_is_sound(at);
  @ requires \valid_read(at + (0 .. at[0] % 16 * 4 - 1));
  @ requires \valid(found);
  @ requires \separated(found, at + (0 .. 59));
  @ assigns  found->lsrr;
  @ assigns  found->ssrr;
  @ ensures  \result == WIRE_OK || \result == WIRE_OPTION;
  @ ensures  \result == WIRE_OK ==>
  @     ipv4_options_read{Pre}(at, at[0] % 16 * 4, 20, 0, 0, found->lsrr, found->ssrr);
  @ ensures  \result == WIRE_OPTION ==> \forall integer m_lsrr, m_ssrr;
  @     !ipv4_options_read{Pre}(at, at[0] % 16 * 4, 20, 0, 0, m_lsrr, m_ssrr);
  @*/
static inline enum wire_verdict ipv4_options_check(const uint8_t *at, struct ipv4_options *found)
{
    const uint8_t *item = at + ipv4_options_offset(at);
    uint8_t left = (uint8_t)ipv4_options_bytes(at);
    uint8_t lsrr = 0;
    uint8_t ssrr = 0;
    /*@ ghost uint8_t end = (uint8_t)(at[0] % 16 * 4); */
    /*@ ghost uint8_t i = 20; */

    /*@ assert end == at[0] % 16 * 4; */
    /*@ loop invariant 20 <= i <= end;
      @ loop invariant left == end - i && item == at + i;
      @ loop invariant \forall integer m_lsrr, m_ssrr;
      @     ipv4_options_read(at, end, 20, 0, 0, m_lsrr, m_ssrr) <==>
      @     ipv4_options_read(at, end, i, lsrr, ssrr, m_lsrr, m_ssrr);
      @ loop assigns i, left, item, lsrr, ssrr;
      @ loop variant left;
      @*/
    while (left > 0) { /* at most 40 turns */
        const uint8_t kind = item[0];
        uint8_t len = 1;

        if (kind == IPV4_OPTION_KIND_END) { /* ipv4.ksy:27 */
            break;
        }
        if (kind > 1) {
            if (left < 2) {
                return WIRE_OPTION;
            }
            len = item[1];
            if (len < 2 || len > left) { /* ipv4.ksy:35 */
                return WIRE_OPTION;
            }
            if (kind == IPV4_OPTION_KIND_LSRR) {
                if (len < 3) { /* ipv4.ksy:40 */
                    return WIRE_OPTION;
                }
                /*@ assert \forall integer m_lsrr, m_ssrr; ipv4_options_read(at, end, i, lsrr, ssrr, m_lsrr, m_ssrr) <==>
                  @     ipv4_options_read(at, end, i + len, at[i + 2], ssrr, m_lsrr, m_ssrr); */
                lsrr = item[2];
            } else if (kind == IPV4_OPTION_KIND_SSRR) {
                if (len < 3) { /* ipv4.ksy:40 */
                    return WIRE_OPTION;
                }
                /*@ assert \forall integer m_lsrr, m_ssrr; ipv4_options_read(at, end, i, lsrr, ssrr, m_lsrr, m_ssrr) <==>
                  @     ipv4_options_read(at, end, i + len, lsrr, at[i + 2], m_lsrr, m_ssrr); */
                ssrr = item[2];
            } else {
                /*@ assert \forall integer m_lsrr, m_ssrr; ipv4_options_read(at, end, i, lsrr, ssrr, m_lsrr, m_ssrr) <==>
                  @     ipv4_options_read(at, end, i + len, lsrr, ssrr, m_lsrr, m_ssrr); */
            }
        } else {
            /*@ assert \forall integer m_lsrr, m_ssrr; ipv4_options_read(at, end, i, lsrr, ssrr, m_lsrr, m_ssrr) <==>
              @     ipv4_options_read(at, end, i + len, lsrr, ssrr, m_lsrr, m_ssrr); */
        }
        /*@ assert (uint8_t)(i + len) == i + len; */
        item += len;
        left = (uint8_t)(left - len);
        /*@ ghost i = (uint8_t)(i + len); */
        /*@ assert \forall integer m_lsrr, m_ssrr; ipv4_options_read(at, end, 20, 0, 0, m_lsrr, m_ssrr) <==>
          @     ipv4_options_read(at, end, i, lsrr, ssrr, m_lsrr, m_ssrr); */
    }
    /*@ assert ipv4_options_read(at, end, i, lsrr, ssrr, lsrr, ssrr); */
    /*@ assert ipv4_options_read(at, end, 20, 0, 0, lsrr, ssrr); */
    found->lsrr = lsrr;
    found->ssrr = ssrr;
    return WIRE_OK;
}

/*@ requires \valid(at + (0 .. 2));
  @ assigns  at[0 .. 2];
  @ ensures  at[0] == 131;
  @ ensures  at[1] == 3;
  @ ensures  at[2] == value;
  @*/
static inline void ipv4_lsrr_emit(uint8_t *at, uint8_t value)
{
    at[0] = IPV4_OPTION_KIND_LSRR;
    at[1] = 3;
    at[2] = value;
}

/*@ requires \valid(at + (0 .. 2));
  @ assigns  at[0 .. 2];
  @ ensures  at[0] == 137;
  @ ensures  at[1] == 3;
  @ ensures  at[2] == value;
  @*/
static inline void ipv4_ssrr_emit(uint8_t *at, uint8_t value)
{
    at[0] = IPV4_OPTION_KIND_SSRR;
    at[1] = 3;
    at[2] = value;
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[1 .. 1];
  @ ensures  at[1] == value;
  @*/
static inline void ipv4_set_tos(uint8_t *at, uint8_t value)
{
    at[1] = value;
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[2 .. 3];
  @ ensures  at[2] * 256 + at[3] == value;
  @*/
static inline void ipv4_set_total_length(uint8_t *at, uint16_t value)
{
    wire_set_u16(at + 2, value);
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[4 .. 5];
  @ ensures  at[4] * 256 + at[5] == value;
  @*/
static inline void ipv4_set_ident(uint8_t *at, uint16_t value)
{
    wire_set_u16(at + 4, value);
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[8 .. 8];
  @ ensures  at[8] == value;
  @*/
static inline void ipv4_set_ttl(uint8_t *at, uint8_t value)
{
    at[8] = value;
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[9 .. 9];
  @ ensures  at[9] == value;
  @*/
static inline void ipv4_set_protocol(uint8_t *at, uint8_t value)
{
    at[9] = value;
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[10 .. 11];
  @ ensures  at[10] * 256 + at[11] == value;
  @*/
static inline void ipv4_set_checksum(uint8_t *at, uint16_t value)
{
    wire_set_u16(at + 10, value);
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[12 .. 15];
  @ ensures  at[12] * 16777216 + at[13] * 65536 + at[14] * 256 + at[15] == value;
  @*/
static inline void ipv4_set_src(uint8_t *at, uint32_t value)
{
    wire_set_u32(at + 12, value);
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[16 .. 19];
  @ ensures  at[16] * 16777216 + at[17] * 65536 + at[18] * 256 + at[19] == value;
  @*/
static inline void ipv4_set_dst(uint8_t *at, uint32_t value)
{
    wire_set_u32(at + 16, value);
}

/* Writes a header; its checksum field is zero until ipv4_checksum_seal. */
/*@ requires \valid(at + (0 .. 19));
  @ requires payload_bytes <= 65515;
  @ assigns  at[0 .. 19];
  @ ensures  at[0] / 16 == 4;
  @ ensures  at[0] % 16 == 5;
  @ ensures  at[1] == tos;
  @ ensures  at[2] * 256 + at[3] == 5 * 4 + payload_bytes;
  @ ensures  at[4] * 256 + at[5] == 0;
  @ ensures  at[6] / 128 == 0;
  @ ensures  at[6] / 64 % 2 == 1;
  @ ensures  at[6] / 32 % 2 == 0;
  @ ensures  (at[6] * 256 + at[7]) % 8192 == 0;
  @ ensures  at[8] == ttl;
  @ ensures  at[9] == protocol;
  @ ensures  at[10] * 256 + at[11] == 0;
  @ ensures  at[12] * 16777216 + at[13] * 65536 + at[14] * 256 + at[15] == src;
  @ ensures  at[16] * 16777216 + at[17] * 65536 + at[18] * 256 + at[19] == dst;
  @ ensures  \forall integer room; 20 + payload_bytes <= room <= 65535 ==> ipv4_is_valid(at, room);
  @*/
static inline void ipv4_emit(
    uint8_t *at, uint8_t tos, uint8_t ttl, uint8_t protocol, uint32_t src, uint32_t dst, uint16_t
    payload_bytes)
{
    at[0] = 0x45;
    at[1] = tos;
    wire_set_u16(at + 2, (uint16_t)((uint16_t)(5 * 4) + payload_bytes));
    at[4] = 0;
    at[5] = 0;
    at[6] = 0x40;
    at[7] = 0;
    at[8] = ttl;
    at[9] = protocol;
    at[10] = 0;
    at[11] = 0;
    wire_set_u32(at + 12, src);
    wire_set_u32(at + 16, dst);
}

/* `sum`: over the header, options included as received. */
/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> (sum == 65535);
  @*/
static inline bool ipv4_checksum_accepts(const uint8_t *at, uint16_t sum)
{
    (void)at;
    return sum == 0xffffu;
}

/* `sum`: the same, while the field is zero. */
/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[10 .. 11];
  @ ensures  at[10] * 256 + at[11] == 65535 - sum;
  @*/
static inline void ipv4_checksum_seal(uint8_t *at, uint16_t sum)
{
    ipv4_set_checksum(at, (uint16_t)(0xffffu - sum));
}

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT
 * GENERATED from spec/packets/tcp.ksy -- change the spec and regenerate.
 * Transmission Control Protocol, RFC 9293 3.1.
 *
 *            offset   bytes  field
 *                 0       2  src_port
 *                 2       2  dst_port
 *                 4       4  seqno
 *                 8       4  ackno
 *                12  4 bits  data_offset     data_offset >= 5 and data_offset * 4 <= room
 *                12  4 bits  reserved        ignored
 *                13       1  flags
 *                14       2  window
 *                16       2  checksum
 *                18       2  urgent_pointer
 *                20       -  options         data_offset * 4 - 20 bytes
 *   data_offset * 4       -  payload         to the end
 */
#ifndef THIMBLE_TCP_PACKET_H
#define THIMBLE_TCP_PACKET_H

#include "wire.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum { TCP_HEADER_BYTES = 20, TCP_MSS_BYTES = 4 };
enum { TCP_OPTION_KIND_END = 0, TCP_OPTION_KIND_NOP = 1, TCP_OPTION_KIND_MSS = 2 };

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[0] * 256 + at[1];
  @*/
static inline uint16_t tcp_src_port(const uint8_t *at)
{
    return wire_get_u16(at);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[2] * 256 + at[3];
  @*/
static inline uint16_t tcp_dst_port(const uint8_t *at)
{
    return wire_get_u16(at + 2);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[4] * 16777216 + at[5] * 65536 + at[6] * 256 + at[7];
  @*/
static inline uint32_t tcp_seqno(const uint8_t *at)
{
    return wire_get_u32(at + 4);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[8] * 16777216 + at[9] * 65536 + at[10] * 256 + at[11];
  @*/
static inline uint32_t tcp_ackno(const uint8_t *at)
{
    return wire_get_u32(at + 8);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[12] / 16;
  @*/
static inline uint8_t tcp_data_offset(const uint8_t *at)
{
    return (uint8_t)(at[12] / 16u);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[13];
  @*/
static inline uint8_t tcp_flags(const uint8_t *at)
{
    return at[13];
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[14] * 256 + at[15];
  @*/
static inline uint16_t tcp_window(const uint8_t *at)
{
    return wire_get_u16(at + 14);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[16] * 256 + at[17];
  @*/
static inline uint16_t tcp_checksum(const uint8_t *at)
{
    return wire_get_u16(at + 16);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == at[18] * 256 + at[19];
  @*/
static inline uint16_t tcp_urgent_pointer(const uint8_t *at)
{
    return wire_get_u16(at + 18);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> (at[13] & 1) != 0;
  @*/
static inline bool tcp_fin(const uint8_t *at)
{
    return (tcp_flags(at) & 1) != 0;
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> (at[13] & 2) != 0;
  @*/
static inline bool tcp_syn(const uint8_t *at)
{
    return (tcp_flags(at) & 2) != 0;
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> (at[13] & 4) != 0;
  @*/
static inline bool tcp_rst(const uint8_t *at)
{
    return (tcp_flags(at) & 4) != 0;
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> (at[13] & 8) != 0;
  @*/
static inline bool tcp_psh(const uint8_t *at)
{
    return (tcp_flags(at) & 8) != 0;
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> (at[13] & 16) != 0;
  @*/
static inline bool tcp_ack(const uint8_t *at)
{
    return (tcp_flags(at) & 16) != 0;
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> (at[13] & 32) != 0;
  @*/
static inline bool tcp_urg(const uint8_t *at)
{
    return (tcp_flags(at) & 32) != 0;
}

/* The lengths in a header agree with each other. */
/*@ predicate tcp_is_sound(uint8_t *at) =
  @     at[12] / 16 >= 5;
  @*/

/* What the spec describes, no more and no less. */
/*@ predicate tcp_is_valid(uint8_t *at, integer room) =
  @     20 <= room && tcp_is_sound(at) &&
  @     at[12] / 16 * 4 <= room;
  @*/

/*@ requires \valid_read(at + (0 .. room - 1));
  @ assigns  \nothing;
  @ ensures  \result == WIRE_OK <==> tcp_is_valid(at, room);
  @ ensures  \result == WIRE_SHORT <==> room < 20;
  @ ensures  \result == WIRE_LENGTH <==>
  @     room >= 20 && !(at[12] / 16 >= 5 && at[12] / 16 * 4 <= room);
  @*/
static inline enum wire_verdict tcp_check(const uint8_t *at, uint16_t room)
{
    if (room < TCP_HEADER_BYTES) {
        return WIRE_SHORT;
    }
    const uint8_t data_offset = tcp_data_offset(at);
    if (data_offset < 5 || (uint16_t)(data_offset * 4) > room) { /* tcp.ksy:11 */
        return WIRE_LENGTH;
    }
    return WIRE_OK;
}

/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result == 20;
  @*/
static inline uint16_t tcp_options_offset(const uint8_t *at)
{
    (void)at;
    return 20;
}

/*@ requires \valid_read(at + (0 .. 19));
  @ requires tcp_is_sound(at);
  @ assigns  \nothing;
  @ ensures  \result == at[12] / 16 * 4 - 20;
  @*/
static inline uint16_t tcp_options_bytes(const uint8_t *at)
{
    return (uint16_t)(tcp_data_offset(at) * 4 - 20);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ requires tcp_is_sound(at);
  @ assigns  \nothing;
  @ ensures  \result == at[12] / 16 * 4;
  @*/
static inline uint16_t tcp_payload_offset(const uint8_t *at)
{
    return (uint16_t)(tcp_data_offset(at) * 4);
}

/*@ requires \valid_read(at + (0 .. 19));
  @ requires at[12] / 16 * 4 <= room;
  @ assigns  \nothing;
  @ ensures  \result == room - at[12] / 16 * 4;
  @*/
static inline uint16_t tcp_payload_bytes(const uint8_t *at, uint16_t room)
{
    return (uint16_t)(room - (uint8_t)(tcp_data_offset(at) * 4));
}

/* What the options say; without one, its default. */
struct tcp_options {
    uint16_t mss;
};

/*@ inductive tcp_options_read{L}(uint8_t *at, integer end, integer i, integer mss, integer m_mss) {
  @   case all_read{L}: \forall uint8_t *at, integer end, mss;
  @       tcp_options_read(at, end, end, mss, mss);
  @   case last{L}: \forall uint8_t *at, integer end, i, mss;
  @       i < end && at[i] == 0 ==>
  @       tcp_options_read(at, end, i, mss, mss);
  @   case alone{L}: \forall uint8_t *at, integer end, i, mss, m_mss;
  @       i < end && !(at[i] == 0) && !(at[i] > 1) &&
  @       tcp_options_read(at, end, i + 1, mss, m_mss) ==>
  @       tcp_options_read(at, end, i, mss, m_mss);
  @   case tcp_mss{L}: \forall uint8_t *at, integer end, i, mss, m_mss;
  @       i + 2 <= end && at[i] == 2 && at[i + 1] >= 4 && i + at[i + 1] <= end &&
  @       tcp_options_read(at, end, i + at[i + 1], at[i + 2] * 256 + at[i + 3], m_mss) ==>
  @       tcp_options_read(at, end, i, mss, m_mss);
  @   case unknown{L}: \forall uint8_t *at, integer end, i, mss, m_mss;
  @       i + 2 <= end && at[i] > 1 && at[i] != 2 &&
  @       at[i + 1] >= 2 && i + at[i + 1] <= end &&
  @       tcp_options_read(at, end, i + at[i + 1], mss, m_mss) ==>
  @       tcp_options_read(at, end, i, mss, m_mss);
  @ }
  @*/

/* One walk over all options. Unknown kinds are skipped by their length (tcp.ksy:17). */
/*@ requires \valid_read(at + (0 .. 19));
  @ requires tcp_is_sound(at);
  @ requires \valid_read(at + (0 .. at[12] / 16 * 4 - 1));
  @ requires \valid(found);
  @ requires \separated(found, at + (0 .. 59));
  @ assigns  found->mss;
  @ ensures  \result == WIRE_OK || \result == WIRE_OPTION;
  @ ensures  \result == WIRE_OK ==>
  @     tcp_options_read{Pre}(at, at[12] / 16 * 4, 20, 536, found->mss);
  @ ensures  \result == WIRE_OPTION ==> \forall integer m_mss;
  @     !tcp_options_read{Pre}(at, at[12] / 16 * 4, 20, 536, m_mss);
  @*/
static inline enum wire_verdict tcp_options_check(const uint8_t *at, struct tcp_options *found)
{
    const uint8_t *item = at + tcp_options_offset(at);
    uint8_t left = (uint8_t)tcp_options_bytes(at);
    uint16_t mss = 536;
    /*@ ghost uint8_t end = (uint8_t)(at[12] / 16 * 4); */
    /*@ ghost uint8_t i = 20; */

    /*@ assert end == at[12] / 16 * 4; */
    /*@ loop invariant 20 <= i <= end;
      @ loop invariant left == end - i && item == at + i;
      @ loop invariant \forall integer m_mss;
      @     tcp_options_read(at, end, 20, 536, m_mss) <==>
      @     tcp_options_read(at, end, i, mss, m_mss);
      @ loop assigns i, left, item, mss;
      @ loop variant left;
      @*/
    while (left > 0) { /* at most 40 turns */
        const uint8_t kind = item[0];
        uint8_t len = 1;

        if (kind == TCP_OPTION_KIND_END) { /* tcp.ksy:24 */
            break;
        }
        if (kind > 1) {
            if (left < 2) {
                return WIRE_OPTION;
            }
            len = item[1];
            if (len < 2 || len > left) { /* tcp.ksy:32 */
                return WIRE_OPTION;
            }
            if (kind == TCP_OPTION_KIND_MSS) {
                if (len < 4) { /* tcp.ksy:37 */
                    return WIRE_OPTION;
                }
                /*@ assert \forall integer m_mss; tcp_options_read(at, end, i, mss, m_mss) <==>
                  @     tcp_options_read(at, end, i + len, at[i + 2] * 256 + at[i + 3], m_mss); */
                mss = wire_get_u16(item + 2);
            } else {
                /*@ assert \forall integer m_mss; tcp_options_read(at, end, i, mss, m_mss) <==>
                  @     tcp_options_read(at, end, i + len, mss, m_mss); */
            }
        } else {
            /*@ assert \forall integer m_mss; tcp_options_read(at, end, i, mss, m_mss) <==>
              @     tcp_options_read(at, end, i + len, mss, m_mss); */
        }
        /*@ assert (uint8_t)(i + len) == i + len; */
        item += len;
        left = (uint8_t)(left - len);
        /*@ ghost i = (uint8_t)(i + len); */
        /*@ assert \forall integer m_mss; tcp_options_read(at, end, 20, 536, m_mss) <==>
          @     tcp_options_read(at, end, i, mss, m_mss); */
    }
    /*@ assert tcp_options_read(at, end, i, mss, mss); */
    /*@ assert tcp_options_read(at, end, 20, 536, mss); */
    found->mss = mss;
    return WIRE_OK;
}

/*@ requires \valid(at + (0 .. 3));
  @ assigns  at[0 .. 3];
  @ ensures  at[0] == 2;
  @ ensures  at[1] == 4;
  @ ensures  at[2] * 256 + at[3] == value;
  @*/
static inline void tcp_mss_emit(uint8_t *at, uint16_t value)
{
    at[0] = TCP_OPTION_KIND_MSS;
    at[1] = 4;
    wire_set_u16(at + 2, value);
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[0 .. 1];
  @ ensures  at[0] * 256 + at[1] == value;
  @*/
static inline void tcp_set_src_port(uint8_t *at, uint16_t value)
{
    wire_set_u16(at, value);
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[2 .. 3];
  @ ensures  at[2] * 256 + at[3] == value;
  @*/
static inline void tcp_set_dst_port(uint8_t *at, uint16_t value)
{
    wire_set_u16(at + 2, value);
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[4 .. 7];
  @ ensures  at[4] * 16777216 + at[5] * 65536 + at[6] * 256 + at[7] == value;
  @*/
static inline void tcp_set_seqno(uint8_t *at, uint32_t value)
{
    wire_set_u32(at + 4, value);
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[8 .. 11];
  @ ensures  at[8] * 16777216 + at[9] * 65536 + at[10] * 256 + at[11] == value;
  @*/
static inline void tcp_set_ackno(uint8_t *at, uint32_t value)
{
    wire_set_u32(at + 8, value);
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[13 .. 13];
  @ ensures  at[13] == value;
  @*/
static inline void tcp_set_flags(uint8_t *at, uint8_t value)
{
    at[13] = value;
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[14 .. 15];
  @ ensures  at[14] * 256 + at[15] == value;
  @*/
static inline void tcp_set_window(uint8_t *at, uint16_t value)
{
    wire_set_u16(at + 14, value);
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[16 .. 17];
  @ ensures  at[16] * 256 + at[17] == value;
  @*/
static inline void tcp_set_checksum(uint8_t *at, uint16_t value)
{
    wire_set_u16(at + 16, value);
}

/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[18 .. 19];
  @ ensures  at[18] * 256 + at[19] == value;
  @*/
static inline void tcp_set_urgent_pointer(uint8_t *at, uint16_t value)
{
    wire_set_u16(at + 18, value);
}

/* Writes a header; its checksum field is zero until tcp_checksum_seal. */
/*@ requires \valid(at + (0 .. 19));
  @ requires options_bytes <= 40;
  @ assigns  at[0 .. 19];
  @ ensures  at[0] * 256 + at[1] == src_port;
  @ ensures  at[2] * 256 + at[3] == dst_port;
  @ ensures  at[4] * 16777216 + at[5] * 65536 + at[6] * 256 + at[7] == seqno;
  @ ensures  at[8] * 16777216 + at[9] * 65536 + at[10] * 256 + at[11] == ackno;
  @ ensures  at[12] / 16 == 5 + options_bytes / 4;
  @ ensures  at[12] % 16 == 0;
  @ ensures  at[13] == flags;
  @ ensures  at[14] * 256 + at[15] == window;
  @ ensures  at[16] * 256 + at[17] == 0;
  @ ensures  at[18] * 256 + at[19] == 0;
  @ ensures  \forall integer room; 20 + options_bytes <= room <= 65535 ==> tcp_is_valid(at, room);
  @*/
static inline void tcp_emit(
    uint8_t *at, uint16_t src_port, uint16_t dst_port, uint32_t seqno, uint32_t ackno, uint8_t
    flags, uint16_t window, uint8_t options_bytes)
{
    wire_set_u16(at, src_port);
    wire_set_u16(at + 2, dst_port);
    wire_set_u32(at + 4, seqno);
    wire_set_u32(at + 8, ackno);
    at[12] = (uint8_t)((5 + options_bytes / 4) * 16);
    at[13] = flags;
    wire_set_u16(at + 14, window);
    at[16] = 0;
    at[17] = 0;
    at[18] = 0;
    at[19] = 0;
}

/* The sum of the pseudo header, which goes before the sum of the bytes. */
/*@ assigns \nothing;
  @ ensures \result == (
  @     ip_src / 65536 + ip_src % 65536 + ip_dst / 65536 + ip_dst % 65536 + 6 + size
  @     - 1) % 65535 + 1;
  @*/
static inline uint16_t tcp_checksum_prefix(uint32_t ip_src, uint32_t ip_dst, uint16_t size)
{
    uint16_t sum = 6;

    sum = wire_sum_add(sum, (uint16_t)(ip_src / 65536u));
    sum = wire_sum_add(sum, (uint16_t)(ip_src % 65536u));
    sum = wire_sum_add(sum, (uint16_t)(ip_dst / 65536u));
    sum = wire_sum_add(sum, (uint16_t)(ip_dst % 65536u));
    sum = wire_sum_add(sum, size);
    return sum;
}

/* `sum`: over the pseudo header and the whole packet as received. */
/*@ requires \valid_read(at + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> (sum == 65535);
  @*/
static inline bool tcp_checksum_accepts(const uint8_t *at, uint16_t sum)
{
    (void)at;
    return sum == 0xffffu;
}

/* `sum`: the same, while the field is zero. */
/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[16 .. 17];
  @ ensures  at[16] * 256 + at[17] == 65535 - sum;
  @*/
static inline void tcp_checksum_seal(uint8_t *at, uint16_t sum)
{
    tcp_set_checksum(at, (uint16_t)(0xffffu - sum));
}

#ifdef __cplusplus
}
#endif

#endif

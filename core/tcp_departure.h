/* SPDX-License-Identifier: MIT */
/* A segment as it leaves: its headers, checksum and addresses, RFC 9293 3.1.
 *
 * What goes, and when, tcp_send.h and tcp_receive.h decide; text is in its place before.
 */
#ifndef THIMBLE_TCP_DEPARTURE_H
#define THIMBLE_TCP_DEPARTURE_H

#include "connection.h"
#include "ipv4.h"
#include "tcp_packet.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum { TCP_TEXT_OFFSET = IPV4_HEADER_BYTES + TCP_HEADER_BYTES };

/* A datagram of ours to one address, with a segment that tcp_check accepts. The two numbers of a segment; a
 * header that is as it was, but for its checksum; and the number that lies `steps` behind another. */
/*@ predicate tcp_departs{L}(uint8_t *frame, integer bytes, integer to) =
  @     ipv4_is_valid(frame, bytes) && tcp_is_valid(frame + 20, bytes - 20) &&
  @     frame[2] * 256 + frame[3] == bytes && frame[9] == IPV4_PROTOCOL_TCP &&
  @     frame[12] * 16777216 + frame[13] * 65536 + frame[14] * 256 + frame[15] == profile_address &&
  @     frame[16] * 16777216 + frame[17] * 65536 + frame[18] * 256 + frame[19] == to;
  @
  @ predicate tcp_goes_between{L}(uint8_t *at, integer from, integer to) =
  @     at[0] * 256 + at[1] == from && at[2] * 256 + at[3] == to;
  @
  @ logic integer tcp_seqno_of{L}(uint8_t *at) =
  @     at[4] * 16777216 + at[5] * 65536 + at[6] * 256 + at[7];
  @
  @ logic integer tcp_ackno_of{L}(uint8_t *at) =
  @     at[8] * 16777216 + at[9] * 65536 + at[10] * 256 + at[11];
  @
  @ predicate tcp_header_same{A, B}(uint8_t *at) =
  @     \at(at[0], A) == \at(at[0], B) && \at(at[1], A) == \at(at[1], B) && \at(at[2], A) == \at(at[2], B) &&
  @     \at(at[3], A) == \at(at[3], B) && \at(at[4], A) == \at(at[4], B) && \at(at[5], A) == \at(at[5], B) &&
  @     \at(at[6], A) == \at(at[6], B) && \at(at[7], A) == \at(at[7], B) && \at(at[8], A) == \at(at[8], B) &&
  @     \at(at[9], A) == \at(at[9], B) && \at(at[10], A) == \at(at[10], B) && \at(at[11], A) == \at(at[11], B) &&
  @     \at(at[12], A) == \at(at[12], B) && \at(at[13], A) == \at(at[13], B) &&
  @     \at(at[14], A) == \at(at[14], B) && \at(at[15], A) == \at(at[15], B) &&
  @     \at(at[18], A) == \at(at[18], B) && \at(at[19], A) == \at(at[19], B);
  @
  @ logic integer tcp_number_behind(integer number, integer steps) =
  @     number + steps > 4294967295 ? number + steps - 4294967296 : number + steps;
  @*/

/* The TCP header is in place, its checksum field zero, and `size` bytes of segment with it. */
/*@ requires 20 <= size <= 65515;
  @ requires \valid(frame + (0 .. 19 + size));
  @ requires tcp_is_valid(frame + 20, size);
  @ assigns  frame[0 .. 19], frame[36 .. 37];
  @ ensures  \result == 20 + size;
  @ ensures  tcp_departs(frame, 20 + size, to);
  @ ensures  frame[1] == \old(frame[1]);
  @ ensures  tcp_header_same{Pre, Here}(frame + 20);
  @*/
static uint16_t tcp_finish(uint8_t *frame, uint32_t to, uint16_t size)
{
    const uint16_t bytes = ipv4_send(frame, IPV4_PROTOCOL_TCP, to, size);

    tcp_checksum_seal(frame + IPV4_HEADER_BYTES, ipv4_transport_sum(IPV4_PROTOCOL_TCP, frame, size));
    return bytes;
}

/* A segment of this connection, `ahead` numbers behind snd_una, whose `text` bytes are in place. A SYN
 * says how much we take at once: 3.7.1. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid_read(c) && tcp_ok(c) && text <= 65491;
  @ requires \valid(frame + (0 .. 39 + text)) && \separated(frame + (0 .. 43 + text), c);
  @ requires (flags & TCP_SEG_SYN) != 0 ==> \valid(frame + (0 .. 43 + text));
  @ assigns  frame[0 .. 39], frame[40 .. ((flags & TCP_SEG_SYN) != 0 ? 43 : 39)];
  @ ensures  \result == ((flags & TCP_SEG_SYN) != 0 ? 44 : 40) + text;
  @ ensures  tcp_departs(frame, \result, c->remote_ip);
  @ ensures  frame[1] == profile_diffserv(\old(c->socket));
  @ ensures  tcp_goes_between(frame + 20, c->local_port, c->remote_port);
  @ ensures  PROFILE_KEEPALIVE == 0 || ahead != 65535 ==>
  @     tcp_seqno_of(frame + 20) == tcp_number_behind(c->snd_una, ahead);
  @ ensures  PROFILE_KEEPALIVE != 0 && ahead == 65535 ==>
  @     tcp_number_behind(tcp_seqno_of(frame + 20), 1) == c->snd_una;
  @ ensures  tcp_ackno_of(frame + 20) == c->rcv_nxt;
  @ ensures  frame[33] == flags;
  @ ensures  frame[34] * 256 + frame[35] == c->rcv_wnd;
  @ ensures  (flags & TCP_SEG_SYN) != 0 ==>
  @     frame[32] == 0x60 && frame[40] == 2 && frame[41] == 4 && frame[42] * 256 + frame[43] == TCP_OUR_MSS;
  @ ensures  (flags & TCP_SEG_SYN) == 0 ==> frame[32] == 0x50;
  @ ensures  (flags & TCP_SEG_URG) != 0 && TCP_SND_UP_OF(c) >= ahead ==>
  @     frame[38] * 256 + frame[39] == TCP_SND_UP_OF(c) - ahead;
  @ ensures  (flags & TCP_SEG_URG) == 0 ==> frame[38] * 256 + frame[39] == 0;
  @*/
static inline uint16_t tcp_send_segment(const struct tcp_connection *c, uint8_t *frame,
                                        uint16_t ahead, uint8_t flags, uint16_t text)
{
    uint8_t *at = frame + IPV4_HEADER_BYTES;
    const uint32_t seqno = PROFILE_KEEPALIVE != 0 /* its probe lies 65535 ahead: one before */
                               ? c->snd_una + (uint16_t)(ahead + 1u) - 1u
                               : c->snd_una + ahead;
    uint8_t options = 0;

    if (flags & TCP_SEG_SYN) {
        tcp_mss_emit(at + TCP_HEADER_BYTES, TCP_OUR_MSS);
        options = TCP_MSS_BYTES;
    }
    tcp_emit(at, c->local_port, c->remote_port, seqno, c->rcv_nxt, flags, c->rcv_wnd, options);
    /*@ assert tcp_ok(c); */
    /*@ assert tcp_goes_between(at, c->local_port, c->remote_port); */
    /*@ assert tcp_seqno_of(at) == seqno; */
    /*@ assert tcp_ackno_of(at) == c->rcv_nxt; */
    /*@ assert at[13] == flags; */
    /*@ assert at[12] == (options == 0 ? 0x50 : 0x60) && at[14] * 256 + at[15] == c->rcv_wnd; */
    if (flags & TCP_SEG_URG) {
        tcp_set_urgent_pointer(at, (uint16_t)(tcp_snd_up_of(c) - ahead));
    }
    /*@ assert tcp_is_valid(at, 20 + options + text); */
    ipv4_set_tos(frame, profile_diffserv(c->socket));
    return tcp_finish(frame, c->remote_ip,
                      (uint16_t)(text + (uint8_t)(TCP_HEADER_BYTES + options)));
}

/* The reset that answers a segment, in its place: two forms, so that the peer finds it
 * acceptable (3.10.7.1). */
/*@ requires \valid(frame + (0 .. 39)) && \valid_read(seg);
  @ requires \separated(frame + (0 .. 39), seg);
  @ assigns  frame[0 .. 39];
  @ ensures  \result == 40 && frame[32] == 0x50;
  @ ensures  tcp_departs(frame, 40, \old(frame[12] * 16777216 + frame[13] * 65536 + frame[14] * 256 + frame[15]));
  @ ensures  tcp_goes_between(frame + 20, \old(frame[22] * 256 + frame[23]), \old(frame[20] * 256 + frame[21]));
  @ ensures  (\old(seg->flags) & TCP_SEG_ACK) != 0 ==> frame[33] == TCP_SEG_RST;
  @ ensures  (\old(seg->flags) & TCP_SEG_ACK) == 0 ==> frame[33] == (TCP_SEG_RST | TCP_SEG_ACK);
  @ ensures  (\old(seg->flags) & TCP_SEG_ACK) != 0 ==>
  @     tcp_seqno_of(frame + 20) == \old(tcp_ackno_of(frame + 20));
  @ ensures  (\old(seg->flags) & TCP_SEG_ACK) == 0 ==> tcp_seqno_of(frame + 20) == 0;
  @ ensures  (\old(seg->flags) & TCP_SEG_ACK) == 0 ==>
  @     tcp_ackno_of(frame + 20) == tcp_number_behind(seg->seqno, seg->len);
  @*/
static inline uint16_t tcp_send_reset(uint8_t *frame, const struct tcp_segment *seg)
{
    uint8_t *at = frame + IPV4_HEADER_BYTES;
    uint32_t seqno = tcp_ackno(at);
    uint32_t ackno = 0;
    uint8_t flags = TCP_SEG_RST;

    if ((seg->flags & TCP_SEG_ACK) == 0) {
        seqno = 0;
        ackno = seg->seqno + seg->len;
        flags = TCP_SEG_RST | TCP_SEG_ACK;
    }
    tcp_emit(at, tcp_dst_port(at), tcp_src_port(at), seqno, ackno, flags, 0, 0);
    /*@ assert frame[12] == \at(frame[12], Pre) && frame[13] == \at(frame[13], Pre) &&
      @     frame[14] == \at(frame[14], Pre) && frame[15] == \at(frame[15], Pre); */
    /*@ assert tcp_goes_between(at, \at(frame[22] * 256 + frame[23], Pre), \at(frame[20] * 256 + frame[21], Pre)); */
    /*@ assert (\at(seg->flags, Pre) & TCP_SEG_ACK) != 0 ==> seqno == \at(tcp_ackno_of(frame + 20), Pre); */
    /*@ assert tcp_seqno_of(at) == seqno && tcp_ackno_of(at) == ackno && at[13] == flags; */
    return tcp_finish(frame, ipv4_src(frame), TCP_HEADER_BYTES);
}

#ifdef __cplusplus
}
#endif

#endif

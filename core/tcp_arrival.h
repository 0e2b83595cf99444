/* SPDX-License-Identifier: MIT */
/* A segment as the machine sees it: read from its bytes, RFC 9293 3.1, and placed in the window of its
 * connection, 3.10.7.4.
 */
#ifndef THIMBLE_TCP_ARRIVAL_H
#define THIMBLE_TCP_ARRIVAL_H

#include "ipv4.h"
#include "seq.h"
#include "tcp_notes.h"
#include "tcp_packet.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* The other two bits are ECN's on the wire, and the machine's own behind it. */
enum { TCP_SEG_FROM_WIRE = 0x3f };

/* A distance, as far as 16 bits tell it; and how far behind snd_una the segment's acknowledgment lies. */
/*@ logic integer tcp_segment_near(integer distance) = distance < 65535 ? distance : 65535;
  @
  @ logic integer tcp_segment_acked{L}(struct tcp_connection *c, uint8_t *at) =
  @     seq_steps(c->snd_una, at[8] * 16777216 + at[9] * 65536 + at[10] * 256 + at[11]);
  @*/

/* Reads what the machine wants to know of the `room` bytes behind the IP header. Returns false when the
 * segment was dropped. */
/*@ requires \valid(s) && \valid(seg) && \separated(seg, s);
  @ requires room <= 65515 && \valid_read(frame + (0 .. 19 + room));
  @ requires \separated(frame + (0 .. 19 + room), seg);
  @ assigns  *seg, stack_dropped_at(s)[0 .. DROP_REASONS - 1];
  @ ensures  \result ==> checksum_is{Pre}(frame + 12, 8 + room, (uint16_t)(room + 6), 65535);
  @ ensures  \result ==> tcp_is_valid(frame + 20, room);
  @ ensures  \result ==> seg->seqno ==
  @     frame[24] * 16777216 + frame[25] * 65536 + frame[26] * 256 + frame[27];
  @ ensures  \result ==> seg->flags == (frame[33] & TCP_SEG_FROM_WIRE);
  @ ensures  \result ==> seg->window == frame[34] * 256 + frame[35];
  @ ensures  \result ==> seg->urgent == frame[38] * 256 + frame[39];
  @ ensures  \result ==> tcp_options_read{Pre}(frame + 20, \old(frame[32]) / 16 * 4, 20, 536, seg->mss);
  @ ensures  \result ==> seg->text == frame + (20 + frame[32] / 16 * 4) &&
  @     seg->size == room - frame[32] / 16 * 4;
  @ ensures  \result ==> seg->len == seg->size +
  @     ((seg->flags & TCP_SEG_FIN) != 0 ? 1 : 0) + ((seg->flags & TCP_SEG_SYN) != 0 ? 1 : 0);
  @*/
static inline bool tcp_read_segment(struct stack *s, const uint8_t *frame, uint16_t room,
                                    struct tcp_segment *seg)
{
    const uint8_t *at = frame + IPV4_HEADER_BYTES;
    const enum wire_verdict verdict = tcp_check(at, room);
    struct tcp_options options;

    if (verdict != WIRE_OK) {
        return drop(s, verdict == WIRE_SHORT ? DROP_TCP_SHORT : DROP_TCP_LENGTH);
    }
    if (!tcp_checksum_accepts(at, ipv4_transport_sum(IPV4_PROTOCOL_TCP, frame, room))) {
        return drop(s, DROP_TCP_CHECKSUM);
    }
    if (tcp_options_check(at, &options) != WIRE_OK) {
        return drop(s, DROP_TCP_OPTION);
    }
    /*@ assert tcp_options_read{Pre}(at, at[12] / 16 * 4, 20, 536, options.mss); */
    seg->seqno = tcp_seqno(at);
    seg->flags = (uint8_t)(tcp_flags(at) & TCP_SEG_FROM_WIRE);
    seg->size = tcp_payload_bytes(at, room);
    seg->len = seg->size;
    if (seg->flags & TCP_SEG_FIN) {
        seg->len++;
    }
    if (seg->flags & TCP_SEG_SYN) {
        seg->len++;
    }
    seg->window = tcp_window(at);
    seg->mss = options.mss;
    seg->urgent = tcp_urgent_pointer(at);
    seg->text = at + tcp_payload_offset(at);
    /*@ assert seg->mss == options.mss; */
    return true;
}

/* A distance on the circle of sequence numbers, as far as 16 bits tell it. */
/*@ assigns  \nothing;
  @ ensures  \result == tcp_segment_near(distance);
  @*/
static inline uint16_t tcp_near(uint32_t distance)
{
    return (uint16_t)(distance / 65536u) == 0 ? (uint16_t)distance : (uint16_t)TCP_FAR;
}

/* Where the segment lies, seen from this connection. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid_read(c) && \valid(seg) && \separated(c, seg);
  @ requires \valid_read(at + (0 .. 19)) && \separated(at + (0 .. 19), seg);
  @ assigns  seg->ahead, seg->end, seg->acked, seg->flags;
  @ ensures  seg->ahead == tcp_segment_near(seq_steps(c->rcv_nxt, seg->seqno));
  @ ensures  seg->end == tcp_segment_near((seq_steps(c->rcv_nxt, seg->seqno) + seg->len) % 4294967296);
  @ ensures  seg->acked == tcp_segment_near(tcp_segment_acked(c, at));
  @ ensures  tcp_segment_acked(c, at) >= 4294901760 ==> seg->flags == (\old(seg->flags) | TCP_SEG_LATE);
  @ ensures  tcp_segment_acked(c, at) < 4294901760 ==> seg->flags == \old(seg->flags);
  @*/
static inline void tcp_locate(const struct tcp_connection *c, struct tcp_segment *seg,
                              const uint8_t *at)
{
    const uint32_t ahead = seg->seqno - c->rcv_nxt;
    const uint32_t acked = tcp_ackno(at) - c->snd_una;

    seg->ahead = tcp_near(ahead);
    seg->end = tcp_near(ahead + seg->len);
    seg->acked = tcp_near(acked);
    if ((uint16_t)(acked / 65536u) == 0xffffu) { /* RFC 5961 5.2, with the widest window there is */
        seg->flags |= TCP_SEG_LATE;
    }
}

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
/* Fragments become a datagram again: RFC 791 3.2, RFC 1122 3.3.2.
 *
 * One datagram at a time, in a buffer of the stack; the fragment of another one takes its place,
 * since the first has most likely lost one. A bit for each 8 bytes says what is there; nothing is
 * ever written twice, so fragments that overlap cannot hide anything from whoever looks at them on
 * the way: the later one is dropped, and a datagram that needs it never becomes whole. It is whole
 * when as many bytes are there as the last fragment says there are.
 *
 * Not here: putting our own datagrams into fragments. What the answer has no room for is not sent.
 */
#ifndef THIMBLE_FRAGMENT_H
#define THIMBLE_FRAGMENT_H

#include "copy.h"
#include "icmp_error.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* RFC 1122 3.3.2 recommends 60 to 120 s, whatever the TTL says. The first tick is no whole one. */
static const uint16_t fragment_ticks = (uint16_t)(59999ul / PROFILE_TICK_MS + 2u);

enum { FRAGMENT_PAYLOAD_BYTES = PROFILE_FRAGMENTS ? PROFILE_FRAGMENT_BYTES - IPV4_HEADER_BYTES : 0 };

/*@ requires \valid(s);
  @ assigns  *s;
  @ ensures  PROFILE_FRAGMENTS ==> stack_reassembly_at(s)->ticks == 0;
  @*/
static inline void fragment_init(struct stack *s)
{
    struct reassembly *const r = stack_reassembly(s);

    if (r != 0) {
        r->ticks = 0;
    }
}

/* Same source, destination, protocol and identification: RFC 791 2.3. */
/*@ requires feature: PROFILE_FRAGMENTS;
  @ requires \valid_read(r) && \valid_read(frame + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> r->ticks != 0 && r->datagram[9] == frame[9] &&
  @     r->datagram[4] * 256 + r->datagram[5] == frame[4] * 256 + frame[5] &&
  @     r->datagram[12] * 16777216 + r->datagram[13] * 65536 + r->datagram[14] * 256 + r->datagram[15] ==
  @         frame[12] * 16777216 + frame[13] * 65536 + frame[14] * 256 + frame[15] &&
  @     r->datagram[16] * 16777216 + r->datagram[17] * 65536 + r->datagram[18] * 256 + r->datagram[19] ==
  @         frame[16] * 16777216 + frame[17] * 65536 + frame[18] * 256 + frame[19];
  @*/
static inline bool fragment_belongs(const struct reassembly *r, const uint8_t *frame)
{
    return r->ticks != 0 && ipv4_ident(r->datagram) == ipv4_ident(frame) &&
           ipv4_protocol(r->datagram) == ipv4_protocol(frame) &&
           ipv4_src(r->datagram) == ipv4_src(frame) && ipv4_dst(r->datagram) == ipv4_dst(frame);
}

/*@ requires feature: PROFILE_FRAGMENTS;
  @ requires \valid(r) && \valid_read(frame + (0 .. 19));
  @ requires \separated(r, frame + (0 .. 19));
  @ assigns  *r;
  @ ensures  \forall integer i; 0 <= i < PROFILE_FRAGMENT_MAP_BYTES ==> r->blocks[i] == 0;
  @ ensures  \forall integer i; 0 <= i <= 19 ==> r->datagram[i] == frame[i];
  @ ensures  r->have == 0 && r->end == 0 && r->total == 0 && r->ticks == fragment_ticks;
  @*/
static inline void fragment_begin(struct reassembly *r, const uint8_t *frame)
{
    uint8_t i;

    /*@ loop invariant 0 <= i <= PROFILE_FRAGMENT_MAP_BYTES;
      @ loop invariant \forall integer j; 0 <= j < i ==> r->blocks[j] == 0;
      @ loop assigns i, r->blocks[0 .. PROFILE_FRAGMENT_MAP_BYTES - 1];
      @ loop variant PROFILE_FRAGMENT_MAP_BYTES - i;
      @*/
    for (i = 0; i < sizeof r->blocks; i++) { /* at most PROFILE_FRAGMENT_MAP_BYTES turns */
        r->blocks[i] = 0;
    }
    copy_bytes(r->datagram, frame, IPV4_HEADER_BYTES);
    r->have = 0;
    r->end = 0;
    r->total = 0;
    r->ticks = fragment_ticks;
}

/* Is any of the blocks of these bytes there? `take`: now they all are. */
/*@ requires feature: PROFILE_FRAGMENTS;
  @ requires \valid(r);
  @ requires from % 8 == 0 && from < to <= FRAGMENT_PAYLOAD_BYTES;
  @ assigns  r->blocks[0 .. PROFILE_FRAGMENT_MAP_BYTES - 1];
  @ ensures  !take ==> \forall integer i; 0 <= i < PROFILE_FRAGMENT_MAP_BYTES ==>
  @     r->blocks[i] == \old(r->blocks[i]);
  @*/
static inline bool fragment_blocks(struct reassembly *r, uint16_t from, uint16_t to, bool take)
{
    uint16_t block;
    bool found = false;

    /*@ loop invariant from / 8 <= block <= FRAGMENT_PAYLOAD_BYTES / 8 + 1;
      @ loop invariant block <= (to + 7) / 8;
      @ loop invariant !take ==> \forall integer i; 0 <= i < PROFILE_FRAGMENT_MAP_BYTES ==>
      @     r->blocks[i] == \at(r->blocks[i], Pre);
      @ loop assigns block, found, r->blocks[0 .. PROFILE_FRAGMENT_MAP_BYTES - 1];
      @ loop variant FRAGMENT_PAYLOAD_BYTES / 8 + 1 - block;
      @*/
    /* at most PROFILE_FRAGMENT_BYTES / 8 turns */
    for (block = (uint16_t)(from / 8u); block * 8u < to; block++) {
        uint8_t *const byte = &r->blocks[block / 8u];
        const uint8_t bit = (uint8_t)(1u << (block % 8u));

        found = found || (*byte & bit) != 0;
        if (take) {
            *byte = (uint8_t)(*byte | bit);
        }
    }
    return found;
}

/* A fragment without options. Returns the bytes of the datagram that now lies whole in
 * r->datagram, behind the header of its first fragment; 0: not yet. */
/*@ requires feature: PROFILE_FRAGMENTS;
  @ requires \valid(s) && \valid(r) && r == stack_reassembly_at(s);
  @ requires r->total <= FRAGMENT_PAYLOAD_BYTES;
  @ requires \valid_read(frame + (0 .. 19)) && \valid_read(frame + (0 .. bytes - 1));
  @ requires \separated(frame + (0 .. 19), s) && \separated(frame + (0 .. bytes - 1), s);
  @ assigns  *r, stack_dropped_at(s)[0 .. DROP_REASONS - 1];
  @ ensures  r->total <= FRAGMENT_PAYLOAD_BYTES;
  @ ensures  \result == 0 || 20 <= \result <= PROFILE_FRAGMENT_BYTES;
  @*/
static inline uint16_t fragment_receive(struct stack *s, struct reassembly *r,
                                        const uint8_t *frame, uint16_t bytes)
{
    const uint16_t size = (uint16_t)(bytes - IPV4_HEADER_BYTES);
    const uint16_t from = (uint16_t)(ipv4_fragment_offset(frame) * 8u);
    const uint16_t to = (uint16_t)(from + size);
    const bool last = !ipv4_more_fragments(frame);

    if (size == 0 || (!last && size % 8u != 0) || from > FRAGMENT_PAYLOAD_BYTES ||
        size > (uint16_t)(FRAGMENT_PAYLOAD_BYTES - from)) {
        return drop(s, DROP_IPV4_FRAGMENT);
    }
    if (!fragment_belongs(r, frame)) {
        if (r->ticks != 0) {
            (void)drop(s, DROP_IPV4_REASSEMBLY);
        }
        fragment_begin(r, frame);
    }
    if (fragment_blocks(r, from, to, false) || (r->total != 0 && to > r->total) ||
        (last && to < r->end)) {
        return drop(s, DROP_IPV4_FRAGMENT);
    }
    (void)fragment_blocks(r, from, to, true);
    if (from == 0) {
        copy_bytes(r->datagram, frame, IPV4_HEADER_BYTES);
    }
    copy_bytes(r->datagram + IPV4_HEADER_BYTES + from, frame + IPV4_HEADER_BYTES, size);
    r->have = (uint16_t)(r->have + size);
    if (to > r->end) {
        r->end = to;
    }
    if (last) {
        r->total = to;
    }
    if (r->have != r->total) {
        return 0;
    }
    r->ticks = 0;
    return (uint16_t)(IPV4_HEADER_BYTES + r->total);
}

/* Time has passed: a datagram that did not become whole is given up. Returns the bytes of the
 * message about that in `frame`, which has room for one; 0: none. */
/*@ requires feature: PROFILE_FRAGMENTS;
  @ requires \valid(s) && \valid(r) && r == stack_reassembly_at(s);
  @ requires \valid(frame + (0 .. ICMP_QUOTE_OFFSET + ICMP_QUOTED_BYTES - 1));
  @ assigns  *s, frame[0 .. ICMP_QUOTE_OFFSET + ICMP_QUOTED_BYTES - 1];
  @ ensures  \result == 0 || \result == ICMP_QUOTE_OFFSET + ICMP_QUOTED_BYTES;
  @*/
static inline uint16_t fragment_poll(struct stack *s, struct reassembly *r, uint8_t *frame,
                                     uint16_t ticks)
{
    if (r->ticks > ticks) {
        r->ticks = (uint16_t)(r->ticks - ticks);
        return 0;
    }
    if (r->ticks == 0) {
        return 0;
    }
    r->ticks = 0;
    (void)drop(s, DROP_IPV4_REASSEMBLY);
    if ((r->blocks[0] & 1u) == 0) { /* a message quotes the first fragment or nothing */
        return 0;
    }
    return icmp_send_error(s, frame, ICMP_QUOTE_OFFSET + ICMP_QUOTED_BYTES, r->datagram,
                           ICMP_QUOTED_BYTES, ICMP_MESSAGE_TIME_EXCEEDED, ICMP_CODE_REASSEMBLY);
}

#ifdef __cplusplus
}
#endif

#endif

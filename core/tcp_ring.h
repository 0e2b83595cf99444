/* SPDX-License-Identifier: MIT */
/* The send ring: bytes the application has written and the peer has not acknowledged.
 *
 * ring_used bytes from ring_start on, the first of them the one at snd_una. What is sent is copied
 * out, not taken: only an acknowledgment makes room (tcp_release_acked, called by the machine). A
 * socket that sends from a source has a ring of 0 bytes and none of this happens.
 */
#ifndef THIMBLE_TCP_RING_H
#define THIMBLE_TCP_RING_H

#include "connection.h"
#include "seq.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* Where the byte `ahead` of ring_start lies. */
/*@ requires start < ring && ahead <= ring && ring <= 32767;
  @ assigns  \nothing;
  @ ensures  \result < ring;
  @ ensures  \result == start + ahead || \result == start + ahead - ring;
  @*/
static inline uint16_t tcp_ring_place(uint16_t start, uint16_t ahead, uint16_t ring)
{
    const uint16_t place = (uint16_t)(start + ahead);

    return place >= ring ? (uint16_t)(place - ring) : place;
}

/* Copies bytes out, from `ahead` bytes behind snd_una. Returns how many there were, at most
 * `room`. */
static inline uint16_t tcp_ring_read(struct stack *s, const struct tcp_connection *c,
                                     uint16_t ahead, uint8_t *out, uint16_t room)
{
    const uint8_t number = connection_number(s, c);
    const uint16_t ring = profile_ring_bytes(number);
    const uint8_t *bytes = stack_ring(s) + profile_ring_offset(number);
    uint16_t place;
    uint16_t i;

    if (ahead >= c->ring_used) {
        return 0;
    }
    if (room > (uint16_t)(c->ring_used - ahead)) {
        room = (uint16_t)(c->ring_used - ahead);
    }
    place = tcp_ring_place(c->ring_start, ahead, ring);
    for (i = 0; i < room; i++) {
        out[i] = bytes[place];
        place++;
        if (place == ring) {
            place = 0;
        }
    }
    return room;
}

/* Appends what fits. Returns how much that was. */
static inline uint16_t tcp_ring_write(struct stack *s, struct tcp_connection *c,
                                      const uint8_t *data, uint16_t count)
{
    const uint8_t number = connection_number(s, c);
    const uint16_t ring = profile_ring_bytes(number);
    uint8_t *bytes = stack_ring(s) + profile_ring_offset(number);
    uint16_t place;
    uint16_t i;

    if (count > (uint16_t)(ring - c->ring_used)) {
        count = (uint16_t)(ring - c->ring_used);
    }
    place = tcp_ring_place(c->ring_start, c->ring_used, ring);
    for (i = 0; i < count; i++) {
        bytes[place] = data[i];
        place++;
        if (place == ring) {
            place = 0;
        }
    }
    c->ring_used = (uint16_t)(c->ring_used + count);
    return count;
}

/* Everything before seg->ackno has arrived (the machine has tested that it is new). The SYN and the
 * FIN take a sequence number each and no room: the SYN is acknowledged first, and by the FIN's time
 * the ring is empty. */
void tcp_release_acked(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    uint16_t count = (uint16_t)seq_distance(c->snd_una, seg->ackno);

    if (c->state == TCP_SYN_SENT || c->state == TCP_SYN_RCVD) {
        count = (uint16_t)(count - 1u);
    }
    if (count > c->ring_used) {
        count = c->ring_used;
    }
    c->ring_start =
        tcp_ring_place(c->ring_start, count, profile_ring_bytes(connection_number(s, c)));
    c->ring_used = (uint16_t)(c->ring_used - count);
}

#ifdef __cplusplus
}
#endif

#endif

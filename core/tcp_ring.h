/* SPDX-License-Identifier: MIT */
/* The send ring: bytes the application has written and the peer has not acknowledged.
 *
 * ring_used bytes from ring_start on, the first of them the one at snd_una. What is sent is copied
 * out, not taken: only an acknowledgment makes room. A socket that sends from a source has a ring of
 * 0 bytes and none of this happens.
 */
#ifndef THIMBLE_TCP_RING_H
#define THIMBLE_TCP_RING_H

#include "connection.h"
#include "copy.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* a - b, and 0 where that would be less. */
/*@ assigns \nothing;
  @ ensures \result == (a > b ? a - b : 0);
  @*/
__attribute__((noinline, unused)) static uint16_t tcp_less(uint16_t a, uint16_t b)
{
    return a > b ? (uint16_t)(a - b) : 0u;
}

/* Where the byte `ahead` of `start` lies in a ring of `ring` bytes. */
/*@ requires start < ring && ahead <= ring && ring <= 32767;
  @ assigns  \nothing;
  @ ensures  \result < ring;
  @ ensures  \result == start + ahead || \result == start + ahead - ring;
  @*/
__attribute__((noinline, unused)) static profile_size tcp_ring_place(uint16_t start,
                                                                     uint16_t ahead, uint16_t ring)
{
    const profile_size before_end = (profile_size)(ring - start);

    if ((profile_size)ahead < before_end) {
        return (profile_size)(start + ahead);
    }
    return (profile_size)(ahead - before_end);
}

/* Copies bytes out of a ring, from `place` on: in two stretches where it goes around. */
static inline void tcp_ring_copy_out(const uint8_t *bytes, uint16_t ring, uint16_t place,
                                     uint8_t *out, uint16_t count)
{
    const profile_size first = (profile_size)(ring - place);
    profile_size left = (profile_size)count;

    if (left > first) {
        copy_bytes(out + first, bytes, (uint16_t)(left - first));
        left = first;
    }
    copy_bytes(out, bytes + place, left);
}

/* And into one. */
static inline void tcp_ring_copy_in(uint8_t *bytes, uint16_t ring, uint16_t place,
                                    const uint8_t *data, uint16_t count)
{
    const profile_size first = (profile_size)(ring - place);
    profile_size left = (profile_size)count;

    if (left > first) {
        copy_bytes(bytes, data + first, (uint16_t)(left - first));
        left = first;
    }
    copy_bytes(bytes + place, data, left);
}

/* Copies bytes out, from `ahead` bytes behind snd_una: the caller knows that they are there. */
static inline void tcp_ring_read(struct stack *s, const struct tcp_connection *c, uint8_t number,
                                 uint16_t ahead, uint8_t *out, uint16_t count)
{
    const uint16_t ring = profile_ring_bytes(number);

    tcp_ring_copy_out(stack_ring(s) + profile_ring_offset(number), ring,
                      tcp_ring_place(tcp_ring_start_of(c), ahead, ring), out, count);
}

/* Appends bytes: the caller knows that there is room. */
static inline void tcp_ring_write(struct stack *s, struct tcp_connection *c, uint8_t number,
                                      const uint8_t *data, uint16_t count)
{
    const uint16_t ring = profile_ring_bytes(number);

    tcp_ring_copy_in(stack_ring(s) + profile_ring_offset(number), ring,
                     tcp_ring_place(tcp_ring_start_of(c), tcp_ring_used_of(c), ring), data, count);
    tcp_set_ring_used(c, (uint16_t)(tcp_ring_used_of(c) + count));
}

/* The first `acked` numbers have arrived. A FIN among them lies behind the ring's last byte. */
static inline void tcp_ring_release(struct stack *s, struct tcp_connection *c, uint16_t acked)
{
    if (acked > tcp_ring_used_of(c)) {
        acked = tcp_ring_used_of(c);
    }
    tcp_set_ring_used(c, (uint16_t)(tcp_ring_used_of(c) - acked));
    tcp_set_ring_start(c, tcp_ring_place(tcp_ring_start_of(c), acked,
                                         profile_ring_bytes(connection_number(s, c))));
}

#ifdef __cplusplus
}
#endif

#endif

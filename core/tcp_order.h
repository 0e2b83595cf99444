/* SPDX-License-Identifier: MIT */
/* The receive ring: text in order waits for tcp_read, and one stretch of text that came too early
 * waits for what is missing before it. RFC 9293 3.8.
 *
 * ring: rx_used bytes from rx_start on are in order; rcv_nxt is behind them. `early_bytes` bytes that
 * begin `early_at` behind rcv_nxt have arrived too. A segment that would make a second such stretch is
 * not kept; it comes again. The window never covers more than the ring has room for, so what is in
 * it always fits.
 */
#ifndef THIMBLE_TCP_ORDER_H
#define THIMBLE_TCP_ORDER_H

#include "tcp_ring.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* The early stretch and a new one of `bytes` from `at` on become one. False: they do not touch. */
static inline bool tcp_order_merge(struct tcp_connection *c, uint16_t at, uint16_t bytes)
{
    const uint16_t early = tcp_early_at_of(c);
    const uint16_t early_end = (uint16_t)(early + tcp_early_bytes_of(c));
    uint16_t end = (uint16_t)(at + bytes);

    if (early_end != early) {
        if (at > early_end || end < early) {
            return false;
        }
        if (early < at) {
            at = early;
        }
        if (early_end > end) {
            end = early_end;
        }
    }
    tcp_set_early_at(c, at);
    tcp_set_early_bytes(c, (uint16_t)(end - at));
    return true;
}

/* Puts text that begins `at` behind rcv_nxt in its place: it lies in the window. Returns how many
 * bytes follow rcv_nxt now. */
static inline uint16_t tcp_order_put(struct stack *s, struct tcp_connection *c, uint8_t number,
                                     uint16_t at, const uint8_t *text, uint16_t bytes)
{
    const uint16_t ring = profile_receive_bytes(number);
    uint16_t more = bytes;

    if (at == 0) { /* what was early may follow now */
        const uint16_t end = (uint16_t)(tcp_early_at_of(c) + tcp_early_bytes_of(c));

        if (tcp_early_at_of(c) > bytes) {
            tcp_set_early_at(c, (uint16_t)(tcp_early_at_of(c) - bytes));
        } else {
            more = end > bytes ? end : bytes;
            tcp_set_early_at(c, 0);
            tcp_set_early_bytes(c, 0);
        }
    } else if (tcp_order_merge(c, at, bytes)) {
        more = 0;
    } else {
        return 0;
    }
    tcp_ring_copy_in(stack_receive_ring(s) + profile_receive_offset(number), ring,
                     tcp_ring_place(tcp_rx_start_of(c), (uint16_t)(tcp_rx_used_of(c) + at), ring),
                     text, bytes);
    tcp_set_rx_used(c, (uint16_t)(tcp_rx_used_of(c) + more));
    return more;
}

/* Copies out what is in order, at most `room` bytes, and makes room for as many. */
static inline uint16_t tcp_order_take(struct stack *s, struct tcp_connection *c, uint8_t number,
                                      uint8_t *out, uint16_t room)
{
    const uint16_t ring = profile_receive_bytes(number);
    const uint16_t used = tcp_rx_used_of(c);

    if (room > used) {
        room = used;
    }
    tcp_ring_copy_out(stack_receive_ring(s) + profile_receive_offset(number), ring, tcp_rx_start_of(c), out,
                      room);
    tcp_set_rx_start(c, tcp_ring_place(tcp_rx_start_of(c), room, ring));
    tcp_set_rx_used(c, (uint16_t)(used - room));
    return room;
}

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
/* A TCP segment arrives: checked, given to its connection's machine, answered in the same frame.
 *
 * The eight steps of RFC 9293 3.10.7.4 are in tcp.fsm; here is what comes before them: is it whole,
 * intact, and whose?
 */
#ifndef THIMBLE_TCP_RECEIVE_H
#define THIMBLE_TCP_RECEIVE_H

#include "connection_take.h"
#include "tcp_arrival.h"
#include "tcp_iss.h"
#include "tcp_send.h"
#include "tcp_settle.h"
#include "tcp_text.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* A SYN begins a connection of this socket. `c` was between the same two and only waits (MAY-2, RFC
 * 6191): it is over, and its numbers are left behind. */
static inline struct tcp_connection *tcp_listen(struct stack *s, uint8_t socket,
                                                const uint8_t *frame, struct tcp_connection *c)
{
    const uint8_t *at = frame + IPV4_HEADER_BYTES;
    struct tcp_connection *const old = c;
    uint32_t floor = 0;

    if (old != 0) {
        floor = old->snd_una;
        old->state = TCP_CLOSED;
    }
    c = connection_take(s, socket);
    if (PROFILE_TIME_WAIT && c == 0 && old != 0) { /* it was a record, and goes on as one */
        old->state = TCP_TIME_WAIT;
        tcp_time_wait_keep(s, old);
    }
    if (c != 0) {
        c->snd_una = floor;
        tcp_set_waited(c, floor != 0);
        c->local_port = tcp_dst_port(at);
        c->remote_port = tcp_src_port(at);
        c->remote_ip = ipv4_src(frame);
        (void)tcp_open_passive(s, c); /* a slot just taken is CLOSED: it cannot refuse */
    }
    return c;
}

/* May this SYN take the place of a connection that only waits? MAY-2, 3.6.1. */
static inline bool tcp_reusable(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return PROFILE_REUSE && c->state == TCP_TIME_WAIT && tcp_rx_used_of(c) == 0 &&
           seq_before(c->rcv_nxt, seg->seqno);
}

/* The connection that a segment is for, a new one if it begins one; 0: nobody's. */
static inline struct tcp_connection *tcp_whose(struct stack *s, const uint8_t *frame,
                                               const struct tcp_segment *seg, uint8_t socket)
{
    const uint8_t *at = frame + IPV4_HEADER_BYTES;
    struct tcp_connection *c =
        connection_find(s, ipv4_src(frame), tcp_src_port(at), tcp_dst_port(at));

    if (PROFILE_TIME_WAIT && c == 0) {
        c = tcp_time_wait_resume(s, ipv4_src(frame), tcp_src_port(at), tcp_dst_port(at));
    }
    if (!PROFILE_PASSIVE || socket == PROFILE_NO_SOCKET ||
        (seg->flags & (TCP_SEG_SYN | TCP_SEG_ACK | TCP_SEG_RST)) != TCP_SEG_SYN ||
        (c != 0 && !tcp_reusable(c, seg))) {
        return c;
    }
    return tcp_listen(s, socket, frame, c);
}

/* Is a segment for no connection answered, with a reset? 3.10.7.1, and what 3.10.7.2 says of one that
 * acknowledges nothing. A SYN comes here when no slot is left. */
static inline bool tcp_answers_stray(struct stack *s, struct tcp_segment *seg, uint8_t socket)
{
    if (PROFILE_PASSIVE && socket != PROFILE_NO_SOCKET && !(seg->flags & TCP_SEG_ACK)) {
        if ((seg->flags & (TCP_SEG_SYN | TCP_SEG_RST)) != TCP_SEG_SYN) {
            return drop(s, DROP_TCP_MACHINE);
        }
        (void)drop(s, DROP_TCP_NO_SLOT);
        if (!PROFILE_FULL_RESET) {
            return false;
        }
    }
    (void)tcp_segment_closed(s, 0, seg);
    return seg->flags & TCP_SEG_RESET || drop(s, DROP_TCP_MACHINE);
}

static inline uint16_t tcp_receive(struct stack *s, uint8_t *frame, uint16_t bytes, uint16_t room)
{
    struct tcp_connection *c;
    struct tcp_segment seg;
    uint8_t socket;
    uint8_t before;

    if (!tcp_read_segment(s, frame, (uint16_t)(bytes - IPV4_HEADER_BYTES), &seg)) {
        return 0;
    }
    socket = PROFILE_PASSIVE ? profile_tcp_listener(tcp_dst_port(frame + IPV4_HEADER_BYTES))
                             : (uint8_t)PROFILE_NO_SOCKET;
    c = tcp_whose(s, frame, &seg, socket);
    if (c == 0) {
        if (!tcp_answers_stray(s, &seg, socket)) {
            return 0;
        }
    } else {
        tcp_locate(c, &seg, frame + IPV4_HEADER_BYTES);
        before = c->state;
        if (tcp_segment_arrives(s, c, &seg) == TCP_DROP && c->state == before) {
            (void)drop(s, DROP_TCP_MACHINE);
        }
        tcp_settle(s, c);
    }
    if (c == 0 || seg.flags & TCP_SEG_RESET) {
        return tcp_send_reset(frame, &seg);
    }
    if (PROFILE_TIME_WAIT && c == stack_waiting(s)) { /* it has no text, and waits on if it still may */
        tcp_time_wait_keep(s, c);
        return tcp_send(s, c, frame);
    }
    return room >= TCP_TEXT_OFFSET + PROFILE_TCP_MSS ? tcp_send(s, c, frame) : 0;
}

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
/* Frame in, frame out. Start reading here.
 *
 *     frame -> ipv4_receive -> fragment_receive -> ... -> the same frame
 *                           -> icmp_receive -> the same frame
 *                           -> udp_receive  -> application -> the same frame
 *                           -> tcp_receive  -> tcp machine -> application
 *
 *     poll  -> timers, windows, signals -> application
 *           -> tcp_send -> frame
 *
 * One buffer holds the arriving datagram and then the answer to it. Every function takes the frame
 * (and `room`, how far an answer may reach) and returns how many bytes of it are now an answer; 0
 * means nothing to send. Calls only go down this list, never back up. The caller's side is api.h.
 */
#ifndef THIMBLE_STACK_H
#define THIMBLE_STACK_H

#include "fragment.h"
#include "icmp.h"
#include "tcp_open.h"
#include "tcp_user.h"
#include "tcp_receive.h"
#include "tcp_timer.h"
#include "tcp_poll.h" /* not before tcp_timer.h: flash has functions in this order */
#include "udp.h"

#ifdef __cplusplus
namespace thimble {
#endif

void stack_init(struct stack *s, const uint8_t *secret)
{
    uint8_t *at = (uint8_t *)s;
    uint16_t left = sizeof *s;

    while (left != 0) { /* at most BUDGET_STACK_BYTES turns */
        *at++ = 0;
        left--;
    }
    if (PROFILE_KEYED_ISS) {
        copy_bytes(stack_secret(s), secret, ISS_SECRET_BYTES);
    }
    icmp_init(s);
    fragment_init(s);
}

/* A datagram without options, whole and for us, goes to its protocol. */
static inline uint16_t stack_deliver(struct stack *s, uint8_t *frame, uint16_t bytes, uint16_t room)
{
    const uint8_t protocol = ipv4_protocol(frame);

    if (PROFILE_HAS_TCP && protocol == IPV4_PROTOCOL_TCP) {
        return tcp_receive(s, frame, bytes, room);
    }
    if (PROFILE_HAS_UDP && protocol == IPV4_PROTOCOL_UDP) {
        return udp_receive(s, frame, bytes, room);
    }
    if (protocol == IPV4_PROTOCOL_ICMP) {
        return icmp_receive(s, frame, bytes, room);
    }
    (void)drop(s, DROP_IPV4_PROTOCOL);
    return icmp_unreachable(s, frame, bytes, room, ICMP_CODE_PROTOCOL);
}

/* The last fragment is answered as the whole datagram is, as far as its own frame has room. That may
 * be less than a header; there is always room to make one, and what does not fit is not sent. */
static inline uint16_t stack_reassemble(struct stack *s, uint8_t *frame, uint16_t bytes,
                                        uint16_t room)
{
    struct reassembly *const r = stack_reassembly(s);
    uint16_t place = room;

    bytes = fragment_receive(s, r, frame, bytes);
    if (bytes == 0) {
        return 0;
    }
    if (place > PROFILE_FRAGMENT_BYTES) {
        place = PROFILE_FRAGMENT_BYTES;
    }
    if (place < UDP_PAYLOAD_OFFSET) {
        place = UDP_PAYLOAD_OFFSET;
    }
    bytes = stack_deliver(s, r->datagram, bytes, place);
    if (bytes > room) {
        return 0;
    }
    copy_bytes(frame, r->datagram, bytes);
    return bytes;
}

uint16_t stack_receive(struct stack *s, uint8_t *frame, uint16_t bytes, uint16_t room)
{
    bytes = ipv4_receive(s, frame, bytes);
    if (bytes == 0) {
        return 0;
    }
    if (PROFILE_FRAGMENTS && ipv4_is_fragment(frame)) {
        return stack_reassemble(s, frame, bytes, room);
    }
    return stack_deliver(s, frame, bytes, room);
}

/* Time passes for all. Then the connections in turn, up to the first that has a frame to send: the
 * next call goes on behind it. */
uint16_t stack_poll(struct stack *s, uint8_t *frame, uint32_t now_ms)
{
    uint16_t ticks;
    uint16_t bytes = 0;
    uint8_t turn;
    uint8_t n;

    if (!PROFILE_HAS_TCP && !PROFILE_UNREACHABLE && !PROFILE_FRAGMENTS) { /* nobody asks for time */
        return 0;
    }
    ticks = tcp_elapse_ticks(s, now_ms);
    icmp_poll(s, ticks);
    if (PROFILE_FRAGMENTS) {
        bytes = fragment_poll(s, stack_reassembly(s), frame, ticks);
    }
    /* at most PROFILE_TCP_CONNECTIONS turns */
    for (n = 0; PROFILE_HAS_TCP && n < PROFILE_TCP_CONNECTIONS && bytes == 0; n++) {
        turn = (uint8_t)(s->turn + 1u);
        if (turn >= PROFILE_TCP_CONNECTIONS) {
            turn = 0;
        }
        s->turn = turn;
        tcp_poll(s, &s->connection[turn]);
        /* at most PROFILE_TCP_CONNECTIONS times in stack_poll */
        bytes = tcp_send(s, &s->connection[turn], frame);
    }
    return bytes;
}

#ifdef __cplusplus
}
#endif

#endif

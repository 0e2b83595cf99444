/* SPDX-License-Identifier: MIT */
/* Frame in, frame out. Start reading here.
 *
 *     frame -> ipv4_receive -> icmp_receive -> the same frame
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

#include "icmp.h"
#include "tcp_receive.h"
#include "tcp_timer.h"
#include "udp.h"

#ifdef __cplusplus
namespace thimble {
#endif

void stack_init(struct stack *s)
{
    uint8_t n;

    for (n = 0; n < PROFILE_TCP_CONNECTIONS; n++) {
        connection_clear(&s->connection[n]);
    }
    for (n = 0; n < DROP_REASONS; n++) {
        s->dropped[n] = 0;
    }
    s->polled_ms = 0;
    s->next_port = 0;
    s->turn = 0;
}

uint16_t stack_receive(struct stack *s, uint8_t *frame, uint16_t bytes, uint16_t room)
{
    bytes = ipv4_receive(s, frame, bytes);
    if (bytes == 0) {
        return 0;
    }
    if (PROFILE_HAS_TCP && ipv4_protocol(frame) == IPV4_PROTOCOL_TCP) {
        return tcp_receive(s, frame, bytes);
    }
    if (PROFILE_HAS_UDP && ipv4_protocol(frame) == IPV4_PROTOCOL_UDP) {
        return udp_receive(s, frame, bytes, room);
    }
    if (ipv4_protocol(frame) == IPV4_PROTOCOL_ICMP) {
        return icmp_receive(s, frame, bytes);
    }
    return drop(s, DROP_IPV4_PROTOCOL);
}

/* Every connection gets its time; one of them, in turn, gets the frame. */
uint16_t stack_poll(struct stack *s, uint8_t *frame, uint32_t now_ms)
{
    const uint16_t ticks = tcp_ticks(s, now_ms);
    uint16_t bytes = 0;
    uint8_t n;

    if (!PROFILE_HAS_TCP) { /* nothing else waits for time */
        return 0;
    }
    for (n = 0; n < PROFILE_TCP_CONNECTIONS; n++) {
        tcp_poll(s, &s->connection[n], ticks);
    }
    for (n = 0; n < PROFILE_TCP_CONNECTIONS && bytes == 0; n++) {
        s->turn++;
        if (s->turn >= PROFILE_TCP_CONNECTIONS) {
            s->turn = 0;
        }
        bytes = tcp_send(s, &s->connection[s->turn], frame);
    }
    return bytes;
}

#ifdef __cplusplus
}
#endif

#endif

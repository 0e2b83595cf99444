/* SPDX-License-Identifier: MIT */
/* The application opens a connection, from a port that none of ours uses: RFC 9293 3.9.1.1, 3.10.1. */
#ifndef THIMBLE_TCP_OPEN_H
#define THIMBLE_TCP_OPEN_H

#include "connection_take.h"
#include "ipv4.h"
#include "tcp_iss.h"
#include "tcp_time_wait.h"

#ifdef __cplusplus
namespace thimble {
#endif

static const uint16_t tcp_first_ephemeral = 0xc000u; /* the ports from here on: RFC 6335 6 */

/* A port that none of our connections uses: at most that many can be taken, so one of one more
 * is free. */
static inline uint16_t tcp_ephemeral_port(struct stack *s)
{
    uint16_t port;
    uint8_t n = 0;

    port = (uint16_t)(s->next_port | tcp_first_ephemeral);
    while (n < PROFILE_TCP_CONNECTIONS) { /* at most PROFILE_TCP_CONNECTIONS turns */
        n++;
        if (s->connection[n - 1].local_port == port || tcp_time_wait_at(s, port)) {
            /* from the start: at most PROFILE_TCP_CONNECTIONS + PROFILE_TIME_WAIT_RECORDS turns */
            s->next_port = (uint16_t)(s->next_port + 1u);
            port = (uint16_t)(s->next_port | tcp_first_ephemeral);
            n = 0;
        }
    }
    return port;
}

uint8_t tcp_open(struct stack *s, uint8_t socket, uint32_t ip, uint16_t port)
{
    struct tcp_connection *c;

    if (port == 0 || !ipv4_address_is_a_peer(ip)) { /* MUST-46 */
        return TCP_NO_PEER;
    }
    c = connection_take(s, socket);
    if (c == 0) {
        return TCP_NO_SLOT;
    }
    c->local_port = tcp_ephemeral_port(s);
    c->remote_port = port;
    c->remote_ip = ip;
    (void)tcp_open_active(s, c); /* a slot just taken is CLOSED: it cannot refuse */
    return connection_number(s, c);
}

#ifdef __cplusplus
}
#endif

#endif

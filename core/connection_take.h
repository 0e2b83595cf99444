/* SPDX-License-Identifier: MIT */
/* A slot becomes a new connection's. Which one, connection.h says. */
#ifndef THIMBLE_CONNECTION_TAKE_H
#define THIMBLE_CONNECTION_TAKE_H

#include "connection.h"
#include "tcp_time_wait.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* Every field of a connection is zero in CLOSED. */
static inline void connection_clear(struct tcp_connection *c)
{
    uint8_t *at = (uint8_t *)c;
    uint8_t i;

    /*@ loop assigns i, *c;
      @ loop variant sizeof(struct tcp_connection) - i;
      @*/
    for (i = 0; i < sizeof *c; i++) { /* at most BUDGET_TCP_CONNECTION_BYTES turns */
        at[i] = 0;
    }
}

/* next_port moves on with every connection, so that no two of them get one initial sequence number. */
static inline void connection_begin(struct stack *s, struct tcp_connection *c, uint8_t socket)
{
    connection_clear(c);
    c->socket = socket;
    tcp_set_nodelay(c, profile_nodelay(socket));
    s->next_port = (uint16_t)(s->next_port + 1u);
}

/* Takes a slot for a new connection of this socket; 0: none to be had. */
static inline struct tcp_connection *connection_take(struct stack *s, uint8_t socket)
{
    struct tcp_connection *c = connection_free_slot(s, socket);

    if (PROFILE_TIME_WAIT && c != 0 && c->state == TCP_TIME_WAIT) {
        tcp_time_wait_keep(s, c);
    }
    if (c != 0) {
        connection_begin(s, c, socket);
    }
    return c;
}

#ifdef __cplusplus
}
#endif

#endif

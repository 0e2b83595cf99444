/* SPDX-License-Identifier: MIT */
/* The connection table: whose segment is this, and which slot may a new connection take?
 *
 * A socket owns slots profile_slot_first .. + profile_slot_count - 1; sockets that share slots are
 * two names for the same range. A slot is free when its connection is CLOSED and owes
 * neither a reset nor a signal.
 * When none is free, the connection that has waited longest in TIME_WAIT makes room: both sides are
 * done with it, it only guards against old duplicates, and a record may go on doing that. Then, if
 * the profile has `syn_flood: recycle`, the one that has been half-open longest.
 */
#ifndef THIMBLE_CONNECTION_H
#define THIMBLE_CONNECTION_H

#include "tcp_time_wait.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* Text in a full segment of the peer's, as our SYN announces it: 3.7.1. */
enum { TCP_OUR_MSS = PROFILE_MTU - 40 };

/* User calls that wait in c->calls until the handler that made them has returned. */
enum {
    TCP_CALL_CLOSE = 0x01,
    TCP_CALL_ABORT = 0x02,
    TCP_CALL_LATER = 0x80 /* a handler runs on behalf of this connection: keep out of its machine */
};

/*@ requires \valid(s);
  @ assigns  \nothing;
  @ ensures  number < PROFILE_TCP_CONNECTIONS ==> \result == &s->connection[number];
  @ ensures  number >= PROFILE_TCP_CONNECTIONS ==> \result == \null;
  @*/
__attribute__((noinline, unused)) static struct tcp_connection *connection_at(struct stack *s,
                                                                               uint8_t number)
{
    if (number >= PROFILE_TCP_CONNECTIONS) {
        return 0;
    }
    return &s->connection[number];
}

/*@ requires \valid(s);
  @ requires \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c == &s->connection[i];
  @ assigns  \nothing;
  @ ensures  \result < PROFILE_TCP_CONNECTIONS;
  @ ensures  c == &s->connection[\result];
  @*/
__attribute__((noinline)) uint8_t connection_number(const struct stack *s,
                                                    const struct tcp_connection *c)
{
    uint8_t n = 0;

    /* A subtraction of pointers would divide by the size of a connection. */
    /*@ loop invariant 0 <= n < PROFILE_TCP_CONNECTIONS;
      @ loop invariant \forall integer i; 0 <= i < n ==> c != &s->connection[i];
      @ loop assigns n;
      @ loop variant PROFILE_TCP_CONNECTIONS - n;
      @*/
    /* at most PROFILE_TCP_CONNECTIONS - 1 turns */
    while (n + 1 < PROFILE_TCP_CONNECTIONS && c != &s->connection[n]) {
        n++;
    }
    return n;
}

/* Nothing more is owed, to the peer or to the application: not even text to read. */
/*@ requires \valid_read(c);
  @ assigns  \nothing;
  @ ensures  \result ==> (c->state == TCP_CLOSED || c->state == TCP_LISTEN) && !c->rst_due && c->signals == 0;
  @*/
static inline bool connection_is_free(const struct tcp_connection *c)
{
    return !tcp_state_live(c->state) && !c->rst_due && c->signals == 0 && tcp_rx_used_of(c) == 0;
}

/* The connection that a segment belongs to, or 0. */
/*@ requires \valid(s);
  @ assigns  \nothing;
  @ ensures  \result == \null || \valid(\result);
  @ ensures  \result != \null ==> \result->state != TCP_CLOSED;
  @ ensures  \result != \null ==> \result->remote_ip == remote_ip;
  @ ensures  \result != \null ==> \result->remote_port == remote_port;
  @ ensures  \result != \null ==> \result->local_port == local_port;
  @*/
__attribute__((noinline, unused)) static struct tcp_connection *
connection_find(struct stack *s, uint32_t remote_ip, uint16_t remote_port, uint16_t local_port)
{
    uint8_t n;

    /*@ loop invariant 0 <= n <= PROFILE_TCP_CONNECTIONS;
      @ loop assigns n;
      @ loop variant PROFILE_TCP_CONNECTIONS - n;
      @*/
    for (n = 0; n < PROFILE_TCP_CONNECTIONS; n++) { /* at most PROFILE_TCP_CONNECTIONS turns */
        struct tcp_connection *c = &s->connection[n];

        if (tcp_state_live(c->state) && c->remote_port == remote_port &&
            c->local_port == local_port && c->remote_ip == remote_ip) {
            return c;
        }
    }
    return 0;
}

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

/* Has this half-open connection waited longer than that one for its ACK? More repetitions of its
 * SYN,ACK, or the next one nearer; one whose first is still to be sent is the youngest. */
/*@ requires \valid_read(c) && \valid_read(than);
  @ assigns  \nothing;
  @*/
static inline bool connection_waited_longer(const struct tcp_connection *c,
                                            const struct tcp_connection *than)
{
    if (c->retries != than->retries) {
        return c->retries > than->retries;
    }
    return (uint16_t)(c->rexmt - 1u) < (uint16_t)(than->rexmt - 1u);
}

/* The slot a new connection of this socket takes: a free one, else the TIME_WAIT nearest its end,
 * else, where the profile says so, the half-open one that has waited longest (RFC 4987 3.4), else
 * none. */
/*@ requires \valid(s);
  @ assigns  \nothing;
  @ ensures  \result == \null || \valid(\result);
  @ ensures  \result != \null ==> \result->state == TCP_CLOSED || \result->state == TCP_LISTEN ||
  @              \result->state == TCP_TIME_WAIT ||
  @              (PROFILE_SYN_RECYCLE && \result->state == TCP_SYN_RCVD);
  @*/
static inline struct tcp_connection *connection_free_slot(struct stack *s, uint8_t socket)
{
    const uint8_t first = profile_slot_first(socket);
    const uint8_t count = profile_slot_count(socket);
    struct tcp_connection *best = 0;
    struct tcp_connection *half_open = 0;
    uint8_t n;

    /*@ loop invariant 0 <= n <= count;
      @ loop invariant best == \null || \valid(best);
      @ loop invariant best != \null ==> best->state == TCP_TIME_WAIT;
      @ loop invariant half_open == \null || \valid(half_open);
      @ loop invariant half_open != \null ==> half_open->state == TCP_SYN_RCVD;
      @ loop assigns n, best, half_open;
      @ loop variant count - n;
      @*/
    for (n = 0; n < count; n++) { /* at most PROFILE_TCP_CONNECTIONS turns */
        struct tcp_connection *c = &s->connection[first + n];

        if (connection_is_free(c)) {
            return c;
        }
        if (c->state == TCP_TIME_WAIT && tcp_rx_used_of(c) == 0 && /* nobody wants to read it */
            (best == 0 || c->life < best->life)) {
            best = c;
        }
        if (PROFILE_SYN_RECYCLE && c->state == TCP_SYN_RCVD && tcp_by_peer_of(c) &&
            (half_open == 0 || connection_waited_longer(c, half_open))) {
            half_open = c;
        }
    }
    return best != 0 ? best : half_open;
}

/* Takes a slot for a new connection of this socket; 0: none to be had. next_port moves on with
 * every connection, so that no two of them get one initial sequence number. */
static inline void connection_begin(struct stack *s, struct tcp_connection *c, uint8_t socket)
{
    connection_clear(c);
    c->socket = socket;
    tcp_set_nodelay(c, profile_nodelay(socket));
    s->next_port = (uint16_t)(s->next_port + 1u);
}

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

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

#include "api.h"

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

/* The n-th connection; what it takes to be one of them; and to be a free one, or this one. */
/*@ predicate connection_is_of{L}(struct stack *s, struct tcp_connection *c) =
  @     \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c == &s->connection[i];
  @
  @ predicate connections_ok{L}(struct stack *s) =
  @     \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==> tcp_ok(&s->connection[i]);
  @
  @ predicate connection_lives{L}(struct tcp_connection *c) =
  @     c->state != TCP_CLOSED && c->state != TCP_LISTEN;
  @
  @ predicate connection_free{L}(struct tcp_connection *c) =
  @     !connection_lives(c) && c->rst_due == 0 && c->signals == 0 && TCP_RX_USED_OF(c) == 0;
  @
  @ predicate connection_is_over{L}(struct tcp_connection *c) =
  @     c->state == TCP_TIME_WAIT && TCP_RX_USED_OF(c) == 0;
  @
  @ predicate connection_slot_of{L}(struct stack *s, struct tcp_connection *c, integer socket) =
  @     \exists integer i; c == &s->connection[i] && profile_slot_first(socket) <= i <
  @         profile_slot_first(socket) + profile_slot_count(socket);
  @
  @ predicate connection_between{L}(struct tcp_connection *c, integer remote_ip, integer remote_port,
  @         integer local_port) =
  @     connection_lives(c) && c->remote_ip == remote_ip && c->remote_port == remote_port &&
  @     c->local_port == local_port;
  @*/

/*@ requires \valid(s);
  @ assigns  \result \from s, number;
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

/* A TIME-WAIT's record that answers is in no slot (tcp_time_wait.h): nobody uses the number it gets. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid_read(s);
  @ assigns  \nothing;
  @ ensures  \result < PROFILE_TCP_CONNECTIONS;
  @ ensures  connection_is_of(s, c) ==> c == &s->connection[\result];
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
/*@ requires \valid_read(c) && tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> connection_free(c);
  @*/
static inline bool connection_is_free(const struct tcp_connection *c)
{
    return !tcp_state_live(c->state) && !c->rst_due && c->signals == 0 && tcp_rx_used_of(c) == 0;
}

/* The connection that a segment belongs to, or 0. */
/*@ requires \valid(s) && connections_ok(s);
  @ assigns  \result \from s, remote_ip, remote_port, local_port;
  @ ensures  \result == \null || connection_is_of(s, \result);
  @ ensures  \result != \null ==> connection_between(\result, remote_ip, remote_port, local_port);
  @ ensures  \result == \null ==> \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
  @     !connection_between(&s->connection[i], remote_ip, remote_port, local_port);
  @*/
__attribute__((noinline, unused)) static struct tcp_connection *
connection_find(struct stack *s, uint32_t remote_ip, uint16_t remote_port, uint16_t local_port)
{
    uint8_t n;

    /*@ loop invariant 0 <= n <= PROFILE_TCP_CONNECTIONS;
      @ loop invariant \forall integer i; 0 <= i < n ==>
      @     !connection_between(&s->connection[i], remote_ip, remote_port, local_port);
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

/* Has this half-open connection waited longer than that one for its ACK? More repetitions of its
 * SYN,ACK, or the next one nearer; one whose first is still to be sent is the youngest. */
/*@ requires \valid_read(c) && \valid_read(than);
  @ assigns  \nothing;
  @ ensures  c->retries > than->retries ==> \result;
  @ ensures  c->retries < than->retries ==> !\result;
  @ ensures  c->retries == than->retries && c->rexmt != 0 && than->rexmt != 0 ==>
  @     (\result <==> c->rexmt < than->rexmt);
  @ ensures  c->retries == than->retries && c->rexmt == 0 ==> !\result;
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
/*@ requires \valid(s) && connections_ok(s);
  @ requires profile_slot_first(socket) + profile_slot_count(socket) <= PROFILE_TCP_CONNECTIONS;
  @ assigns  \result \from s, socket;
  @ ensures  \result == \null || connection_slot_of(s, \result, socket);
  @ ensures  \result != \null ==> connection_free(\result) || \result->state == TCP_TIME_WAIT ||
  @     (PROFILE_SYN_RECYCLE && \result->state == TCP_SYN_RCVD);
  @ ensures  \result == \null || !connection_free(\result) ==> \forall integer i;
  @     profile_slot_first(socket) <= i < profile_slot_first(socket) + profile_slot_count(socket) ==>
  @     !connection_free(&s->connection[i]);
  @ ensures  \result != \null && \result->state == TCP_TIME_WAIT ==> \forall integer i;
  @     profile_slot_first(socket) <= i < profile_slot_first(socket) + profile_slot_count(socket) ==>
  @     connection_is_over(&s->connection[i]) ==> \result->life <= s->connection[i].life;
  @ ensures  \result == \null || \result->state == TCP_SYN_RCVD ==> \forall integer i;
  @     profile_slot_first(socket) <= i < profile_slot_first(socket) + profile_slot_count(socket) ==>
  @     !connection_is_over(&s->connection[i]);
  @*/
static inline struct tcp_connection *connection_free_slot(struct stack *s, uint8_t socket)
{
    const uint8_t first = profile_slot_first(socket);
    const uint8_t count = profile_slot_count(socket);
    struct tcp_connection *best = 0;
    struct tcp_connection *half_open = 0;
    uint8_t n;

    /*@ loop invariant 0 <= n <= count;
      @ loop invariant best == \null || connection_slot_of(s, best, socket);
      @ loop invariant best != \null ==> connection_is_over(best);
      @ loop invariant half_open == \null || connection_slot_of(s, half_open, socket);
      @ loop invariant half_open != \null ==> PROFILE_SYN_RECYCLE && half_open->state == TCP_SYN_RCVD;
      @ loop invariant \forall integer i; first <= i < first + n ==> !connection_free(&s->connection[i]);
      @ loop invariant \forall integer i; first <= i < first + n ==>
      @     connection_is_over(&s->connection[i]) ==>
      @     best != \null && best->life <= s->connection[i].life;
      @ loop assigns n, best, half_open;
      @ loop variant count - n;
      @*/
    for (n = 0; n < count; n++) { /* at most PROFILE_TCP_CONNECTIONS turns */
        struct tcp_connection *c = &s->connection[first + n];

        /*@ assert connection_slot_of(s, c, socket); */
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

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
/* A slot becomes a new connection's. Which one, connection.h says. */
#ifndef THIMBLE_CONNECTION_TAKE_H
#define THIMBLE_CONNECTION_TAKE_H

#include "connection.h"
#include "tcp_time_wait.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* A slot that a socket may use. */
/*@ predicate connection_may_use(integer i, integer socket) =
  @     profile_slot_first(socket) <= i < profile_slot_first(socket) + profile_slot_count(socket);
  @*/

/* What a new connection is: nothing has happened to it yet. */
/*@ predicate connection_is_new{L}(struct tcp_connection *c, integer socket) =
  @     c->state == TCP_CLOSED && c->socket == socket && c->flight == 0 && c->snd_half == 0 &&
  @     c->mss == 0 && c->rtt_mark == 0 && c->rtt_start == 0 && c->retries == 0 &&
  @     c->max_retries == 0 && c->signals == 0 && c->calls == 0 && c->fin_req == 0 &&
  @     c->fin_sent == 0 && c->ack_due == 0 && c->rexmt_due == 0 && c->rst_due == 0 &&
  @     c->snd_una == 0 && c->rcv_nxt == 0 && c->remote_ip == 0 && c->remote_port == 0 &&
  @     c->local_port == 0 && c->snd_wl1 == 0 && c->snd_wnd == 0 && c->rcv_wnd == 0 &&
  @     c->rcv_max == 0 && c->rcv_up == 0 && c->srtt == 0 && c->rttvar == 0 && c->rto == 0 &&
  @     c->rexmt == 0 && c->life == 0 && TCP_ISS_OF(c) == 0 && TCP_SND_UP_OF(c) == 0 &&
  @     TCP_RECOVER_OF(c) == 0 && TCP_CWND_OF(c) == 0 && TCP_SSTHRESH_OF(c) == 0 &&
  @     TCP_RING_START_OF(c) == 0 && TCP_RING_USED_OF(c) == 0 && TCP_RX_START_OF(c) == 0 &&
  @     TCP_RX_USED_OF(c) == 0 && TCP_EARLY_AT_OF(c) == 0 && TCP_EARLY_BYTES_OF(c) == 0 &&
  @     TCP_DUPACKS_OF(c) == 0 && TCP_CHALLENGED_OF(c) == 0 && TCP_BY_PEER_OF(c) == 0 &&
  @     TCP_WAITED_OF(c) == 0 && TCP_ACK_SOON_OF(c) == 0 && TCP_KEEP_DUE_OF(c) == 0 &&
  @     TCP_KEEP_OF(c) == 0;
  @*/

/* Every field of a connection is zero in CLOSED. */
/*@ requires \valid(c);
  @ assigns  *c;
  @ ensures  tcp_ok(c);
  @ ensures  connection_is_new(c, 0) && TCP_NODELAY_OF(c) == 0;
  @*/
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
/*@ requires \valid(s) && connection_is_of(s, c);
  @ assigns  *c, s->next_port;
  @ ensures  tcp_ok(c);
  @ ensures  connection_is_new(c, socket);
  @ ensures  PROFILE_NAGLE ==> (TCP_NODELAY_OF(c) != 0 <==> profile_nodelay(socket) != 0);
  @ ensures  s->next_port == (\old(s->next_port) + 1) % 65536;
  @*/
static inline void connection_begin(struct stack *s, struct tcp_connection *c, uint8_t socket)
{
    connection_clear(c);
    c->socket = socket;
    tcp_set_nodelay(c, profile_nodelay(socket));
    s->next_port = (uint16_t)(s->next_port + 1u);
}

/* Takes a slot for a new connection of this socket; 0: none to be had. */
/*@ requires \valid(s) && connections_ok(s) && time_waits_ok(s);
  @ requires profile_slot_first(socket) + profile_slot_count(socket) <= PROFILE_TCP_CONNECTIONS;
  @ assigns  s->connection[0 .. PROFILE_TCP_CONNECTIONS - 1], s->next_port,
  @     stack_time_wait_at(s)[0 .. PROFILE_TIME_WAIT_RECORDS - 1];
  @ assigns  \result \from s, socket, s->connection[0 .. PROFILE_TCP_CONNECTIONS - 1];
  @ ensures  connections_ok(s);
  @ ensures  time_waits_ok(s);
  @ ensures  \result == \null || connection_slot_of(s, \result, socket);
  @ ensures  \result != \null ==> connection_is_new(\result, socket);
  @ ensures  \result != \null && PROFILE_NAGLE ==>
  @     (TCP_NODELAY_OF(\result) != 0 <==> profile_nodelay(socket) != 0);
  @ ensures  s->next_port == (\old(s->next_port) + (\result == \null ? 0 : 1)) % 65536;
  @ ensures  \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && \result != &s->connection[i] ==>
  @     s->connection[i] == \old(s->connection[i]);
  @ ensures  \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && connection_may_use(i, socket) &&
  @     \result == &s->connection[i] ==> \old(connection_free(&s->connection[i])) ||
  @     \old(s->connection[i].state) == TCP_TIME_WAIT ||
  @     PROFILE_SYN_RECYCLE && \old(s->connection[i].state) == TCP_SYN_RCVD;
  @ ensures  \forall integer i, j; 0 <= i < PROFILE_TCP_CONNECTIONS && 0 <= j < PROFILE_TCP_CONNECTIONS &&
  @     connection_may_use(i, socket) && connection_may_use(j, socket) &&
  @     (\result == \null || \result == &s->connection[i] && !\old(connection_free(&s->connection[i])))
  @         ==> !\old(connection_free(&s->connection[j]));
  @ ensures  \result == \null ==> \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS &&
  @     connection_may_use(i, socket) ==> !\old(connection_is_over(&s->connection[i]));
  @ ensures  \forall integer i, j; 0 <= i < PROFILE_TCP_CONNECTIONS && connection_may_use(i, socket) &&
  @     \result == &s->connection[i] && \old(s->connection[i].state) == TCP_TIME_WAIT &&
  @     0 <= j < PROFILE_TIME_WAIT_RECORDS &&
  @     \old(stack_time_wait_at(s)[j].left) < \old(s->connection[i].life) ==>
  @         \exists integer k; 0 <= k < PROFILE_TIME_WAIT_RECORDS &&
  @             stack_time_wait_at(s)[k].left == \old(s->connection[i].life) &&
  @             stack_time_wait_at(s)[k].remote_ip == \old(s->connection[i].remote_ip) &&
  @             stack_time_wait_at(s)[k].remote_port == \old(s->connection[i].remote_port) &&
  @             stack_time_wait_at(s)[k].local_port == \old(s->connection[i].local_port);
  @*/
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

/* SPDX-License-Identifier: MIT */
/* A slot becomes a new connection's. Which one, connection.h says. */
#ifndef THIMBLE_CONNECTION_TAKE_H
#define THIMBLE_CONNECTION_TAKE_H

#include "connection.h"
#include "connection_clear.h"
#include "connection_same.h"
#include "tcp_time_wait.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* A slot that a socket may use. */
/*@ predicate connection_may_use(integer i, integer socket) =
  @     profile_slot_first(socket) <= i < profile_slot_first(socket) + profile_slot_count(socket);
  @*/

/* What lies outside a connection; and a record that goes on with its wait. */
/*@ predicate connection_beside(struct tcp_connection *c, uint16_t *number) = \separated(c, number);
  @
  @ predicate connection_waits_on{A, B}(struct stack *s, struct tcp_connection *c) =
  @     \exists integer k; 0 <= k < PROFILE_TIME_WAIT_RECORDS &&
  @         \at(stack_time_wait_at(s)[k].left, B) == \at(c->life, A) &&
  @         \at(stack_time_wait_at(s)[k].remote_ip, B) == \at(c->remote_ip, A) &&
  @         \at(stack_time_wait_at(s)[k].remote_port, B) == \at(c->remote_port, A) &&
  @         \at(stack_time_wait_at(s)[k].local_port, B) == \at(c->local_port, A);
  @*/

/* A connection as it begins, of this socket. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid(c);
  @ assigns  *c;
  @ ensures  tcp_ok(c);
  @ ensures  connection_is_new(c, socket);
  @ ensures  PROFILE_NAGLE ==> (TCP_NODELAY_OF(c) != 0 <==> profile_nodelay(socket) != 0);
  @*/
static inline void connection_reset(struct tcp_connection *c, uint8_t socket)
{
    connection_clear(c);
    c->socket = socket;
    tcp_set_nodelay(c, profile_nodelay(socket));
}

/* next_port moves on with every connection, so that no two of them get one initial sequence number. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid(s) && connection_is_of(s, c);
  @ assigns  *c, s->next_port;
  @ ensures  tcp_ok(c);
  @ ensures  connection_is_new(c, socket);
  @ ensures  PROFILE_NAGLE ==> (TCP_NODELAY_OF(c) != 0 <==> profile_nodelay(socket) != 0);
  @ ensures  s->next_port == (\old(s->next_port) + 1) % 65536;
  @ ensures  \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
  @     connection_same{Pre, Post}(&s->connection[i]);
  @ ensures  connection_waits_same{Pre, Post}(s);
  @*/
static inline void connection_begin(struct stack *s, struct tcp_connection *c, uint8_t socket)
{
    /*@ assert connection_beside_waits(s, c); */
    /*@ assert \forall integer k; 0 <= k < PROFILE_TIME_WAIT_RECORDS ==>
      @     connection_wait_beside(stack_time_wait_at(s) + k, c); */
    /*@ assert connection_beside(c, &s->next_port); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     connection_apart(&s->connection[i], c) && connection_beside(&s->connection[i], &s->next_port); */
    connection_reset(c, socket);
    /*@ assert CONNECTION_WAITS_SAME(s, left, Pre); */
    /*@ assert CONNECTION_WAITS_SAME(s, remote_ip, Pre); */
    /*@ assert CONNECTION_WAITS_SAME(s, remote_port, Pre); */
    /*@ assert CONNECTION_WAITS_SAME(s, local_port, Pre); */
    /*@ assert connection_waits_same{Pre, Here}(s); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     connection_same{Pre, Here}(&s->connection[i]); */
    /*@ ghost set: ; */
    s->next_port = (uint16_t)(s->next_port + 1u);
    /*@ assert CONNECTION_WAITS_SAME(s, left, set); */
    /*@ assert CONNECTION_WAITS_SAME(s, remote_ip, set); */
    /*@ assert CONNECTION_WAITS_SAME(s, remote_port, set); */
    /*@ assert CONNECTION_WAITS_SAME(s, local_port, set); */
    /*@ assert connection_waits_same{set, Here}(s); */
    /*@ assert connection_same{set, Here}(c); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     connection_same{set, Here}(&s->connection[i]); */
}

/* Takes a slot for a new connection of this socket; 0: none to be had. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid(s) && connections_ok(s) && time_waits_ok(s);
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
  @     connection_same{Pre, Post}(&s->connection[i]);
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
  @         connection_waits_on{Pre, Post}(s, &s->connection[i]);
  @*/
static inline struct tcp_connection *connection_take(struct stack *s, uint8_t socket)
{
    struct tcp_connection *c = connection_free_slot(s, socket);

    if (PROFILE_TIME_WAIT && c != 0 && c->state == TCP_TIME_WAIT) {
        /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
          @     connection_beside_waits(s, &s->connection[i]); */
        tcp_time_wait_keep(s, c);
        /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
          @     connection_same{Pre, Here}(&s->connection[i]); */
        /*@ assert s->next_port == \at(s->next_port, Pre); */
        /*@ assert \forall integer j; 0 <= j < PROFILE_TIME_WAIT_RECORDS &&
          @     \at(stack_time_wait_at(s)[j].left, Pre) < c->life ==> connection_waits_on{Pre, Here}(s, c); */
    }
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
      @     connection_same{Pre, Here}(&s->connection[i]); */
    /*@ assert s->next_port == \at(s->next_port, Pre); */
    /*@ assert \forall integer j; c != \null && c->state == TCP_TIME_WAIT && 0 <= j < PROFILE_TIME_WAIT_RECORDS &&
      @     \at(stack_time_wait_at(s)[j].left, Pre) < c->life ==> connection_waits_on{Pre, Here}(s, c); */
    /*@ ghost chosen: ; */
    if (c != 0) {
        connection_begin(s, c, socket);
        /*@ assert connection_waits_same{chosen, Here}(s); */
        /*@ assert time_waits_ok(s); */
        /*@ assert \forall integer j; \at(c->state, chosen) == TCP_TIME_WAIT &&
          @     0 <= j < PROFILE_TIME_WAIT_RECORDS &&
          @     \at(stack_time_wait_at(s)[j].left, Pre) < \at(c->life, chosen) ==>
          @         connection_waits_on{Pre, Here}(s, c); */
        /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
          @     connection_same{chosen, Here}(&s->connection[i]); */
        /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
          @     connection_same{Pre, Here}(&s->connection[i]); */
        /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
          @     tcp_ok(&s->connection[i]); */
        /*@ assert \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c == &s->connection[i]; */
    }
    return c;
}

#ifdef __cplusplus
}
#endif

#endif

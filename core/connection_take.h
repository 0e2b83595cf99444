/* SPDX-License-Identifier: MIT */
/* A slot becomes a new connection's. Which one, connection.h says. */
#ifndef THIMBLE_CONNECTION_TAKE_H
#define THIMBLE_CONNECTION_TAKE_H

#include "connection.h"
#include "connection_clear.h"
#include "tcp_time_wait.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* A slot that a socket may use. */
/*@ predicate connection_may_use(integer i, integer socket) =
  @     profile_slot_first(socket) <= i < profile_slot_first(socket) + profile_slot_count(socket);
  @*/

/* A connection that has not changed; what lies outside it; a record that goes on with its wait; and
 * records that have not changed. */
/*@ predicate connection_same{A, B}(struct tcp_connection *c) = \at(*c, A) == \at(*c, B);
  @
  @ predicate connection_beside(struct tcp_connection *c, uint16_t *number) = \separated(c, number);
  @
  @ predicate connection_apart(struct tcp_connection *c, struct tcp_connection *other) =
  @     \separated(c, other);
  @
  @ predicate connection_beside_waits(struct stack *s, struct tcp_connection *c) =
  @     \separated(c, stack_time_wait_at(s) + (0 .. PROFILE_TIME_WAIT_RECORDS - 1));
  @
  @ predicate connection_waits_on{A, B}(struct stack *s, struct tcp_connection *c) =
  @     \exists integer k; 0 <= k < PROFILE_TIME_WAIT_RECORDS &&
  @         \at(stack_time_wait_at(s)[k].left, B) == \at(c->life, A) &&
  @         \at(stack_time_wait_at(s)[k].remote_ip, B) == \at(c->remote_ip, A) &&
  @         \at(stack_time_wait_at(s)[k].remote_port, B) == \at(c->remote_port, A) &&
  @         \at(stack_time_wait_at(s)[k].local_port, B) == \at(c->local_port, A);
  @
  @ predicate connection_waits_same{A, B}(struct stack *s) =
  @     \forall integer k; 0 <= k < PROFILE_TIME_WAIT_RECORDS ==>
  @         \at(stack_time_wait_at(s)[k].left, A) == \at(stack_time_wait_at(s)[k].left, B) &&
  @         \at(stack_time_wait_at(s)[k].remote_ip, A) == \at(stack_time_wait_at(s)[k].remote_ip, B) &&
  @         \at(stack_time_wait_at(s)[k].remote_port, A) == \at(stack_time_wait_at(s)[k].remote_port, B) &&
  @         \at(stack_time_wait_at(s)[k].local_port, A) == \at(stack_time_wait_at(s)[k].local_port, B);
  @*/

/* The same member by member, where one equality of structures is too much for the provers: of a
 * connection the members of one byte, for only such are stored there; of a record what is compared. */
#ifdef __FRAMAC__
#define CONNECTION_BYTES_SAME(c, then) \
    (\at((c)->state, then) == (c)->state && \
     \at((c)->snd_half, then) == (c)->snd_half && \
     \at((c)->mss, then) == (c)->mss && \
     \at((c)->rtt_start, then) == (c)->rtt_start && \
     \at((c)->retries, then) == (c)->retries && \
     \at((c)->max_retries, then) == (c)->max_retries && \
     \at((c)->socket, then) == (c)->socket && \
     \at((c)->signals, then) == (c)->signals && \
     \at((c)->calls, then) == (c)->calls && \
     \at((c)->fin_req, then) == (c)->fin_req && \
     \at((c)->fin_sent, then) == (c)->fin_sent && \
     \at((c)->ack_due, then) == (c)->ack_due && \
     \at((c)->rexmt_due, then) == (c)->rexmt_due && \
     \at((c)->rst_due, then) == (c)->rst_due && \
     \at(TCP_RX_START_OF(c), then) == TCP_RX_START_OF(c) && \
     \at(TCP_RX_USED_OF(c), then) == TCP_RX_USED_OF(c) && \
     \at(TCP_EARLY_AT_OF(c), then) == TCP_EARLY_AT_OF(c) && \
     \at(TCP_EARLY_BYTES_OF(c), then) == TCP_EARLY_BYTES_OF(c) && \
     \at(TCP_DUPACKS_OF(c), then) == TCP_DUPACKS_OF(c) && \
     \at(TCP_CHALLENGED_OF(c), then) == TCP_CHALLENGED_OF(c) && \
     \at(TCP_BY_PEER_OF(c), then) == TCP_BY_PEER_OF(c) && \
     \at(TCP_WAITED_OF(c), then) == TCP_WAITED_OF(c) && \
     \at(TCP_ACK_SOON_OF(c), then) == TCP_ACK_SOON_OF(c) && \
     \at(TCP_KEEP_DUE_OF(c), then) == TCP_KEEP_DUE_OF(c) && \
     \at(TCP_KEEP_OF(c), then) == TCP_KEEP_OF(c) && \
     \at(TCP_NODELAY_OF(c), then) == TCP_NODELAY_OF(c))
#define CONNECTION_WAIT_SAME(r, then) \
    (\at((r)->left, then) == (r)->left && \at((r)->remote_ip, then) == (r)->remote_ip && \
     \at((r)->remote_port, then) == (r)->remote_port && \at((r)->local_port, then) == (r)->local_port)
#endif

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
    /*@ assert connection_beside(c, &s->next_port); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     connection_apart(&s->connection[i], c) && connection_beside(&s->connection[i], &s->next_port); */
    /*@ assert connection_beside_waits(s, c); */
    connection_clear(c);
    /*@ assert \forall integer k; 0 <= k < PROFILE_TIME_WAIT_RECORDS ==>
      @     CONNECTION_WAIT_SAME(&stack_time_wait_at(s)[k], Pre); */
    /*@ assert connection_waits_same{Pre, Here}(s); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     connection_same{Pre, Here}(&s->connection[i]); */
    /*@ ghost cleared: ; */
    c->socket = socket;
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     CONNECTION_BYTES_SAME(&s->connection[i], cleared); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     connection_same{cleared, Here}(&s->connection[i]); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     connection_same{Pre, Here}(&s->connection[i]); */
    /*@ ghost owned: ; */
    tcp_set_nodelay(c, profile_nodelay(socket));
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     CONNECTION_BYTES_SAME(&s->connection[i], owned); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     connection_same{owned, Here}(&s->connection[i]); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     connection_same{Pre, Here}(&s->connection[i]); */
    /*@ assert connection_is_new(c, socket); */
    /*@ ghost set: ; */
    s->next_port = (uint16_t)(s->next_port + 1u);
    /*@ assert connection_same{set, Here}(c); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     connection_same{set, Here}(&s->connection[i]); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c != &s->connection[i] ==>
      @     connection_same{Pre, Here}(&s->connection[i]); */
    /*@ assert \forall integer k; 0 <= k < PROFILE_TIME_WAIT_RECORDS ==>
      @     CONNECTION_WAIT_SAME(&stack_time_wait_at(s)[k], cleared); */
    /*@ assert connection_waits_same{cleared, Here}(s); */
    /*@ assert connection_waits_same{Pre, Here}(s); */
    /*@ assert connection_is_new(c, socket); */
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

/* SPDX-License-Identifier: MIT */
/* TIME-WAIT in a few bytes: RFC 9293 3.6.1.
 *
 * A connection in TIME-WAIT only answers old segments, so it needs neither rings nor a sender. It
 * stays in its slot as long as nobody else wants that; then it goes on in a record (`time_wait: N` of
 * the profile), and its slot is free at once. When all records are taken, the wait that is nearest
 * its end is given up.
 *
 * A segment for a record is answered by the same machine as any other: for as long as that takes, the
 * record is a connection again, stack_waiting. That one has no number and is in no list; in TIME-WAIT
 * nobody asks, because no text moves and no handler is called.
 */
#ifndef THIMBLE_TCP_TIME_WAIT_H
#define THIMBLE_TCP_TIME_WAIT_H

#include "api.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* Of records in general: none waits longer than a connection would; `r` goes on with the wait of `c`, as
 * the machine needs it to answer; and the record between two ends. */
/*@ predicate time_waits_ok{L}(struct stack *s) =
  @     \forall integer i; 0 <= i < PROFILE_TIME_WAIT_RECORDS ==>
  @         stack_time_wait_at(s)[i].left <= PROFILE_LIFE_MAX;
  @
  @ predicate time_wait_is_of{L}(struct time_wait *r, struct tcp_connection *c) =
  @     r->remote_ip == c->remote_ip && r->remote_port == c->remote_port &&
  @     r->local_port == c->local_port && r->snd_nxt == c->snd_una && r->rcv_nxt == c->rcv_nxt &&
  @     r->rcv_wnd == c->rcv_wnd && r->left == c->life && r->socket == c->socket;
  @
  @ predicate time_wait_between{L}(struct time_wait *r, integer remote_ip, integer remote_port,
  @         integer local_port) =
  @     r->left != 0 && r->remote_ip == remote_ip && r->remote_port == remote_port &&
  @     r->local_port == local_port;
  @*/

/* The connection's wait goes on in the record that has least left, a free one if there is one, and
 * never in place of a longer wait than its own. Only in TIME-WAIT a connection that nobody uses any
 * more has a life left: all others leave no record. */
/*@ requires feature: PROFILE_TIME_WAIT;
  @ requires \valid(s) && \valid_read(c);
  @ requires \separated(c, stack_time_wait_at(s) + (0 .. PROFILE_TIME_WAIT_RECORDS - 1));
  @ requires time_waits_ok(s) && tcp_ok(c);
  @ assigns  stack_time_wait_at(s)[0 .. PROFILE_TIME_WAIT_RECORDS - 1];
  @ ensures  time_waits_ok(s);
  @ ensures  (\exists integer i; 0 <= i < PROFILE_TIME_WAIT_RECORDS &&
  @     \old(stack_time_wait_at(s)[i].left) < c->life) ==>
  @     \exists integer i; 0 <= i < PROFILE_TIME_WAIT_RECORDS &&
  @         time_wait_is_of(&stack_time_wait_at(s)[i], c);
  @ ensures  \forall integer i; 0 <= i < PROFILE_TIME_WAIT_RECORDS ==>
  @     stack_time_wait_at(s)[i] == \old(stack_time_wait_at(s)[i]) ||
  @     time_wait_is_of(&stack_time_wait_at(s)[i], c) && \old(stack_time_wait_at(s)[i].left) < c->life;
  @ ensures  \forall integer i, j; 0 <= i < PROFILE_TIME_WAIT_RECORDS &&
  @     0 <= j < PROFILE_TIME_WAIT_RECORDS && i != j ==>
  @     stack_time_wait_at(s)[i] == \old(stack_time_wait_at(s)[i]) ||
  @     stack_time_wait_at(s)[j] == \old(stack_time_wait_at(s)[j]) &&
  @         \old(stack_time_wait_at(s)[i].left) <= \old(stack_time_wait_at(s)[j].left);
  @*/
__attribute__((noinline, unused)) static void tcp_time_wait_keep(struct stack *s,
                                                                 const struct tcp_connection *c)
{
    struct time_wait *best = 0;
    uint16_t least = c->life;
    uint8_t n = PROFILE_TIME_WAIT_RECORDS;

    /*@ loop invariant 0 <= n <= PROFILE_TIME_WAIT_RECORDS;
      @ loop invariant best == \null ==> least == c->life;
      @ loop invariant best != \null ==> \exists integer i; n <= i < PROFILE_TIME_WAIT_RECORDS &&
      @     best == &stack_time_wait_at(s)[i] && least == best->left && least < c->life;
      @ loop invariant \forall integer i; n <= i < PROFILE_TIME_WAIT_RECORDS ==>
      @     least <= stack_time_wait_at(s)[i].left;
      @ loop assigns n, least, best;
      @ loop variant n;
      @*/
    while (n-- != 0) { /* at most PROFILE_TIME_WAIT_RECORDS turns */
        struct time_wait *const record = &stack_time_wait(s)[n];

        if (record->left < least) {
            least = record->left;
            best = record;
        }
    }
    if (best != 0) {
        best->remote_ip = c->remote_ip;
        best->remote_port = c->remote_port;
        best->local_port = c->local_port;
        best->snd_nxt = c->snd_una;
        best->rcv_nxt = c->rcv_nxt;
        best->rcv_wnd = c->rcv_wnd;
        best->left = c->life;
        best->socket = c->socket;
    }
}

/* The wait between these two ends, as a connection again, and its record is free; 0: no record is
 * theirs. */
/*@ requires feature: PROFILE_TIME_WAIT;
  @ requires \valid(s);
  @ requires time_waits_ok(s) && tcp_ok(stack_waiting_at(s));
  @ assigns  stack_time_wait_at(s)[0 .. PROFILE_TIME_WAIT_RECORDS - 1], *stack_waiting_at(s);
  @ assigns  \result \from s, stack_time_wait_at(s)[0 .. PROFILE_TIME_WAIT_RECORDS - 1];
  @ ensures  time_waits_ok(s) && tcp_ok(stack_waiting_at(s));
  @ ensures  \result == \null || \result == stack_waiting_at(s);
  @ ensures  \result == \null <==> \forall integer i; 0 <= i < PROFILE_TIME_WAIT_RECORDS ==>
  @     !\old(time_wait_between(&stack_time_wait_at(s)[i], remote_ip, remote_port, local_port));
  @ ensures  \result != \null ==> \result->state == TCP_TIME_WAIT && \result->life != 0 &&
  @     \result->fin_sent == 1 && \result->remote_ip == remote_ip &&
  @     \result->remote_port == remote_port && \result->local_port == local_port;
  @ ensures  \result != \null ==> \exists integer i; 0 <= i < PROFILE_TIME_WAIT_RECORDS &&
  @     stack_time_wait_at(s)[i].left == 0 && \result->life == \old(stack_time_wait_at(s)[i].left) &&
  @     \result->snd_una == stack_time_wait_at(s)[i].snd_nxt &&
  @     \result->rcv_nxt == stack_time_wait_at(s)[i].rcv_nxt &&
  @     \result->rcv_wnd == stack_time_wait_at(s)[i].rcv_wnd &&
  @     \result->socket == stack_time_wait_at(s)[i].socket;
  @*/
static inline struct tcp_connection *
tcp_time_wait_resume(struct stack *s, uint32_t remote_ip, uint16_t remote_port, uint16_t local_port)
{
    struct tcp_connection *const c = stack_waiting(s);
    uint8_t n = PROFILE_TIME_WAIT_RECORDS;

    /*@ loop invariant 0 <= n <= PROFILE_TIME_WAIT_RECORDS;
      @ loop invariant \forall integer i; n <= i < PROFILE_TIME_WAIT_RECORDS ==>
      @     !time_wait_between(&stack_time_wait_at(s)[i], remote_ip, remote_port, local_port);
      @ loop assigns n;
      @ loop variant n;
      @*/
    while (n-- != 0) { /* at most PROFILE_TIME_WAIT_RECORDS turns */
        struct time_wait *const record = &stack_time_wait(s)[n];

        if (record->left != 0 && record->remote_port == remote_port &&
            record->local_port == local_port && record->remote_ip == remote_ip) {
            c->state = TCP_TIME_WAIT;
            c->fin_sent = 1;
            c->remote_ip = remote_ip;
            c->remote_port = remote_port;
            c->local_port = local_port;
            c->snd_una = record->snd_nxt;
            c->rcv_nxt = record->rcv_nxt;
            c->rcv_wnd = record->rcv_wnd;
            tcp_set_life(c, record->left);
            c->socket = record->socket;
            record->left = 0;
            return c;
        }
    }
    return 0;
}

/* Is this port of ours in one of the records, used or not? */
/*@ requires \valid(s);
  @ assigns  \nothing;
  @ ensures  \result <==> \exists integer i; 0 <= i < PROFILE_TIME_WAIT_RECORDS &&
  @     stack_time_wait_at(s)[i].local_port == local_port;
  @*/
static inline bool tcp_time_wait_at(struct stack *s, uint16_t local_port)
{
    uint8_t n = PROFILE_TIME_WAIT_RECORDS;

    /*@ loop invariant 0 <= n <= PROFILE_TIME_WAIT_RECORDS;
      @ loop invariant \forall integer i; n <= i < PROFILE_TIME_WAIT_RECORDS ==>
      @     stack_time_wait_at(s)[i].local_port != local_port;
      @ loop assigns n;
      @ loop variant n;
      @*/
    while (n-- != 0) { /* at most PROFILE_TIME_WAIT_RECORDS turns */
        struct time_wait *const record = &stack_time_wait(s)[n];

        if (record->local_port == local_port) {
            return true;
        }
    }
    return false;
}

/* A tick passes. The records count their challenge ACKs together: RFC 5961 7. */
/*@ requires \valid(s);
  @ requires PROFILE_TIME_WAIT ==> tcp_ok(stack_waiting_at(s));
  @ assigns  stack_time_wait_at(s)[0 .. PROFILE_TIME_WAIT_RECORDS - 1],
  @     stack_waiting_at(s)[0 .. PROFILE_TIME_WAIT - 1];
  @ ensures  \forall integer i; 0 <= i < PROFILE_TIME_WAIT_RECORDS ==>
  @     stack_time_wait_at(s)[i].left == \max(0, \old(stack_time_wait_at(s)[i].left) - 1);
  @ ensures  PROFILE_TIME_WAIT ==> tcp_ok(stack_waiting_at(s));
  @ ensures  PROFILE_TIME_WAIT ==> TCP_CHALLENGED_OF(stack_waiting_at(s)) == 0;
  @*/
static inline void tcp_time_wait_tick(struct stack *s)
{
    uint8_t n = PROFILE_TIME_WAIT_RECORDS;

    /*@ loop invariant 0 <= n <= PROFILE_TIME_WAIT_RECORDS;
      @ loop invariant \forall integer i; 0 <= i < n ==>
      @     stack_time_wait_at(s)[i].left == \at(stack_time_wait_at(s)[i].left, Pre);
      @ loop invariant \forall integer i; n <= i < PROFILE_TIME_WAIT_RECORDS ==>
      @     stack_time_wait_at(s)[i].left == \max(0, \at(stack_time_wait_at(s)[i].left, Pre) - 1);
      @ loop assigns n, stack_time_wait_at(s)[0 .. PROFILE_TIME_WAIT_RECORDS - 1];
      @ loop variant n;
      @*/
    while (n-- != 0) { /* at most PROFILE_TIME_WAIT_RECORDS turns */
        struct time_wait *const record = &stack_time_wait(s)[n];

        if (record->left != 0) {
            record->left--;
        }
    }
    if (PROFILE_TIME_WAIT) {
        tcp_set_challenged(stack_waiting(s), 0);
    }
}

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
/* Time: milliseconds become ticks, ticks count the connections' timers down, RFC 9293 3.8.1, RFC
 * 6298.
 *
 * Time is an argument. A poll that comes late counts all the ticks it missed, so nothing depends on
 * how often it comes.
 */
#ifndef THIMBLE_TCP_TIMER_H
#define THIMBLE_TCP_TIMER_H

#include "connection.h"
#include "connection_same.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* A clock that has not moved; timers that have counted a tick; and how long ago the clock was counted, in
 * milliseconds that wrap. */
/*@ predicate tcp_clock_on{A, B}(struct stack *s) =
  @     \at(s->polled_ms, B) == \at(s->polled_ms, A) && \at(s->ticks, B) == \at(s->ticks, A);
  @
  @ predicate tcp_ticked{A, B}(struct tcp_connection *c) =
  @     \at(c->rexmt, A) != 1 && \at(c->life, A) != 1 ==>
  @         \at(c->rexmt, B) == \max(0, \at(c->rexmt, A) - 1) &&
  @         \at(c->life, B) == \max(0, \at(c->life, A) - 1);
  @
  @ logic integer tcp_since(integer polled_ms, integer now_ms) =
  @     now_ms >= polled_ms ? now_ms - polled_ms : now_ms - polled_ms + 4294967296;
  @*/

/* Has one more tick passed? Counting by subtraction: one tick is the usual case, and the part has no
 * division. */
/*@ requires \valid(s);
  @ assigns  s->polled_ms, s->ticks;
  @ ensures  \result <==> tcp_since(\old(s->polled_ms), now_ms) >= PROFILE_TICK_MS;
  @ ensures  !\result ==> s->polled_ms == \old(s->polled_ms) && s->ticks == \old(s->ticks);
  @ ensures  \result ==> s->ticks == (\old(s->ticks) + 1) % 65536;
  @ ensures  \result ==> tcp_since(s->polled_ms, now_ms) ==
  @     tcp_since(\old(s->polled_ms), now_ms) - PROFILE_TICK_MS;
  @*/
static inline bool tcp_tick_passes(struct stack *s, uint32_t now_ms)
{
    if ((uint32_t)(now_ms - s->polled_ms) < PROFILE_TICK_MS) {
        return false;
    }
    s->polled_ms += PROFILE_TICK_MS;
    s->ticks = (uint16_t)(s->ticks + 1u);
    return true;
}

/* A tick of one connection. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid_read(s) && \valid(c) && tcp_rests(c);
  @ assigns  *c;
  @ ensures  tcp_rests(c);
  @ ensures  tcp_ticked{Pre, Post}(c);
  @ ensures  TCP_CHALLENGED_OF(c) == 0;
  @*/
static inline void tcp_tick_connection(struct stack *s, struct tcp_connection *c)
{
    if ((uint8_t)(s->ticks - c->rtt_start) == 0xffu) { /* a byte cannot time it any longer */
        tcp_set_rtt_mark(c, 0);
    }
    (void)tcp_tick(s, c);
    tcp_elapse(s, c, 1);
}

/* A tick of one slot: no other connection changes, no record, and not the clock. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid(s) && tcp_all_rest(s) && number < PROFILE_TCP_CONNECTIONS;
  @ assigns  s->connection[number];
  @ ensures  tcp_all_rest(s);
  @ ensures  tcp_ticked{Pre, Post}(&s->connection[number]);
  @ ensures  \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && i != number ==>
  @     connection_same{Pre, Post}(&s->connection[i]);
  @ ensures  tcp_clock_on{Pre, Post}(s);
  @ ensures  connection_waits_same{Pre, Post}(s);
  @ ensures  PROFILE_TIME_WAIT ==> connection_same{Pre, Post}(stack_waiting_at(s));
  @*/
static inline void tcp_tick_slot(struct stack *s, uint8_t number)
{
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && i != number ==>
      @     connection_apart(&s->connection[i], &s->connection[number]); */
    /*@ assert PROFILE_TIME_WAIT ==> connection_apart(stack_waiting_at(s), &s->connection[number]); */
    /*@ assert \forall integer k; 0 <= k < PROFILE_TIME_WAIT_RECORDS ==>
      @     connection_wait_beside(stack_time_wait_at(s) + k, &s->connection[number]); */
    tcp_tick_connection(s, &s->connection[number]);
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && i != number ==>
      @     connection_same{Pre, Here}(&s->connection[i]); */
}

/* A tick of every slot. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid(s) && tcp_all_rest(s);
  @ assigns  s->connection[0 .. PROFILE_TCP_CONNECTIONS - 1];
  @ ensures  tcp_all_rest(s);
  @ ensures  \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
  @     tcp_ticked{Pre, Post}(&s->connection[i]);
  @ ensures  tcp_clock_on{Pre, Post}(s);
  @ ensures  connection_waits_same{Pre, Post}(s);
  @ ensures  PROFILE_TIME_WAIT ==> connection_same{Pre, Post}(stack_waiting_at(s));
  @*/
static inline void tcp_tick_slots(struct stack *s)
{
    uint8_t n;

    /*@ loop invariant 0 <= n <= PROFILE_TCP_CONNECTIONS;
      @ loop invariant tcp_all_rest(s);
      @ loop invariant \forall integer i; 0 <= i < n ==> tcp_ticked{Pre, Here}(&s->connection[i]);
      @ loop invariant \forall integer i; n <= i < PROFILE_TCP_CONNECTIONS ==>
      @     connection_same{Pre, Here}(&s->connection[i]);
      @ loop invariant tcp_clock_on{Pre, Here}(s);
      @ loop invariant connection_waits_same{Pre, Here}(s);
      @ loop invariant PROFILE_TIME_WAIT ==> connection_same{Pre, Here}(stack_waiting_at(s));
      @ loop assigns n, s->connection[0 .. PROFILE_TCP_CONNECTIONS - 1];
      @ loop variant PROFILE_TCP_CONNECTIONS - n;
      @*/
    for (n = 0; n < PROFILE_TCP_CONNECTIONS; n++) { /* at most PROFILE_TCP_CONNECTIONS turns */
        tcp_tick_slot(s, n);
        /*@ assert \forall integer i; 0 <= i < n ==> tcp_ticked{Pre, Here}(&s->connection[i]); */
    }
}

/* A tick of every record: no connection changes, and not the clock. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid(s);
  @ requires PROFILE_TIME_WAIT ==> tcp_ok(stack_waiting_at(s));
  @ assigns  stack_time_wait_at(s)[0 .. PROFILE_TIME_WAIT_RECORDS - 1],
  @     stack_waiting_at(s)[0 .. PROFILE_TIME_WAIT - 1];
  @ ensures  \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
  @     connection_same{Pre, Post}(&s->connection[i]);
  @ ensures  tcp_clock_on{Pre, Post}(s);
  @ ensures  \forall integer i; 0 <= i < PROFILE_TIME_WAIT_RECORDS ==>
  @     stack_time_wait_at(s)[i].left == \max(0, \old(stack_time_wait_at(s)[i].left) - 1);
  @ ensures  PROFILE_TIME_WAIT ==> tcp_ok(stack_waiting_at(s));
  @*/
static inline void tcp_tick_records(struct stack *s)
{
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
      @     connection_beside_waits(s, &s->connection[i]); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && PROFILE_TIME_WAIT ==>
      @     connection_apart(&s->connection[i], stack_waiting_at(s)); */
    tcp_time_wait_tick(s);
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
      @     CONNECTION_SAME(&s->connection[i], Pre); */
}

/* A tick of every connection, also of those that are records now. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid(s) && tcp_all_rest(s);
  @ requires PROFILE_TIME_WAIT ==> tcp_ok(stack_waiting_at(s));
  @ assigns  s->connection[0 .. PROFILE_TCP_CONNECTIONS - 1],
  @     stack_time_wait_at(s)[0 .. PROFILE_TIME_WAIT_RECORDS - 1],
  @     stack_waiting_at(s)[0 .. PROFILE_TIME_WAIT - 1];
  @ ensures  tcp_all_rest(s);
  @ ensures  \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
  @     tcp_ticked{Pre, Post}(&s->connection[i]);
  @ ensures  tcp_clock_on{Pre, Post}(s);
  @ ensures  \forall integer i; 0 <= i < PROFILE_TIME_WAIT_RECORDS ==>
  @     stack_time_wait_at(s)[i].left == \max(0, \old(stack_time_wait_at(s)[i].left) - 1);
  @ ensures  PROFILE_TIME_WAIT ==> tcp_ok(stack_waiting_at(s));
  @*/
static inline void tcp_elapse_tick(struct stack *s)
{
    tcp_tick_slots(s);
    tcp_tick_records(s);
}

/* All ticks that have passed; returns how many. When more have passed than the longest timer has,
 * all timers have ended, and the rest need not be counted. */
/*@ requires \valid(s);
  @ requires PROFILE_HAS_TCP ==> tcp_all_rest(s);
  @ requires PROFILE_TIME_WAIT ==> tcp_ok(stack_waiting_at(s));
  @ assigns  s->polled_ms, s->ticks, s->connection[0 .. PROFILE_TCP_CONNECTIONS - 1],
  @     stack_time_wait_at(s)[0 .. PROFILE_TIME_WAIT_RECORDS - 1],
  @     stack_waiting_at(s)[0 .. PROFILE_TIME_WAIT - 1];
  @ ensures  PROFILE_HAS_TCP ==> tcp_all_rest(s);
  @ ensures  PROFILE_TIME_WAIT ==> tcp_ok(stack_waiting_at(s));
  @ ensures  tcp_since(s->polled_ms, now_ms) < PROFILE_TICK_MS;
  @ ensures  \result != 65535 ==> tcp_since(\old(s->polled_ms), now_ms) ==
  @     \result * PROFILE_TICK_MS + tcp_since(s->polled_ms, now_ms);
  @ ensures  \result != 65535 ==> s->ticks == (\old(s->ticks) + \result) % 65536;
  @ ensures  \result == 65535 ==>
  @     tcp_since(\old(s->polled_ms), now_ms) > PROFILE_LIFE_MAX * PROFILE_TICK_MS;
  @*/
static inline uint16_t tcp_elapse_ticks(struct stack *s, uint32_t now_ms)
{
    uint16_t ticks = 0;

    /*@ loop invariant PROFILE_HAS_TCP ==> tcp_all_rest(s);
      @ loop invariant PROFILE_TIME_WAIT ==> tcp_ok(stack_waiting_at(s));
      @ loop invariant ticks == 65535 || tcp_since(\at(s->polled_ms, Pre), now_ms) ==
      @     ticks * PROFILE_TICK_MS + tcp_since(s->polled_ms, now_ms);
      @ loop invariant ticks == 65535 || s->ticks == (\at(s->ticks, Pre) + ticks) % 65536;
      @ loop invariant ticks == 65535 ==>
      @     tcp_since(\at(s->polled_ms, Pre), now_ms) > PROFILE_LIFE_MAX * PROFILE_TICK_MS;
      @ loop assigns ticks, s->polled_ms, s->ticks, s->connection[0 .. PROFILE_TCP_CONNECTIONS - 1],
      @     stack_time_wait_at(s)[0 .. PROFILE_TIME_WAIT_RECORDS - 1],
      @     stack_waiting_at(s)[0 .. PROFILE_TIME_WAIT - 1];
      @ loop variant tcp_since(s->polled_ms, now_ms);
      @*/
    while (tcp_tick_passes(s, now_ms)) { /* at most TICKS turns */
        ticks++;
        if ((PROFILE_LIFE_MAX < 255 ? ticks & 255u : ticks) == 0) {
            s->polled_ms = now_ms;
            ticks = 0xffffu;
        }
        if (PROFILE_HAS_TCP) {
            tcp_elapse_tick(s);
        }
    }
    return ticks;
}

#ifdef __cplusplus
}
#endif

#endif

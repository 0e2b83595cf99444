/* SPDX-License-Identifier: MIT
 * Proves core/tcp_timer.h, milliseconds that become ticks:
 *
 *   - a tick is counted exactly when its milliseconds have passed, on a clock that wraps, and never twice
 *     [tcp_tick_passes]
 *   - a tick takes one from each timer of a connection that runs, unless one of them ends by it; a connection that was
 *     in order between two events is so again [tcp_tick_connection, tcp_tick, tcp_elapse, tcp_elapse_rexmt,
 *     tcp_elapse_life, tcp_rests_still, tcp_ticked_*]
 *   - a tick reaches every connection and every record, once [tcp_elapse_tick, tcp_tick_slots, tcp_tick_slot,
 *     tcp_tick_records, connections_are_apart, connection_same_still, connection_waits_same_still]
 *   - a late poll counts each tick that it missed, until more have passed than the longest timer has; counting ends
 *     [tcp_elapse_ticks]
 *
 * That a timer which runs is counted, and by how much, the machine's own proof (tcp_machine.c) does not say. It is said
 * here in clauses named counted.
 *
 * Again: tcp_machine.h, clauses named counted.
 */
#include "facts.h"
#include "memory.h"

/*@ ensures counted: TCP_CHALLENGED_OF(c) == 0;
  @*/
static inline enum tcp_error tcp_tick(struct stack *s, struct tcp_connection *c);

/*@ ensures counted: \old(c->rexmt) != 1 && ticks == 1 ==>
  @     c->rexmt == \max(0, \old(c->rexmt) - 1) && c->life == \old(c->life);
  @*/
static inline void tcp_elapse_rexmt(struct stack *s, struct tcp_connection *c, uint16_t ticks);

/*@ ensures counted: \old(c->life) != 1 && ticks == 1 ==>
  @     c->life == \max(0, \old(c->life) - 1) && c->rexmt == \old(c->rexmt);
  @*/
static inline void tcp_elapse_life(struct stack *s, struct tcp_connection *c, uint16_t ticks);

/*@ ensures counted: \old(c->rexmt) != 1 && \old(c->life) != 1 && ticks == 1 ==>
  @     c->rexmt == \max(0, \old(c->rexmt) - 1) && c->life == \max(0, \old(c->life) - 1);
  @*/
static inline void tcp_elapse(struct stack *s, struct tcp_connection *c, uint16_t ticks);

#include "tcp_timer.h"

/* Of what has not changed everything is as it was. */
/*@ lemma connections_are_apart: \forall struct stack *s, integer i, integer other;
  @     i != other ==> connection_apart(&s->connection[i], &s->connection[other]);
  @
  @ lemma tcp_rests_still{A, B}: \forall struct tcp_connection *c;
  @     tcp_rests{A}(c) && connection_same{A, B}(c) ==> tcp_rests{B}(c);
  @
  @ lemma tcp_ticked_still{A, B, C}: \forall struct tcp_connection *c;
  @     tcp_ticked{A, B}(c) && connection_same{B, C}(c) ==> tcp_ticked{A, C}(c);
  @
  @ lemma tcp_ticked_then{A, B, C}: \forall struct tcp_connection *c;
  @     connection_same{A, B}(c) && tcp_ticked{B, C}(c) ==> tcp_ticked{A, C}(c);
  @
  @ lemma connection_same_still{A, B, C}: \forall struct tcp_connection *c;
  @     connection_same{A, B}(c) && connection_same{B, C}(c) ==> connection_same{A, C}(c);
  @
  @ lemma connection_waits_same_still{A, B, C}: \forall struct stack *s;
  @     connection_waits_same{A, B}(s) && connection_waits_same{B, C}(s) ==> connection_waits_same{A, C}(s);
  @*/

/* SPDX-License-Identifier: MIT
 * Proves core/connection_take.h, a slot that becomes a new connection's:
 *
 *   - a new connection has nothing of what was in its slot: every member is zero but the socket, and what the profile
 *     says of Nagle's algorithm [connection_begin, connection_reset, connection_is_new_still]
 *   - no two connections begun one after the other have the same next_port, so none the same first number
 *     [connection_begin]
 *   - a slot is taken from a connection in TIME-WAIT, or half-open where the profile says so, only when none is free;
 *     such a wait goes on in a record where one is shorter; no other connection changes [connection_take,
 *     connection_ok_still, connection_same_still, connection_waits_same_still, connection_waits_on_still]
 */
#include "facts.h"
#include "connection_take.h"

/* Of what has not changed everything is as it was. */
/*@ lemma connection_ok_still{A, B}: \forall struct tcp_connection *c;
  @     tcp_ok{A}(c) && connection_same{A, B}(c) ==> tcp_ok{B}(c);
  @
  @ lemma connection_is_new_still{A, B}: \forall struct tcp_connection *c, integer socket;
  @     connection_is_new{A}(c, socket) && connection_same{A, B}(c) ==> connection_is_new{B}(c, socket);
  @
  @ lemma connection_same_still{A, B, C}: \forall struct tcp_connection *c;
  @     connection_same{A, B}(c) && connection_same{B, C}(c) ==> connection_same{A, C}(c);
  @
  @ lemma connection_waits_same_still{A, B, C}: \forall struct stack *s;
  @     connection_waits_same{A, B}(s) && connection_waits_same{B, C}(s) ==> connection_waits_same{A, C}(s);
  @
  @ lemma connection_waits_on_still{A, B, C}: \forall struct stack *s, struct tcp_connection *c;
  @     connection_waits_on{A, B}(s, c) && connection_waits_same{B, C}(s) ==> connection_waits_on{A, C}(s, c);
  @*/

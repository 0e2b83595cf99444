/* SPDX-License-Identifier: MIT
 * Proves core/connection_take.h, a slot that becomes a new connection's:
 *
 *   - a new connection has nothing of what was in its slot: every member is zero but the socket, and what the profile
 *     says of Nagle's algorithm [connection_begin]
 *   - no two connections begun one after the other have the same next_port, so none the same first number
 *     [connection_begin]
 *   - a slot is taken from a connection in TIME-WAIT, or half-open where the profile says so, only when none is free;
 *     such a wait goes on in a record where one is shorter; no other connection changes [connection_take,
 *     connection_ok_still]
 */
#include "facts.h"
#include "connection_take.h"

/* Of what has not changed everything is as it was. */
/*@ lemma connection_ok_still{A, B}: \forall struct tcp_connection *c;
  @     tcp_ok{A}(c) && connection_same{A, B}(c) ==> tcp_ok{B}(c);
  @*/

/* SPDX-License-Identifier: MIT */
/* An event of a connection is over: RFC 9293 3.9.1, 3.10.4, 3.10.5.
 *
 * Two rules keep the machine from being entered twice: a close or abort made by a handler waits in
 * c->calls until the event is over, and signals wait in c->signals. tcp_settle, called after every
 * event, pays both. (Only "connected" may come earlier: before the text that came with it.)
 */
#ifndef THIMBLE_TCP_SETTLE_H
#define THIMBLE_TCP_SETTLE_H

#include "connection_same.h"
#include "tcp_tell.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* What was not read nobody wants any more: 3.10.5. */
/*@ requires \valid(c) && tcp_rests(c);
  @ assigns  *c;
  @ ensures  tcp_rests(c);
  @ ensures  c->state == TCP_CLOSED && TCP_RX_USED_OF(c) == 0;
  @ ensures  c->signals == \old(c->signals) && c->calls == \old(c->calls);
  @ ensures  \result == (\old(c->state) == TCP_CLOSED ? TCP_ERROR_NO_CONNECTION : TCP_OK);
  @*/
static inline enum tcp_error tcp_abort_now(struct stack *s, struct tcp_connection *c)
{
    tcp_set_rx_used(c, 0);
    return tcp_abort_call(s, c);
}

/* An event is over: what its handlers asked for, and what it has to tell. A slot in LISTEN, whose
 * connection never came to be, is free like a CLOSED one. Only a connection in a slot has something
 * to tell. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid(s) && \valid(c) && tcp_rests(c);
  @ requires c->signals != 0 ==> connection_is_of(s, c);
  @ assigns  *c, APPLICATION_BESIDE(s, PROFILE_TCP_CONNECTIONS);
  @ ensures  tcp_ok(c);
  @ ensures  \old(c->signals) == 0 ==> tcp_rests(c);
  @ ensures  \old(c->signals) == 0 ==> c->calls == 0;
  @ ensures  \old(c->signals) == 0 && (\old(c->calls) & TCP_CALL_ABORT) != 0 ==> c->state == TCP_CLOSED;
  @*/
static inline void tcp_settle(struct stack *s, struct tcp_connection *c)
{
    const uint8_t calls = c->calls;

    c->calls = 0;
    if (calls & TCP_CALL_ABORT) {
        (void)tcp_abort_now(s, c);
    } else if (calls & TCP_CALL_CLOSE || tcp_state_waiting(c->state)) {
        (void)tcp_close_call(s, c);
    }
    if (c->signals != 0) {
        /*@ assert \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c == &s->connection[i]; */
        /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c == &s->connection[i] ==>
          @     s->connection[i].calls == 0; */
        /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c == &s->connection[i] ==>
          @     application_kept(s, i) == PROFILE_TCP_CONNECTIONS; */
        /*@ assert application_kept(s, c - &s->connection[0]) == PROFILE_TCP_CONNECTIONS; */
        tcp_tell(s, c);
    }
}

#ifdef __cplusplus
}
#endif

#endif

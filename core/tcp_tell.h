/* SPDX-License-Identifier: MIT */
/* How the application is told what has happened to a connection: RFC 9293 3.9.1.8. */
#ifndef THIMBLE_TCP_TELL_H
#define THIMBLE_TCP_TELL_H

#include "application.h"
#include "tcp_notes.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* Tells the application what has happened since it was last told. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires connection_is_of(s, c);
  @ requires application_called(s, c - &s->connection[0]);
  @ assigns  APPLICATION_BESIDE(s, application_kept(s, c - &s->connection[0])), APPLICATION_WITHIN(c),
  @     c->signals;
  @ ensures  tcp_ok(c);
  @ ensures  \old(application_sends(s, c - &s->connection[0])) ==>
  @              application_sends(s, c - &s->connection[0]);
  @ ensures  \old(application_reads(s, c - &s->connection[0])) ==>
  @              application_reads(s, c - &s->connection[0]);
  @ ensures  \old((c->calls & 0x80) != 0) ==> TCP_RX_USED_OF(c) <= \old(TCP_RX_USED_OF(c));
  @*/
static inline void tcp_tell(struct stack *s, struct tcp_connection *c)
{
    const uint8_t signals = c->signals;

    if (signals & (TCP_SIGNAL_RESET | TCP_SIGNAL_TIMED_OUT)) { /* broken: the queues are flushed */
        tcp_set_rx_used(c, 0);
    }
    if (signals != 0) {
        c->signals = 0;
        application_signalled(s, c->socket, connection_number(s, c), signals);
    }
}

#ifdef __cplusplus
}
#endif

#endif

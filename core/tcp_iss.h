/* SPDX-License-Identifier: MIT */
/* The first number of a connection: RFC 9293 3.4.1, RFC 6528. */
#ifndef THIMBLE_TCP_ISS_H
#define THIMBLE_TCP_ISS_H

#include "iss.h"
#include "tcp_notes.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* ISN = M + F (RFC 6528 3). M is a clock of about 4 us (RFC 9293 3.4.1: 256 steps a ms, read once a
 * tick, and one step further for each connection begun, so that two of one tick differ); F a number
 * for these two ends that nobody outside can compute. To the same ends the numbers grow with time
 * and come around after 4.6 hours.
 *
 * Without a key F is 2^16 for each connection begun: any 2^16 connections in a row that begin in one
 * tick differ, whatever their ends. Whoever opens two of them can tell the next. */
/*@ requires placed: \valid(s);
  @ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->rtt_start;
  @ ensures  PROFILE_REUSE && c->snd_una != 0 ==>
  @     \result == (c->snd_una + 0x10000 > 0xffffffff ? c->snd_una - 0xffff0000 : c->snd_una + 0x10000);
  @*/
uint32_t tcp_new_iss(struct stack *s, struct tcp_connection *c)
{
    uint32_t iss = s->polled_ms << 8;

    c->rtt_start = (uint8_t)s->ticks; /* the SYN's round trip is measured */
    if (PROFILE_REUSE && c->snd_una != 0) {
        return c->snd_una + 0x10000ul;
    }
    if (PROFILE_KEYED_ISS) {
        return iss + s->next_port + iss_keyed(stack_secret(s), profile_address, c->local_port,
                                              c->remote_ip, c->remote_port);
    }
    return iss + ((uint32_t)s->next_port << 16);
}

#ifdef __cplusplus
}
#endif

#endif

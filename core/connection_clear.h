/* SPDX-License-Identifier: MIT */
/* A connection as it begins: by bytes, which is the least code. */
#ifndef THIMBLE_CONNECTION_CLEAR_H
#define THIMBLE_CONNECTION_CLEAR_H

#include "api.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* What a new connection is: nothing has happened to it yet. */
/*@ predicate connection_is_new{L}(struct tcp_connection *c, integer socket) =
  @     c->state == TCP_CLOSED && c->socket == socket && c->flight == 0 && c->snd_half == 0 &&
  @     c->mss == 0 && c->rtt_mark == 0 && c->rtt_start == 0 && c->retries == 0 &&
  @     c->max_retries == 0 && c->signals == 0 && c->calls == 0 && c->fin_req == 0 &&
  @     c->fin_sent == 0 && c->ack_due == 0 && c->rexmt_due == 0 && c->rst_due == 0 &&
  @     c->snd_una == 0 && c->rcv_nxt == 0 && c->remote_ip == 0 && c->remote_port == 0 &&
  @     c->local_port == 0 && c->snd_wl1 == 0 && c->snd_wnd == 0 && c->rcv_wnd == 0 &&
  @     c->rcv_max == 0 && c->rcv_up == 0 && c->srtt == 0 && c->rttvar == 0 && c->rto == 0 &&
  @     c->rexmt == 0 && c->life == 0 && TCP_ISS_OF(c) == 0 && TCP_SND_UP_OF(c) == 0 &&
  @     TCP_RECOVER_OF(c) == 0 && TCP_CWND_OF(c) == 0 && TCP_SSTHRESH_OF(c) == 0 &&
  @     TCP_RING_START_OF(c) == 0 && TCP_RING_USED_OF(c) == 0 && TCP_RX_START_OF(c) == 0 &&
  @     TCP_RX_USED_OF(c) == 0 && TCP_EARLY_AT_OF(c) == 0 && TCP_EARLY_BYTES_OF(c) == 0 &&
  @     TCP_DUPACKS_OF(c) == 0 && TCP_CHALLENGED_OF(c) == 0 && TCP_BY_PEER_OF(c) == 0 &&
  @     TCP_WAITED_OF(c) == 0 && TCP_ACK_SOON_OF(c) == 0 && TCP_KEEP_DUE_OF(c) == 0 &&
  @     TCP_KEEP_OF(c) == 0;
  @*/

/* Every field of a connection is zero in CLOSED. */
/*@ requires \valid(c);
  @ assigns  *c;
  @ ensures  tcp_ok(c);
  @ ensures  connection_is_new(c, 0) && TCP_NODELAY_OF(c) == 0;
  @*/
static inline void connection_clear(struct tcp_connection *c)
{
    uint8_t *at = (uint8_t *)c;
    uint8_t i;

    /*@ loop assigns i, *c;
      @ loop variant sizeof(struct tcp_connection) - i;
      @*/
    for (i = 0; i < sizeof *c; i++) { /* at most BUDGET_TCP_CONNECTION_BYTES turns */
        at[i] = 0;
    }
}

#ifdef __cplusplus
}
#endif

#endif

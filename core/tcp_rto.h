/* SPDX-License-Identifier: MIT */
/* The retransmission timeout: RFC 6298.
 *
 * Times are ticks, srtt an eighth and rttvar a quarter of one. A measurement runs for one segment at
 * a time and dies with a retransmission (Karn, section 3). The result stays backed off until the next
 * measurement ends (section 5).
 */
#ifndef THIMBLE_TCP_RTO_H
#define THIMBLE_TCP_RTO_H

#include "connection.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* RTO = SRTT + 4 RTTVAR, within the profile's limits: 2.2 to 2.5; and one, because the tick in which
 * the timer starts is no whole one. The clock's granularity is in it: a measurement counts the tick
 * that it began in, so RTTVAR never comes to nothing. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->rto;
  @ ensures  tcp_ok(c);
  @ ensures  c->rto == \max(PROFILE_RTO_MIN, \min(PROFILE_RTO_MAX, c->srtt / 8 + c->rttvar + 1));
  @ ensures  PROFILE_RTO_MIN <= c->rto <= PROFILE_RTO_MAX;
  @*/
static inline void tcp_estimate_rto(struct tcp_connection *c)
{
    uint16_t rto = (uint16_t)(c->srtt / 8u + c->rttvar + 1u);

    if (rto < PROFILE_RTO_MIN) {
        rto = PROFILE_RTO_MIN;
    }
    if (rto > PROFILE_RTO_MAX) {
        rto = PROFILE_RTO_MAX;
    }
    tcp_set_rto(c, rto);
}

/* A segment came back acknowledged after `ticks`: 2.2, 2.3, with the RFC's alpha and beta as shifts.
 * The new error goes into RTTVAR before SRTT moves. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->srtt, c->rttvar, c->rto;
  @ ensures  tcp_ok(c);
  @ ensures  c->srtt != 0;
  @ ensures  \old(c->srtt) == 0 ==> c->srtt == 8 * (ticks + 1);
  @ ensures  \old(c->srtt) == 0 ==> c->rttvar == 2 * (ticks + 1);
  @ ensures  \old(c->srtt) != 0 ==>
  @              c->srtt == \old(c->srtt) - \old(c->srtt) / 8 + (ticks + 1);
  @ ensures  \old(c->srtt) != 0 ==>
  @              c->rttvar == \old(c->rttvar) - \old(c->rttvar) / 4 +
  @                  \abs(\old(c->srtt) / 8 - (ticks + 1));
  @ ensures  c->rto == \max(PROFILE_RTO_MIN, \min(PROFILE_RTO_MAX, c->srtt / 8 + c->rttvar + 1));
  @ ensures  PROFILE_RTO_MIN <= c->rto <= PROFILE_RTO_MAX;
  @*/
static inline void tcp_rto_measured(struct tcp_connection *c, uint8_t ticks)
{
    const uint16_t r = (uint16_t)(ticks + 1u);
    const uint16_t was = c->srtt / 8u;

    if (c->srtt == 0) {
        c->srtt = (uint16_t)(r * 8u);
        c->rttvar = (uint16_t)(r * 2u);
    } else {
        uint16_t off = (uint16_t)(r - was);

        c->srtt = (uint16_t)(c->srtt + off);
        if (was > r) {
            off = (uint16_t)(was - r);
        }
        c->rttvar = (uint16_t)(c->rttvar + off - c->rttvar / 4u);
    }
    tcp_estimate_rto(c);
}

#ifdef __cplusplus
}
#endif

#endif

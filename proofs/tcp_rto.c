/* SPDX-License-Identifier: MIT
 * Proves core/tcp_rto.h: the retransmission timeout of RFC 6298, in fixed point (srtt in eighths of a tick, rttvar in
 * quarters).
 *
 *   - every function of tcp_rto.h writes the members that its contract names, nothing in it wraps, and it ends [*]
 *   - the timeout is SRTT + 4 RTTVAR, and the tick that the timer starts in, within the profile's limits
 *     [tcp_estimate_rto]
 *   - a measurement moves SRTT by an eighth and RTTVAR by a quarter of what is new, and the first one sets both, as
 *     RFC 6298 2.2 and 2.3 say [tcp_rto_measured, tcp_rto_smoothed]
 */
#include "facts.h"
#include "tcp_rto.h"

/* 2.3 in whole numbers: 8 SRTT' = 7 SRTT + R, and less than one step of 1/8 tick beside it. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires c->srtt != 0;
  @ assigns  c->srtt, c->rttvar, c->rto;
  @ ensures  0 <= 8 * c->srtt - 7 * \old(c->srtt) - 8 * (ticks + 1) < 8;
  @ ensures  0 <= 4 * c->rttvar - 3 * \old(c->rttvar) - 4 * \abs(\old(c->srtt) / 8 - (ticks + 1)) < 4;
  @*/
void tcp_rto_smoothed(struct tcp_connection *c, uint8_t ticks)
{
    tcp_rto_measured(c, ticks);
}

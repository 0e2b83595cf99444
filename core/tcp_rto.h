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
static inline void tcp_estimate_rto(struct tcp_connection *c)
{
    uint16_t rto = (uint16_t)((c->srtt >> 3) + c->rttvar + 1u);

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
static inline void tcp_rto_measured(struct tcp_connection *c, uint8_t ticks)
{
    const int16_t r = (int16_t)(ticks + 1);
    int16_t off = (int16_t)(r - (int16_t)(c->srtt >> 3));

    if (c->srtt == 0) {
        c->srtt = (uint16_t)(r << 3);
        c->rttvar = (uint16_t)(r << 1);
    } else {
        c->srtt = (uint16_t)(c->srtt + (uint16_t)off);
        if (off < 0) {
            off = (int16_t)-off;
        }
        c->rttvar = (uint16_t)(c->rttvar + (uint16_t)off - (c->rttvar >> 2));
    }
    tcp_estimate_rto(c);
}

#ifdef __cplusplus
}
#endif

#endif

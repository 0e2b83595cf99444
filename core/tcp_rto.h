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

enum { TCP_SRTT_MAX = 0x3fff }; /* in 1/8 ticks: far above what 8 bits of ticks measure */

/* RTO = SRTT + max(G, 4 RTTVAR), within the profile's limits: 2.2 to 2.5. */
static inline uint16_t tcp_rto_estimate(const struct tcp_connection *c)
{
    const uint16_t rto = (uint16_t)((c->srtt >> 3) + (c->rttvar == 0 ? 1 : c->rttvar));

    if (rto < PROFILE_RTO_MIN) {
        return PROFILE_RTO_MIN;
    }
    return rto > PROFILE_RTO_MAX ? (uint16_t)PROFILE_RTO_MAX : rto;
}

/* A segment came back acknowledged after `ticks`: 2.2, 2.3. The shifts are those of the RFC's alpha
 * and beta. A time of 0 ticks counts as half of one: srtt 0 means "none yet". */
static inline void tcp_rto_measured(struct tcp_connection *c, uint8_t ticks)
{
    const uint16_t r = (uint16_t)(ticks == 0 ? 4 : ticks << 3);
    uint16_t off;

    if (c->srtt == 0) {
        c->srtt = r;
        c->rttvar = (uint16_t)(r >> 2);
    } else {
        off = r > c->srtt ? (uint16_t)(r - c->srtt) : (uint16_t)(c->srtt - r);
        c->rttvar = (uint16_t)(c->rttvar - (c->rttvar >> 2) + (off >> 3));
        c->srtt = (uint16_t)(c->srtt - (c->srtt >> 3) + (r >> 3));
    }
    tcp_set_rto(c, tcp_rto_estimate(c));
}

/* The timeout without a new measurement: what was measured, or the initial one; 3 s for data when
 * the SYN had to be repeated (5.7). */
void tcp_settle_rto(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (c->srtt != 0) {
        tcp_set_rto(c, tcp_rto_estimate(c));
    } else if (c->retries != 0) {
        tcp_set_rto(c, PROFILE_RTO_AFTER_SYN);
    }
}

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
/* What an ICMP error message says about a connection: RFC 9293 3.9.2.2, RFC 5927.
 *
 * icmp.h has checked that the message quotes a TCP segment of ours; here is whose. Anybody can write
 * such a message, so it must quote a number that is on its way now (RFC 5927 4.1). That nobody is
 * there is believed while the connection is being opened; later it is a hint, told as DELAYED, and
 * the timer decides (5.2).
 */
#ifndef THIMBLE_TCP_ICMP_H
#define THIMBLE_TCP_ICMP_H

#include "icmp_error.h"
#include "tcp_user.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum {
    TCP_LEAST_MTU = 68,   /* every link takes this much: RFC 791 3.2 */
    TCP_UNTOLD_MTU = 296, /* for routers that do not say: RFC 1191 7.1 */
    TCP_AND_IP_BYTES = 40
};

/* We never let our datagrams be cut (DF), so what was too big goes again in smaller pieces, one
 * after the other: RFC 1191 6.5. On a link of so small an MTU the path has no smaller one. */
static inline void tcp_shrink(struct tcp_connection *c, uint16_t mtu)
{
    uint16_t mss;

    if (mtu == 0) {
        mtu = TCP_UNTOLD_MTU;
    } else if (mtu < TCP_LEAST_MTU) {
        mtu = TCP_LEAST_MTU;
    }
    mss = (uint16_t)(mtu - TCP_AND_IP_BYTES);
    if (mss < c->mss) {
        tcp_set_mss(c, mss);
        tcp_set_rtt_mark(c, 0);
        tcp_set_recover(c, c->flight);
        c->rexmt_due = 1;
    }
}

/* The message is about the segment that begins with `ports`. A SYN is never too big, and of a
 * connection that a peer is opening nobody has been told yet. */
static inline void tcp_icmp_received(struct stack *s, uint32_t remote_ip, const uint8_t *ports,
                                     uint8_t type, uint8_t code, uint16_t mtu)
{
    struct tcp_connection *c =
        connection_find(s, remote_ip, wire_get_u16(ports + 2), wire_get_u16(ports));

    if (c == 0 || (uint32_t)(wire_get_u32(ports + 4) - c->snd_una) >= c->flight) {
        (void)drop(s, DROP_ICMP_TYPE);
        return;
    }
    if (type != ICMP_MESSAGE_UNREACHABLE) {
        code = 0;
    }
    if (code == ICMP_CODE_PROTOCOL || code == ICMP_CODE_PORT) {
        (void)tcp_refused(s, c);
    } else if (code != ICMP_CODE_TOO_BIG) {
        if (!tcp_state_opening(c->state) || !tcp_by_peer_of(c)) {
            tcp_signal(s, c, TCP_SIGNAL_DELAYED);
        }
    } else if (PROFILE_MTU > (int)TCP_UNTOLD_MTU && !tcp_state_opening(c->state)) {
        tcp_shrink(c, mtu);
    }
    tcp_settle(s, c);
}

#ifdef __cplusplus
}
#endif

#endif

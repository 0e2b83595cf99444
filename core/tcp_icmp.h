/* SPDX-License-Identifier: MIT */
/* What an ICMP error message says about a connection: RFC 9293 3.9.2.2, RFC 5927 4.
 *
 * icmp.h has checked that the message quotes a TCP segment of ours; here is whose.
 */
#ifndef THIMBLE_TCP_ICMP_H
#define THIMBLE_TCP_ICMP_H

#include "connection.h"
#include "drops.h"

#ifdef __cplusplus
namespace thimble {
#endif

static inline void tcp_icmp_received(struct stack *s, uint32_t remote_ip, uint16_t local_port,
                                     uint16_t remote_port, uint32_t seqno, uint8_t type,
                                     uint8_t code)
{
    struct tcp_connection *c = connection_find(s, remote_ip, remote_port, local_port);

    (void)seqno;
    (void)type;
    (void)code;
    if (c == 0) {
        (void)drop(s, DROP_ICMP_TYPE);
    }
}

#ifdef __cplusplus
}
#endif

#endif

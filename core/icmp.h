/* SPDX-License-Identifier: MIT */
/* ICMP: answers an echo request in place, RFC 792, RFC 1122 3.2.2.6.
 *
 * Everything else is counted and dropped; in particular no error message is ever answered (RFC 1122
 * 3.2.2). Not here yet: telling a connection about unreachable messages, and sending them.
 */
#ifndef THIMBLE_ICMP_H
#define THIMBLE_ICMP_H

#include "icmp_packet.h"
#include "ipv4.h"

#ifdef __cplusplus
namespace thimble {
#endif

static inline uint16_t icmp_receive(struct stack *s, uint8_t *frame, uint16_t bytes)
{
    uint8_t *at = frame + IPV4_HEADER_BYTES;
    const uint16_t room = (uint16_t)(bytes - IPV4_HEADER_BYTES);

    if (icmp_check(at, room) != WIRE_OK) {
        return drop(s, DROP_ICMP_SHORT);
    }
    if (!icmp_checksum_accepts(at, checksum_add(0, at, room))) {
        return drop(s, DROP_ICMP_CHECKSUM);
    }
    if (!PROFILE_ICMP_ECHO || icmp_type(at) != ICMP_MESSAGE_ECHO) {
        return drop(s, DROP_ICMP_TYPE);
    }
    /* Only the type changes, so the checksum moves by as much the other way: RFC 1624 3. */
    icmp_set_type(at, ICMP_MESSAGE_ECHO_REPLY);
    icmp_set_checksum(at, wire_sum_add(icmp_checksum(at), (uint16_t)ICMP_MESSAGE_ECHO << 8));
    return ipv4_send(frame, IPV4_PROTOCOL_ICMP, ipv4_src(frame), room);
}

#ifdef __cplusplus
}
#endif

#endif

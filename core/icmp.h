/* SPDX-License-Identifier: MIT */
/* ICMP: RFC 792, RFC 1122 3.2.2.
 *
 *   an echo request          -> the reply, in place
 *   an error about our TCP   -> tcp_icmp.h, once what it quotes is plausible
 *   an error about our UDP   -> the application, where the profile says so (RFC 1122 4.1.3.3)
 *   a datagram for nobody    -> icmp_error.h: a message that quotes its head
 *
 * Everything else is counted and dropped; in particular no error message is ever answered. Messages
 * of ours are few a tick, so that no flood makes us flood somebody else. Not here: redirects (there
 * is one way out), source quench (RFC 6633).
 */
#ifndef THIMBLE_ICMP_H
#define THIMBLE_ICMP_H

#include "application.h"
#include "icmp_error.h"
#include "tcp_icmp.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum {
    ICMP_MTU_OFFSET = 6,    /* of what was too big: RFC 1191 4 */
    ICMP_ERRORS_AT_ONCE = 8 /* and one more each tick */
};

/* An error message: the head of the datagram it is about tells who is meant. No datagram of ours has
 * options or is cut, so its ports lie behind 20 bytes. Somebody who guesses must guess a sequence
 * number too, which TCP looks at (RFC 5927 4.1). */
static inline uint16_t icmp_receive_error(struct stack *s, const uint8_t *at, uint16_t size)
{
    const uint8_t *const about = at + ICMP_HEADER_BYTES;
    const uint8_t *const ports = about + IPV4_HEADER_BYTES; /* TCP and UDP begin alike */

    if (size < ICMP_HEADER_BYTES + ICMP_QUOTED_BYTES || about[0] != ICMP_PLAIN_HEADER ||
        ipv4_src(about) != profile_address) {
        return drop(s, DROP_ICMP_TYPE);
    }
    if (PROFILE_HAS_TCP && ipv4_protocol(about) == IPV4_PROTOCOL_TCP) {
        tcp_icmp_received(s, ipv4_dst(about), ports, icmp_type(at), icmp_code(at),
                          wire_get_u16(at + ICMP_MTU_OFFSET));
        return 0;
    }
    if (PROFILE_UDP_ERRORS && ipv4_protocol(about) == IPV4_PROTOCOL_UDP) {
        const uint8_t socket = profile_udp_socket(wire_get_u16(ports));

        if (socket != PROFILE_NO_SOCKET) {
            application_udp_error(s, socket, ipv4_dst(about), wire_get_u16(ports + 2),
                                  icmp_type(at), icmp_code(at));
            return 0;
        }
    }
    return drop(s, DROP_ICMP_TYPE);
}

/* The request becomes the reply. Only the type changes, so the checksum moves by as much the other
 * way (RFC 1624 3); a reply that is cut to what can be sent (RFC 1122 3.2.2.6) is summed again. */
static inline uint16_t icmp_send_echo(uint8_t *frame, uint16_t size, uint16_t room)
{
    uint8_t *const at = frame + IPV4_HEADER_BYTES;

    icmp_set_type(at, ICMP_MESSAGE_ECHO_REPLY);
    icmp_set_checksum(at, wire_sum_add(icmp_checksum(at), (uint16_t)ICMP_MESSAGE_ECHO << 8));
    room = (uint16_t)(room - IPV4_HEADER_BYTES);
    if (PROFILE_FRAGMENTS && room < size) { /* it came in fragments: the answer goes in one */
        size = room;
        icmp_set_checksum(at, 0);
        icmp_checksum_seal(at, checksum_add(0, at, size));
    }
    return ipv4_send(frame, IPV4_PROTOCOL_ICMP, ipv4_src(frame), size);
}

static inline uint16_t icmp_receive(struct stack *s, uint8_t *frame, uint16_t bytes, uint16_t room)
{
    uint8_t *const at = frame + IPV4_HEADER_BYTES;
    const uint16_t size = (uint16_t)(bytes - IPV4_HEADER_BYTES);

    if (icmp_check(at, size) != WIRE_OK) {
        return drop(s, DROP_ICMP_SHORT);
    }
    if (!icmp_checksum_accepts(at, checksum_add(0, at, size))) {
        return drop(s, DROP_ICMP_CHECKSUM);
    }
    if (PROFILE_ICMP_ECHO && icmp_type(at) == ICMP_MESSAGE_ECHO) {
        return icmp_send_echo(frame, size, room);
    }
    if (!PROFILE_HAS_TCP && !PROFILE_UDP_ERRORS) { /* nobody to tell */
        return drop(s, DROP_ICMP_TYPE);
    }
    if (icmp_type(at) == ICMP_MESSAGE_UNREACHABLE || icmp_type(at) == ICMP_MESSAGE_TIME_EXCEEDED ||
        icmp_type(at) == ICMP_MESSAGE_PARAMETER_PROBLEM) {
        return icmp_receive_error(s, at, size);
    }
    return drop(s, DROP_ICMP_TYPE);
}

static inline void icmp_init(struct stack *s)
{
    stack_set_unreachables(s, ICMP_ERRORS_AT_ONCE);
}

/* A tick: one message more. */
static inline void icmp_poll(struct stack *s, uint16_t ticks)
{
    const uint8_t left = stack_unreachables_of(s);

    if (ticks != 0 && left < ICMP_ERRORS_AT_ONCE) {
        stack_set_unreachables(s, (uint8_t)(left + 1u));
    }
}

#ifdef __cplusplus
}
#endif

#endif

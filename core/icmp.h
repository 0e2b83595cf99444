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

/* Does a message quote a datagram of ours? */
/*@ predicate icmp_quotes_ours{L}(uint8_t *at, integer size) =
  @     size >= ICMP_HEADER_BYTES + ICMP_QUOTED_BYTES && at[8] == ICMP_PLAIN_HEADER &&
  @     at[20] * 16777216 + at[21] * 65536 + at[22] * 256 + at[23] == profile_address;
  @*/

/* An error message: the head of the datagram it is about tells who is meant. No datagram of ours has
 * options or is cut, so its ports lie behind 20 bytes. Somebody who guesses must guess a sequence
 * number too, which TCP looks at (RFC 5927 4.1). */
/*@ requires \valid(s) && \valid_read(at + (0 .. size - 1));
  @ requires PROFILE_HAS_TCP ==> tcp_all_rest(s);
  @ assigns  APPLICATION_BESIDE(s, PROFILE_TCP_CONNECTIONS);
  @ ensures  \result == 0;
  @ ensures  !\old(icmp_quotes_ours(at, size)) ==> \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
  @     CONNECTION_SAME(&s->connection[i], Pre);
  @*/
static inline uint16_t icmp_receive_error(struct stack *s, const uint8_t *at, uint16_t size)
{
    const uint8_t *const about = at + ICMP_HEADER_BYTES;
    const uint8_t *const ports = about + IPV4_HEADER_BYTES; /* TCP and UDP begin alike */

    if (size < ICMP_HEADER_BYTES + ICMP_QUOTED_BYTES || about[0] != ICMP_PLAIN_HEADER ||
        ipv4_src(about) != profile_address) {
        /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
          @     tcp_icmp_beside(&s->connection[i], stack_dropped_at(s)); */
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
/*@ requires 8 <= size <= 65515 && room >= 28;
  @ requires \valid(frame + (0 .. 19 + size));
  @ assigns  frame[0 .. 20], frame[22 .. 23];
  @ ensures  \result == 20 + (PROFILE_FRAGMENTS ? \min(size, room - 20) : size);
  @ ensures  ipv4_is_valid(frame, \result) && frame[9] == IPV4_PROTOCOL_ICMP;
  @ ensures  frame[16] * 256 + frame[17] == \old(frame[12] * 256 + frame[13]);
  @ ensures  frame[18] * 256 + frame[19] == \old(frame[14] * 256 + frame[15]);
  @ ensures  frame[20] == ICMP_MESSAGE_ECHO_REPLY;
  @ ensures  \result == 20 + size ==> frame[22] * 256 + frame[23] ==
  @     checksum_fold(\old(frame[22] * 256 + frame[23]), ICMP_MESSAGE_ECHO * 256);
  @*/
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

/* Returns the bytes of the reply in `frame`; 0: there is none. */
/*@ requires \valid(s) && bytes >= IPV4_HEADER_BYTES && room >= \min(bytes, 28);
  @ requires PROFILE_FRAGMENTS || bytes <= room;
  @ requires \valid(frame + (0 .. bytes - 1));
  @ requires PROFILE_HAS_TCP ==> tcp_all_rest(s);
  @ assigns  APPLICATION_BESIDE(s, PROFILE_TCP_CONNECTIONS), frame[0 .. 20], frame[22 .. 23];
  @ ensures  \result <= room;
  @ ensures  \result != 0 ==> \old(frame[20]) == ICMP_MESSAGE_ECHO && frame[20] == ICMP_MESSAGE_ECHO_REPLY;
  @ ensures  \result != 0 ==> ipv4_is_valid(frame, \result) && frame[9] == IPV4_PROTOCOL_ICMP;
  @*/
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

/*@ requires \valid(s);
  @ assigns  *s;
  @ ensures  s->next_port == \old(s->next_port) && s->turn == \old(s->turn);
  @*/
static inline void icmp_init(struct stack *s)
{
    stack_set_unreachables(s, ICMP_ERRORS_AT_ONCE);
}

/* A tick: one message more. */
/*@ requires \valid(s);
  @ assigns  *s;
  @ ensures  s->next_port == \old(s->next_port) && s->turn == \old(s->turn);
  @*/
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

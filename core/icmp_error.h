/* SPDX-License-Identifier: MIT */
/* Error messages of ours: RFC 792, RFC 1122 3.2.2. Each quotes the head of the datagram it is about.
 *
 * icmp.h receives those of others, and says how many of ours there may be.
 */
#ifndef THIMBLE_ICMP_ERROR_H
#define THIMBLE_ICMP_ERROR_H

#include "icmp_packet.h"
#include "ipv4.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum {
    ICMP_CODE_REASSEMBLY = 1, /* of time exceeded */
    ICMP_CODE_PROTOCOL = 2,   /* of unreachable, and the next two */
    ICMP_CODE_PORT = 3,
    ICMP_CODE_TOO_BIG = 4,
    ICMP_QUOTED_BYTES = IPV4_HEADER_BYTES + 8,
    ICMP_QUOTE_OFFSET = IPV4_HEADER_BYTES + ICMP_HEADER_BYTES,
    ICMP_PLAIN_HEADER = 0x45 /* version 4, no options */
};

/* The message in `frame`, about a datagram that lies there too or elsewhere. Returns its bytes; 0:
 * none may be sent (RFC 1122 3.2.2), there is no room for it, or too many were. What is quoted is
 * as it came, so a datagram that has lost its options is not quoted. */
/*@ requires feature: PROFILE_UNREACHABLE || PROFILE_FRAGMENTS;
  @ requires \valid(s);
  @ requires \valid(frame + (0 .. room - 1));
  @ requires bytes >= IPV4_HEADER_BYTES;
  @ requires \valid_read(about + (0 .. \min(bytes, ICMP_QUOTED_BYTES) - 1));
  @ assigns  *s, frame[0 .. ICMP_QUOTE_OFFSET + ICMP_QUOTED_BYTES - 1];
  @ ensures  \result == 0 || \result == ICMP_QUOTE_OFFSET + \min(bytes, ICMP_QUOTED_BYTES);
  @ ensures  \result <= room;
  @ ensures  \result != 0 ==> frame[9] == IPV4_PROTOCOL_ICMP && frame[20] == type && frame[21] == code;
  @ ensures  \result == 0 ==> \forall integer i; 0 <= i < room ==> frame[i] == \old(frame[i]);
  @*/
static uint16_t icmp_send_error(struct stack *s, uint8_t *frame, uint16_t room,
                                const uint8_t *about, uint16_t bytes, uint8_t type, uint8_t code)
{
    uint8_t *const at = frame + IPV4_HEADER_BYTES;
    const uint16_t most = ICMP_QUOTED_BYTES;
    const uint8_t quoted = (uint8_t)(bytes < most ? bytes : most);
    uint8_t i;

    if (stack_unreachables_of(s) == 0 || about[0] != ICMP_PLAIN_HEADER ||
        ipv4_dst(about) != profile_address || room < (uint16_t)(ICMP_QUOTE_OFFSET + quoted)) {
        return 0;
    }
    stack_set_unreachables(s, (uint8_t)(stack_unreachables_of(s) - 1u));
    /*@ loop invariant 0 <= i <= quoted;
      @ loop assigns i, frame[ICMP_QUOTE_OFFSET .. ICMP_QUOTE_OFFSET + ICMP_QUOTED_BYTES - 1];
      @ loop variant quoted - i;
      @*/
    for (i = 0; i < quoted; i++) { /* at most 28 turns */
        frame[ICMP_QUOTE_OFFSET + i] = about[i];
    }
    ipv4_set_tos(frame, 0);
    icmp_emit(at, type, code, 0);
    icmp_checksum_seal(at, checksum_add(0, at, (uint16_t)(ICMP_HEADER_BYTES + quoted)));
    return ipv4_send(frame, IPV4_PROTOCOL_ICMP, ipv4_src(frame + ICMP_QUOTE_OFFSET),
                     (uint16_t)(ICMP_HEADER_BYTES + quoted));
}

/* Nobody here takes this datagram, and its protocol has no way of its own to say so. */
/*@ requires \valid(s);
  @ requires \valid(frame + (0 .. room - 1));
  @ requires bytes >= IPV4_HEADER_BYTES;
  @ requires \valid_read(frame + (0 .. \min(bytes, ICMP_QUOTED_BYTES) - 1));
  @ assigns  *s, frame[0 .. ICMP_QUOTE_OFFSET + ICMP_QUOTED_BYTES - 1];
  @ ensures  \result == 0 || \result == ICMP_QUOTE_OFFSET + \min(bytes, ICMP_QUOTED_BYTES);
  @ ensures  \result <= room;
  @ ensures  \result != 0 ==> frame[9] == IPV4_PROTOCOL_ICMP &&
  @     frame[20] == ICMP_MESSAGE_UNREACHABLE && frame[21] == code;
  @*/
static inline uint16_t icmp_unreachable(struct stack *s, uint8_t *frame, uint16_t bytes,
                                        uint16_t room, uint8_t code)
{
    if (!PROFILE_UNREACHABLE) {
        return 0;
    }
    return icmp_send_error(s, frame, room, frame, bytes, ICMP_MESSAGE_UNREACHABLE, code);
}

#ifdef __cplusplus
}
#endif

#endif

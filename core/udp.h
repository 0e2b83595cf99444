/* SPDX-License-Identifier: MIT */
/* UDP: hands a datagram to its socket and sends what the handler wrote over it, RFC 768, RFC 1122
 * 4.1. A broadcast reaches its socket like any other; a port that nobody has is unreachable.
 */
#ifndef THIMBLE_UDP_H
#define THIMBLE_UDP_H

#include "application.h"
#include "icmp_error.h"
#include "udp_packet.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum { UDP_PAYLOAD_OFFSET = IPV4_HEADER_BYTES + UDP_HEADER_BYTES };

/* A datagram of ours between two ports, which udp_check accepts. */
/*@ predicate udp_departs{L}(uint8_t *frame, integer from_port, integer to, integer to_port, integer payload) =
  @     ipv4_is_valid(frame, 28 + payload) && udp_is_valid(frame + 20, 8 + payload) &&
  @     frame[2] * 256 + frame[3] == 28 + payload && frame[9] == IPV4_PROTOCOL_UDP &&
  @     frame[12] * 16777216 + frame[13] * 65536 + frame[14] * 256 + frame[15] == profile_address &&
  @     frame[16] * 16777216 + frame[17] * 65536 + frame[18] * 256 + frame[19] == to &&
  @     frame[20] * 256 + frame[21] == from_port && frame[22] * 256 + frame[23] == to_port &&
  @     frame[24] * 256 + frame[25] == 8 + payload;
  @*/

/* The payload is in place. Returns the bytes of the datagram; a port of nobody's sends too. */
/*@ requires payload <= 65507;
  @ requires \valid(frame + (0 .. 27 + payload));
  @ assigns  frame[0 .. 27];
  @ ensures  \result == 28 + payload;
  @ ensures  udp_departs(frame, from_port, to, to_port, payload);
  @*/
static inline uint16_t udp_send(uint8_t *frame, uint16_t from_port, uint32_t to, uint16_t to_port,
                                uint16_t payload)
{
    uint8_t *at = frame + IPV4_HEADER_BYTES;
    const uint16_t size = (uint16_t)(UDP_HEADER_BYTES + payload);
    const uint8_t socket = profile_udp_socket(from_port);
    uint16_t bytes;

    ipv4_set_tos(frame, socket == PROFILE_NO_SOCKET ? 0 : profile_diffserv(socket));
    bytes = ipv4_send(frame, IPV4_PROTOCOL_UDP, to, size);
    udp_emit(at, from_port, to_port, payload);
    /*@ assert ipv4_is_valid(frame, 28 + payload) && frame[2] * 256 + frame[3] == 28 + payload; */
    /*@ assert frame[9] == IPV4_PROTOCOL_UDP && frame[12] * 16777216 + frame[13] * 65536 + frame[14] * 256 +
      @     frame[15] == profile_address; */
    /*@ assert frame[16] * 16777216 + frame[17] * 65536 + frame[18] * 256 + frame[19] == to; */
    /*@ assert udp_departs(frame, from_port, to, to_port, payload); */
    udp_checksum_seal(at, ipv4_transport_sum(IPV4_PROTOCOL_UDP, frame, size));
    return bytes;
}

/*@ requires payload <= PROFILE_MTU - UDP_PAYLOAD_OFFSET ==> \valid(frame + (0 .. 27 + payload));
  @ assigns  frame[0 .. 27];
  @ ensures  \result == (payload > PROFILE_MTU - UDP_PAYLOAD_OFFSET ? 0 : 28 + payload);
  @ ensures  \result != 0 ==> udp_departs(frame, from_port, to, to_port, payload);
  @*/
uint16_t udp_send_to(struct stack *s, uint8_t *frame, uint16_t from_port, uint32_t to,
                     uint16_t to_port, uint16_t payload)
{
    (void)s;
    if (payload > PROFILE_MTU - UDP_PAYLOAD_OFFSET) {
        return 0;
    }
    return udp_send(frame, from_port, to, to_port, payload);
}

/* Returns the bytes of the answer in `frame`: the handler's, back to where the datagram came from, or a message
 * that its port is nobody's; 0: none. */
/*@ requires \valid(s) && bytes >= IPV4_HEADER_BYTES && room >= \min(bytes, UDP_PAYLOAD_OFFSET);
  @ requires \valid(frame + (0 .. bytes - 1)) && \valid(frame + (0 .. room - 1));
  @ requires application_apart(s, frame, bytes) && application_apart(s, frame, room);
  @ assigns  *s, frame[0 .. room - 1], frame[0 .. ICMP_QUOTE_OFFSET + ICMP_QUOTED_BYTES - 1];
  @ ensures  \result <= room;
  @ ensures  \result != 0 ==> frame[9] == IPV4_PROTOCOL_UDP || frame[9] == IPV4_PROTOCOL_ICMP;
  @ ensures  \result != 0 && frame[9] == IPV4_PROTOCOL_UDP ==>
  @     udp_departs(frame, \old(frame[22] * 256 + frame[23]),
  @         \old(frame[12] * 16777216 + frame[13] * 65536 + frame[14] * 256 + frame[15]),
  @         \old(frame[20] * 256 + frame[21]), \result - 28);
  @*/
static inline uint16_t udp_receive(struct stack *s, uint8_t *frame, uint16_t bytes, uint16_t room)
{
    uint8_t *at = frame + IPV4_HEADER_BYTES;
    const enum wire_verdict verdict = udp_check(at, (uint16_t)(bytes - IPV4_HEADER_BYTES));
    const uint32_t from = ipv4_src(frame);
    uint16_t size;
    uint16_t answer;
    uint8_t socket;

    if (verdict != WIRE_OK) {
        return drop_refused(s, DROP_UDP_SHORT, (uint8_t)verdict);
    }
    size = udp_length(at);
    if (!udp_checksum_accepts(at, ipv4_transport_sum(IPV4_PROTOCOL_UDP, frame, size))) {
        return drop(s, DROP_UDP_CHECKSUM);
    }
    socket = profile_udp_socket(udp_dst_port(at));
    if (socket == PROFILE_NO_SOCKET) {
        (void)drop(s, DROP_UDP_PORT);
        return icmp_unreachable(s, frame, bytes, room, ICMP_CODE_PORT);
    }
    size = (uint16_t)(size - UDP_HEADER_BYTES);
    room = (uint16_t)(room - UDP_PAYLOAD_OFFSET);
    answer = application_udp_received(s, socket, from, udp_src_port(at), at + UDP_HEADER_BYTES,
                                      size, room);
    /* Port 0 is "no answer wanted" (RFC 768), and an answer longer than its room was never written.
     */
    /*@ assert at[0] == \at(frame[20], Pre) && at[1] == \at(frame[21], Pre); */
    /*@ assert at[2] == \at(frame[22], Pre) && at[3] == \at(frame[23], Pre); */
    if (answer == 0 || answer > room || udp_src_port(at) == 0) {
        return 0;
    }
    return udp_send(frame, udp_dst_port(at), from, udp_src_port(at), answer);
}

#ifdef __cplusplus
}
#endif

#endif

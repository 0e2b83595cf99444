/* SPDX-License-Identifier: MIT
 * Proves generated/<profile>/udp_packet.h (spec/packets/udp.ksy, RFC 768):
 *
 *   - every function of udp_packet.h stays in the bytes that its contract names, and ends [*]
 *   - udp_check accepts exactly the datagrams that spec/packets/udp.ksy describes, and gives each other verdict
 *     exactly when it is due [udp_check]
 *   - a UDP field is read as the bytes that the format says [udp_src_port, udp_dst_port, udp_length, udp_checksum,
 *     udp_payload_offset, udp_payload_bytes]
 *   - a writer of a UDP field changes its own bytes and no others, and what it stored is read [udp_set_*,
 *     udp_dst_port_round_trip]
 *   - what udp_emit writes is accepted by udp_check and read back [udp_emit, udp_emit_then_check]
 *   - the payload of an accepted datagram lies inside it [udp_payload_is_inside]
 *   - the UDP checksum covers the pseudo header as RFC 768 says, and a sealed one is never zero [udp_checksum_*,
 *     udp_sealed_is_never_absent]
 *
 * What joins its functions:
 */
#include "facts.h"
#include "udp_packet.h"

/* What a writer stores, its reader returns. */
/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[2 .. 3];
  @ ensures  \result == port;
  @*/
uint16_t udp_dst_port_round_trip(uint8_t *at, uint16_t port)
{
    udp_set_dst_port(at, port);
    return udp_dst_port(at);
}

/* What we send, we would accept, and read back. */
/*@ requires payload_bytes <= 65527;
  @ requires \valid(at + (0 .. 7 + payload_bytes));
  @ assigns  at[0 .. 7];
  @ ensures  \result == payload_bytes;
  @*/
uint16_t udp_emit_then_check(uint8_t *at, uint16_t src_port, uint16_t dst_port, uint16_t payload_bytes)
{
    udp_emit(at, src_port, dst_port, payload_bytes);
    if (udp_check(at, (uint16_t)(8u + payload_bytes)) != WIRE_OK
        || udp_src_port(at) != src_port || udp_dst_port(at) != dst_port) {
        /*@ assert \false; */
        return 0;
    }
    return udp_payload_bytes(at);
}

/* What was accepted lies in the room: header, then payload, and nothing beyond. */
/*@ requires \valid_read(at + (0 .. room - 1));
  @ assigns  \nothing;
  @ ensures  \result == WIRE_OK ==> 8 + (at[4] * 256 + at[5] - 8) <= room;
  @*/
enum wire_verdict udp_payload_is_inside(const uint8_t *at, uint16_t room)
{
    const enum wire_verdict verdict = udp_check(at, room);

    if (verdict == WIRE_OK) {
        const uint16_t end = (uint16_t)(udp_payload_offset(at) + udp_payload_bytes(at));
        /*@ assert udp_payload_offset_and_bytes_in_room: end <= room; */
        (void)end;
    }
    return verdict;
}

/* A datagram is never sent with a checksum that says "there is none". */
/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[6 .. 7];
  @ ensures  \result != 0;
  @*/
uint16_t udp_sealed_is_never_absent(uint8_t *at, uint16_t sum)
{
    udp_checksum_seal(at, sum);
    return udp_checksum(at);
}

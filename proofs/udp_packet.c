/* SPDX-License-Identifier: MIT
 * Proves generated/<profile>/udp_packet.h (spec/packets/udp.ksy, RFC 768).
 *
 *   - no function touches a byte outside what its contract names; the check, not outside [at, at + room);
 *   - udp_check says WIRE_OK to exactly the datagrams that the spec describes, and which verdict to which other;
 *   - readers return what the wire format says, writers change their field alone.
 *
 * What joins them:
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
